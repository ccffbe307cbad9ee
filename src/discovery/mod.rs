//! Where an issuer says what its keys are, and what of it counts (OpenID Connect Discovery 1.0 §4, RFC 8414 §3). The caller
//! fetches.
//!
//! ```
//! use jwt_wasm::discovery::{self, Document};
//!
//! # fn main() -> Result<(), jwt_wasm::discovery::Problem> {
//! let issuer = "https://issuer.example/tenant";
//! let urls = discovery::urls(issuer)?;
//! assert_eq!(urls[0], "https://issuer.example/tenant/.well-known/openid-configuration");
//! // Fetch the first; after a 404 the next. Do not follow a redirect to another origin, and bound size and time.
//! let text = r#"{"issuer":"https://issuer.example/tenant","jwks_uri":"https://keys.example/jwks"}"#;
//! let document = Document::parse(text, issuer)?;
//! assert_eq!(document.jwks_uri(), "https://keys.example/jwks");
//! # Ok(())
//! # }
//! ```

mod problem;
mod url;

use crate::algorithm::Algorithm;
use crate::json::{JsonText, Object, Value};

pub use problem::Problem;
use url::Url;

const OPENID: &str = "/.well-known/openid-configuration";
const OAUTH: &str = "/.well-known/oauth-authorization-server";

/// Where an issuer's document is asked for, in this order: behind its path (OpenID Connect Discovery 1.0 §4), and after a 404
/// before it (RFC 8414 §3.1, §5).
///
/// # Errors
/// If the issuer is not an https URL in ASCII without query, fragment and user name. http is taken for loopback addresses.
pub fn urls(issuer: &str) -> Result<Vec<String>, Problem> {
    urls_with(issuer, false)
}

/// As [`urls`], for an issuer of plain http as well, whose keys anyone on the way can choose.
///
/// # Errors
/// As [`urls`].
pub fn urls_allowing_insecure(issuer: &str) -> Result<Vec<String>, Problem> {
    urls_with(issuer, true)
}

fn urls_with(issuer: &str, allows_insecure: bool) -> Result<Vec<String>, Problem> {
    let url = Url::parse(issuer).ok_or(Problem::IssuerInvalid)?;
    if !url.is_secure(allows_insecure) {
        return Err(Problem::IssuerInsecure);
    }
    let Some(path) = url.issuer_path() else { return Err(Problem::IssuerInvalid) };
    let origin = url.origin();
    let mut urls = vec![format!("{origin}{path}{OPENID}"), format!("{origin}{OAUTH}{path}")];
    if !path.is_empty() {
        urls.push(format!("{origin}{OPENID}{path}"));
    }
    Ok(urls)
}

/// What an issuer publishes about itself, as far as it counts here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    issuer: String,
    jwks_uri: String,
    algorithms: Option<Vec<Algorithm>>,
}

impl Document {
    /// Reads the answer's text. Its `issuer` must be this one, code point by code point (RFC 8414 §4). `jwks_uri` must be
    /// https, on whichever host; http is taken where the issuer is http itself, and the address is a loopback one.
    ///
    /// # Errors
    /// The first [`Problem`].
    pub fn parse(text: &str, issuer: &str) -> Result<Self, Problem> {
        Self::parse_with(text, issuer, false)
    }

    /// As [`parse`](Self::parse), for plain http as well, whose keys anyone on the way can choose.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_allowing_insecure(text: &str, issuer: &str) -> Result<Self, Problem> {
        Self::parse_with(text, issuer, true)
    }

    fn parse_with(text: &str, issuer: &str, allows_insecure: bool) -> Result<Self, Problem> {
        let document = Object::parse(text).map_err(|form| Problem::Malformed { form })?;
        let named = string(&document, "issuer").ok_or(Problem::IssuerMissing)?;
        if named != issuer {
            return Err(Problem::IssuerMismatch { actual: JsonText::string(named) });
        }
        let jwks_uri = string(&document, "jwks_uri").ok_or(Problem::JwksUriMissing)?;
        let url = Url::parse(jwks_uri).ok_or(Problem::JwksUriInvalid)?;
        // What came by https does not send on to http, not even to this machine.
        let is_sent_on = url.is_http() && Url::parse(issuer).is_none_or(|issuer| !issuer.is_http());
        if !url.is_secure(allows_insecure) || (is_sent_on && !allows_insecure) {
            return Err(Problem::JwksUriInsecure);
        }
        let algorithms = document.get("id_token_signing_alg_values_supported").map(algorithms).transpose()?;
        let jwks_uri = jwks_uri.split('#').next().unwrap_or_default();
        Ok(Self { issuer: issuer.to_owned(), jwks_uri: jwks_uri.to_owned(), algorithms })
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Where the key set is. The host is the issuer's choice, also one on a private network: do not show its answer to anyone.
    #[must_use]
    pub fn jwks_uri(&self) -> &str {
        &self.jwks_uri
    }

    /// The algorithms that the issuer says it signs with, of those that are known here and have public keys. They narrow what
    /// a key allows, and widen nothing. `None` if it does not say.
    #[must_use]
    pub fn algorithms(&self) -> Option<&[Algorithm]> {
        self.algorithms.as_deref()
    }
}

fn string<'d>(document: &'d Object<'_>, name: &str) -> Option<&'d str> {
    match document.get(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

/// Secrets are never published, so none of their algorithms counts.
fn algorithms(list: &Value<'_>) -> Result<Vec<Algorithm>, Problem> {
    let Value::Array(names) = list else { return Err(Problem::AlgorithmsInvalid) };
    let mut algorithms = Vec::new();
    for name in names {
        let Value::String(name) = name else { return Err(Problem::AlgorithmsInvalid) };
        let known = Algorithm::from_name(name).filter(|algorithm| algorithm.minimum_secret().is_none());
        algorithms.extend(known.filter(|algorithm| !algorithms.contains(algorithm)));
    }
    if algorithms.is_empty() { Err(Problem::NoAlgorithms) } else { Ok(algorithms) }
}
