//! Handles for verifiers: keys and a policy, read once.

use std::rc::Rc;

use jwt_wasm::{
    Answer, DecodeOptions, Error, KeyProblem, Policy, Report, Verifier, decode_bytes, explain_with, prepare_report,
};
use wasm_bindgen::prelude::*;

use super::exchange::{Exchange, Parts};
use super::key::KeyHandle;
use super::options::ReadPolicy;
use super::pending::Pending;
use super::{options, outcome};

#[wasm_bindgen(js_name = Verifier)]
pub struct VerifierHandle {
    verifier: Result<Rc<Verifier<'static>>, Policy>,
    limit: usize,
    now: Option<f64>,
}

fn no_key() -> Error {
    Error::KeyInvalid(KeyProblem::NoKey)
}

#[wasm_bindgen(js_class = Verifier)]
impl VerifierHandle {
    #[wasm_bindgen(constructor)]
    pub fn new(key: &KeyHandle, options: JsValue) -> Result<Self, JsValue> {
        let ReadPolicy { policy, limit, now } = read(options)?;
        let verifier = Verifier::new(key.0.keys(), policy);
        Ok(Self { verifier: Ok(Rc::new(verifier)), limit, now })
    }

    /// For reports only: without a key nothing is ever verified.
    #[wasm_bindgen(js_name = withoutKey)]
    pub fn without_key(options: JsValue) -> Result<Self, JsValue> {
        let ReadPolicy { policy, limit, now } = read(options)?;
        Ok(Self { verifier: Err(policy), limit, now })
    }

    #[wasm_bindgen(js_name = maxTokenLength)]
    pub fn max_token_length(&self) -> usize {
        self.limit
    }

    /// Gives whether the token was refused. `clock` is the host's time in seconds, for a policy that fixes none.
    pub fn verify(&mut self, exchange: &mut Exchange, written: usize, length: usize, clock: f64) -> bool {
        let parts = exchange.token(written, length, self.limit).and_then(|token| {
            let verifier = self.verifier.as_ref().map_err(|_| no_key())?;
            verifier.verify_bytes(token, self.now.unwrap_or(clock)).map(Parts::Verified)
        });
        exchange.give(parts)
    }

    /// Everything of `verify` before the arithmetic, which the host is to do: the exchange holds what it is asked. For a
    /// report, `typ` is not checked here: whether it fails or not, the report checks the signature.
    pub fn prepare(
        &mut self,
        exchange: &mut Exchange,
        written: usize,
        length: usize,
        clock: f64,
        is_report: bool,
    ) -> Result<Pending, JsValue> {
        let pending = self.pending(exchange, written, length, clock, is_report);
        pending.inspect(|pending| exchange.ask(pending)).map_err(|error| outcome::error(&error))
    }

    /// As `prepare`, for a host that answers at once: the token waits in the exchange.
    pub fn ask(&mut self, exchange: &mut Exchange, written: usize, length: usize, clock: f64, is_report: bool) -> bool {
        let pending = self.pending(exchange, written, length, clock, is_report);
        exchange.keep(pending)
    }

    /// `host` is the host's word on the signature: 1 for a good one, 2 for a bad one, 3 if it cannot compute it, and 0 where
    /// it was not asked.
    pub fn explain(
        &self,
        exchange: &Exchange,
        written: usize,
        length: usize,
        clock: f64,
        host: u8,
    ) -> Result<JsValue, JsValue> {
        let host = match host {
            1 => Some(Answer::Good),
            2 => Some(Answer::Bad),
            3 => Some(Answer::Unable),
            _ => None,
        };
        let (keys, policy) = match &self.verifier {
            Ok(verifier) => (Some(verifier.keys()), verifier.policy()),
            Err(policy) => (None, policy),
        };
        let report = exchange
            .token(written, length, self.limit)
            .and_then(|token| explain_with(token, keys, policy, self.now.unwrap_or(clock), host));
        match report {
            Ok(report) => Ok(outcome::report(&report)),
            Err(error @ Error::OptionsInvalid(_)) => Err(outcome::error(&error)),
            Err(error) => Ok(outcome::report(&Report::unreadable(error))),
        }
    }
}

fn read(options: JsValue) -> Result<ReadPolicy, JsValue> {
    options::policy(options).map_err(|error| outcome::error(&error))
}

impl VerifierHandle {
    fn pending(
        &mut self,
        exchange: &Exchange,
        written: usize,
        length: usize,
        clock: f64,
        is_report: bool,
    ) -> Result<Pending, Error> {
        let token = exchange.token(written, length, self.limit)?;
        let verifier = self.verifier.as_ref().map_err(|_| no_key())?;
        let now = self.now.unwrap_or(clock);
        let prepared = if is_report {
            prepare_report(token, verifier.keys(), verifier.policy(), now)
        } else {
            verifier.prepare(token, now)
        }?;
        Ok(Pending { prepared: prepared.into_owned(), verifier: Some((Rc::clone(verifier), now)) })
    }
}

/// Gives whether the token was refused.
#[wasm_bindgen]
pub fn decode(exchange: &mut Exchange, written: usize, length: usize, max_length: usize, is_padded: bool) -> bool {
    let mut options = DecodeOptions::new().max_token_length(max_length);
    if is_padded {
        options = options.allow_padding();
    }
    let token = exchange.token(written, length, max_length);
    let decoded = token.and_then(|token| decode_bytes(token, &options));
    exchange.give(decoded.map(Parts::Unverified))
}
