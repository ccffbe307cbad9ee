//! Why a proof is refused, or cannot be made.

use alloc::string::String;
use core::fmt;

use crate::error::{Code, Error};

/// Why a proof is refused, or cannot be made. It never says which value was expected, because a thief of a token could
/// learn from it what to send.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// The request's method is empty.
    RequestMethodInvalid,
    /// The request's URL is not an absolute http or https URL whose host is in ASCII, or holds a user name.
    RequestUrlInvalid,
    /// The greatest age is not 1 second to 86,400 seconds.
    MaxAgeInvalid,
    /// The lifetime of [`Nonces`](super::Nonces) is not 1 to 86,400 whole seconds.
    LifetimeInvalid,
    /// The secret of [`Nonces`](super::Nonces) has fewer than 32 bytes.
    SecretTooShort,
    /// An algorithm with a shared secret was allowed.
    SecretAllowed,
    /// The key is not a private one with a known public half, so a proof cannot carry it.
    NotPrivate,
    /// The proof's `alg` is not one of those that are allowed, or uses a shared secret.
    AlgorithmNotAllowed,
    /// The proof's header has no object `jwk`.
    NoKey,
    /// The proof's `jwk` is not a sound public key for its `alg`.
    Key(Error),
    /// The access token is bound to another key.
    KeyMismatch,
    /// The proof's form, header, signature or `iat` is refused, or the proof could not be signed.
    Token(Error),
    /// The proof does not have this claim.
    ClaimMissing {
        /// The claim's name.
        claim: &'static str,
    },
    /// This claim is not a text, is empty or, for `htu`, is not an absolute http or https URI in ASCII.
    ClaimInvalid {
        /// The claim's name.
        claim: &'static str,
    },
    /// The proof is for another method.
    MethodMismatch,
    /// The proof is for another URI.
    UrlMismatch {
        /// The URI that the server sees: behind a proxy that may be the wrong one.
        seen: String,
    },
    /// The proof is for another access token.
    AccessTokenMismatch,
    /// The proof's nonce is not one of those that are accepted. Answer with a new one (RFC 9449 §8).
    NonceMismatch,
}

impl Problem {
    /// The code that the npm package has for it.
    ///
    /// ```
    /// use jwt_wasm::Code;
    /// use jwt_wasm::dpop::ProofPolicy;
    /// let problem = ProofPolicy::new("GET", "/orders").unwrap_err();
    /// assert_eq!(problem.code(), Code::OptionsInvalid);
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::RequestMethodInvalid
            | Self::RequestUrlInvalid
            | Self::MaxAgeInvalid
            | Self::LifetimeInvalid
            | Self::SecretTooShort
            | Self::SecretAllowed => Code::OptionsInvalid,
            Self::AlgorithmNotAllowed => Code::AlgorithmNotAllowed,
            Self::NotPrivate | Self::NoKey => Code::KeyInvalid,
            Self::Key(error) | Self::Token(error) => error.code(),
            Self::ClaimMissing { .. } => Code::ClaimMissing,
            Self::ClaimInvalid { .. } => Code::ClaimInvalid,
            Self::KeyMismatch
            | Self::MethodMismatch
            | Self::UrlMismatch { .. }
            | Self::AccessTokenMismatch
            | Self::NonceMismatch => Code::ClaimMismatch,
        }
    }

    /// The claim that is refused; `cnf` if the access token is bound to another key.
    ///
    /// ```
    /// use jwt_wasm::dpop::Problem;
    /// assert_eq!(Problem::AccessTokenMismatch.claim(), Some("ath"));
    /// assert_eq!(Problem::NoKey.claim(), None);
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn claim(&self) -> Option<&str> {
        match self {
            Self::ClaimMissing { claim } | Self::ClaimInvalid { claim } => Some(claim),
            Self::KeyMismatch => Some("cnf"),
            Self::MethodMismatch => Some("htm"),
            Self::UrlMismatch { .. } => Some("htu"),
            Self::AccessTokenMismatch => Some("ath"),
            Self::NonceMismatch => Some("nonce"),
            Self::Token(error) => error.claim(),
            _ => None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RequestMethodInvalid => "the request's method is empty, but must be the one that is sent, such as GET",
            Self::RequestUrlInvalid => {
                "the request's URL must be an absolute http or https URL with its host in ASCII, such as https://api.example/a"
            }
            Self::MaxAgeInvalid => "the greatest age of a proof must be 1 second to 86400 seconds",
            Self::LifetimeInvalid => "the lifetime of nonces must be 1 to 86400 whole seconds",
            Self::SecretTooShort => "the secret of nonces must have at least 32 bytes",
            Self::SecretAllowed => "an algorithm with a shared secret is allowed: name algorithms of public keys",
            Self::NotPrivate => "the key must be a private one with its public half, which the proof carries",
            Self::AlgorithmNotAllowed => "the proof's alg must be one of the public-key algorithms that are allowed",
            Self::NoKey => "the proof's header must have its public key as the member jwk",
            Self::Key(error) => return write!(f, "the proof's jwk is refused: {error}"),
            Self::KeyMismatch => "the proof's key is not the one that the access token is bound to",
            Self::Token(error) => return write!(f, "the proof is refused: {error}"),
            Self::ClaimMissing { claim } => return write!(f, "the proof's claim \"{claim}\" is missing"),
            Self::ClaimInvalid { claim: "htu" } => {
                "the proof's claim \"htu\" must be an absolute http or https URI of ASCII characters"
            }
            Self::ClaimInvalid { claim } => {
                return write!(f, "the proof's claim \"{claim}\" must be a string that is not empty");
            }
            Self::MethodMismatch => "the proof's htm is not the method of the request",
            Self::UrlMismatch { seen } => {
                return write!(f, "the proof's htu is not the URI of the request, {seen:.200}");
            }
            Self::AccessTokenMismatch => "the proof's ath is not the hash of the access token",
            Self::NonceMismatch => "the proof's nonce is not a recent one of this server",
        })
    }
}

impl core::error::Error for Problem {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Key(error) | Self::Token(error) => Some(error),
            _ => None,
        }
    }
}

/// For a program that makes keys and proofs by `?` in one function.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Token(error)
    }
}
