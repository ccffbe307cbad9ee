//! Signed content that need not be a JWT.

use wasm_bindgen::prelude::*;

use super::exchange::Exchange;
use super::key::KeyHandle;
use super::pending::Pending;
use super::{options, outcome};
use crate::error::Error;
use crate::jws::{JwsOptions, PreparedJws};
use crate::policy::Form;

/// In numbers, since JavaScript has read the options: what is allowed, and whether a payload was written after the token.
const PADDED: u32 = 1;
const UNENCODED: u32 = 2;
const DETACHED: u32 = 4;

#[wasm_bindgen(js_class = Key)]
impl KeyHandle {
    /// Everything before the arithmetic: the exchange holds the question for the engine, and the token waits in it.
    /// Returns whether it was refused.
    #[wasm_bindgen(js_name = askJws)]
    pub fn ask_jws(
        &self,
        exchange: &mut Exchange,
        written: usize,
        length: usize,
        limit: usize,
        flags: u32,
        payload_length: usize,
    ) -> bool {
        let given = given(exchange, written, length, limit, flags, payload_length);
        let pending = given.and_then(|(token, options)| Pending::of_jws(token, &self.0, &options));
        exchange.keep(pending)
    }
}

fn given(
    exchange: &Exchange,
    written: usize,
    length: usize,
    limit: usize,
    flags: u32,
    payload_length: usize,
) -> Result<(&[u8], JwsOptions<'_>), Error> {
    let has = |flag: u32| flags & flag != 0;
    let token = exchange.token(written, length, limit)?;
    let options = JwsOptions {
        form: Form { max_length: limit, is_padded: has(PADDED) },
        payload: has(DETACHED).then(|| exchange.payload(written, payload_length)),
        is_unencoded: has(UNENCODED),
    };
    Ok((token, options))
}

/// What is to be signed: the header, a dot, and the payload as the options say.
#[wasm_bindgen(js_name = jwsInput)]
pub fn input_of_bytes(payload: &[u8], key: &KeyHandle, options: JsValue) -> Result<Vec<u8>, JsValue> {
    let prepared =
        options::sign_jws_options(options).and_then(|options| PreparedJws::new(payload, key.0.one()?, &options));
    prepared.map(|prepared| prepared.input).map_err(|error| outcome::error(&error))
}

/// The signature of what `jwsInput` gave, by the module.
#[wasm_bindgen(js_name = signJwsInput)]
pub fn sign_input(input: &[u8], key: &KeyHandle) -> Result<Vec<u8>, JsValue> {
    let signed = key.0.one().and_then(|key| key.sign(key.signing_algorithm()?, input));
    signed.map_err(|error| outcome::error(&error))
}
