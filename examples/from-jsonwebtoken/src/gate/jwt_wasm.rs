use std::sync::{Arc, Mutex, PoisonError};

use jwt_wasm::remote::{Problem, RemoteKeys, RemoteOptions, Response, Step};
use jwt_wasm::{Code, KeySet, Policy, Timestamp, verify};

pub struct Gate<F> {
    keys: Mutex<RemoteKeys>,
    policy: Policy,
    fetch: F,
}

impl<F: Fn(&str) -> Result<(u16, String), String>> Gate<F> {
    pub fn new(url: &str, issuer: &str, audience: &str, fetch: F) -> Result<Self, Problem> {
        let keys = Mutex::new(RemoteKeys::new(url, RemoteOptions::new())?);
        Ok(Self { keys, policy: Policy::new().issuer(issuer).audience(audience), fetch })
    }

    /// The claims, or the status to answer with.
    pub fn check(&self, token: &str, now: Timestamp) -> Result<String, u16> {
        let mut rules = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let step = rules.current(now).map_err(|_| 503_u16)?;
        let keys = self.done(&mut rules, step, now)?;
        let mut verified = verify(token, &keys, &self.policy, now);
        if verified.as_ref().is_err_and(|error| error.code() == Code::KeyNotFound)
            && let Some(step) = rules.newer(&keys, now)
        {
            verified = verify(token, self.done(&mut rules, step, now)?, &self.policy, now);
        }
        verified.map(|verified| verified.payload().to_owned()).map_err(|_| 401)
    }

    fn done(&self, rules: &mut RemoteKeys, step: Step, now: Timestamp) -> Result<Arc<KeySet>, u16> {
        match step {
            Step::Use(keys) => Ok(keys),
            Step::Wait => Err(503),
            Step::Fetch(request) => {
                let answer = (self.fetch)(request.url()).map_err(|message| Problem::Network { message });
                let response = answer.as_ref().map(|(status, body)| Response::new(*status, body.as_bytes()));
                rules.finish(request, response.map_err(Problem::clone), now).map_err(|_| 503)
            }
        }
    }
}
