//! The closed list of error codes.

use core::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// The stable name of what is wrong. It is the same in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as JSON and other languages have it.
            ///
            /// ```
            /// use jwt_wasm::Code;
            /// assert_eq!(Code::KeyTooWeak.as_str(), "key_too_weak");
            /// ```
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
    /// The token is a JWS: signed, not encrypted.
    NotEncrypted = "not_encrypted",
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
    /// The token cannot be decrypted: it is for another key, or it was changed.
    DecryptionFailed = "decryption_failed",
    /// `exp` has passed.
    Expired = "expired",
    /// `nbf` is in the future, or `iat` is and there is a maximum age.
    NotYetValid = "not_yet_valid",
    /// A demanded claim is absent.
    ClaimMissing = "claim_missing",
    /// A claim has the wrong type.
    ClaimInvalid = "claim_invalid",
    /// A claim has another value than demanded.
    ClaimMismatch = "claim_mismatch",
    /// More time than the maximum age has passed since `iat` or `auth_time`.
    TooOld = "too_old",
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
