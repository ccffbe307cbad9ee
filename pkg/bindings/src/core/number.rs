//! Numbers are converted by the host, as every other reader and writer of JSON in JavaScript does.

use jwt_wasm::Numbers;
use wasm_bindgen::prelude::*;

use super::sign::utf8;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Number)]
    fn to_number(text: &str) -> f64;

    /// Writes the number's text, and returns its length. It is in `xtask/src/build/glue/base.js`: wasm-bindgen's own way for a text
    /// takes more code, here and there.
    #[wasm_bindgen(js_name = writeNumber)]
    fn write_number(number: f64, into: &mut [u8]) -> usize;
}

fn to_text(number: f64) -> String {
    let mut text = [0; LONGEST];
    let length = write_number(number, &mut text);
    utf8(text.get(..length).unwrap_or_default()).to_owned()
}

/// More than the text of any number has in JavaScript, such as `-2.2250738585072014e-308`.
const LONGEST: usize = 32;

pub(super) const NUMBERS: Numbers = Numbers { read: to_number, write: to_text };
