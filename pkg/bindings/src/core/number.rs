//! Numbers are converted by the host, as every other reader and writer of JSON in JavaScript does.

use jwt_wasm::Numbers;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String)]
    fn to_text(number: f64) -> String;

    #[wasm_bindgen(js_name = Number)]
    fn to_number(text: &str) -> f64;
}

pub(super) const NUMBERS: Numbers = Numbers { read: to_number, write: to_text };
