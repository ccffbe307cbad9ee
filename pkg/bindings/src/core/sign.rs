//! Signing.

use wasm_bindgen::prelude::*;

use super::key::KeyHandle;
use super::{options, outcome};
use jwt_wasm::{Error, prepare_signing, sign};

/// `claims` is the text of one JSON object; `clock` is the host's time in seconds, for options that fix none.
#[wasm_bindgen(js_name = sign)]
pub fn sign_claims(claims: &str, key: &KeyHandle, options: JsValue, clock: f64) -> Result<String, JsValue> {
    let signed = options::sign_options(options)
        .and_then(|(options, now)| sign(claims, key.0.one()?, &options, now.unwrap_or(clock)));
    signed.map_err(|error| outcome::error(&error))
}

/// What the host is to sign, `header.payload`, and the algorithm, with a space between.
#[wasm_bindgen(js_name = signingInput)]
pub fn input_of_claims(claims: &str, key: &KeyHandle, options: JsValue, clock: f64) -> Result<String, JsValue> {
    let input = options::sign_options(options)
        .and_then(|(options, now)| prepare_signing(claims, key.0.one()?, &options, now.unwrap_or(clock)));
    let text =
        |input: jwt_wasm::SigningInput| format!("{} {}", input.algorithm(), String::from_utf8_lossy(input.as_bytes()));
    input.map(text).map_err(|error| outcome::error(&error))
}

/// The token of what the host signed.
#[wasm_bindgen(js_name = signedToken)]
pub fn signed_token(input: String, signature: &[u8]) -> Result<String, JsValue> {
    if signature.is_empty() {
        return Err(outcome::error(&Error::SignatureInvalid));
    }
    Ok(jwt_wasm::complete(input, signature))
}
