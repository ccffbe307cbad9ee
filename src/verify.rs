//! The whole path of a token, one call a step. Read it from top to bottom; each step's detail is one hop away.

use core::fmt;
use std::sync::Arc;

use crate::algorithm::Algorithm;
use crate::claims::{self, Context};
use crate::error::{Error, OptionsProblem, Part};
use crate::header::Header;
use crate::key::{Key, KeySet};
use crate::policy::Policy;
use crate::token::{self, Body, UntrustedToken, read_claims};

/// A token that has passed every check. `Debug` prints nothing of it, for logs.
#[derive(Clone, PartialEq)]
pub struct Verified {
    pub(crate) header: Arc<str>,
    pub(crate) payload: String,
    #[cfg(feature = "wasm")]
    pub(crate) window: [f64; 2],
}

impl Verified {
    /// The header: the text of one JSON object with unique names.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The claims: the text of one JSON object with unique names, for `serde_json` or [`Object::parse`](crate::Object::parse).
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").finish_non_exhaustive()
    }
}

/// The key of a verification, or the keys to choose from.
#[derive(Clone, Copy, Debug)]
pub enum Keys<'k> {
    /// One key, whatever the token's `kid` says.
    One(&'k Key),
    /// A set, of which the token's `kid` and `alg` choose.
    Set(&'k KeySet),
}

impl<'k> From<&'k Key> for Keys<'k> {
    fn from(key: &'k Key) -> Self {
        Self::One(key)
    }
}

impl<'k> From<&'k KeySet> for Keys<'k> {
    fn from(set: &'k KeySet) -> Self {
        Self::Set(set)
    }
}

impl<'k> Keys<'k> {
    pub(crate) fn choose(self, header: &Header<'_>, policy: &Policy) -> Result<Choice, Error> {
        match self {
            Self::One(key) => Ok(Choice { index: 0, algorithm: key.check_algorithm(header, policy)? }),
            Self::Set(set) => set.choose(header, policy),
        }
    }

    pub(crate) fn get(self, choice: Choice) -> Result<&'k Key, Error> {
        match self {
            Self::One(key) => Ok(key),
            Self::Set(set) => set.get(choice.index).ok_or(Error::KeyNotFound { kid: None, left_out: None }),
        }
    }
}

/// Which key of several, and the one algorithm to verify with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) index: usize,
    pub(crate) algorithm: Algorithm,
}

/// Verifies a token: its form, its signature and its claims. `now` is in seconds since 1970-01-01T00:00:00Z.
///
/// # Errors
/// The first check that fails, as an [`Error`] with its stable [`Code`](crate::Code); see
/// [`explain`](crate::explain) for all of them. `options_invalid` if `now` is not above 0 and at most 1e11, since it is
/// then from a clock that is not set or in milliseconds, or if a duration of the policy is longer than that.
pub fn verify<'k>(token: &str, keys: impl Into<Keys<'k>>, policy: &Policy, now: f64) -> Result<Verified, Error> {
    verify_with(token.as_bytes(), keys.into(), policy, now, &mut HeaderMemo::default())
}

/// As [`verify`]. The memo belongs to these keys and this policy.
pub(crate) fn verify_with(
    token: &[u8],
    keys: Keys<'_>,
    policy: &Policy,
    now: f64,
    memo: &mut HeaderMemo,
) -> Result<Verified, Error> {
    policy.check_times(now)?;
    let token = UntrustedToken::split(token, policy.form)?;
    let body = token.decode_body()?;
    let (header, choice) = memo.check(&token, keys, policy)?;
    let verified = keys.get(choice)?.verify(choice.algorithm, token.signing_input, body.signature());
    verified.map_err(|error| body.refusal(error))?;
    check_claims(header, body, policy, now)
}

/// The last steps, for a token whose signature is good.
pub(crate) fn check_claims(header: Arc<str>, body: Body, policy: &Policy, now: f64) -> Result<Verified, Error> {
    let payload = token::text(body.into_payload(), Part::Payload)?;
    let claims = read_claims(&payload)?;
    let context = Context::new(&claims, policy, now);
    claims::check(&context)?;
    #[cfg(feature = "wasm")]
    let window = claims::window(&context);
    Ok(Verified {
        header,
        payload,
        #[cfg(feature = "wasm")]
        window,
    })
}

/// The header's own rules, then the caller's, then the key's; gives the header's text and the key.
pub(crate) fn check_header(
    token: &UntrustedToken<'_>,
    keys: Keys<'_>,
    policy: &Policy,
    typ: Option<&str>,
    is_unencoded: bool,
) -> Result<(String, Choice), Error> {
    let text = token.text(Part::Header)?;
    let header = Header::with_payload(&text, is_unencoded)?;
    if let Some(typ) = typ {
        header.check_typ(typ)?;
    }
    let choice = keys.choose(&header, policy)?;
    Ok((text, choice))
}

/// The last header that passed. Tokens of one issuer share theirs, and reading it anew is a tenth of a verification.
#[derive(Default)]
pub(crate) struct HeaderMemo {
    segment: Vec<u8>,
    text: Arc<str>,
    choice: Option<Choice>,
    generation: u32,
    ignores_typ: bool,
}

impl HeaderMemo {
    /// For a report, in which the check of `typ` stops no other.
    #[cfg(feature = "wasm")]
    pub(crate) fn ignoring_typ() -> Self {
        Self { ignores_typ: true, ..Self::default() }
    }

    /// Another number for another header.
    #[cfg(feature = "wasm")]
    pub(crate) const fn generation(&self) -> u32 {
        self.generation
    }

    pub(crate) fn check(
        &mut self,
        token: &UntrustedToken<'_>,
        keys: Keys<'_>,
        policy: &Policy,
    ) -> Result<(Arc<str>, Choice), Error> {
        if let Some(choice) = self.choice
            && token.header == self.segment
        {
            return Ok((Arc::clone(&self.text), choice));
        }
        let typ = if self.ignores_typ { None } else { policy.typ.as_deref() };
        let (text, choice) = check_header(token, keys, policy, typ, false)?;
        self.segment = token.header.to_owned();
        self.text = Arc::from(text);
        self.choice = Some(choice);
        self.generation = self.generation.wrapping_add(1);
        Ok((Arc::clone(&self.text), choice))
    }
}

/// The year 5138 in seconds, and 1973 in milliseconds.
pub(crate) const LATEST_NOW: f64 = 1e11;

/// A clock that is not set, such as the clock of Workers at global scope, says 0: by it no token would ever have expired.
pub(crate) fn check_clock(now: f64) -> Result<(), Error> {
    if now > 0.0 && now <= LATEST_NOW {
        return Ok(());
    }
    Err(Error::OptionsInvalid(OptionsProblem::Now { now }))
}

/// A longer duration would make a token that never expires, or take one that expired long ago.
pub(crate) fn check_durations(durations: [Option<f64>; 2]) -> Result<(), Error> {
    if durations.into_iter().flatten().all(|seconds| seconds <= LATEST_NOW) {
        return Ok(());
    }
    Err(Error::OptionsInvalid(OptionsProblem::Duration))
}
