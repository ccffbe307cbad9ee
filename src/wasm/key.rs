//! Handles for keys.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::exchange::{Parts, give_out, with_token};
use super::options::algorithm;
use super::outcome;
use crate::key::Key;
use crate::policy::DEFAULT_MAX_TOKEN_LENGTH;
use crate::sign::generate_secret;
use crate::verify::{VerifiedJws, verify_jws};

/// A key, shared with the verifiers that were made with it: what is kept of the secret is zeroized with the last.
#[wasm_bindgen(js_name = Key)]
pub struct KeyHandle(pub(super) Rc<Key>);

#[wasm_bindgen(js_class = Key)]
impl KeyHandle {
    pub fn secret(secret: Vec<u8>, alg: &str, allow_weak: bool) -> Result<Self, JsValue> {
        let secret = Zeroizing::new(secret);
        let make = if allow_weak { Key::secret_allowing_weak } else { Key::secret };
        let key = algorithm(alg).and_then(|algorithm| make(&secret, algorithm));
        key.map(|key| Self(Rc::new(key))).map_err(|error| outcome::error(&error))
    }

    pub fn jwk(json: String, alg: Option<String>) -> Result<Self, JsValue> {
        let json = Zeroizing::new(json);
        let key = alg.as_deref().map(algorithm).transpose().and_then(|algorithm| Key::from_jwk(&json, algorithm));
        key.map(|key| Self(Rc::new(key))).map_err(|error| outcome::error(&error))
    }

    pub fn alg(&self) -> String {
        self.0.algorithm().name().to_owned()
    }

    pub fn kid(&self) -> Option<String> {
        self.0.kid().map(str::to_owned)
    }

    /// Gives the error, or `undefined` and the parts.
    #[wasm_bindgen(js_name = verifyJws)]
    pub fn verify_jws(&self, written: usize, length: usize) -> JsValue {
        match with_token(written, length, DEFAULT_MAX_TOKEN_LENGTH, |token| verify_jws(token, &self.0)) {
            Ok(VerifiedJws { header, payload }) => {
                give_out(Parts { header: Some(header), payload, signature: Vec::new(), generation: 0 });
                JsValue::UNDEFINED
            }
            Err(error) => outcome::error(&error),
        }
    }
}

#[wasm_bindgen(js_name = generateSecret)]
pub fn generate(alg: &str) -> Result<Vec<u8>, JsValue> {
    let secret = algorithm(alg).and_then(generate_secret);
    secret.map(|secret| secret.to_vec()).map_err(|error| outcome::error(&error))
}
