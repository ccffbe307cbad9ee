//! The closed list of codes.

use core::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// The stable name of what is wrong. The list is closed and the same in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as it is spelled outside Rust.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

codes! {
    /// The text is not a compact JWS of strict form.
    Malformed = "malformed",
    /// The token is longer than the caller allows.
    TooLarge = "too_large",
    /// The token is a JWE: encrypted, not signed.
    Encrypted = "encrypted",
    /// The header's `alg` is not one that the key and the caller allow.
    AlgorithmNotAllowed = "algorithm_not_allowed",
    /// A header parameter rules the token out.
    HeaderRejected = "header_rejected",
    /// The key cannot be used.
    KeyInvalid = "key_invalid",
    /// The key is below the minimum strength.
    KeyTooWeak = "key_too_weak",
    /// The token's `iss` is not one of the trusted issuers.
    IssuerUnknown = "issuer_unknown",
    /// No key of the set fits the token.
    KeyNotFound = "key_not_found",
    /// More than one key of the set fits the token.
    KeyAmbiguous = "key_ambiguous",
    /// The signature does not match.
    SignatureInvalid = "signature_invalid",
    /// `exp` has passed.
    Expired = "expired",
    /// `nbf`, or `iat` where an age is demanded, is in the future.
    NotYetValid = "not_yet_valid",
    /// A demanded claim is absent.
    ClaimMissing = "claim_missing",
    /// A claim has the wrong type.
    ClaimInvalid = "claim_invalid",
    /// A claim has another value than demanded.
    ClaimMismatch = "claim_mismatch",
    /// More time than `maxAge` has passed since `iat`.
    TooOld = "too_old",
    /// The payload does not match the schema that the caller gave.
    SchemaMismatch = "schema_mismatch",
    /// The token was revoked.
    Revoked = "revoked",
    /// Whether the token was revoked could not be found out.
    RevocationUnavailable = "revocation_unavailable",
    /// The key set could not be fetched.
    JwksUnavailable = "jwks_unavailable",
    /// An option of the caller is wrong.
    OptionsInvalid = "options_invalid",
    /// The operation cannot be done synchronously here.
    SyncUnavailable = "sync_unavailable",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
