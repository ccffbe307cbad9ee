//! How a key set is fetched and kept.

use core::time::Duration;

/// How a key set is fetched and kept. The defaults suit every common provider.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::remote::RemoteOptions;
/// let options = RemoteOptions::new().timeout(Duration::from_secs(2)).stale_if_error(Duration::from_secs(3600));
/// # let _ = options;
/// ```
#[derive(Clone, Debug)]
pub struct RemoteOptions {
    pub(super) timeout: Duration,
    pub(super) max_bytes: usize,
    pub(super) cooldown: Duration,
    pub(super) min_age: Duration,
    pub(super) max_age: Duration,
    pub(super) stale_if_error: Duration,
    pub(super) allow_insecure: bool,
}

impl Default for RemoteOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl RemoteOptions {
    /// The defaults.
    ///
    /// ```
    /// use jwt_wasm::remote::RemoteOptions;
    /// let options = RemoteOptions::new();
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            timeout: Duration::from_secs(5),
            max_bytes: 256 * 1024,
            cooldown: Duration::from_secs(30),
            min_age: Duration::from_secs(60),
            max_age: Duration::from_secs(86_400),
            stale_if_error: Duration::from_secs(86_400),
            allow_insecure: false,
        }
    }

    /// The longest time for a whole request, with redirects and body. 5 seconds by default.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::remote::RemoteOptions;
    /// let options = RemoteOptions::new().timeout(Duration::from_secs(2));
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The largest answer to accept, in bytes. 262,144 by default.
    ///
    /// ```
    /// use jwt_wasm::remote::RemoteOptions;
    /// let options = RemoteOptions::new().max_bytes(64 * 1024);
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// The time between two requests because of keys that the set does not have. It is also the first pause after a
    /// failure, and doubles with each further one, up to 300 seconds; without any set the first pause is 1 second. 30
    /// seconds by default.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::remote::RemoteOptions;
    /// let options = RemoteOptions::new().cooldown(Duration::from_secs(60));
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn cooldown(mut self, cooldown: Duration) -> Self {
        self.cooldown = cooldown;
        self
    }

    /// The shortest lifetime of a set, even if the provider says `no-store`. 60 seconds by default.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::remote::RemoteOptions;
    /// let options = RemoteOptions::new().min_age(Duration::from_secs(300));
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn min_age(mut self, age: Duration) -> Self {
        self.min_age = age;
        self
    }

    /// The longest lifetime of a set, whatever the provider and [`min_age`](Self::min_age) say. 86,400 seconds by default.
    /// If the provider says nothing, a set lives 600 seconds.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::remote::RemoteOptions;
    /// let options = RemoteOptions::new().max_age(Duration::from_secs(3600));
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn max_age(mut self, age: Duration) -> Self {
        self.max_age = age;
        self
    }

    /// For how long an expired set is used while the provider cannot be reached or gives no good set. Zero never uses it.
    /// 86,400 seconds by default.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::remote::RemoteOptions;
    /// // Never use an expired set.
    /// let options = RemoteOptions::new().stale_if_error(Duration::ZERO);
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn stale_if_error(mut self, time: Duration) -> Self {
        self.stale_if_error = time;
        self
    }

    /// Allows plain http for any host: anyone on the network path can then choose the keys.
    ///
    /// ```
    /// use jwt_wasm::remote::{RemoteKeys, RemoteOptions};
    /// // In a network that you trust.
    /// assert!(RemoteKeys::new("http://issuer.internal/jwks", RemoteOptions::new().allow_insecure()).is_ok());
    /// ```
    #[must_use]
    pub const fn allow_insecure(mut self) -> Self {
        self.allow_insecure = true;
        self
    }
}
