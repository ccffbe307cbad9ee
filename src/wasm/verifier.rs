//! Handles for verifiers: keys and a policy, read once.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::exchange::{Exchange, Parts};
use super::key::{Held, KeyHandle};
use super::pending::Pending;
use super::{options, outcome};
use crate::decode::{Unverified, decode_bytes};
use crate::error::{Error, KeyProblem};
use crate::policy::{Form, Policy};
use crate::report::{HostAnswer, Report, explain_with};
use crate::verify::{HeaderMemo, verify_with};

const NO_KEY: Error = Error::KeyInvalid(KeyProblem::NoKey);

#[wasm_bindgen(js_name = Verifier)]
pub struct VerifierHandle {
    held: Option<Rc<Held>>,
    policy: Rc<Policy>,
    now: Option<f64>,
    memo: HeaderMemo,
}

#[wasm_bindgen(js_class = Verifier)]
impl VerifierHandle {
    #[wasm_bindgen(constructor)]
    pub fn new(key: &KeyHandle, options: JsValue) -> Result<Self, JsValue> {
        Self::make(Some(Rc::clone(&key.0)), options)
    }

    /// For reports only: without a key nothing is ever verified.
    #[wasm_bindgen(js_name = withoutKey)]
    pub fn without_key(options: JsValue) -> Result<Self, JsValue> {
        Self::make(None, options)
    }

    #[wasm_bindgen(js_name = maxTokenLength)]
    pub fn max_token_length(&self) -> usize {
        self.policy.form.max_length
    }

    /// Gives whether the token was refused. `clock` is the host's time in seconds, for a policy that fixes none.
    pub fn verify(&mut self, exchange: &mut Exchange, written: usize, length: usize, clock: f64) -> bool {
        let parts = exchange.token(written, length, self.policy.form.max_length).and_then(|token| {
            let keys = self.held.as_deref().ok_or(NO_KEY)?.keys();
            let verified = verify_with(token, keys, &self.policy, self.now.unwrap_or(clock), &mut self.memo)?;
            Ok(Parts::of(verified, self.memo.generation()))
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
            1 => Some(HostAnswer::Good),
            2 => Some(HostAnswer::Bad),
            3 => Some(HostAnswer::Unable),
            _ => None,
        };
        let report = exchange.token(written, length, self.policy.form.max_length).and_then(|token| {
            let keys = self.held.as_deref().map(Held::keys);
            explain_with(token, keys, &self.policy, self.now.unwrap_or(clock), host)
        });
        match report {
            Ok(report) => Ok(outcome::report(&report)),
            Err(error @ Error::OptionsInvalid(_)) => Err(outcome::error(&error)),
            Err(error) => Ok(outcome::report(&Report::unreadable(error))),
        }
    }
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
        let token = exchange.token(written, length, self.policy.form.max_length)?;
        let held = self.held.as_ref().ok_or(NO_KEY)?;
        let now = self.now.unwrap_or(clock);
        // What passes there need not pass here, so nothing of it is kept.
        let mut of_report = HeaderMemo::ignoring_typ();
        let memo = if is_report { &mut of_report } else { &mut self.memo };
        Pending::of_jwt(token, held, &self.policy, now, memo)
    }

    fn make(held: Option<Rc<Held>>, options: JsValue) -> Result<Self, JsValue> {
        let (policy, now) = options::policy(options).map_err(|error| outcome::error(&error))?;
        Ok(Self { held, policy: Rc::new(policy), now, memo: HeaderMemo::default() })
    }
}

/// Gives whether the token was refused.
#[wasm_bindgen]
pub fn decode(exchange: &mut Exchange, written: usize, length: usize, max_length: usize, is_padded: bool) -> bool {
    let token = exchange.token(written, length, max_length);
    let decoded = token.and_then(|token| decode_bytes(token, Form { max_length, is_padded }));
    let parts = decoded.map(|Unverified { header, payload, signature }| {
        let (header, payload) = (Some(header.into()), payload.into_bytes());
        Parts { header, payload, signature, ..Parts::default() }
    });
    exchange.give(parts)
}
