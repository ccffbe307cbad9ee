//! What can be wrong, as values: a stable code each, with the facts as fields.

mod code;
mod detail;
mod display;
#[cfg(feature = "keyfile")]
mod file_problem;
mod form;
mod json;
mod key_problem;
mod named;
mod options_problem;
mod skip;

use std::sync::Arc;

use crate::algorithm::Algorithm;
use crate::json::JsonText;
use crate::surroundings::Surroundings;
pub use code::Code;
#[cfg(feature = "keyfile")]
pub use file_problem::{FileKind, FileProblem};
pub use form::{HeaderRule, Malformation, Part};
pub use key_problem::{KeyKind, KeyProblem, PublicLook};
pub(crate) use named::named;
pub use options_problem::OptionsProblem;
pub use skip::SkipReason;

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
