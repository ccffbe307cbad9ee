//! The rules for a key set that a provider publishes at a URL: when to fetch it, how long to use it, and what to do if the
//! provider cannot be reached. They are those of `remoteJwks` in the npm package. Your HTTP client fetches; nothing here does.
//!
//! ```
//! use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Response, Step};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut keys = RemoteKeys::new("https://issuer.example/.well-known/jwks.json", RemoteOptions::new())?;
//! let now = 1_700_000_000;
//! let Step::Fetch(request) = keys.current(now)? else { panic!("there is no set yet") };
//! // Other threads get `Step::Wait` until this request ends: there is one at a time.
//! assert!(matches!(keys.current(now)?, Step::Wait));
//!
//! // Your client sends GET to `request.url()`, and stops at `request.timeout()` and `request.max_bytes()`.
//! let response = Response::new(200, br#"{"keys":[]}"#).cache_control("max-age=3600");
//! keys.finish(request, Ok(response), now + 1)?;
//! assert!(matches!(keys.current(now + 3599)?, Step::Use(_)));
//! assert!(matches!(keys.current(now + 3600)?, Step::Fetch(_)));
//! # Ok(())
//! # }
//! ```
//!
//! `examples/axum` of the repository does this with reqwest and tokio.

mod exchange;
mod lifetime;
mod options;
mod problem;

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::sync::{Arc, Weak};
use core::fmt;
use core::time::Duration;

use crate::discovery::Url;
use crate::key::KeySet;
use crate::time::Timestamp;
pub use exchange::{Request, Response, may_follow};
use lifetime::{is_within, lifetime};
pub use options::RemoteOptions;
pub use problem::{Problem, Unavailable};

/// While one request finds out whether the provider answers again, others use the old set for this many seconds.
const GRACE: f64 = 5.0;
const LONGEST_PAUSE: f64 = 300.0;
/// Without a set every token is refused, so one lost packet must not cost the whole cool-down.
const FIRST_PAUSE_WITHOUT_SET: f64 = 1.0;

/// What to do for a token.
#[derive(Debug)]
pub enum Step {
    /// Verify with this set.
    Use(Arc<KeySet>),
    /// Send this request, and give its answer to [`RemoteKeys::finish`].
    Fetch(Request),
    /// Another caller's request is under way. Wait until it ends, and use what it brought.
    Wait,
}

/// A provider's key set: what was fetched, when, and what went wrong. Keep it behind a lock, and do not hold the lock while
/// you fetch.
///
/// ```
/// use jwt_wasm::remote::{RemoteKeys, RemoteOptions};
/// assert!(RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new()).is_ok());
/// let problem = RemoteKeys::new("http://issuer.example/jwks", RemoteOptions::new()).unwrap_err();
/// assert_eq!(problem.reason(), "url_insecure");
/// ```
pub struct RemoteKeys {
    url: String,
    options: RemoteOptions,
    cached: Option<CachedKeys>,
    failure: Option<Failure>,
    /// When an unknown `kid` last caused a request.
    sought_at: Option<f64>,
    /// Alive while a [`Request`] is, so that a request that was dropped blocks no other.
    under_way: Weak<()>,
    requesting_since: f64,
}

struct CachedKeys {
    keys: Arc<KeySet>,
    text: String,
    fetched_at: f64,
    /// In seconds.
    lifetime: f64,
}

/// The last of consecutive failures.
struct Failure {
    problem: Problem,
    at: f64,
    count: u32,
}

impl RemoteKeys {
    /// Nothing is fetched before [`current`](Self::current) asks for it.
    ///
    /// ```
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions};
    /// assert!(RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new()).is_ok());
    /// assert!(RemoteKeys::new("http://issuer.example/jwks", RemoteOptions::new()).is_err());
    /// ```
    ///
    /// # Errors
    /// [`Problem::UrlInvalid`] and [`Problem::UrlInsecure`]: the URL must be https and contain no user name. It may be http
    /// for a loopback address, or by [`RemoteOptions::allow_insecure`].
    pub fn new(url: &str, options: RemoteOptions) -> Result<Self, Problem> {
        let parsed = Url::parse(url).ok_or(Problem::UrlInvalid)?;
        if !parsed.is_secure(options.allow_insecure) {
            return Err(Problem::UrlInsecure);
        }
        let url = url.split('#').next().unwrap_or_default().to_owned();
        let (under_way, requesting_since) = (Weak::new(), 0.0);
        Ok(Self { url, options, cached: None, failure: None, sought_at: None, under_way, requesting_since })
    }

    /// What to do for a token that arrives now: `now` is in seconds since 1970-01-01T00:00:00Z. The set is used while it is
    /// fresh, and while the provider fails, for as long as [`RemoteOptions::stale_if_error`] says.
    ///
    /// ```
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Response, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// let used = keys.finish(request, Ok(Response::new(200, br#"{"keys":[]}"#)), 1_700_000_000)?;
    /// assert!(matches!(keys.current(1_700_000_001)?, Step::Use(_)));
    /// // After 600 seconds, because the provider did not say how long.
    /// assert!(matches!(keys.current(1_700_000_600)?, Step::Fetch(_)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Unavailable`] if there is no set to use, and the provider, which has just failed, must not be asked yet.
    pub fn current(&mut self, now: impl Into<Timestamp>) -> Result<Step, Unavailable> {
        let now = now.into().as_seconds();
        if let Some(keys) = self.usable(now) {
            return Ok(Step::Use(keys));
        }
        if self.is_under_way() {
            return Ok(Step::Wait);
        }
        match &self.failure {
            Some(failure) if self.pause(now) > 0.0 => Err(self.unavailable(failure.problem.clone(), now)),
            _ => Ok(Step::Fetch(self.request(now))),
        }
    }

    /// What to do for a token whose key is not in the set that was `used`: its error is
    /// [`Code::KeyNotFound`](crate::Code::KeyNotFound). `None` refuses the token, because an unknown key has caused a request
    /// within the cool-down, or the provider has just failed. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Response, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// let used = keys.finish(request, Ok(Response::new(200, br#"{"keys":[]}"#)), 1_700_000_000)?;
    /// // The error of a token was `key_not_found`.
    /// assert!(matches!(keys.newer(&used, 1_700_000_001), Some(Step::Fetch(_))));
    /// // Another such token comes within the cool-down.
    /// assert!(keys.newer(&used, 1_700_000_002).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn newer(&mut self, used: &Arc<KeySet>, now: impl Into<Timestamp>) -> Option<Step> {
        let now = now.into().as_seconds();
        if let Some(keys) = self.usable(now).filter(|keys| !Arc::ptr_eq(keys, used)) {
            return Some(Step::Use(keys));
        }
        if self.is_under_way() {
            return Some(Step::Wait);
        }
        let cools = self.sought_at.is_some_and(|at| is_within(now, at, self.options.cooldown.as_secs_f64()));
        if cools || self.pause(now) > 0.0 {
            return None;
        }
        self.sought_at = Some(now);
        Some(Step::Fetch(self.request(now)))
    }

    /// A request even if the set is fresh, for a program that knows of new keys. If it returns [`Step::Wait`], call it again
    /// after waiting. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Response, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// let used = keys.finish(request, Ok(Response::new(200, br#"{"keys":[]}"#)), 1_700_000_000)?;
    /// let step = keys.reload(1_700_000_001);
    /// assert!(matches!(step, Step::Fetch(_)));
    /// assert!(matches!(keys.reload(1_700_000_001), Step::Wait));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reload(&mut self, now: impl Into<Timestamp>) -> Step {
        if self.is_under_way() { Step::Wait } else { Step::Fetch(self.request(now.into().as_seconds())) }
    }

    /// Takes what came of a request, and says what to verify with: the new set, or while the provider fails, the old one.
    /// Give the same answer to all callers that wait. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::remote::{Problem, RemoteKeys, RemoteOptions, Response, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// let used = keys.finish(request, Ok(Response::new(200, br#"{"keys":[]}"#)), 1_700_000_000)?;
    /// let Step::Fetch(request) = keys.current(1_700_000_600)? else { panic!("the set is no longer fresh") };
    /// // The provider fails, and the old set is used.
    /// let again = keys.finish(request, Err(Problem::Timeout), 1_700_000_605)?;
    /// assert!(std::sync::Arc::ptr_eq(&used, &again));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Unavailable`] if the request failed and there is no set to use.
    pub fn finish(
        &mut self,
        request: Request,
        response: Result<Response<'_>, Problem>,
        now: impl Into<Timestamp>,
    ) -> Result<Arc<KeySet>, Unavailable> {
        let now = now.into().as_seconds();
        if !request.is_of(&self.under_way) {
            return Err(self.unavailable(Problem::OtherRequest, now));
        }
        self.under_way = Weak::new();
        match response.and_then(|response| self.taken(&response)) {
            Ok(keys) => {
                self.failure = None;
                Ok(keys)
            }
            Err(problem) => {
                let count = self.failure.as_ref().map_or(1, |failure| failure.count.saturating_add(1));
                self.failure = Some(Failure { problem: problem.clone(), at: now, count });
                self.stand_in(now).map(|cached| Arc::clone(&cached.keys)).ok_or_else(|| self.unavailable(problem, now))
            }
        }
    }

    /// When the present set was requested. `None` if there is no set yet.
    ///
    /// ```
    /// use jwt_wasm::Timestamp;
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Response, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// let used = keys.finish(request, Ok(Response::new(200, br#"{"keys":[]}"#)), 1_700_000_000)?;
    /// assert_eq!(keys.fetched_at(), Some(Timestamp::from(1_700_000_000)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fetched_at(&self) -> Option<Timestamp> {
        self.cached.as_ref().map(|cached| Timestamp::from_seconds(cached.fetched_at))
    }

    /// Until when the present set is used without another request. It is in the past while an old set is used.
    ///
    /// ```
    /// use jwt_wasm::Timestamp;
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Response, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// let used = keys.finish(request, Ok(Response::new(200, br#"{"keys":[]}"#)), 1_700_000_000)?;
    /// assert_eq!(keys.fresh_until(), Some(Timestamp::from(1_700_000_600)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fresh_until(&self) -> Option<Timestamp> {
        self.cached.as_ref().map(|cached| Timestamp::from_seconds(cached.fetched_at + cached.lifetime))
    }

    /// Why the last request failed. `None` if it did not.
    ///
    /// ```
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions, Response, Step};
    /// let mut keys = RemoteKeys::new("https://issuer.example/jwks", RemoteOptions::new())?;
    /// let Step::Fetch(request) = keys.current(1_700_000_000)? else { panic!("there is no set yet") };
    /// let used = keys.finish(request, Ok(Response::new(200, br#"{"keys":[]}"#)), 1_700_000_000)?;
    /// assert!(keys.problem().is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.failure.as_ref().map(|failure| &failure.problem)
    }

    fn taken(&mut self, response: &Response<'_>) -> Result<Arc<KeySet>, Problem> {
        let text = response.text(self.options.max_bytes)?;
        // The same text gives the same set, so that callers can see whether anything has changed.
        let keys = match &self.cached {
            Some(cached) if cached.text == text => Arc::clone(&cached.keys),
            _ => Arc::new(KeySet::from_jwks(text).map_err(Problem::of_set)?),
        };
        let lifetime = lifetime(response, &self.options);
        let fetched_at = self.requesting_since;
        self.cached = Some(CachedKeys { keys: Arc::clone(&keys), text: text.to_owned(), fetched_at, lifetime });
        Ok(keys)
    }

    fn request(&mut self, now: f64) -> Request {
        let marker = Arc::new(());
        self.under_way = Arc::downgrade(&marker);
        self.requesting_since = now;
        Request::new(self.url.clone(), &self.options, marker)
    }

    fn is_under_way(&self) -> bool {
        self.under_way.strong_count() > 0
    }

    /// The set, if it may be used without asking the provider.
    fn usable(&self, now: f64) -> Option<Arc<KeySet>> {
        let cached = self.cached.as_ref()?;
        let is_fresh = is_within(now, cached.fetched_at, cached.lifetime);
        let grace = GRACE.min(self.options.timeout.as_secs_f64());
        let is_asked = self.is_under_way() && is_within(now, self.requesting_since, grace);
        let stands_in = || self.pause(now) > 0.0 || (self.failure.is_some() && is_asked);
        (is_fresh || (self.stand_in(now).is_some() && stands_in())).then(|| Arc::clone(&cached.keys))
    }

    /// The set, if it may be used although the provider has just failed.
    fn stand_in(&self, now: f64) -> Option<&CachedKeys> {
        let longest = self.options.stale_if_error.as_secs_f64();
        self.cached.as_ref().filter(|cached| is_within(now, cached.fetched_at, cached.lifetime + longest))
    }

    /// For how many more seconds the provider must not be asked after a failure; 0 if it may be.
    fn pause(&self, now: f64) -> f64 {
        let Some(failure) = &self.failure else { return 0.0 };
        let cooldown = self.options.cooldown.as_secs_f64();
        let first = if self.stand_in(now).is_some() { cooldown } else { cooldown.min(FIRST_PAUSE_WITHOUT_SET) };
        let doubled = 1_u32.checked_shl(failure.count.saturating_sub(1)).unwrap_or(u32::MAX);
        let seconds = (first * f64::from(doubled)).min(LONGEST_PAUSE.max(cooldown));
        if is_within(now, failure.at, seconds) { failure.at + seconds - now } else { 0.0 }
    }

    #[cold]
    fn unavailable(&self, problem: Problem, now: f64) -> Unavailable {
        let pause = Duration::try_from_secs_f64(self.pause(now)).unwrap_or_default();
        Unavailable::new(self.place(), problem, pause)
    }

    /// The URL without its query, which may hold a credential.
    fn place(&self) -> &str {
        self.url.split('?').next().unwrap_or_default()
    }
}

impl fmt::Debug for RemoteKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteKeys").field("url", &self.place()).field("options", &self.options).finish_non_exhaustive()
    }
}
