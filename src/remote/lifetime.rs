//! For how long a set is fresh (RFC 9111).

use super::exchange::Response;
use super::options::RemoteOptions;

/// In seconds.
const DEFAULT: f64 = 600.0;
/// RFC 9111 §1.2.2: a greater value counts as this one.
const MOST: u32 = 1 << 31;
/// By how many seconds clocks may differ.
const SKEW: f64 = 60.0;

/// Whether `now` is less than `seconds` after `start`. `false` if the clock was set back, so that nothing lasts longer.
pub(super) fn is_within(now: f64, start: f64, seconds: f64) -> bool {
    let elapsed = now - start;
    elapsed > -SKEW && elapsed < seconds
}

/// The lifetime that the provider states, or the default, within the bounds of the options; in seconds.
pub(super) fn lifetime(response: &Response<'_>, options: &RemoteOptions) -> f64 {
    let stated = stated(response).map_or(DEFAULT, f64::from);
    stated.max(options.min_age.as_secs_f64()).min(options.max_age.as_secs_f64())
}

/// RFC 9111 §4.2.1. `stale_if_error` counts instead of `must-revalidate`: Google sends that, and an outage there should not
/// refuse every user at once. `Expires` is not read, because it depends on the provider's clock.
fn stated(response: &Response<'_>) -> Option<u32> {
    let mut least: Option<u32> = None;
    for directive in response.cache_control.iter().flat_map(|line| line.split(',')) {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        let name = name.trim();
        if name.eq_ignore_ascii_case("no-store") || name.eq_ignore_ascii_case("no-cache") {
            return Some(0);
        }
        if name.eq_ignore_ascii_case("max-age") {
            let value = value.trim();
            let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let seconds = seconds(inner.unwrap_or(value));
            least = Some(least.map_or(seconds, |least| least.min(seconds)));
        }
    }
    // Of several ages the first one counts (RFC 9111 §5.1).
    let age = response.age.and_then(|age| age.split(',').next()).unwrap_or_default();
    least.map(|least| least.saturating_sub(seconds(age.trim())))
}

/// 0 if the text is not a number of seconds (RFC 9111 §1.2.2).
fn seconds(text: &str) -> u32 {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    text.parse().unwrap_or(MOST).min(MOST)
}
