//! Signing.

use wasm_bindgen::prelude::*;

use super::key::KeyHandle;
use super::{options, outcome};
use crate::error::Error;
use crate::sign::{complete, sign, signing_input};

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
        .and_then(|(options, now)| signing_input(claims, key.0.one()?, &options, now.unwrap_or(clock)));
    input.map(|(algorithm, input)| format!("{algorithm} {input}")).map_err(|error| outcome::error(&error))
}

/// The token of what the host signed.
#[wasm_bindgen(js_name = signedToken)]
pub fn signed_token(input: String, signature: &[u8]) -> Result<String, JsValue> {
    if signature.is_empty() {
        return Err(outcome::error(&Error::SignatureInvalid));
    }
    Ok(complete(input, signature))
}
