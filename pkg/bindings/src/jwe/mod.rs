//! Encrypted tokens: their rules and the symmetric ciphers. The host agrees on keys and computes RSA, and brings random
//! bytes.
//!
//! JavaScript writes bytes into the buffer, passes the length of each part, and gets a number back. Texts that go out
//! are where the table says.
#![expect(unreachable_pub, reason = "wasm_bindgen exports only what is pub")]

mod decrypt;
mod door;
mod encrypt;
mod key;
