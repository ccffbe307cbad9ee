//! The answers of an authorization server about opaque tokens (RFC 7662), also signed ones (RFC 9701). Your program asks the
//! server.
//!
//! ```
//! use jwt_wasm::introspection::Answer;
//! use jwt_wasm::{Code, Policy};
//!
//! # fn main() -> Result<(), jwt_wasm::Error> {
//! // Ask with POST, do not follow a redirect, and bound size and time. The status must be 200.
//! let text = r#"{"active":true,"token_type":"Bearer","sub":"user-42","scope":"read","aud":"api","exp":1700000300}"#;
//! let now = 1_700_000_000.0;
//! let answer = Answer::parse(text)?.ok_or("the token is not active").unwrap();
//! answer.check_token_type()?;
//! answer.check(&Policy::new().audience("api").scope("read"), now)?;
//! assert!(answer.claims().contains("user-42"));
//! assert!(Answer::parse(r#"{"active":false}"#)?.is_none());
//! assert_eq!(Answer::parse(r#"{"active":"true"}"#).unwrap_err().code(), Code::ClaimInvalid);
//! # Ok(())
//! # }
//! ```

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use core::time::Duration;

use crate::claims;
use crate::error::{Error, ErrorKind};
use crate::json::{JsonText, Object, Value};
use crate::key::Keys;
use crate::policy::Policy;
use crate::time::Timestamp;
use crate::token::read_claims;
use crate::verify::verify;

/// A signed answer was made for this request, so only the clocks may differ.
const LONGEST_AGE: Duration = Duration::from_secs(60);
const SKEW: Duration = Duration::from_secs(60);

/// What the server says of an active token. `Debug` prints none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    claims: String,
}

impl Answer {
    /// Reads a plain answer (RFC 7662 §2.2). `None` if the token is not active; the server gives no reason.
    ///
    /// ```
    /// use jwt_wasm::introspection::Answer;
    /// assert!(Answer::parse(r#"{"active":true,"sub":"user-42"}"#)?.is_some());
    /// assert!(Answer::parse(r#"{"active":false}"#)?.is_none());
    /// assert!(Answer::parse("<html>").is_err());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `malformed` if it is not a strict JSON object, `claim_missing` or `claim_invalid` if `active` is not `true` or
    /// `false`: the server does not follow the standard, and nothing is known of the token.
    pub fn parse(text: &str) -> Result<Option<Self>, Error> {
        match read_claims(text)?.get("active") {
            Some(Value::Bool(active)) => Ok(active.then(|| Self { claims: text.to_owned() })),
            None => Err(missing("active")),
            Some(other) => Err(invalid("active", "true or false", other.kind())),
        }
    }

    /// Verifies and reads a signed answer (RFC 9701 §5), which is of the type `token-introspection+jwt`, from this issuer, for
    /// this audience, which is the client that asks, and at most a minute old. `now` is in seconds since
    /// 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::introspection::Answer;
    /// use jwt_wasm::{Algorithm, Claims, Key, Object, SignOptions, Value, sign};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// // What the server does.
    /// let said = Value::parse(r#"{"active":true,"sub":"user-42"}"#)?;
    /// let claims = Claims::new().issuer("https://issuer.example").audience("api").claim("token_introspection", said);
    /// let options = SignOptions::new().typ("token-introspection+jwt").without_expiry();
    /// let text = sign(claims, &key, &options, 1_700_000_000.0)?;
    ///
    /// let keys = key.public().ok_or("the key has a public half")?;
    /// let answer = Answer::parse_signed(&text, &keys, "https://issuer.example", "api", 1_700_000_001.0)?;
    /// assert!(answer.is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`verify`](crate::verify()), and as [`parse`](Self::parse) for the claim `token_introspection`.
    pub fn parse_signed<'k>(
        text: &str,
        keys: impl Into<Keys<'k>>,
        issuer: &str,
        audience: &str,
        now: impl Into<Timestamp>,
    ) -> Result<Option<Self>, Error> {
        let policy = Policy::new()
            .typ("token-introspection+jwt")
            .issuer(issuer)
            .audience(audience)
            .require_expiry(false)
            .max_age(LONGEST_AGE)
            .clock_tolerance(SKEW);
        let verified = verify(text, keys, &policy, now)?;
        let claims = read_claims(verified.payload())?;
        match claims.get("token_introspection") {
            Some(answer @ Value::Object(_)) => Self::parse(JsonText::value(answer).as_json()),
            None => Err(missing("token_introspection")),
            Some(other) => Err(invalid("token_introspection", "an object", other.kind())),
        }
    }

    /// The members of the answer: the text of one JSON object with unique names. Nothing in it was signed unless the answer
    /// was.
    ///
    /// ```
    /// use jwt_wasm::introspection::Answer;
    /// let answer = Answer::parse(r#"{"active":true}"#)?.ok_or("the token is not active").unwrap();
    /// assert_eq!(answer.claims(), r#"{"active":true}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn claims(&self) -> &str {
        &self.claims
    }

    /// Checks that the token is an access token: `token_type` must be `Bearer`, or `DPoP` with a `cnf`. A refresh token is
    /// active as well, and with some servers `token_type` is the only difference.
    ///
    /// ```
    /// use jwt_wasm::introspection::Answer;
    /// let is_access_token = |text| Answer::parse(text).is_ok_and(|answer| answer.is_some_and(|a| a.check_token_type().is_ok()));
    /// assert!(is_access_token(r#"{"active":true,"token_type":"bearer"}"#));
    /// assert!(!is_access_token(r#"{"active":true,"token_type":"refresh_token"}"#));
    /// assert!(!is_access_token(r#"{"active":true}"#));
    /// ```
    ///
    /// # Errors
    /// `claim_missing` and `claim_mismatch` with the claim `token_type`; `claim_missing` with the claim `cnf`.
    pub fn check_token_type(&self) -> Result<(), Error> {
        let claims = self.members();
        let kind = claims.get("token_type").ok_or_else(|| missing("token_type"))?;
        match kind.as_str().map(str::to_ascii_lowercase).as_deref() {
            Some("bearer") => Ok(()),
            Some("dpop") if claims.get("cnf").is_some() => Ok(()),
            Some("dpop") => Err(missing("cnf")),
            _ => Err(Error::from(ErrorKind::ClaimMismatch {
                claim: "token_type".to_owned(),
                expected: Some(JsonText::strings(["Bearer", "DPoP"])),
                actual: JsonText::value(kind),
            })),
        }
    }

    /// Judges the claims by a policy, as those of a token. Without a profile `exp` is checked if it is there, because it is
    /// optional (RFC 7662 §2.2): the server has said that the token is active now. If there is a `cnf`, the token is bound to
    /// a key, and you check who has that key. What a policy says of header and signature does not apply.
    /// Many servers send no `aud` for opaque tokens: give them a policy
    /// [`without_audience_check`](Policy::without_audience_check). `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::introspection::Answer;
    /// use jwt_wasm::Policy;
    /// let answer = Answer::parse(r#"{"active":true,"scope":"read"}"#)?.ok_or("the token is not active").unwrap();
    /// assert!(answer.check(&Policy::new().scope("read"), 1_700_000_000.0).is_ok());
    /// let error = answer.check(&Policy::new().scope("write"), 1_700_000_000.0).unwrap_err();
    /// assert_eq!(error.claim(), Some("scope"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`verify`](crate::verify()) for claims.
    pub fn check(&self, policy: &Policy, now: impl Into<Timestamp>) -> Result<(), Error> {
        let now = now.into();
        policy.check_times(now)?;
        policy.check_complete()?;
        let policy = if policy.profile.is_some() { policy.clone() } else { policy.clone().require_expiry(false) };
        claims::check(&claims::Context::new(&self.members(), &policy, now, None))
    }

    /// It cannot fail here, because the text was read already.
    fn members(&self) -> Object<'_> {
        Object::parse(&self.claims).unwrap_or_default()
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").finish_non_exhaustive()
    }
}

fn missing(claim: &str) -> Error {
    Error::from(ErrorKind::ClaimMissing { claim: claim.to_owned() })
}

fn invalid(claim: &str, expected: &'static str, actual: &'static str) -> Error {
    Error::from(ErrorKind::ClaimInvalid { claim: claim.to_owned(), expected, actual })
}
