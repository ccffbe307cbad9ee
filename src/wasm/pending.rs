//! A token that waits for the host to check its signature.

use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::exchange::{Exchange, Parts};
use super::key::Held;
use crate::error::Error;
use crate::jws::{JwsOptions, OpenedJws};
use crate::policy::Policy;
use crate::token::{Body, UntrustedToken};
use crate::verify::{Choice, HeaderMemo, check_claims};

/// Everything before the arithmetic has passed; claims are looked at only after it.
#[wasm_bindgen]
pub struct Pending {
    header: Arc<str>,
    /// In the token as it was written, unless there is a separate input: then the payload was not in the token.
    input_length: usize,
    own_input: Option<Vec<u8>>,
    body: Body,
    choice: Choice,
    held: Rc<Held>,
    generation: u32,
    /// `None` for signed content that is no JWT.
    policy: Option<(Rc<Policy>, f64)>,
}

#[wasm_bindgen]
impl Pending {
    /// The public JWK to verify with.
    pub fn jwk(&self) -> JsValue {
        let jwk = self.held.keys().get(self.choice).ok().and_then(|key| key.host_jwk());
        jwk.map_or(JsValue::UNDEFINED, |jwk| JsValue::from_str(&jwk))
    }

    /// The last steps, after the host's word. Gives whether the token was refused.
    pub fn finish(self, exchange: &mut Exchange, is_good: bool) -> bool {
        exchange.give(self.conclude(is_good))
    }
}

/// What the host is asked: whether this is the signature of the input.
pub(super) struct Question<'p> {
    pub(super) input: &'p [u8],
    pub(super) signature: &'p [u8],
    pub(super) choice: Choice,
}

impl Pending {
    /// A copy of the secret to verify with, if it is one.
    pub(super) fn secret(&self) -> Option<Uint8Array> {
        self.held.keys().get(self.choice).ok().and_then(|key| key.host_secret()).map(Uint8Array::from)
    }

    /// By the module's own arithmetic; `written` is where the token was written.
    pub(super) fn verify(&self, written: &[u8]) -> Result<(), Error> {
        let Question { input, signature, choice } = self.question(written);
        self.held.keys().get(choice)?.verify(choice.algorithm, input, signature)
    }

    pub(super) fn question<'p>(&'p self, written: &'p [u8]) -> Question<'p> {
        let written = written.get(..self.input_length).unwrap_or_default();
        let input = self.own_input.as_deref().unwrap_or(written);
        Question { input, signature: self.body.signature(), choice: self.choice }
    }

    pub(super) fn of_jwt(
        token: &[u8],
        held: &Rc<Held>,
        policy: &Rc<Policy>,
        now: f64,
        memo: &mut HeaderMemo,
    ) -> Result<Self, Error> {
        policy.check_times(now)?;
        let token = UntrustedToken::split(token, policy.form)?;
        let body = token.decode_body()?;
        let (header, choice) = memo.check(&token, held.keys(), policy)?;
        let formed = held.keys().get(choice)?.check_form(body.signature());
        formed.map_err(|error| body.refusal(error))?;
        Ok(Self {
            header,
            input_length: token.signing_input.len(),
            own_input: None,
            body,
            choice,
            held: Rc::clone(held),
            generation: memo.generation(),
            policy: Some((Rc::clone(policy), now)),
        })
    }

    pub(super) fn of_jws(token: &[u8], held: &Rc<Held>, options: &JwsOptions<'_>) -> Result<Self, Error> {
        let OpenedJws { header, choice, signing_input, own_input, body } =
            OpenedJws::open(token, held.keys(), options)?;
        held.keys().get(choice)?.check_form(body.signature())?;
        let input_length = signing_input.len();
        let held = Rc::clone(held);
        Ok(Self { header, input_length, own_input, body, choice, held, generation: 0, policy: None })
    }

    pub(super) fn conclude(self, is_good: bool) -> Result<Parts, Error> {
        match self.policy {
            Some(_) if !is_good => Err(self.body.refusal(Error::SignatureInvalid)),
            None if !is_good => Err(Error::SignatureInvalid),
            None => Ok(Parts { header: Some(self.header), payload: self.body.into_payload(), ..Parts::default() }),
            Some((policy, now)) => {
                check_claims(self.header, self.body, &policy, now).map(|verified| Parts::of(verified, self.generation))
            }
        }
    }
}
