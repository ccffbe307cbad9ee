use std::sync::{Arc, Mutex, PoisonError};

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

const LIFETIME: u64 = 600;
const STALE: u64 = 86_400;
const COOLDOWN: u64 = 30;
const MAX_BYTES: usize = 262_144;

#[derive(Default)]
struct State {
    keys: Option<(Arc<JwkSet>, u64)>,
    sought_at: Option<u64>,
    /// When requests began to fail, and how often they have.
    failed: Option<(u64, u32)>,
}

pub struct Gate<F> {
    url: String,
    issuer: String,
    audience: String,
    state: Mutex<State>,
    fetch: F,
}

impl<F: Fn(&str) -> Result<(u16, String), String>> Gate<F> {
    pub fn new(url: &str, issuer: &str, audience: &str, fetch: F) -> Result<Self, String> {
        if !url.starts_with("https://") {
            return Err("the URL must be https".to_owned());
        }
        let [url, issuer, audience] = [url, issuer, audience].map(str::to_owned);
        Ok(Self { url, issuer, audience, state: Mutex::default(), fetch })
    }

    /// The claims, or the status to answer with.
    pub fn check(&self, token: &str, now: u64) -> Result<String, u16> {
        let kid = decode_header(token).ok().and_then(|header| header.kid).ok_or(401_u16)?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut keys = self.current(&mut state, now)?;
        if keys.find(&kid).is_none() {
            let cools = state.sought_at.is_some_and(|at| now < at + COOLDOWN);
            if cools || Self::pauses(&state, now) {
                return Err(401);
            }
            state.sought_at = Some(now);
            keys = self.fetched(&mut state, now)?;
        }
        let jwk = keys.find(&kid).ok_or(401_u16)?;
        // The key must say the algorithm: the token's own `alg` may not choose it.
        let algorithm = jwk.common.key_algorithm.ok_or(401_u16)?.to_string();
        let mut validation = Validation::new(algorithm.parse::<Algorithm>().map_err(|_| 401_u16)?);
        validation.leeway = 0;
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[&self.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        let key = DecodingKey::from_jwk(jwk).map_err(|_| 401_u16)?;
        let claims = decode::<Map<String, Value>>(token, &key, &validation).map_err(|_| 401_u16)?.claims;
        serde_json::to_string(&claims).map_err(|_| 401)
    }

    fn current(&self, state: &mut State, now: u64) -> Result<Arc<JwkSet>, u16> {
        match &state.keys {
            Some((keys, at)) if now < at + LIFETIME => Ok(Arc::clone(keys)),
            _ if Self::pauses(state, now) => Self::stale(state, now),
            _ => self.fetched(state, now),
        }
    }

    fn pauses(state: &State, now: u64) -> bool {
        let first = if state.keys.is_some() { COOLDOWN } else { 1 };
        state.failed.is_some_and(|(at, count)| now < at + (first << count.min(8)).min(300))
    }

    fn stale(state: &State, now: u64) -> Result<Arc<JwkSet>, u16> {
        let usable = state.keys.as_ref().filter(|(_, at)| now < at + LIFETIME + STALE);
        usable.map(|(keys, _)| Arc::clone(keys)).ok_or(503)
    }

    fn fetched(&self, state: &mut State, now: u64) -> Result<Arc<JwkSet>, u16> {
        let read = |(status, body): (u16, String)| match status {
            200 if body.len() <= MAX_BYTES => serde_json::from_str::<JwkSet>(&body).ok(),
            _ => None,
        };
        match (self.fetch)(&self.url).ok().and_then(read) {
            Some(keys) => {
                let keys = Arc::new(keys);
                state.keys = Some((Arc::clone(&keys), now));
                state.failed = None;
                Ok(keys)
            }
            None => {
                state.failed = Some((now, state.failed.map_or(0, |(_, count)| count + 1)));
                Self::stale(state, now)
            }
        }
    }
}
