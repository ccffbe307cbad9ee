//! Handles for verifiers: a key and a policy, read once.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::exchange::{Parts, give_out, with_token};
use super::key::KeyHandle;
use super::{options, outcome};
use crate::decode::{Unverified, decode_unverified};
use crate::error::Error;
use crate::key::Key;
use crate::policy::{DEFAULT_MAX_TOKEN_LENGTH, Policy};
use crate::report::{Report, explain};
use crate::verify::{HeaderMemo, Verified, verify_with};

#[wasm_bindgen(js_name = Verifier)]
pub struct VerifierHandle {
    key: Option<Rc<Key>>,
    policy: Policy,
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
        self.policy.max_token_length
    }

    /// Gives the error, or `undefined` and the parts: an error is a value here, for throwing across costs more.
    /// `clock` is the host's time in seconds, for a policy that fixes none.
    pub fn verify(&mut self, written: usize, length: usize, clock: f64) -> JsValue {
        let verified = with_token(written, length, self.policy.max_token_length, |token| {
            let key = self.key.as_deref().ok_or(Error::KeyInvalid { why: "no key was given" })?;
            verify_with(token, key, &self.policy, self.now.unwrap_or(clock), &mut self.memo)
        });
        match verified {
            Ok(Verified { header, payload }) => {
                give_out(Parts {
                    header: Some(header),
                    payload: payload.into_bytes(),
                    signature: Vec::new(),
                    generation: self.memo.generation(),
                });
                JsValue::UNDEFINED
            }
            Err(error) => outcome::error(&error),
        }
    }

    pub fn explain(&self, written: usize, length: usize, clock: f64) -> Result<JsValue, JsValue> {
        let report = with_token(written, length, self.policy.max_token_length, |token| {
            explain(token, self.key.as_deref(), &self.policy, self.now.unwrap_or(clock))
        });
        match report {
            Ok(report) => Ok(outcome::report(&report)),
            Err(error @ Error::OptionsInvalid { .. }) => Err(outcome::error(&error)),
            Err(error) => Ok(outcome::report(&Report::unreadable(error))),
        }
    }
}

impl VerifierHandle {
    fn make(key: Option<Rc<Key>>, options: JsValue) -> Result<Self, JsValue> {
        let (policy, now) = options::policy(options).map_err(|error| outcome::error(&error))?;
        Ok(Self { key, policy, now, memo: HeaderMemo::default() })
    }
}

/// Gives the error, or `undefined` and the parts.
#[wasm_bindgen]
pub fn decode(written: usize, length: usize) -> JsValue {
    match with_token(written, length, DEFAULT_MAX_TOKEN_LENGTH, decode_unverified) {
        Ok(Unverified { header, payload, signature }) => {
            give_out(Parts { header: Some(header.into()), payload: payload.into_bytes(), signature, generation: 0 });
            JsValue::UNDEFINED
        }
        Err(error) => outcome::error(&error),
    }
}
