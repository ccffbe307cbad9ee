//! Signed content that need not be a JWT.

use wasm_bindgen::prelude::*;

use super::exchange::Exchange;
use super::key::KeyHandle;
use super::pending::Pending;
use super::{options, outcome};
use jwt_wasm::{Error, JwsOptions, prepare_jws, prepare_signing_jws};

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
        let pending = given.and_then(|(token, options)| {
            let prepared = prepare_jws(token, self.0.keys(), &options)?.into_owned();
            Ok(Pending { prepared, verifier: None })
        });
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
    let mut options = JwsOptions::new().max_token_length(limit);
    if has(PADDED) {
        options = options.allow_padding();
    }
    if has(DETACHED) {
        options = options.payload(exchange.payload(written, payload_length));
    }
    if has(UNENCODED) {
        options = options.unencoded();
    }
    Ok((token, options))
}

/// What is to be signed: the header, a dot, and the payload as the options say.
#[wasm_bindgen(js_name = jwsInput)]
pub fn input_of_bytes(payload: &[u8], key: &KeyHandle, options: JsValue) -> Result<Vec<u8>, JsValue> {
    let prepared =
        options::sign_jws_options(options).and_then(|options| prepare_signing_jws(payload, key.0.one()?, &options));
    prepared.map(|prepared| prepared.as_bytes().to_vec()).map_err(|error| outcome::error(&error))
}

/// The signature of what `jwsInput` gave, by the module.
#[wasm_bindgen(js_name = signJwsInput)]
pub fn sign_input(input: &[u8], key: &KeyHandle) -> Result<Vec<u8>, JsValue> {
    let signed = key.0.one().and_then(|key| key.sign_bytes(input));
    signed.map_err(|error| outcome::error(&error))
}
