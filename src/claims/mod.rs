//! One function for each claim (RFC 7519 §4.1). A claim of the wrong type is an error, and does not count as absent.

mod builder;
mod demanded;
mod profile;
mod scope;
mod types;

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use core::ops::Range;

use crate::check::CheckName;
use crate::error::{Clock, Error, ErrorKind, SkipReason};
use crate::json::{JsonText, Object, Value};
use crate::policy::{LATEST_NOW, Policy};
use crate::time::Timestamp;
pub use builder::{Claims, ClaimsSource};
use demanded::{claim_tests, required_claims};
use profile::profile;
use scope::scope;
#[cfg(all(feature = "serde", feature = "std"))]
pub(crate) use types::LATEST;
pub(crate) use types::check_signable;
use types::{audience, missing, one_of, time};

/// What the checks need: the claims, the caller's demands and the time in seconds.
pub(crate) struct Context<'a> {
    claims: &'a Object<'a>,
    registered: Registered<'a>,
    policy: &'a Policy,
    now: f64,
    /// The token's header, if it could be read.
    header: Option<&'a str>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(claims: &'a Object<'a>, policy: &'a Policy, now: Timestamp, header: Option<&'a str>) -> Self {
        Self { claims, registered: Registered::of(claims), policy, now: now.as_seconds(), header }
    }

    fn text(&self, number: f64) -> JsonText {
        JsonText::number(number, self.policy.numbers)
    }

    fn clock(&self, limit: f64) -> Box<Clock> {
        let tolerance = self.policy.clock_tolerance;
        Box::new(Clock {
            now: self.text(self.now),
            tolerance: (tolerance > 0.0).then(|| self.text(tolerance)),
            limit: self.text(limit),
        })
    }

    fn time(&self, claim: &str, value: Option<&Value<'_>>) -> Result<Option<f64>, Error> {
        time(claim, value, self.policy.numbers)
    }

    fn not_yet_valid(&self, claim: &'static str, time: f64) -> Error {
        let clock = self.clock(self.now + self.policy.clock_tolerance);
        Error::from(ErrorKind::NotYetValid { claim, time: self.text(time), clock })
    }

    fn seconds(&self, claim: Option<&Value<'_>>) -> Option<f64> {
        claim.and_then(|claim| claim.to_number(self.policy.numbers))
    }
}

/// The registered claims (RFC 7519 §4.1), found in one pass over all of them.
#[derive(Default)]
struct Registered<'a> {
    iss: Option<&'a Value<'a>>,
    sub: Option<&'a Value<'a>>,
    aud: Option<&'a Value<'a>>,
    exp: Option<&'a Value<'a>>,
    nbf: Option<&'a Value<'a>>,
    iat: Option<&'a Value<'a>>,
    jti: Option<&'a Value<'a>>,
}

impl<'a> Registered<'a> {
    fn of(claims: &'a Object<'a>) -> Self {
        let mut registered = Self::default();
        for (name, value) in claims.iter() {
            let claim = match name {
                "iss" => &mut registered.iss,
                "sub" => &mut registered.sub,
                "aud" => &mut registered.aud,
                "exp" => &mut registered.exp,
                "nbf" => &mut registered.nbf,
                "iat" => &mut registered.iat,
                "jti" => &mut registered.jti,
                _ => continue,
            };
            *claim = Some(value);
        }
        registered
    }
}

/// `None` if the check passed, a reason if it was skipped, an error if it failed.
pub(crate) type Outcome = Result<Option<SkipReason>, Error>;

const PASSED: Outcome = Ok(None);

type Check = fn(&Context<'_>) -> Outcome;

/// Every check of claims, in the order in which they are made and reported.
pub(crate) const CHECKS: [(CheckName, Check); 11] = [
    (CheckName::Exp, exp),
    (CheckName::Nbf, nbf),
    (CheckName::Iat, iat),
    (CheckName::Iss, iss),
    (CheckName::Aud, aud),
    (CheckName::Sub, sub),
    (CheckName::Jti, jti),
    (CheckName::RequiredClaims, required_claims),
    (CheckName::Claims, claim_tests),
    (CheckName::Scope, scope),
    (CheckName::Profile, profile),
];

pub(crate) fn check(context: &Context<'_>) -> Result<(), Error> {
    for (_, check) in &CHECKS {
        check(context)?;
    }
    Ok(())
}

/// Closer than this, in seconds, to either end of its validity a token is checked again, because sums of doubles are
/// not exact.
const EDGE: f64 = 0.001;

/// The time, in seconds, during which a token that has passed still passes.
pub(crate) fn validity(context: &Context<'_>) -> Range<Timestamp> {
    let Registered { exp, nbf, iat, .. } = context.registered;
    let Policy { clock_tolerance, max_age, ignore_expiry, ref login, .. } = *context.policy;
    let issued = max_age.zip(context.seconds(iat));
    let login = login.max_auth_age.and_then(|age| Some((age, context.seconds(context.claims.get("auth_time"))?)));
    let aged = || issued.into_iter().chain(login);
    let times = context.seconds(nbf).into_iter().chain(aged().map(|(_, time)| time));
    let from = times.fold(f64::NEG_INFINITY, f64::max);
    let expiry = if ignore_expiry { None } else { context.seconds(exp) };
    let until = expiry.into_iter().chain(aged().map(|(age, time)| time + age)).fold(f64::INFINITY, f64::min);
    // Outside of the times that a clock may say, the token is checked again, and then refused.
    let (from, until) = ((from - clock_tolerance + EDGE).max(EDGE), (until + clock_tolerance - EDGE).min(LATEST_NOW));
    Timestamp::from_seconds(from)..Timestamp::from_seconds(until)
}

/// `exp` is exclusive: at that second the token has expired (RFC 7519 §4.1.4).
fn exp(context: &Context<'_>) -> Outcome {
    let (now, tolerance) = (context.now, context.policy.clock_tolerance);
    match context.time("exp", context.registered.exp)? {
        Some(_) if context.policy.ignore_expiry => Ok(Some(SkipReason::ExpiryIgnored)),
        Some(exp) if now - tolerance >= exp => {
            Err(Error::from(ErrorKind::Expired { exp: context.text(exp), clock: context.clock(now - tolerance) }))
        }
        Some(_) => PASSED,
        None if context.policy.require_expiry => Err(missing("exp")),
        None => Ok(Some(SkipReason::Absent)),
    }
}

/// `nbf` is inclusive (RFC 7519 §4.1.5).
fn nbf(context: &Context<'_>) -> Outcome {
    let (now, tolerance) = (context.now, context.policy.clock_tolerance);
    match context.time("nbf", context.registered.nbf)? {
        Some(time) if time > now + tolerance => Err(context.not_yet_valid("nbf", time)),
        Some(_) => PASSED,
        None => Ok(Some(SkipReason::Absent)),
    }
}

/// RFC 7519 §4.1.6.
fn iat(context: &Context<'_>) -> Outcome {
    aged(context, "iat", context.registered.iat, context.policy.max_age)
}

/// With a time in the future the age would never reach its limit. So if there is a limit, such a time is refused.
fn aged(context: &Context<'_>, claim: &'static str, value: Option<&Value<'_>>, max_age: Option<f64>) -> Outcome {
    let (now, tolerance) = (context.now, context.policy.clock_tolerance);
    let time = context.time(claim, value)?;
    let Some(max_age) = max_age else {
        return Ok(if time.is_some() { None } else { Some(SkipReason::Absent) });
    };
    match time {
        None => Err(missing(claim)),
        Some(time) if time > now + tolerance => Err(context.not_yet_valid(claim, time)),
        Some(time) if now - time > max_age + tolerance => Err(Error::from(ErrorKind::TooOld {
            claim,
            time: context.text(time),
            max_age: context.text(max_age),
            clock: context.clock(now - max_age - tolerance),
        })),
        Some(_) => PASSED,
    }
}

/// `iss` is one string (RFC 7519 §4.1.1), compared whole: no URL is normalised.
fn iss(context: &Context<'_>) -> Outcome {
    one_of("iss", context.registered.iss, &context.policy.issuer)
}

/// A token that names its audience is for nobody else (RFC 7519 §4.1.3). If the caller expects no audience, it is
/// refused.
fn aud(context: &Context<'_>) -> Outcome {
    let expected = &context.policy.audience;
    let audience = audience(context.registered.aud)?;
    if context.policy.ignore_audience {
        return Ok(Some(SkipReason::AudienceIgnored));
    }
    let Some(audience) = audience else {
        return if expected.is_empty() { Ok(Some(SkipReason::Absent)) } else { Err(missing("aud")) };
    };
    let is_expected = |value: &Value<'_>| matches!(value, Value::String(text) if expected.iter().any(|e| e == text));
    if audience.iter().any(is_expected) {
        return PASSED;
    }
    Err(Error::from(ErrorKind::ClaimMismatch {
        claim: "aud".to_owned(),
        expected: (!expected.is_empty()).then(|| JsonText::one_or_many(expected)),
        actual: context.registered.aud.map_or_else(|| JsonText::strings([]), JsonText::value),
    }))
}

fn sub(context: &Context<'_>) -> Outcome {
    one_of("sub", context.registered.sub, &context.policy.subject)
}

fn jti(context: &Context<'_>) -> Outcome {
    one_of("jti", context.registered.jti, &context.policy.jwt_id)
}
