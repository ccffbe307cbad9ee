//! What can be wrong, as values: a stable code each, with the facts as fields.

mod detail;
mod display;
#[cfg(feature = "keyfile")]
mod file_problem;
mod json;
mod key_problem;
mod named;
mod options_problem;
mod skip;

use core::fmt;
use std::sync::Arc;

use crate::algorithm::Algorithm;
use crate::json::JsonText;
use crate::surroundings::Surroundings;
#[cfg(feature = "keyfile")]
pub use file_problem::{FileKind, FileProblem};
pub use key_problem::{KeyKind, KeyProblem, PublicLook};
pub(crate) use named::named;
pub use options_problem::OptionsProblem;
pub use skip::SkipReason;

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

named! {
    /// The part of a token that is malformed: the first, if several segments are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Part, NAMES, as_str {
        /// The compact serialization as a whole: it does not have three segments.
        Token = "token",
        /// The first segment.
        Header = "header",
        /// The second segment.
        Payload = "payload",
        /// The third segment.
        Signature = "signature",
    }
}

named! {
    /// The strict form that was broken.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Malformation, NAMES, as_str {
        /// Not exactly three segments (RFC 7515 §7.1).
        Segments = "segments",
        /// Not base64url without padding, in its one canonical spelling (RFC 7515 §2, RFC 4648 §3.5).
        Base64url = "base64url",
        /// As `Base64url`: it is padded with `=`, which RFC 7515 §2 leaves out.
        Padding = "base64url",
        /// As `Base64url`, if padding is allowed: the padding is not exactly what RFC 4648 §3.2 wants.
        PaddedBase64url = "base64url",
        /// Not UTF-8 (RFC 7519 §7.2).
        Utf8 = "utf8",
        /// Not JSON (RFC 8259), or a number beyond a double's range.
        Json = "json",
        /// An object with one name twice (RFC 7519 §4).
        DuplicateName = "duplicate_name",
        /// JSON, but not an object.
        NotObject = "not_object",
        /// Nested deeper than 32 levels.
        Depth = "depth",
        /// The payload is in the token, but the caller has given it apart (RFC 7515 appendix F).
        Detached = "detached",
        /// The payload is unencoded and has a character that cannot be in a compact token (RFC 7797 §5.2).
        Unencoded = "unencoded",
    }
}

impl Malformation {
    /// Which of the reasons with one name it is, as [`Surroundings`] are: what was found or expected of the padding.
    const fn padding(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Padding => (None, Some("padding")),
            Self::PaddedBase64url => (Some("padding"), None),
            _ => (None, None),
        }
    }
}

named! {
    /// The header parameter that rules a token out.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum HeaderRule, NAMES, as_str {
        /// `crit` names an extension, and none is understood (RFC 7515 §4.1.11); or it is not what an unencoded payload
        /// needs.
        Crit = "crit",
        /// `b64` is not `true`: a JWT must not have an unencoded payload (RFC 7797 §7). Or the caller has said that the
        /// payload is unencoded, and `b64` is not `false`.
        B64 = "b64",
        /// `typ` is absent or another media type than demanded, or not a string (RFC 8725 §3.11).
        Typ = "typ",
        /// `kid` is not a string (RFC 7515 §4.1.4).
        Kid = "kid",
    }
}

/// The time at which a token was checked. Every time is a number of seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// When the token was checked.
    pub now: JsonText,
    /// By how many seconds clocks may differ; `None` if by none.
    pub tolerance: Option<JsonText>,
    /// The time that the claim was compared with.
    pub limit: JsonText,
}

/// Why a token, a key or an option is refused. It holds no part of a secret and never the token.
///
/// Times are in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the variants are documented on Code, their facts are named for what they are")]
pub enum Error {
    Malformed {
        part: Part,
        reason: Malformation,
        around: Option<Surroundings>,
    },
    TooLarge {
        length: usize,
        limit: usize,
    },
    Encrypted,
    AlgorithmNotAllowed {
        expected: Vec<Algorithm>,
        actual: Option<JsonText>,
    },
    HeaderRejected {
        rule: HeaderRule,
        expected: Option<JsonText>,
        actual: Option<JsonText>,
    },
    KeyInvalid(KeyProblem),
    #[cfg(feature = "keyfile")]
    KeyFileInvalid(FileProblem),
    KeyTooWeak {
        algorithm: Algorithm,
        minimum_bytes: usize,
        actual_bytes: usize,
    },
    RsaTooWeak {
        minimum_bits: usize,
        actual_bits: usize,
    },
    KeyNotFound {
        kid: Option<JsonText>,
        left_out: Option<Arc<Self>>,
    },
    KeyAmbiguous {
        kid: Option<JsonText>,
    },
    SignatureInvalid,
    Expired {
        exp: JsonText,
        clock: Box<Clock>,
    },
    NotYetValid {
        claim: &'static str,
        time: JsonText,
        clock: Box<Clock>,
    },
    TooOld {
        iat: JsonText,
        max_age: JsonText,
        clock: Box<Clock>,
    },
    ClaimMissing {
        claim: String,
    },
    ClaimInvalid {
        claim: String,
        expected: &'static str,
        actual: &'static str,
    },
    ClaimMismatch {
        claim: String,
        expected: Option<JsonText>,
        actual: JsonText,
    },
    OptionsInvalid(OptionsProblem),
    RandomUnavailable,
    HostNeeded {
        algorithm: Algorithm,
    },
}

impl Error {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Malformed { .. } => Code::Malformed,
            Self::TooLarge { .. } => Code::TooLarge,
            Self::Encrypted => Code::Encrypted,
            Self::AlgorithmNotAllowed { .. } => Code::AlgorithmNotAllowed,
            Self::HeaderRejected { .. } => Code::HeaderRejected,
            Self::KeyInvalid(_) => Code::KeyInvalid,
            #[cfg(feature = "keyfile")]
            Self::KeyFileInvalid(_) => Code::KeyInvalid,
            Self::KeyTooWeak { .. } | Self::RsaTooWeak { .. } => Code::KeyTooWeak,
            Self::KeyNotFound { .. } => Code::KeyNotFound,
            Self::KeyAmbiguous { .. } => Code::KeyAmbiguous,
            Self::SignatureInvalid => Code::SignatureInvalid,
            Self::Expired { .. } => Code::Expired,
            Self::NotYetValid { .. } => Code::NotYetValid,
            Self::TooOld { .. } => Code::TooOld,
            Self::ClaimMissing { .. } => Code::ClaimMissing,
            Self::ClaimInvalid { .. } => Code::ClaimInvalid,
            Self::ClaimMismatch { .. } => Code::ClaimMismatch,
            Self::OptionsInvalid(_) => Code::OptionsInvalid,
            Self::RandomUnavailable | Self::HostNeeded { .. } => Code::SyncUnavailable,
        }
    }

    pub(crate) const fn malformed(part: Part, reason: Malformation) -> Self {
        Self::Malformed { part, reason, around: None }
    }

    /// Which part of what was given is wrong, where that is known: a [`Part`] of the token, a member or number of the key,
    /// or an option's name.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        match self {
            Self::Malformed { part, .. } => Some(part.as_str()),
            Self::KeyInvalid(problem) => problem.part(),
            Self::OptionsInvalid(problem) => problem.part(),
            _ => None,
        }
    }

    /// A finer stable name below the code, where there is one.
    #[must_use]
    pub const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Malformed { reason, .. } => Some(reason.as_str()),
            Self::HeaderRejected { rule, .. } => Some(rule.as_str()),
            Self::KeyInvalid(problem) => Some(problem.reason()),
            #[cfg(feature = "keyfile")]
            Self::KeyFileInvalid(problem) => Some(problem.reason()),
            Self::KeyTooWeak { .. } => Some("secret"),
            Self::RsaTooWeak { .. } => Some("rsa"),
            Self::OptionsInvalid(problem) => Some(problem.reason()),
            Self::HostNeeded { .. } => Some("engine"),
            Self::RandomUnavailable => Some("random"),
            _ => None,
        }
    }

    /// The claim that failed, where one did.
    #[must_use]
    pub fn claim(&self) -> Option<&str> {
        match self {
            Self::Expired { .. } => Some("exp"),
            Self::TooOld { .. } => Some("iat"),
            Self::NotYetValid { claim, .. } => Some(claim),
            Self::OptionsInvalid(OptionsProblem::ClaimTwice { name }) => Some(name),
            Self::ClaimMissing { claim } | Self::ClaimInvalid { claim, .. } | Self::ClaimMismatch { claim, .. } => {
                Some(claim)
            }
            _ => None,
        }
    }

    /// What would have passed, as a JSON value.
    #[must_use]
    pub fn expected(&self) -> Option<JsonText> {
        match self {
            Self::TooLarge { limit, .. } => Some(JsonText::count(*limit)),
            Self::AlgorithmNotAllowed { expected, .. } => Some(JsonText::strings(expected.iter().map(|a| a.name()))),
            Self::HeaderRejected { expected, .. } | Self::ClaimMismatch { expected, .. } => expected.clone(),
            Self::KeyTooWeak { minimum_bytes: minimum, .. } | Self::RsaTooWeak { minimum_bits: minimum, .. } => {
                Some(JsonText::count(*minimum))
            }
            Self::Expired { clock, .. } | Self::NotYetValid { clock, .. } | Self::TooOld { clock, .. } => {
                Some(clock.limit.clone())
            }
            Self::ClaimInvalid { expected, .. } => Some(JsonText::string(expected)),
            Self::Malformed { reason, around: None, .. } => reason.padding().0.map(JsonText::string),
            Self::KeyInvalid(problem) => problem.expected().write(),
            #[cfg(feature = "keyfile")]
            Self::KeyFileInvalid(problem) => problem.expected().write(),
            Self::OptionsInvalid(problem) => problem.expected().write(),
            _ => None,
        }
    }

    /// What was found instead, as a JSON value.
    #[must_use]
    pub fn actual(&self) -> Option<JsonText> {
        match self {
            Self::TooLarge { length, .. } => Some(JsonText::count(*length)),
            Self::AlgorithmNotAllowed { actual, .. } | Self::HeaderRejected { actual, .. } => actual.clone(),
            Self::ClaimMismatch { actual, .. } => Some(actual.clone()),
            Self::KeyTooWeak { actual_bytes: actual, .. } | Self::RsaTooWeak { actual_bits: actual, .. } => {
                Some(JsonText::count(*actual))
            }
            Self::KeyNotFound { kid, .. } | Self::KeyAmbiguous { kid } => kid.clone(),
            Self::Expired { exp: time, .. } | Self::NotYetValid { time, .. } | Self::TooOld { iat: time, .. } => {
                Some(time.clone())
            }
            Self::ClaimInvalid { actual, .. } => Some(JsonText::string(actual)),
            Self::Malformed { around: Some(around), .. } => Some(JsonText::string(around.as_str())),
            Self::Malformed { reason, around: None, .. } => reason.padding().1.map(JsonText::string),
            Self::KeyInvalid(problem) => problem.actual().write(),
            #[cfg(feature = "keyfile")]
            Self::KeyFileInvalid(problem) => problem.actual().write(),
            Self::OptionsInvalid(problem) => problem.actual().write(),
            _ => None,
        }
    }
}

impl Error {
    /// The error behind this one.
    pub(crate) fn cause(&self) -> Option<&Self> {
        match self {
            Self::KeyNotFound { left_out, .. } => left_out.as_deref(),
            Self::OptionsInvalid(OptionsProblem::Header { error }) => Some(error),
            _ => None,
        }
    }
}

impl core::error::Error for Error {
    /// Why the entry of a set that may have been meant cannot be used, or why a header cannot be signed.
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.cause().map(|cause| cause as &(dyn core::error::Error + 'static))
    }
}
