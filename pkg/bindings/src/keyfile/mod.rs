//! Turns key files into JWKs. JavaScript writes the file into the buffer and reads a text out of it.
#![expect(unreachable_pub, reason = "wasm_bindgen exports only what is pub")]

use std::cell::RefCell;

use jwt_wasm::{Algorithm, key_file_to_engine_jwk};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroize;

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The address of a buffer of at least `size` bytes. A call that asks for a larger buffer can move it.
#[wasm_bindgen]
pub fn buffer(size: usize) -> *const u8 {
    BUFFER.with_borrow_mut(|buffer| {
        if buffer.len() < size {
            put(buffer, &mut vec![0; size]);
        }
        buffer.as_ptr()
    })
}

/// Reads the file in the buffer's first bytes, for the algorithms whose bits are set, by their places in
/// [`Algorithm::ALL`]. Returns the length of the JWK's text in the buffer, or the negative length of an error's text.
/// The file is wiped.
#[wasm_bindgen(js_name = toJwk)]
pub fn to_jwk(length: usize, is_private: bool, algorithms: u32) -> i32 {
    BUFFER.with_borrow_mut(|buffer| {
        let algorithms: Vec<Algorithm> = Algorithm::ALL
            .iter()
            .copied()
            .zip(0..)
            .filter(|(_, bit)| algorithms >> bit & 1 == 1)
            .map(|(it, _)| it)
            .collect();
        let file = buffer.get(..length).unwrap_or_default();
        let jwk = key_file_to_engine_jwk(file, is_private, &algorithms);
        let (mut text, is_error) = match jwk {
            Ok(mut jwk) => (core::mem::take(&mut *jwk).into_bytes(), false),
            Err(error) => (error.to_json().into_bytes(), true),
        };
        put(buffer, &mut text);
        let length = i32::try_from(buffer.len()).unwrap_or(0);
        if is_error { length.saturating_neg() } else { length }
    })
}

/// Clears the buffer and frees it.
#[wasm_bindgen]
pub fn wipe() {
    BUFFER.with_borrow_mut(|buffer| put(buffer, &mut Vec::new()));
}

/// Replaces what was in the buffer, which may be a secret, and wipes it.
fn put(buffer: &mut Vec<u8>, content: &mut Vec<u8>) {
    buffer.zeroize();
    core::mem::swap(buffer, content);
}
