//! What waits for an engine's answer.

use std::rc::Rc;

use jwt_wasm::{Error, Prepared, SigningInput, Verifier};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use super::door::{Door, REFUSED, with};
use super::given::Given;

pub(super) enum Waiting {
    Verification {
        prepared: Prepared<'static, 'static>,
        /// With the time to judge at; `None` for signed content that need not be a JWT.
        verifier: Option<(Rc<Verifier<'static>>, f64)>,
    },
    Signing(SigningInput),
}

impl Door {
    /// What is short, or of a shared secret, is computed at once: from `hmac_limit` bytes on an engine is faster for those.
    pub(super) fn check(
        &mut self,
        prepared: Result<Prepared<'static, 'static>, Error>,
        verifier: Option<(Rc<Verifier<'static>>, f64)>,
        hmac_limit: usize,
    ) -> u32 {
        match prepared {
            Err(error) => self.give(Err(error)),
            Ok(prepared) => {
                let is_hmac = prepared.algorithm().minimum_secret().is_some();
                if is_hmac && prepared.signing_input().len() < hmac_limit {
                    let given = conclude(prepared.check_signature(), verifier.as_ref());
                    self.give(given)
                } else {
                    self.wait(Waiting::Verification { prepared, verifier })
                }
            }
        }
    }
}

fn conclude(
    signed: Result<jwt_wasm::VerifiedJws, Error>,
    verifier: Option<&(Rc<Verifier<'static>>, f64)>,
) -> Result<Given, Error> {
    let signed = signed?;
    match verifier {
        None => Ok(Given::Jws(signed)),
        Some((verifier, now)) => verifier.check_claims(signed, *now).map(Given::Verified),
    }
}

/// The last steps, after the engine's answer: whether the signature is the key's. Gives `DONE` or `REFUSED`.
#[wasm_bindgen]
pub fn finish(slot: u32, is_good: bool) -> u32 {
    with(REFUSED, |door| match door.answered(slot) {
        Some(Waiting::Verification { prepared, verifier }) => {
            let given = conclude(prepared.accept(is_good), verifier.as_ref());
            door.give(given)
        }
        _ => door.give(Err(Error::SignatureInvalid)),
    })
}

/// The token of what was to be signed, with the signature that is in the buffer.
#[wasm_bindgen(js_name = finishSigning)]
pub fn finish_signing(slot: u32, length: usize) -> u32 {
    with(REFUSED, |door| match door.answered(slot) {
        Some(Waiting::Signing(input)) => {
            let [signature] = door.parts([length]);
            let token = input.complete(signature).map(Given::Text);
            door.give(token)
        }
        _ => door.give(Err(Error::SignatureInvalid)),
    })
}

/// The JWK of the key that the slot's signature is by, or a copy of its secret.
#[wasm_bindgen(js_name = slotKey)]
pub fn slot_key(slot: u32) -> u32 {
    with(REFUSED, |door| {
        let key = match door.waiting(slot) {
            Some(Waiting::Verification { prepared, .. }) => prepared.key().ok(),
            _ => None,
        };
        let jwk = key.and_then(|key| key.to_engine_jwk()).map(|jwk| Zeroizing::new(jwk.as_bytes().to_vec()));
        let bytes = jwk.or_else(|| key.and_then(|key| key.as_secret()).map(|secret| Zeroizing::new(secret.to_vec())));
        door.give(bytes.map(Given::Secret).ok_or(Error::SignatureInvalid))
    })
}
