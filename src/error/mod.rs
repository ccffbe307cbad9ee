//! What can be wrong, as values: a stable code for each, with the facts as fields.

mod code;
mod detail;
mod display;
mod elsewhere;
#[cfg(feature = "keyfile")]
mod file_problem;
mod form;
mod json;
mod jwe_problem;
mod key_problem;
mod kind;
mod named;
mod options_problem;
mod skip;
mod words;

use alloc::boxed::Box;
use core::fmt;

use crate::json::JsonText;
pub use code::Code;
#[cfg(feature = "keyfile")]
pub use file_problem::{FileKind, FileProblem};
pub use form::{HeaderRule, Malformation, Part};
pub use jwe_problem::JweProblem;
pub use key_problem::{KeyKind, KeyProblem, PublicLook};
pub use kind::{Clock, ErrorKind};
pub(crate) use named::named;
pub use options_problem::OptionsProblem;
pub use skip::SkipReason;

/// Why a token, a key or an option is refused: an [`ErrorKind`] on the heap, so that a `Result` with it is as small as
/// a pointer.
///
/// ```
/// use jwt_wasm::{Algorithm, Code, Key, Policy, verify};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let error = verify("a.b", &key, &Policy::new(), 1_700_000_000.0).unwrap_err();
/// assert_eq!(error.code(), Code::Malformed);
/// assert_eq!((error.part(), error.reason()), (Some("token"), Some("segments")));
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Error(Box<ErrorKind>);

impl From<ErrorKind> for Error {
    #[cold]
    #[inline(never)]
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error {
    /// What is wrong, with its facts.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, ErrorKind, Key};
    /// let error = Key::secret(b"too short", Algorithm::Hs256).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::KeyTooWeak { minimum_bytes: 32, actual_bytes: 9, .. }));
    /// ```
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// Whether no part of the token can be read.
    pub(crate) fn is_of_whole_token(&self) -> bool {
        matches!(self.kind(), ErrorKind::Encrypted | ErrorKind::Malformed { part: Part::Token, .. })
    }

    /// The stable code.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Code, Key};
    /// let error = Key::secret(b"too short", Algorithm::Hs256).unwrap_err();
    /// assert_eq!(error.code(), Code::KeyTooWeak);
    /// ```
    #[must_use]
    pub fn code(&self) -> Code {
        match self.kind() {
            ErrorKind::Malformed { .. } => Code::Malformed,
            ErrorKind::TooLarge { .. } => Code::TooLarge,
            ErrorKind::Encrypted => Code::Encrypted,
            ErrorKind::AlgorithmNotAllowed { .. } => Code::AlgorithmNotAllowed,
            ErrorKind::HeaderRejected { .. } => Code::HeaderRejected,
            ErrorKind::KeyInvalid(_) => Code::KeyInvalid,
            #[cfg(feature = "keyfile")]
            ErrorKind::KeyFileInvalid(_) => Code::KeyInvalid,
            ErrorKind::KeyTooWeak { .. } | ErrorKind::RsaTooWeak { .. } => Code::KeyTooWeak,
            ErrorKind::KeyNotFound { .. } => Code::KeyNotFound,
            ErrorKind::KeyAmbiguous { .. } => Code::KeyAmbiguous,
            ErrorKind::SignatureInvalid => Code::SignatureInvalid,
            #[cfg(not(feature = "_npm"))]
            ErrorKind::SignatureLength { .. } => Code::SignatureInvalid,
            #[cfg(not(feature = "_npm"))]
            ErrorKind::RsaSigning { .. } => Code::SyncUnavailable,
            ErrorKind::Expired { .. } => Code::Expired,
            ErrorKind::NotYetValid { .. } => Code::NotYetValid,
            ErrorKind::TooOld { .. } => Code::TooOld,
            ErrorKind::ClaimMissing { .. } => Code::ClaimMissing,
            ErrorKind::ClaimInvalid { .. } => Code::ClaimInvalid,
            #[cfg(feature = "serde")]
            ErrorKind::ClaimsUnread { .. } => Code::ClaimInvalid,
            #[cfg(feature = "serde")]
            ErrorKind::ClaimsUnwritten { .. } => Code::Malformed,
            ErrorKind::ClaimMismatch { .. } | ErrorKind::ClaimUnfit { .. } => Code::ClaimMismatch,
            ErrorKind::IssuerUnknown { .. } => Code::IssuerUnknown,
            ErrorKind::OptionsInvalid(_) => Code::OptionsInvalid,
            ErrorKind::RandomUnavailable | ErrorKind::HostNeeded { .. } => Code::SyncUnavailable,
            #[cfg(feature = "jwe")]
            ErrorKind::Jwe(problem) => problem.code(),
        }
    }

    pub(crate) fn malformed(part: Part, reason: Malformation) -> Self {
        Self::from(ErrorKind::Malformed { part, reason, around: None })
    }

    /// Which part of what was given is wrong, if known: a [`Part`] of the token, a member or number of the key, or the
    /// name of an option.
    ///
    /// ```
    /// use jwt_wasm::{DecodeOptions, decode_unverified};
    /// let error = decode_unverified("not a token", &DecodeOptions::new()).unwrap_err();
    /// assert_eq!(error.part(), Some("token"));
    /// ```
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::Malformed { part, .. } => Some(part.as_str()),
            #[cfg(feature = "serde")]
            ErrorKind::ClaimsUnwritten { .. } => Some(Part::Payload.as_str()),
            ErrorKind::KeyInvalid(problem) => problem.part(),
            ErrorKind::ClaimUnfit { option, .. } => Some(option),
            ErrorKind::OptionsInvalid(problem) => problem.part(),
            #[cfg(feature = "jwe")]
            ErrorKind::Jwe(problem) => problem.part(),
            _ => None,
        }
    }

    /// A stable name that says more than the code, if there is one.
    ///
    /// ```
    /// use jwt_wasm::{DecodeOptions, decode_unverified};
    /// let error = decode_unverified("not a token", &DecodeOptions::new()).unwrap_err();
    /// assert_eq!(error.reason(), Some("segments"));
    /// ```
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        match self.kind() {
            ErrorKind::KeyInvalid(problem) if problem.is_elsewhere() => None,
            ErrorKind::OptionsInvalid(problem) if problem.is_elsewhere() => None,
            ErrorKind::Malformed { reason, .. } => Some(reason.as_str()),
            ErrorKind::HeaderRejected { rule, .. } => Some(rule.as_str()),
            ErrorKind::KeyInvalid(problem) => Some(problem.reason()),
            #[cfg(feature = "keyfile")]
            ErrorKind::KeyFileInvalid(problem) => Some(problem.reason()),
            ErrorKind::KeyTooWeak { .. } => Some("secret"),
            ErrorKind::RsaTooWeak { .. } => Some("rsa"),
            ErrorKind::OptionsInvalid(problem) => Some(problem.reason()),
            ErrorKind::HostNeeded { .. } => Some("engine"),
            #[cfg(not(feature = "_npm"))]
            ErrorKind::RsaSigning { .. } => Some("engine"),
            ErrorKind::RandomUnavailable => Some("random"),
            #[cfg(feature = "jwe")]
            ErrorKind::Jwe(problem) => match problem {
                JweProblem::NotEncrypted | JweProblem::Failed => None,
                problem => Some(problem.reason()),
            },
            _ => None,
        }
    }

    /// The claim that failed, if one did.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let error = Policy::new().check_decrypted(r#"{"alg":"ES256"}"#, b"{}", 1_700_000_000).unwrap_err();
    /// assert_eq!(error.claim(), Some("exp"));
    /// ```
    #[must_use]
    pub fn claim(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::Expired { .. } => Some("exp"),
            ErrorKind::TooOld { claim, .. }
            | ErrorKind::NotYetValid { claim, .. }
            | ErrorKind::ClaimUnfit { claim, .. } => Some(claim),
            ErrorKind::OptionsInvalid(OptionsProblem::ClaimTwice { name }) => Some(name),
            ErrorKind::IssuerUnknown { .. } => Some("iss"),
            ErrorKind::ClaimMissing { claim }
            | ErrorKind::ClaimInvalid { claim, .. }
            | ErrorKind::ClaimMismatch { claim, .. } => Some(claim),
            _ => None,
        }
    }

    /// What would have passed, as a JSON value.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JsonText, Key};
    /// let error = Key::secret(b"too short", Algorithm::Hs256).unwrap_err();
    /// assert_eq!(error.expected().as_ref().map(JsonText::as_json), Some("32"));
    /// ```
    #[must_use]
    pub fn expected(&self) -> Option<JsonText> {
        match self.kind() {
            ErrorKind::TooLarge { limit, .. } => Some(JsonText::count(*limit)),
            #[cfg(not(feature = "_npm"))]
            ErrorKind::SignatureLength { least_bytes, .. } => Some(JsonText::count(*least_bytes)),
            ErrorKind::AlgorithmNotAllowed { expected, .. } => {
                Some(JsonText::strings(expected.iter().map(|a| a.name())))
            }
            ErrorKind::HeaderRejected { expected, .. } | ErrorKind::ClaimMismatch { expected, .. } => expected.clone(),
            ErrorKind::KeyTooWeak { minimum_bytes: minimum, .. }
            | ErrorKind::RsaTooWeak { minimum_bits: minimum, .. } => Some(JsonText::count(*minimum)),
            ErrorKind::Expired { clock, .. }
            | ErrorKind::NotYetValid { clock, .. }
            | ErrorKind::TooOld { clock, .. } => Some(clock.limit.clone()),
            ErrorKind::ClaimInvalid { expected, .. } => Some(JsonText::string(expected)),
            ErrorKind::Malformed { reason, around: None, .. } => reason.padding().0.map(JsonText::string),
            ErrorKind::KeyInvalid(problem) => problem.expected().write(),
            #[cfg(feature = "keyfile")]
            ErrorKind::KeyFileInvalid(problem) => problem.expected().write(),
            ErrorKind::OptionsInvalid(problem) => problem.expected().write(),
            #[cfg(feature = "jwe")]
            ErrorKind::Jwe(problem) => problem.expected().write(),
            _ => None,
        }
    }

    /// What was found instead, as a JSON value.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JsonText, Key};
    /// let error = Key::secret(b"too short", Algorithm::Hs256).unwrap_err();
    /// assert_eq!(error.actual().as_ref().map(JsonText::as_json), Some("9"));
    /// ```
    #[must_use]
    pub fn actual(&self) -> Option<JsonText> {
        match self.kind() {
            ErrorKind::TooLarge { length, .. } => Some(JsonText::count(*length)),
            #[cfg(not(feature = "_npm"))]
            ErrorKind::SignatureLength { actual_bytes, .. } => Some(JsonText::count(*actual_bytes)),
            ErrorKind::AlgorithmNotAllowed { actual, .. } | ErrorKind::HeaderRejected { actual, .. } => actual.clone(),
            ErrorKind::ClaimMismatch { actual, .. } | ErrorKind::IssuerUnknown { actual } => Some(actual.clone()),
            ErrorKind::KeyTooWeak { actual_bytes: actual, .. } | ErrorKind::RsaTooWeak { actual_bits: actual, .. } => {
                Some(JsonText::count(*actual))
            }
            ErrorKind::KeyNotFound { kid, .. } | ErrorKind::KeyAmbiguous { kid } => kid.clone(),
            ErrorKind::Expired { exp: time, .. }
            | ErrorKind::NotYetValid { time, .. }
            | ErrorKind::TooOld { time, .. } => Some(time.clone()),
            ErrorKind::ClaimInvalid { actual, .. } => Some(JsonText::string(actual)),
            ErrorKind::Malformed { around: Some(around), .. } => Some(JsonText::string(around.as_str())),
            ErrorKind::Malformed { reason, around: None, .. } => reason.padding().1.map(JsonText::string),
            ErrorKind::KeyInvalid(problem) => problem.actual().write(),
            #[cfg(feature = "keyfile")]
            ErrorKind::KeyFileInvalid(problem) => problem.actual().write(),
            ErrorKind::OptionsInvalid(problem) => problem.actual().write(),
            #[cfg(feature = "jwe")]
            ErrorKind::Jwe(problem) => problem.actual().write(),
            _ => None,
        }
    }
}

impl Error {
    /// The error behind this one.
    pub(crate) fn cause(&self) -> Option<&Self> {
        match self.kind() {
            ErrorKind::KeyNotFound { left_out, .. } => left_out.as_deref(),
            ErrorKind::OptionsInvalid(OptionsProblem::Header { error }) => Some(error),
            _ => None,
        }
    }
}

impl core::error::Error for Error {
    /// The reason why an entry of a set, which the token may mean, cannot be used; or why a header cannot be signed.
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.cause().map(|cause| cause as &(dyn core::error::Error + 'static))
    }
}
