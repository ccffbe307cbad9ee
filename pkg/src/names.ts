// Written by `cargo xtask names` from the core's own lists.

/** Every {@link JwtErrorCode}. */
export const ERROR_CODES = [
  "malformed",
  "too_large",
  "encrypted",
  "algorithm_not_allowed",
  "header_rejected",
  "key_invalid",
  "key_too_weak",
  "issuer_unknown",
  "key_not_found",
  "key_ambiguous",
  "signature_invalid",
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
export type JwtErrorCode = (typeof ERROR_CODES)[number];

/** Which part of a token is malformed: the first, if several segments are, and `token` if there are not three segments. */
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

/** Which header parameter made the header be refused. */
export type HeaderReason = "crit" | "b64" | "typ" | "kid";

/** What stands around or inside a token that is `malformed` for it: its `actual`. */
export type Surroundings =
  | "scheme"
  | "name"
  | "quotes"
  | "json"
  | "percent_encoding"
  | "white_space"
  | "white_space_inside"
  | "invisible";

/** What a `claim_invalid` must be, and what it is: its `expected` and `actual`. */
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

/** What is too weak, a secret or an RSA key. */
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
  | "public_half_differs"
  | "public_half_missing";

/** Why a key file is not read. */
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
  | "two_curves";

/** What a file is that is not read itself: the error's `actual`. */
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

/** What a `public_secret` is in truth: the error's `actual`. */
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

/** What is not there: arithmetic or random bytes. */
export type SyncReason = "engine" | "random";

/** Why a check could not, or need not, be made. */
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

/** The checks a token goes through, in this order. */
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
  "EdDSA",
  "Ed25519",
] as const;

/** Names of the signature algorithms. `none` is not one of them. */
export type Algorithm = (typeof ALGORITHMS)[number];

/** The algorithms that sign and verify with one shared secret (RFC 7518 §3.2). */
export type SecretAlgorithm = "HS256" | "HS384" | "HS512";

/** RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 7518 §3.3, §3.5). */
export type RsaAlgorithm = "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512";

/** ECDSA (RFC 7518 §3.4). */
export type EcAlgorithm = "ES256" | "ES384" | "ES512";

/** EdDSA with Ed25519, under its older and its newer name (RFC 8037 §3.1, RFC 9864 §2). */
export type OkpAlgorithm = "EdDSA" | "Ed25519";

/** The longest token that is looked at by default, in characters. */
export const MAX_TOKEN_LENGTH = 16384;

/** How deep JSON may be nested, the outermost object counted as 1. */
export const MAX_DEPTH = 32;
