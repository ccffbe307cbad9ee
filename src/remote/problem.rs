//! Why a provider's keys cannot be had.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use core::time::Duration;

use crate::error::{Error, ErrorKind, KeyProblem, Malformation};

/// Why a key set was not fetched. Your HTTP client gives `Timeout`, `Network`, `Redirect` and `TooLarge`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// It is not a URL in ASCII, or it holds a user name.
    UrlInvalid,
    /// The URL is not https.
    UrlInsecure,
    /// The whole answer did not come in time.
    Timeout,
    /// There was no answer.
    Network {
        /// What the HTTP client says. It must not contain a URL, whose query may hold a credential.
        message: String,
    },
    /// The provider redirects to another origin, or too often.
    Redirect,
    /// The provider answered with a status other than 200.
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The body is larger than allowed.
    TooLarge,
    /// The body is not UTF-8.
    Utf8,
    /// The body is not a key set.
    KeySet {
        /// Why not.
        error: Error,
    },
    /// The body is a key set, but not one that may be used.
    KeySetRefused {
        /// Why it is.
        error: Error,
    },
    /// The request that was given is not the one that is under way.
    OtherRequest,
}

impl Problem {
    /// A stable name. The npm package has the same for its code `jwks_unavailable`.
    ///
    /// ```
    /// use jwt_wasm::remote::Problem;
    /// assert_eq!(Problem::Status { status: 500 }.reason(), "status");
    /// ```
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::UrlInvalid => "url_invalid",
            Self::UrlInsecure => "url_insecure",
            Self::Timeout => "timeout",
            Self::Network { .. } => "network",
            Self::Redirect => "redirect",
            Self::Status { .. } => "status",
            Self::TooLarge => "too_large",
            Self::Utf8 => "utf8",
            Self::KeySet { .. } => "key_set",
            Self::KeySetRefused { .. } => "key_set_refused",
            Self::OtherRequest => "other_request",
        }
    }

    /// Why a text is not taken as a key set.
    pub(super) fn of_set(error: Error) -> Self {
        let is_other = match error.kind() {
            ErrorKind::KeyInvalid(KeyProblem::KeySetMalformed { form }) => {
                matches!(form, Malformation::Json | Malformation::NotObject)
            }
            ErrorKind::KeyInvalid(problem) => matches!(problem, KeyProblem::NotKeySet { .. }),
            _ => false,
        };
        if is_other { Self::KeySet { error } } else { Self::KeySetRefused { error } }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UrlInvalid => "the URL of the key set must be a URL in ASCII without a user name",
            Self::UrlInsecure => {
                "the URL of the key set must be https; http is taken for loopback addresses, and for others with allow_insecure"
            }
            Self::Timeout => "the whole answer did not come in time",
            Self::Network { message } => return write!(f, "the request failed: {message}"),
            Self::Redirect => "the provider redirects to another origin, or more than 3 times",
            Self::Status { status } => return write!(f, "the provider answered with status {status}, and not 200"),
            Self::TooLarge => "the answer is larger than the limit max_bytes",
            Self::Utf8 => "the answer is not UTF-8",
            Self::KeySet { error } => return write!(f, "the answer is not a key set: {error}"),
            Self::KeySetRefused { error } => return write!(f, "the answer is a key set that is refused: {error}"),
            Self::OtherRequest => "the request is not the one that is under way; finish each request with its own RemoteKeys",
        })
    }
}

impl core::error::Error for Problem {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::KeySet { error } | Self::KeySetRefused { error } => Some(error),
            _ => None,
        }
    }
}

/// There are no keys to verify with, so a token can be neither accepted nor refused: answer with 503. The npm package
/// gives this the code `jwks_unavailable`.
#[derive(Clone, Debug, PartialEq)]
pub struct Unavailable {
    place: String,
    problem: Problem,
    retry_after: Duration,
}

impl Unavailable {
    pub(super) fn new(place: &str, problem: Problem, retry_after: Duration) -> Self {
        Self { place: place.to_owned(), problem, retry_after }
    }

    /// Why the last request failed.
    ///
    /// ```
    /// use jwt_wasm::remote::{Problem, RemoteKeys, RemoteOptions, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// let unavailable = keys.finish(request, Err(Problem::Timeout), 1_700_000_005).unwrap_err();
    /// assert_eq!(*unavailable.problem(), Problem::Timeout);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The time after which the provider may be asked again.
    ///
    /// ```
    /// use jwt_wasm::remote::{Problem, RemoteKeys, RemoteOptions, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// let unavailable = keys.finish(request, Err(Problem::Timeout), 1_700_000_005).unwrap_err();
    /// // For the header `Retry-After` of your 503.
    /// assert_eq!(unavailable.retry_after().as_secs(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn retry_after(&self) -> Duration {
        self.retry_after
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, problem, .. } = self;
        write!(f, "the key set at {place} is unavailable: {problem}")
    }
}

impl core::error::Error for Unavailable {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.problem)
    }
}
