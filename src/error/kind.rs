//! What can be wrong, with its facts.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

#[cfg(feature = "keyfile")]
use super::FileProblem;
use super::{Error, HeaderRule, KeyProblem, Malformation, OptionsProblem, Part};
use crate::algorithm::Algorithm;
use crate::json::JsonText;
use crate::surroundings::Surroundings;

/// The time at which a token was checked, and what it was compared with. All are in seconds; the times are since
/// 1970-01-01T00:00:00Z.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Clock {
    /// When the token was checked.
    pub now: JsonText,
    /// By how many seconds clocks may differ. `None` if they may not.
    pub tolerance: Option<JsonText>,
    /// The time that the claim was compared with.
    pub limit: JsonText,
}

/// What is wrong, with the facts. It contains no part of a secret and never the token.
///
/// Times are in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The token does not have the strict form, or the claims to sign do not.
    Malformed {
        /// The first part that is malformed.
        part: Part,
        /// The form that it breaks.
        reason: Malformation,
        /// What was copied together with the token, if that is the cause.
        around: Option<Surroundings>,
    },
    /// The token is too long.
    TooLarge {
        /// Its length in bytes; in UTF-16 code units if JavaScript gave it.
        length: usize,
        /// The longest that is accepted, in bytes.
        limit: usize,
    },
    /// The token has five segments: it is encrypted (JWE) and not signed.
    Encrypted,
    /// The header's `alg` is not one that the key and the caller allow.
    AlgorithmNotAllowed {
        /// The algorithms that are allowed.
        expected: Vec<Algorithm>,
        /// The header's `alg`, if it has one.
        actual: Option<JsonText>,
    },
    /// A header parameter rules the token out.
    HeaderRejected {
        /// The parameter.
        rule: HeaderRule,
        /// The value that would have passed, if there is one.
        expected: Option<JsonText>,
        /// The value in the header, if it has one.
        actual: Option<JsonText>,
    },
    /// A key, a JWK or a key set cannot be used.
    KeyInvalid(KeyProblem),
    /// A key file is not read.
    #[cfg(feature = "keyfile")]
    KeyFileInvalid(FileProblem),
    /// A secret is shorter than the hash (RFC 7518 §3.2).
    KeyTooWeak {
        /// The algorithm that the secret was given for.
        algorithm: Algorithm,
        /// The least length, in bytes.
        minimum_bytes: usize,
        /// The secret's length, in bytes.
        actual_bytes: usize,
    },
    /// An RSA modulus is too short (RFC 7518 §3.3).
    RsaTooWeak {
        /// The least size, in bits.
        minimum_bits: usize,
        /// The size of the modulus, in bits.
        actual_bits: usize,
    },
    /// No key of the set fits the token.
    KeyNotFound {
        /// The token's `kid`, if it has one.
        kid: Option<JsonText>,
        /// Why an entry of the set that the token may mean cannot be used.
        left_out: Option<Arc<Error>>,
    },
    /// More than one key of the set fits the token.
    KeyAmbiguous {
        /// The token's `kid`, if it has one.
        kid: Option<JsonText>,
    },
    /// The signature does not match.
    SignatureInvalid,
    /// A signature that was made elsewhere cannot be one of its algorithm.
    #[cfg(not(feature = "_npm"))]
    SignatureLength {
        /// The algorithm to sign with.
        algorithm: Algorithm,
        /// The length that it must have at least, in bytes.
        least_bytes: usize,
        /// The length that it has, in bytes.
        actual_bytes: usize,
    },
    /// This crate does not sign with a private RSA key.
    #[cfg(not(feature = "_npm"))]
    RsaSigning {
        /// The algorithm to sign with.
        algorithm: Algorithm,
    },
    /// `exp` has passed.
    Expired {
        /// The value of `exp`.
        exp: JsonText,
        /// The time of the check.
        clock: Box<Clock>,
    },
    /// A time is in the future that must not be.
    NotYetValid {
        /// The claim that has the time: `nbf`, `iat` or `auth_time`.
        claim: &'static str,
        /// Its value.
        time: JsonText,
        /// The time of the check.
        clock: Box<Clock>,
    },
    /// More time has passed since a claim than is allowed.
    TooOld {
        /// The claim that has the time: `iat` or `auth_time`.
        claim: &'static str,
        /// Its value.
        time: JsonText,
        /// How many seconds may have passed.
        max_age: JsonText,
        /// The time of the check.
        clock: Box<Clock>,
    },
    /// A claim that is demanded is absent.
    ClaimMissing {
        /// The claim's name.
        claim: String,
    },
    /// A claim has the wrong type.
    ClaimInvalid {
        /// The claim's name.
        claim: String,
        /// The type that it must have, in words.
        expected: &'static str,
        /// The type that it has, in words.
        actual: &'static str,
    },
    /// A claim does not have a value that is demanded.
    ClaimMismatch {
        /// The claim's name.
        claim: String,
        /// The value or values that would have passed. `None` if the caller has named no audience.
        expected: Option<JsonText>,
        /// The claim's value.
        actual: JsonText,
    },
    /// The claims do not fit the type that the caller wants them as.
    #[cfg(feature = "serde")]
    ClaimsUnread {
        /// What serde says, on one line.
        message: String,
    },
    /// The claims to sign cannot be written as JSON.
    #[cfg(feature = "serde")]
    ClaimsUnwritten {
        /// What serde says, on one line.
        message: String,
    },
    /// The token's `iss` is not one of the trusted issuers.
    IssuerUnknown {
        /// The value of `iss`.
        actual: JsonText,
    },
    /// A `claim_mismatch` that shows neither value, because both are secrets of a login.
    ClaimUnfit {
        /// The claim's name.
        claim: &'static str,
        /// The option that it does not fit.
        option: &'static str,
    },
    /// An option of the caller is wrong.
    OptionsInvalid(OptionsProblem),
    /// The host gives no random bytes, or the build has no feature `rand`.
    RandomUnavailable,
    /// An encrypted token, or a key for one, is refused.
    #[cfg(feature = "jwe")]
    Jwe(super::JweProblem),
    /// This build has no arithmetic for the algorithm.
    HostNeeded {
        /// The algorithm.
        algorithm: Algorithm,
    },
}
