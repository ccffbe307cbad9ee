//! The host's own conversion of numbers, which every other reader and writer of JSON here uses.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String)]
    fn to_text(number: f64) -> String;

    #[wasm_bindgen(js_name = Number)]
    fn to_number(text: &str) -> f64;
}

pub(crate) fn text(number: f64) -> String {
    to_text(number)
}

/// What is no number in JavaScript is NaN.
pub(crate) fn number(text: &str) -> Option<f64> {
    Some(to_number(text)).filter(|number| !number.is_nan())
}
