//! What waits for an engine's answer.

use std::sync::Arc;

use jwt_wasm::{Algorithm, Error, ErrorKind, Prepared, SigningInput, Timestamp, Verifier};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use super::door::{Door, REFUSED, with};
use super::given::Given;

pub(super) enum Waiting {
    Verification { prepared: Prepared<'static, 'static>, verifier: ForJwt },
    Signing(SigningInput, Algorithm),
}

/// A verifier, and the time to check at; `None` for signed content that need not be a JWT.
pub(super) type ForJwt = Option<(Arc<Verifier<'static>>, Timestamp)>;

/// What a token has become before an engine is asked.
pub(super) enum Begun {
    Ended(Result<Given, Error>),
    Waiting(Waiting),
}

/// A token that is signed with a secret and shorter than `hmac_limit` is checked at once. From that length on an engine
/// takes less time.
#[inline(always)]
pub(super) fn begun(prepared: Result<Prepared<'_, 'static>, Error>, verifier: ForJwt, hmac_limit: usize) -> Begun {
    match prepared {
        Err(error) => Begun::Ended(Err(error)),
        Ok(prepared) if is_computed(&prepared, hmac_limit) => {
            Begun::Ended(conclude(prepared.check_signature(), verifier.as_ref()))
        }
        Ok(prepared) => Begun::Waiting(Waiting::Verification { prepared: prepared.into_owned(), verifier }),
    }
}

pub(super) fn is_computed(prepared: &Prepared<'_, '_>, hmac_limit: usize) -> bool {
    prepared.algorithm().minimum_secret().is_some() && prepared.signing_input().len() < hmac_limit
}

impl Door {
    pub(super) fn settle(&mut self, begun: Begun) -> u32 {
        match begun {
            Begun::Ended(outcome) => self.give(outcome),
            Begun::Waiting(waiting) => self.wait(waiting),
        }
    }
}

fn conclude(
    signed: Result<jwt_wasm::VerifiedJws, Error>,
    verifier: Option<&(Arc<Verifier<'static>>, Timestamp)>,
) -> Result<Given, Error> {
    let signed = signed?;
    match verifier {
        None => Ok(Given::Jws(signed)),
        Some((verifier, now)) => verifier.check_claims(signed, *now).map(Given::Verified),
    }
}

/// Makes the last checks, with the engine's answer whether the key made the signature. Returns `DONE` or `REFUSED`.
#[wasm_bindgen]
pub fn finish(slot: u32, is_good: bool) -> u32 {
    with(REFUSED, |door| match door.answered(slot) {
        Some(Waiting::Verification { prepared, verifier }) => {
            let given = conclude(prepared.accept(is_good), verifier.as_ref());
            door.give(given)
        }
        _ => door.give(Err(Error::from(ErrorKind::SignatureInvalid))),
    })
}

/// Completes the token in the slot with the signature in the buffer.
#[wasm_bindgen(js_name = finishSigning)]
pub fn finish_signing(slot: u32, length: usize) -> u32 {
    with(REFUSED, |door| match door.answered(slot) {
        Some(Waiting::Signing(input, _)) => {
            let signature = door.part(0, length);
            let token = input.finish(signature).map(Given::Text);
            door.give(token)
        }
        _ => door.give(Err(Error::from(ErrorKind::SignatureInvalid))),
    })
}

/// The JWK of the key that has to check the slot's signature, or a copy of its secret.
#[wasm_bindgen(js_name = slotKey)]
pub fn slot_key(slot: u32) -> u32 {
    with(REFUSED, |door| {
        let key = match door.waiting(slot) {
            Some(Waiting::Verification { prepared, .. }) => prepared.key().ok(),
            _ => None,
        };
        let jwk = key.and_then(|key| key.to_engine_jwk()).map(|jwk| Zeroizing::new(jwk.as_bytes().to_vec()));
        let bytes = jwk.or_else(|| key.and_then(|key| key.as_secret()).map(|secret| Zeroizing::new(secret.to_vec())));
        door.give(bytes.map(Given::Secret).ok_or_else(|| Error::from(ErrorKind::SignatureInvalid)))
    })
}
