//! The rules of profiles that are about claims.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::demanded::{find, joined};
use super::types::{audience, invalid, missing, one_of, string};
use super::{Context, Outcome, PASSED, aged};
use crate::base64url;
use crate::error::{Error, ErrorKind, SkipReason};
use crate::header::Header;
use crate::json::Value;
use crate::policy::Hidden;
use crate::profile::{Profile, ProfileRule};

pub(super) fn profile(context: &Context<'_>) -> Outcome {
    context.policy.profile.map_or(Ok(Some(SkipReason::NothingExpected)), |profile| rules(profile, context))
}

/// Not inlined: a WebAssembly runtime compiles a function when it is first called, and most policies name no profile.
#[inline(never)]
fn rules(profile: Profile, context: &Context<'_>) -> Outcome {
    for rule in profile.rules() {
        check(*rule, context)?;
    }
    if profile == Profile::IdToken {
        login(context)?;
    }
    PASSED
}

/// The types of registered claims and the header's `typ` have checks of their own, so they are not repeated here.
fn check(rule: ProfileRule, context: &Context<'_>) -> Result<(), Error> {
    let name = match rule {
        ProfileRule::AtTyp | ProfileRule::OtherTyp | ProfileRule::LogoutTyp => return Ok(()),
        ProfileRule::Azp => return azp(context),
        ProfileRule::LogoutEvent => return logout_event(context),
        ProfileRule::NoNonce => return absent("nonce", context),
        ProfileRule::NoEvents => return absent("events", context),
        ProfileRule::SubOrSid if has_text("sid", context)? => return has_text("sub", context).map(drop),
        ProfileRule::Aud | ProfileRule::Exp | ProfileRule::Iat => {
            let name = rule.as_str();
            return if context.claims.get(name).is_some() { Ok(()) } else { Err(missing(name)) };
        }
        ProfileRule::SubOrSid => "sub",
        ProfileRule::Iss | ProfileRule::Sub | ProfileRule::Jti | ProfileRule::ClientId => rule.as_str(),
    };
    if has_text(name, context)? { Ok(()) } else { Err(missing(name)) }
}

fn absent(claim: &str, context: &Context<'_>) -> Result<(), Error> {
    context.claims.get(claim).map_or(Ok(()), |value| Err(invalid(claim, "absent", value.kind())))
}

/// An empty string names nobody, so it is refused.
#[inline(never)]
fn has_text(claim: &str, context: &Context<'_>) -> Result<bool, Error> {
    match string(claim, context.claims.get(claim))? {
        Some("") => Err(invalid(claim, "a string that is not empty", "an empty string")),
        text => Ok(text.is_some()),
    }
}

/// The client that the token was issued to. If there are several audiences, `aud` alone does not say which of them that
/// is.
fn azp(context: &Context<'_>) -> Result<(), Error> {
    let azp = context.claims.get("azp");
    let is_for_several = audience(context.registered.aud)?.is_some_and(|audience| audience.len() > 1);
    if azp.is_none() && !is_for_several {
        return Ok(());
    }
    one_of("azp", azp, &context.policy.audience).map(drop)
}

fn logout_event(context: &Context<'_>) -> Result<(), Error> {
    let path = ["events", "http://schemas.openid.net/event/backchannel-logout"].map(str::to_owned);
    match find(&context.claims.lookup(1), &path)? {
        Value::Object(_) => Ok(()),
        other => Err(invalid(&joined(&path), "an object", other.kind())),
    }
}

/// What the caller knows about the login.
fn login(context: &Context<'_>) -> Result<(), Error> {
    let login = &context.policy.login;
    fits(context, "nonce", "nonce", login.nonce.as_ref(), false)?;
    fits(context, "at_hash", "accessToken", login.access_token.as_ref(), true)?;
    fits(context, "c_hash", "code", login.code.as_ref(), true)?;
    aged(context, "auth_time", context.claims.get("auth_time"), login.max_auth_age)?;
    one_of("acr", context.claims.get("acr"), &login.acr).map(drop)
}

/// The error shows neither value, because each is a secret of the login or the hash of one.
#[inline(never)]
fn fits(
    context: &Context<'_>,
    claim: &'static str,
    option: &'static str,
    given: Option<&Hidden>,
    is_hashed: bool,
) -> Result<(), Error> {
    let Some(Hidden(given)) = given else { return Ok(()) };
    let actual = string(claim, context.claims.get(claim))?.ok_or_else(|| missing(claim))?;
    let is_same = if is_hashed { half_hash(context, given).as_deref() == Some(actual) } else { given == actual };
    if is_same { Ok(()) } else { Err(Error::from(ErrorKind::ClaimUnfit { claim, option })) }
}

/// The left half of the hash that belongs to the token's algorithm (OpenID Connect Core 1.0 §3.1.3.6).
fn half_hash(context: &Context<'_>, text: &str) -> Option<String> {
    let header = Header::read(context.header?).ok()?;
    let hash = header.algorithm()?.hash()?.of(text.as_bytes());
    Some(base64url::encode(hash.get(..hash.len().div_euclid(2))?))
}
