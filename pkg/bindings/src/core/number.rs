//! Numbers are converted by the host, as every other reader and writer of JSON in JavaScript does. The functions are in
//! `pkg/src/core/module.ts`.

use jwt_wasm::Numbers;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = readNumber)]
    fn read_number(text: &str) -> f64;

    /// Writes the number's text, and returns its length.
    #[wasm_bindgen(js_name = writeNumber)]
    fn write_number(number: f64, into: &mut [u8]) -> usize;
}

fn text_of(number: f64) -> String {
    let mut text = [0; LONGEST];
    let length = write_number(number, &mut text);
    super::sign::utf8(text.get(..length).unwrap_or_default()).to_owned()
}

/// More than any number's text in JavaScript has, such as -2.2250738585072014e-308.
const LONGEST: usize = 32;

pub(super) const NUMBERS: Numbers = Numbers { read: read_number, write: text_of };
