//! A token that waits for the host to check its signature.

use std::rc::Rc;

use js_sys::Uint8Array;
use jwt_wasm::{Error, Prepared, Verifier};
use wasm_bindgen::prelude::*;

use super::exchange::{Exchange, Parts};

/// Everything before the arithmetic has passed; claims are looked at only after it.
#[wasm_bindgen]
pub struct Pending {
    pub(super) prepared: Prepared<'static, 'static>,
    /// `None` for signed content that is no JWT.
    pub(super) verifier: Option<(Rc<Verifier<'static>>, f64)>,
}

#[wasm_bindgen]
impl Pending {
    /// The public JWK to verify with.
    pub fn jwk(&self) -> JsValue {
        let jwk = self.prepared.key().ok().and_then(|key| key.to_engine_jwk());
        jwk.map_or(JsValue::UNDEFINED, |jwk| JsValue::from_str(&jwk))
    }

    /// The last steps, after the host's word. Gives whether the token was refused.
    pub fn finish(self, exchange: &mut Exchange, is_good: bool) -> bool {
        exchange.give(self.conclude(Some(is_good)))
    }
}

impl Pending {
    /// A copy of the secret to verify with, if it is one.
    pub(super) fn secret(&self) -> Option<Uint8Array> {
        self.prepared.key().ok().and_then(|key| key.as_secret()).map(Uint8Array::from)
    }

    /// If the host says nothing, the module computes.
    pub(super) fn conclude(self, is_good: Option<bool>) -> Result<Parts, Error> {
        let signed = match is_good {
            Some(is_good) => self.prepared.accept(is_good),
            None => self.prepared.check_signature(),
        };
        match self.verifier {
            None => signed.map(Parts::Jws),
            Some((verifier, now)) => verifier.check_claims(signed?, now).map(Parts::Verified),
        }
    }
}
