//! Assertions by which a client proves its identity to an authorization server without a shared secret: `private_key_jwt`
//! (RFC 7523, OpenID Connect Core 1.0 §9). Your program sends and receives them.
//!
//! ```
//! use jwt_wasm::client_assertion::{self, ClientAssertion};
//! use jwt_wasm::{Algorithm, Key};
//!
//! # fn main() -> Result<(), jwt_wasm::Error> {
//! // The client. It sends the assertion as `client_assertion`, beside `client_assertion_type`, which is `TYPE`.
//! let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
//! let now = 1_700_000_000.0;
//! let assertion = ClientAssertion::new("client-1", "https://issuer.example").sign(&key, now)?;
//!
//! // The authorization server, whose issuer identifier is https://issuer.example.
//! let client = client_assertion::claimed_client(&assertion)?;
//! // Find the keys that this client has registered.
//! let keys = key.public().ok_or("the key has a public half").unwrap();
//! let verified = client_assertion::verify(&assertion, &keys, &client, "https://issuer.example", now)?;
//! // Refuse it if its `jti` is in your store already, and else keep that until `verified.validity().end`.
//! # let _ = verified;
//! # Ok(())
//! # }
//! ```

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::time::Duration;

use crate::claims::Claims;
use crate::decode::{DecodeOptions, decode_unverified};
use crate::error::{Error, ErrorKind, HeaderRule, OptionsProblem};
use crate::json::{JsonText, Object, Value};
use crate::key::{Key, KeyRole, Keys};
use crate::policy::Policy;
use crate::random;
use crate::sign::{SignOptions, sign};
use crate::time::Timestamp;
use crate::verified::Verified;

/// The value of `client_assertion_type` in a request with an assertion (RFC 7523 §2.2).
pub const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// From the draft that updates RFC 7523.
const TYP: &str = "client-authentication+jwt";

/// An assertion is for one request.
const LONGEST: Duration = Duration::from_secs(3600);

/// By how much the client's clock may be ahead or behind.
const SKEW: Duration = Duration::from_secs(60);

/// An assertion that a client makes. Each request needs a new one.
///
/// ```
/// use jwt_wasm::client_assertion::ClientAssertion;
/// use jwt_wasm::{Algorithm, Key};
/// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
/// let assertion = ClientAssertion::new("client-1", "https://issuer.example").sign(&key, 1_700_000_000.0)?;
/// # let _ = assertion;
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ClientAssertion {
    client_id: String,
    audience: String,
    lifetime: Duration,
    typ: String,
}

impl ClientAssertion {
    /// Of this client, for the authorization server with this issuer identifier: `issuer` in its metadata, and not the
    /// address of its endpoint. If another server could choose the audience, it could use the assertion at yours
    /// (CVE-2025-27370).
    ///
    /// ```
    /// use jwt_wasm::client_assertion::ClientAssertion;
    /// let assertion = ClientAssertion::new("client-1", "https://issuer.example");
    /// # let _ = assertion;
    /// ```
    #[must_use]
    pub fn new(client_id: impl Into<String>, issuer: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            audience: issuer.into(),
            lifetime: Duration::from_secs(60),
            typ: TYP.to_owned(),
        }
    }

    /// The lifetime: 60 seconds by default, 1 second to 3600.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::client_assertion::ClientAssertion;
    /// let assertion = ClientAssertion::new("client-1", "https://issuer.example").expires_in(Duration::from_secs(10));
    /// # let _ = assertion;
    /// ```
    #[must_use]
    pub const fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// The header's `typ`: `client-authentication+jwt` by default. Set `JWT` for a server that accepts nothing else.
    ///
    /// ```
    /// use jwt_wasm::client_assertion::ClientAssertion;
    /// let assertion = ClientAssertion::new("client-1", "https://issuer.example").typ("JWT");
    /// # let _ = assertion;
    /// ```
    #[must_use]
    pub fn typ(mut self, typ: impl Into<String>) -> Self {
        self.typ = typ.into();
        self
    }

    /// Signs it with the client's private key. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::client_assertion::ClientAssertion;
    /// use jwt_wasm::{Algorithm, Code, Key};
    /// let secret = Key::secret(&[7; 32], Algorithm::Hs256)?;
    /// let error = ClientAssertion::new("client-1", "https://issuer.example").sign(&secret, 1_700_000_000.0).unwrap_err();
    /// assert_eq!(error.code(), Code::OptionsInvalid);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `options_invalid` for an empty text, another lifetime or a shared secret, `key_invalid` for a public key, and otherwise
    /// as [`sign`].
    pub fn sign(self, key: &Key, now: impl Into<Timestamp>) -> Result<String, Error> {
        for (name, text) in [("client_id", &self.client_id), ("issuer", &self.audience), ("typ", &self.typ)] {
            if text.is_empty() {
                return Err(option(name, "a text that is not empty", "an empty one".to_owned()));
            }
        }
        if !(Duration::from_secs(1)..=LONGEST).contains(&self.lifetime) {
            return Err(option("expires_in", "1 second to 3600", format!("{:?}", self.lifetime)));
        }
        if key.role() == KeyRole::Secret {
            return Err(option("key", "a private key", "a shared secret".to_owned()));
        }
        let claims = Claims::new().issuer(self.client_id.as_str()).subject(self.client_id).audience(self.audience);
        let options = SignOptions::new().typ(self.typ).jwt_id(random::hex()?).expires_in(self.lifetime);
        sign(claims, key, &options, now)
    }
}

fn option(name: &str, expected: &'static str, found: String) -> Error {
    Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Value { name: name.to_owned(), expected, found }))
}

/// The client that an assertion names, so that a server can find this client's keys. Nothing is verified here.
///
/// ```
/// use jwt_wasm::client_assertion::{self, ClientAssertion};
/// use jwt_wasm::{Algorithm, Key};
/// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
/// let assertion = ClientAssertion::new("client-1", "https://issuer.example").sign(&key, 1_700_000_000.0)?;
/// assert_eq!(client_assertion::claimed_client(&assertion)?, "client-1");
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// `malformed`, `too_large` or `encrypted` for the form; `claim_missing` or `claim_invalid` if `sub` is not a text.
pub fn claimed_client(assertion: &str) -> Result<String, Error> {
    let said = decode_unverified(assertion, &DecodeOptions::new())?;
    let claims = Object::parse(said.payload()).unwrap_or_default();
    match claims.get("sub") {
        Some(Value::String(client)) => Ok(client.clone().into_owned()),
        None => Err(Error::from(ErrorKind::ClaimMissing { claim: "sub".to_owned() })),
        Some(other) => Err(claim("sub", "a string", other.kind())),
    }
}

/// Verifies an assertion (RFC 7523 §3) with the client's keys. `issuer` is the server's own issuer identifier. `now` is in
/// seconds since 1970-01-01T00:00:00Z; clocks may differ by 60 seconds.
///
/// `iss` and `sub` must be the client, `aud` the issuer alone, `jti` must be there, `exp` at most an hour from now, and `typ`
/// the assertion's own, `JWT` or absent. What is left to you: that a `jti` is not used twice.
///
/// ```
/// use jwt_wasm::client_assertion::{self, ClientAssertion};
/// use jwt_wasm::{Algorithm, Code, Key};
/// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
/// let assertion = ClientAssertion::new("client-1", "https://issuer.example").sign(&key, 1_700_000_000.0)?;
/// let keys = key.public().ok_or("the key has a public half").unwrap();
/// let verify = |issuer| client_assertion::verify(&assertion, &keys, "client-1", issuer, 1_700_000_001.0);
/// assert!(verify("https://issuer.example").is_ok());
/// assert_eq!(verify("https://other.example").unwrap_err().code(), Code::ClaimMismatch);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`verify`](crate::verify()).
pub fn verify<'k>(
    assertion: &str,
    keys: impl Into<Keys<'k>>,
    client_id: &str,
    issuer: &str,
    now: impl Into<Timestamp>,
) -> Result<Verified, Error> {
    let now = now.into();
    let policy = Policy::new().issuer(client_id).subject(client_id).audience(issuer);
    let policy = policy.require_claim("jti").clock_tolerance(SKEW);
    let verified = crate::verify::verify(assertion, keys, &policy, now)?;
    check_typ(verified.header())?;
    let claims = Object::parse(verified.payload()).unwrap_or_default();
    match claims.get("aud") {
        Some(Value::String(_)) => {}
        // Another server in the list could use the assertion here.
        other => return Err(claim("aud", "the issuer alone, as a string", other.map_or("missing", Value::kind))),
    }
    let latest = now.as_seconds() + LONGEST.saturating_add(SKEW).as_secs_f64();
    // A store would have to keep its `jti` for as long.
    if claims.get("exp").and_then(Value::as_f64).is_none_or(|exp| exp > latest) {
        return Err(claim("exp", "at most an hour from now", "later"));
    }
    drop(claims);
    Ok(verified)
}

/// Another kind of token, such as an access token, is not an assertion (RFC 8725 §3.11).
fn check_typ(header: &str) -> Result<(), Error> {
    let members = Object::parse(header).unwrap_or_default();
    let Some(typ) = members.get("typ").and_then(Value::as_str) else { return Ok(()) };
    let name = typ.to_ascii_lowercase();
    if matches!(name.strip_prefix("application/").unwrap_or(&name), TYP | "jwt") {
        return Ok(());
    }
    let (expected, actual) = (Some(JsonText::string(TYP)), Some(JsonText::string(typ)));
    Err(Error::from(ErrorKind::HeaderRejected { rule: HeaderRule::Typ, expected, actual }))
}

fn claim(claim: &str, expected: &'static str, actual: &'static str) -> Error {
    Error::from(ErrorKind::ClaimInvalid { claim: claim.to_owned(), expected, actual })
}
