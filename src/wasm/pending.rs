//! A token that waits for the host to check its signature.

use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::exchange::{Exchange, Parts};
use super::key::Held;
use crate::error::Error;
use crate::policy::Policy;
use crate::token::{Body, UntrustedToken};
use crate::verify::{Choice, HeaderMemo, check_claims};

/// Everything before the arithmetic has passed; claims are looked at only after it.
#[wasm_bindgen]
pub struct Pending {
    header: Arc<str>,
    input_length: usize,
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

/// What the host is asked: whether this is the signature of the token's first bytes.
pub(super) struct Question<'p> {
    pub(super) input_length: usize,
    pub(super) signature: &'p [u8],
    pub(super) choice: Choice,
}

impl Pending {
    /// A copy of the secret to verify with, if it is one.
    pub(super) fn secret(&self) -> Option<Uint8Array> {
        self.held.keys().get(self.choice).ok().and_then(|key| key.host_secret()).map(Uint8Array::from)
    }

    pub(super) fn question(&self) -> Question<'_> {
        Question { input_length: self.input_length, signature: self.body.signature(), choice: self.choice }
    }

    pub(super) fn of_jwt(
        token: &str,
        held: &Rc<Held>,
        policy: &Rc<Policy>,
        now: f64,
        memo: &mut HeaderMemo,
    ) -> Result<Self, Error> {
        policy.check_times(now)?;
        let token = UntrustedToken::split(token, policy.max_token_length)?;
        let body = token.decode_claims_body()?;
        let (header, choice) = memo.check(&token, held.keys(), policy)?;
        held.keys().get(choice)?.check_form(body.signature())?;
        Ok(Self {
            header,
            input_length: token.signing_input.len(),
            body,
            choice,
            held: Rc::clone(held),
            generation: memo.generation(),
            policy: Some((Rc::clone(policy), now)),
        })
    }

    pub(super) fn of_jws(token: &str, held: &Rc<Held>) -> Result<Self, Error> {
        let policy = Policy::new();
        let token = UntrustedToken::split(token, policy.max_token_length)?;
        let body = token.decode_body()?;
        let (header, choice) = HeaderMemo::default().check(&token, held.keys(), &policy)?;
        held.keys().get(choice)?.check_form(body.signature())?;
        let input_length = token.signing_input.len();
        Ok(Self { header, input_length, body, choice, held: Rc::clone(held), generation: 0, policy: None })
    }

    pub(super) fn conclude(self, is_good: bool) -> Result<Parts, Error> {
        if !is_good {
            return Err(Error::SignatureInvalid);
        }
        match self.policy {
            None => Ok(Parts { header: Some(self.header), payload: self.body.into_payload(), ..Parts::default() }),
            Some((policy, now)) => {
                check_claims(self.header, self.body, &policy, now).map(|verified| Parts::of(verified, self.generation))
            }
        }
    }
}
