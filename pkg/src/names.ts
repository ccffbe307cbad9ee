// Written by `cargo xtask names` from the core's own lists.

/** Every {@link JwtErrorCode}. */
export const ERROR_CODES = [
  "malformed",
  "too_large",
  "encrypted",
  "not_encrypted",
  "algorithm_not_allowed",
  "header_rejected",
  "key_invalid",
  "key_too_weak",
  "issuer_unknown",
  "key_not_found",
  "key_ambiguous",
  "signature_invalid",
  "decryption_failed",
  "expired",
  "not_yet_valid",
  "claim_missing",
  "claim_invalid",
  "claim_mismatch",
  "too_old",
  "schema_mismatch",
  "revoked",
  "revocation_unavailable",
  "jwks_unavailable",
  "options_invalid",
  "sync_unavailable",
] as const;

/** The stable name of what is wrong. Messages may change between versions; codes do not. */
export type JwtErrorCode =
  | "malformed"
  | "too_large"
  | "encrypted"
  | "not_encrypted"
  | "algorithm_not_allowed"
  | "header_rejected"
  | "key_invalid"
  | "key_too_weak"
  | "issuer_unknown"
  | "key_not_found"
  | "key_ambiguous"
  | "signature_invalid"
  | "decryption_failed"
  | "expired"
  | "not_yet_valid"
  | "claim_missing"
  | "claim_invalid"
  | "claim_mismatch"
  | "too_old"
  | "schema_mismatch"
  | "revoked"
  | "revocation_unavailable"
  | "jwks_unavailable"
  | "options_invalid"
  | "sync_unavailable";

/** The part of a token that is malformed: the first one, if several are, or `token` if it has not three segments. */
export type TokenPart = "token" | "header" | "payload" | "signature";

/** Why a token is `malformed`. */
export type MalformedReason =
  | "segments"
  | "base64url"
  | "utf8"
  | "json"
  | "duplicate_name"
  | "not_object"
  | "depth"
  | "detached"
  | "unencoded";

/** The header parameter for which a header is refused. */
export type HeaderReason = "crit" | "b64" | "typ" | "kid";

/** What is around or inside a token and makes it `malformed`: the error's `actual`. */
export type Surroundings =
  | "scheme"
  | "name"
  | "quotes"
  | "json"
  | "percent_encoding"
  | "white_space"
  | "white_space_inside"
  | "invisible";

/** The type that a claim must have, and the type that it has: `expected` and `actual` of `claim_invalid`. */
export type ClaimType =
  | "a number"
  | "null"
  | "a boolean"
  | "seconds since 1970-01-01T00:00:00Z, not milliseconds"
  | "a time after the year 9999"
  | "a string"
  | "an array"
  | "an object"
  | "a string or an array of strings"
  | "an array of something else"
  | "scopes with spaces between them, or a list of scopes"
  | "a string that is not empty"
  | "an empty string"
  | "absent";

/** What is too weak: a secret or an RSA key. */
export type WeakReason = "secret" | "rsa";

/** Why a key cannot be used. */
export type CoreKeyReason =
  | "no_key"
  | "key_set"
  | "private_key"
  | "public_key"
  | "shared_secret"
  | "secret_in_set"
  | "wrong_kind"
  | "key_ops"
  | "no_algorithm"
  | "several_algorithms"
  | "other_algorithm"
  | "alg_not_for_kty"
  | "secret_empty"
  | "public_secret"
  | "jwk_malformed"
  | "key_set_malformed"
  | "not_a_key_set"
  | "too_many_keys"
  | "entry_type"
  | "entry_unreadable"
  | "member_missing"
  | "certificate_only"
  | "member_type"
  | "member_value"
  | "member_padded"
  | "member_base64url"
  | "wrong_length"
  | "number_empty"
  | "number_leading_zero"
  | "modulus_even"
  | "modulus_too_long"
  | "exponent_even"
  | "exponent_too_small"
  | "exponent_too_large"
  | "multi_prime"
  | "rsa_unsound"
  | "point_form"
  | "off_curve"
  | "small_order"
  | "private_number"
  | "expanded_key"
  | "public_half_differs"
  | "public_half_missing";

/** Why a key file cannot be read. */
export type KeyFileReason =
  | "convertible_file"
  | "private_key"
  | "public_key"
  | "useless_file"
  | "private_beside"
  | "several_keys"
  | "not_a_key_file"
  | "json_file"
  | "pem_in_base64"
  | "pem_lines_missing"
  | "pem_cut_short"
  | "pem_begin_damaged"
  | "pem_end_differs"
  | "pem_empty"
  | "pem_headers"
  | "pem_base64"
  | "pem_escaped"
  | "pem_label"
  | "not_der"
  | "der_cut_short"
  | "der_trailing"
  | "der_malformed"
  | "unknown_version"
  | "wrong_parameters"
  | "pss_only"
  | "explicit_curve"
  | "curve_missing"
  | "two_curves"
  | "seed_missing";

/** The kind of a file that is recognised but not read: the error's `actual`. */
export type KeyFileKind =
  | "encrypted_key"
  | "pkcs12"
  | "pkcs7"
  | "certificate_request"
  | "revocation_list"
  | "trusted_certificate"
  | "utf16"
  | "openssh_key"
  | "encrypted_openssh_key"
  | "ssh_public_key"
  | "ssh_token_key"
  | "putty_key"
  | "dsa_key"
  | "openpgp"
  | "parameters";

/** What a `public_secret` really is: the error's `actual`. */
export type PublicLook = "der" | "pem" | "jwk" | "ssh" | "token" | "text";

/** Why an option is wrong. */
export type CoreOptionsReason =
  | "not_object"
  | "unknown_option"
  | "unknown_algorithm"
  | "wrong_value"
  | "wrong_now"
  | "duration_too_long"
  | "profile_needs"
  | "profile_excludes"
  | "id_token_only"
  | "no_secret"
  | "typ_twice"
  | "claim_twice"
  | "header_refused"
  | "unencoded_payload"
  | "padding_without_base64url";

/** The part of an encrypted token that is malformed. */
export type JwePart = "header" | "encrypted_key" | "iv" | "ciphertext" | "tag";

/** Why an encrypted token is `malformed`. */
export type JweMalformedReason = "segments" | "base64url" | "length" | "not_empty";

/** The header parameter for which the header of an encrypted token is refused. */
export type JweHeaderReason = "zip" | "epk" | "apu" | "apv" | "iv" | "tag" | "cty" | "nested";

/** Why the `alg` or the `enc` of an encrypted token is not allowed. */
export type JweAlgorithmReason =
  | "rsa1_5"
  | "pbes2"
  | "none"
  | "unknown_alg"
  | "unknown_enc"
  | "alg"
  | "enc"
  | "read_only";

/** Why a key for encryption cannot be used. */
export type JweKeyReason =
  | "wrong_kind"
  | "wrong_length"
  | "member_value"
  | "no_algorithm"
  | "no_enc"
  | "several_enc"
  | "other_algorithm";

/** What the runtime lacks: an engine or random bytes. */
export type SyncReason = "engine" | "random";

/** Why a check was not made. */
export type SkipReason =
  | "not_split"
  | "not_decoded"
  | "header_refused"
  | "payload_unreadable"
  | "payload_empty"
  | "no_key"
  | "no_key_allowed"
  | "not_computed"
  | "absent"
  | "nothing_expected"
  | "expiry_ignored"
  | "audience_ignored";

/** The checks of a token, in the order in which they are made. */
export type CheckName =
  | "form"
  | "header"
  | "typ"
  | "algorithm"
  | "signature"
  | "payload"
  | "exp"
  | "nbf"
  | "iat"
  | "iss"
  | "aud"
  | "sub"
  | "jti"
  | "required_claims"
  | "claims"
  | "scope"
  | "profile";

/** Kinds of tokens that OAuth and OpenID Connect define. */
export type TokenProfile = "access_token" | "id_token" | "logout_token";

/** Every {@link Algorithm}. */
export const ALGORITHMS = [
  "HS256",
  "HS384",
  "HS512",
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "ES256K",
  "EdDSA",
  "Ed25519",
  "Ed448",
  "ML-DSA-44",
  "ML-DSA-65",
  "ML-DSA-87",
] as const;

/** The signature algorithms by their registered names. `none` is not one of them. */
export type Algorithm =
  | "HS256"
  | "HS384"
  | "HS512"
  | "RS256"
  | "RS384"
  | "RS512"
  | "PS256"
  | "PS384"
  | "PS512"
  | "ES256"
  | "ES384"
  | "ES512"
  | "ES256K"
  | "EdDSA"
  | "Ed25519"
  | "Ed448"
  | "ML-DSA-44"
  | "ML-DSA-65"
  | "ML-DSA-87";

/** Every {@link KeyManagement}. */
export const KEY_MANAGEMENT = [
  "dir",
  "A128KW",
  "A192KW",
  "A256KW",
  "A128GCMKW",
  "A192GCMKW",
  "A256GCMKW",
  "ECDH-ES",
  "ECDH-ES+A128KW",
  "ECDH-ES+A192KW",
  "ECDH-ES+A256KW",
  "RSA-OAEP",
  "RSA-OAEP-256",
  "RSA-OAEP-384",
  "RSA-OAEP-512",
] as const;

/** How the key of an encrypted token reaches its recipient: its `alg` (RFC 7518 §4.1). */
export type KeyManagement =
  | "dir"
  | "A128KW"
  | "A192KW"
  | "A256KW"
  | "A128GCMKW"
  | "A192GCMKW"
  | "A256GCMKW"
  | "ECDH-ES"
  | "ECDH-ES+A128KW"
  | "ECDH-ES+A192KW"
  | "ECDH-ES+A256KW"
  | "RSA-OAEP"
  | "RSA-OAEP-256"
  | "RSA-OAEP-384"
  | "RSA-OAEP-512";

/** Every {@link ContentEncryption}. */
export const CONTENT_ENCRYPTION = [
  "A128GCM",
  "A192GCM",
  "A256GCM",
  "A128CBC-HS256",
  "A192CBC-HS384",
  "A256CBC-HS512",
] as const;

/** How the content of a token is encrypted: its `enc` (RFC 7518 §5.1). */
export type ContentEncryption =
  | "A128GCM"
  | "A192GCM"
  | "A256GCM"
  | "A128CBC-HS256"
  | "A192CBC-HS384"
  | "A256CBC-HS512";

/** The algorithms that sign and verify with one shared secret (RFC 7518 §3.2). */
export type SecretAlgorithm = "HS256" | "HS384" | "HS512";

/** RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 7518 §3.3, §3.5). */
export type RsaAlgorithm = "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512";

/** The algorithms that sign with a private key and verify with its public half. */
export type PublicKeyAlgorithm =
  | "RS256"
  | "RS384"
  | "RS512"
  | "PS256"
  | "PS384"
  | "PS512"
  | "ES256"
  | "ES384"
  | "ES512"
  | "ES256K"
  | "EdDSA"
  | "Ed25519"
  | "Ed448"
  | "ML-DSA-44"
  | "ML-DSA-65"
  | "ML-DSA-87";

/** ECDSA (RFC 7518 §3.4). */
export type EcAlgorithm = "ES256" | "ES384" | "ES512" | "ES256K";

/** EdDSA: by its older name, which goes with either curve, and by the names of the curves (RFC 8037 §3.1, RFC 9864 §2.2). */
export type OkpAlgorithm = "EdDSA" | "Ed25519" | "Ed448";

/** ML-DSA (RFC 9964 §4). */
export type AkpAlgorithm = "ML-DSA-44" | "ML-DSA-65" | "ML-DSA-87";

/** The longest token that is accepted by default, in characters. */
export const MAX_TOKEN_LENGTH = 16384;

/** How deep JSON may be nested, the outermost object counted as 1. */
export const MAX_DEPTH = 32;
