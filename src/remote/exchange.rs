//! A request to a provider, and its response.

use alloc::string::String;
use alloc::sync::{Arc, Weak};
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::options::RemoteOptions;
use super::problem::Problem;
use crate::discovery::Url;

const MAX_REDIRECTS: usize = 3;

/// A GET for the key set. While it exists, no other request is made; dropping it gives it up.
pub struct Request {
    url: String,
    timeout: Duration,
    max_bytes: usize,
    marker: Arc<()>,
}

impl Request {
    /// For the header `Accept`: the media types of RFC 7517 §8.5.1, and what providers really send.
    pub const ACCEPT: &'static str = "application/jwk-set+json, application/json";

    pub(super) const fn new(url: String, options: &RemoteOptions, marker: Arc<()>) -> Self {
        Self { url, timeout: options.timeout, max_bytes: options.max_bytes, marker }
    }

    /// The address.
    ///
    /// ```
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// assert_eq!(request.url(), "https://issuer.example/jwks");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The longest time for it, redirects and body included. Then end it with [`Problem::Timeout`].
    ///
    /// ```
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// assert_eq!(request.timeout().as_secs(), 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The most bytes that the body may have. If it has more, end the request with [`Problem::TooLarge`].
    ///
    /// ```
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// assert_eq!(request.max_bytes(), 262_144);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn max_bytes(&self) -> usize {
        self.max_bytes
    }

    pub(super) fn is_of(&self, under_way: &Weak<()>) -> bool {
        core::ptr::eq(Arc::as_ptr(&self.marker), under_way.as_ptr())
    }
}

/// Without the URL, whose query may hold a credential.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").finish_non_exhaustive()
    }
}

/// Whether to follow a redirect to `target`, if the request went to `first`: only within one origin, because the server that
/// answers chooses the keys. `count` is the number of redirects so far, including this one, and may be at most 3.
///
/// ```
/// use jwt_wasm::remote::may_follow;
/// assert!(may_follow("https://issuer.example/jwks", "https://issuer.example/keys", 1));
/// assert!(!may_follow("https://issuer.example/jwks", "https://other.example/keys", 1));
/// ```
#[must_use]
pub fn may_follow(first: &str, target: &str, count: usize) -> bool {
    match (Url::parse(first), Url::parse(target)) {
        (Some(first), Some(target)) => count <= MAX_REDIRECTS && first.has_origin_of(&target),
        _ => false,
    }
}

/// The provider's answer.
#[derive(Clone, Debug)]
pub struct Response<'r> {
    status: u16,
    body: &'r [u8],
    pub(super) cache_control: Vec<&'r str>,
    pub(super) age: Option<&'r str>,
}

impl<'r> Response<'r> {
    /// The HTTP status and the bytes of the body. Only 200 has a key set, whatever its content type.
    ///
    /// ```
    /// use jwt_wasm::remote::Response;
    /// let response = Response::new(200, br#"{"keys":[]}"#);
    /// # let _ = response;
    /// ```
    #[must_use]
    pub const fn new(status: u16, body: &'r [u8]) -> Self {
        Self { status, body, cache_control: Vec::new(), age: None }
    }

    /// A header `Cache-Control`. Call it for each, if there are several.
    ///
    /// ```
    /// use jwt_wasm::remote::Response;
    /// let response = Response::new(200, br#"{"keys":[]}"#).cache_control("public").cache_control("max-age=3600");
    /// # let _ = response;
    /// ```
    #[must_use]
    pub fn cache_control(mut self, value: &'r str) -> Self {
        self.cache_control.push(value);
        self
    }

    /// The header `Age`: for how many seconds a cache on the way has had the answer.
    ///
    /// ```
    /// use jwt_wasm::remote::Response;
    /// // Fresh for another 3,000 seconds.
    /// let response = Response::new(200, br#"{"keys":[]}"#).cache_control("max-age=3600").age("600");
    /// # let _ = response;
    /// ```
    #[must_use]
    pub const fn age(mut self, value: &'r str) -> Self {
        self.age = Some(value);
        self
    }

    /// JSON is UTF-8, whatever the content type says (RFC 8259 §8.1).
    pub(super) fn text(&self, max_bytes: usize) -> Result<&'r str, Problem> {
        match self.status {
            200 if self.body.len() > max_bytes => Err(Problem::TooLarge),
            200 => core::str::from_utf8(self.body).map_err(|_| Problem::Utf8),
            301 | 302 | 303 | 307 | 308 => Err(Problem::Redirect),
            status => Err(Problem::Status { status }),
        }
    }
}
