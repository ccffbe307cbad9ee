//! Points in time.

use core::ops::{Add, Sub};
use core::time::Duration;
#[cfg(feature = "std")]
use std::time::SystemTime;

/// A point in time, in seconds since 1970-01-01T00:00:00Z, with a fraction if there is one. It is what `exp` and `nbf`
/// count (RFC 7519 §2), and what every function takes as `now`.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::Timestamp;
/// let start = Timestamp::from_seconds(1_700_000_000.0);
/// assert_eq!(start + Duration::from_secs(300), Timestamp::from(1_700_000_300));
/// assert!(Timestamp::now() > start);
/// ```
///
/// A function that takes `impl Into<Timestamp>` also takes a number of seconds and, with the feature `std`, a `SystemTime`.
/// Those that verify, explain, sign or encrypt refuse a time that is not above 0 and at most 1e11, as milliseconds are.
/// `RemoteKeys` of the feature `remote` takes any, because it only compares times with each other. What is not a point in time
/// does not compile:
///
/// ```compile_fail,E0277
/// # use jwt_wasm::Timestamp;
/// let now = Timestamp::from(core::time::Duration::from_secs(300));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Timestamp(f64);

impl Timestamp {
    /// The time of the system's clock. Not for `wasm32-unknown-unknown`, where Rust has no clock.
    ///
    /// ```
    /// use jwt_wasm::Timestamp;
    /// assert!(Timestamp::now() > Timestamp::from(1_700_000_000));
    /// ```
    #[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// This many seconds after 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::Timestamp;
    /// const START: Timestamp = Timestamp::from_seconds(1_700_000_000.5);
    /// assert!(START > Timestamp::from(1_700_000_000));
    /// ```
    #[must_use]
    pub const fn from_seconds(seconds: f64) -> Self {
        Self(seconds)
    }

    /// The seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::Timestamp;
    /// let later = Timestamp::from(1_700_000_000) + Duration::from_millis(500);
    /// assert_eq!(later.as_seconds(), 1_700_000_000.5);
    /// ```
    #[must_use]
    pub const fn as_seconds(self) -> f64 {
        self.0
    }
}

/// A time before 1970 is negative.
#[cfg(feature = "std")]
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => since.as_secs_f64(),
            Err(before) => -before.duration().as_secs_f64(),
        })
    }
}

macro_rules! from_seconds {
    ($($number:ty)*) => {
        $(
            /// Seconds since 1970-01-01T00:00:00Z.
            impl From<$number> for Timestamp {
                fn from(seconds: $number) -> Self {
                    Self(seconds as f64)
                }
            }
        )*
    };
}

from_seconds! { f64 i32 i64 u32 u64 }

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0 + duration.as_secs_f64())
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        Self(self.0 - duration.as_secs_f64())
    }
}
