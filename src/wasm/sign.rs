//! Signing.

use wasm_bindgen::prelude::*;

use super::key::KeyHandle;
use super::{options, outcome};
use crate::sign::sign;

/// `claims` is the text of one JSON object; `clock` is the host's time in seconds, for options that fix none.
#[wasm_bindgen(js_name = sign)]
pub fn sign_claims(claims: &str, key: &KeyHandle, options: JsValue, clock: f64) -> Result<String, JsValue> {
    let signed =
        options::sign_options(options).and_then(|(options, now)| sign(claims, &key.0, &options, now.unwrap_or(clock)));
    signed.map_err(|error| outcome::error(&error))
}
