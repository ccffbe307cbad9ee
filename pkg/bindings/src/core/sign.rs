//! Signing. With a secret a token is signed at once. With a private key, the signing input waits for an engine.

use jwt_wasm::{Error, Key, SignJwsOptions, SignOptions, SigningInput, prepare_signing, prepare_signing_jws};
use wasm_bindgen::prelude::wasm_bindgen;

use super::door::{Door, REFUSED, with};
use super::given::Given;
use super::number::NUMBERS;
use super::waiting::Waiting;

/// JavaScript wrote these bytes as UTF-8.
pub(super) fn utf8(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap_or_default()
}

impl Door {
    fn sign(&mut self, prepared: Result<(SigningInput, std::sync::Arc<Key>), Error>) -> u32 {
        match prepared {
            Err(error) => self.give(Err(error)),
            Ok((input, key)) if input.algorithm().minimum_secret().is_some() => {
                let token = input.sign(&key).map(Given::Text);
                self.give(token)
            }
            Ok((input, key)) => {
                let algorithm = key.fully_specified(input.algorithm());
                self.wait(Waiting::Signing(input, algorithm))
            }
        }
    }
}

/// Signs claims with options, each the text of an object. `clock` is the host's time in seconds, used if the options
/// fix none.
#[wasm_bindgen]
pub fn sign(key: u32, options_length: usize, claims_length: usize, clock: f64) -> u32 {
    with(REFUSED, |door| {
        let (options, claims) = (door.part(0, options_length), door.part(options_length, claims_length));
        let prepared = SignOptions::from_json(utf8(options), NUMBERS).and_then(|(options, now)| {
            let key = door.keys(key)?.one()?;
            Ok((prepare_signing(utf8(claims), key, &options, now.unwrap_or(clock.into()))?, key.clone()))
        });
        door.sign(prepared)
    })
}

/// Signs a payload with options.
#[wasm_bindgen(js_name = signJws)]
pub fn sign_jws(key: u32, options_length: usize, payload_length: usize) -> u32 {
    with(REFUSED, |door| {
        let (options, payload) = (door.part(0, options_length), door.part(options_length, payload_length));
        let prepared = SignJwsOptions::from_json(utf8(options), NUMBERS).and_then(|options| {
            let key = door.keys(key)?.one()?;
            Ok((prepare_signing_jws(payload, key, &options)?, key.clone()))
        });
        door.sign(prepared)
    })
}
