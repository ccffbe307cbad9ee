//! The addresses of an issuer's metadata, and the checks of its text (OpenID Connect Discovery 1.0 §4, RFC 8414 §3).
//! Your program fetches the text.
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

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::algorithm::Algorithm;
use crate::json::{JsonText, Object, Value};

pub use problem::Problem;
pub(crate) use url::Url;

const OPENID: &str = "/.well-known/openid-configuration";
const OAUTH: &str = "/.well-known/oauth-authorization-server";

/// The addresses of an issuer's metadata, in the order in which to try them. Only after a 404 try the next one. The
/// well-known path comes after the issuer's own path (OpenID Connect Discovery 1.0 §4), and in the further addresses
/// before it (RFC 8414 §3.1, §5).
///
/// ```
/// use jwt_wasm::discovery;
/// let urls = discovery::urls("https://issuer.example/tenant")?;
/// assert_eq!(urls[0], "https://issuer.example/tenant/.well-known/openid-configuration");
/// assert!(discovery::urls("http://issuer.example").is_err());
/// # Ok::<(), jwt_wasm::discovery::Problem>(())
/// ```
///
/// # Errors
/// If the issuer is not an https URL in ASCII without query, fragment and user name. Loopback addresses may be http.
pub fn urls(issuer: &str) -> Result<Vec<String>, Problem> {
    urls_with(issuer, false)
}

/// As [`urls`], but plain http is allowed for any host: anyone on the network path can then choose the keys.
///
/// ```
/// use jwt_wasm::discovery;
/// let urls = discovery::urls_allowing_insecure("http://issuer.internal")?;
/// assert_eq!(urls[0], "http://issuer.internal/.well-known/openid-configuration");
/// # Ok::<(), jwt_wasm::discovery::Problem>(())
/// ```
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

/// The members of an issuer's metadata that are used here.
///
/// ```
/// use jwt_wasm::discovery::Document;
/// let text = r#"{"issuer":"https://issuer.example","jwks_uri":"https://issuer.example/jwks"}"#;
/// let document = Document::parse(text, "https://issuer.example")?;
/// assert_eq!(document.jwks_uri(), "https://issuer.example/jwks");
/// assert!(Document::parse(text, "https://other.example").is_err());
/// # Ok::<(), jwt_wasm::discovery::Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    issuer: String,
    jwks_uri: String,
    algorithms: Option<Vec<Algorithm>>,
}

impl Document {
    /// Reads the text that was fetched. Its `issuer` must equal the one given here, code point by code point (RFC 8414
    /// §4). `jwks_uri` must be https, on any host; it may be http on a loopback address if the issuer itself is http.
    ///
    /// ```
    /// use jwt_wasm::discovery::Document;
    /// let text = r#"{"issuer":"https://issuer.example","jwks_uri":"https://issuer.example/jwks"}"#;
    /// assert!(Document::parse(text, "https://issuer.example").is_ok());
    /// let problem = Document::parse(text, "https://issuer.example/").unwrap_err();
    /// assert_eq!(problem.reason(), "issuer_mismatch");
    /// ```
    ///
    /// # Errors
    /// The first [`Problem`] that is found.
    pub fn parse(text: &str, issuer: &str) -> Result<Self, Problem> {
        Self::parse_with(text, issuer, false)
    }

    /// As [`parse`](Self::parse), but plain http is allowed for any host: anyone on the network path can then choose the keys.
    ///
    /// ```
    /// use jwt_wasm::discovery::Document;
    /// let text = r#"{"issuer":"http://issuer.internal","jwks_uri":"http://issuer.internal/jwks"}"#;
    /// assert!(Document::parse(text, "http://issuer.internal").is_err());
    /// assert!(Document::parse_allowing_insecure(text, "http://issuer.internal").is_ok());
    /// ```
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
        // A document that was fetched by https must not lead to http, not even on this machine.
        let is_sent_on = url.is_http() && Url::parse(issuer).is_none_or(|issuer| !issuer.is_http());
        if !url.is_secure(allows_insecure) || (is_sent_on && !allows_insecure) {
            return Err(Problem::JwksUriInsecure);
        }
        let algorithms = document.get("id_token_signing_alg_values_supported").map(algorithms).transpose()?;
        let jwks_uri = jwks_uri.split('#').next().unwrap_or_default();
        Ok(Self { issuer: issuer.to_owned(), jwks_uri: jwks_uri.to_owned(), algorithms })
    }

    /// The issuer.
    ///
    /// ```
    /// use jwt_wasm::discovery::Document;
    /// let text = r#"{"issuer":"https://issuer.example","jwks_uri":"https://issuer.example/jwks"}"#;
    /// assert_eq!(Document::parse(text, "https://issuer.example")?.issuer(), "https://issuer.example");
    /// # Ok::<(), jwt_wasm::discovery::Problem>(())
    /// ```
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The address of the key set. The issuer chooses the host, which may be in your private network: do not show its
    /// response to anyone.
    ///
    /// ```
    /// use jwt_wasm::discovery::Document;
    /// let text = r#"{"issuer":"https://issuer.example","jwks_uri":"https://keys.example/jwks"}"#;
    /// assert_eq!(Document::parse(text, "https://issuer.example")?.jwks_uri(), "https://keys.example/jwks");
    /// # Ok::<(), jwt_wasm::discovery::Problem>(())
    /// ```
    #[must_use]
    pub fn jwks_uri(&self) -> &str {
        &self.jwks_uri
    }

    /// The public-key algorithms that the issuer lists and that are known here. They can only narrow what a key allows.
    /// `None` if the issuer lists none.
    ///
    /// ```
    /// use jwt_wasm::Algorithm;
    /// use jwt_wasm::discovery::Document;
    /// let text = r#"{
    ///     "issuer":"https://issuer.example",
    ///     "jwks_uri":"https://issuer.example/jwks",
    ///     "id_token_signing_alg_values_supported":["RS256","HS256","ES999"]
    /// }"#;
    /// let document = Document::parse(text, "https://issuer.example")?;
    /// assert_eq!(document.algorithms(), Some(&[Algorithm::Rs256][..]));
    /// # Ok::<(), jwt_wasm::discovery::Problem>(())
    /// ```
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

/// HMAC algorithms do not count, because a secret is never published.
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
