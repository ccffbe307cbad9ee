//! The core: everything of a token but the arithmetic of public keys.
//!
//! JavaScript writes bytes into the buffer, says how long each part of them is, and gets a number back; texts that go out
//! stand where the table says. So a verification crosses once, twice where an engine computes its signature. What waits
//! for an engine is a numbered slot. Reports leave by `serde-wasm-bindgen`. Claims never do: their checked text is read by
//! `JSON.parse`.
#![expect(unreachable_pub, reason = "wasm_bindgen exports only what is pub")]

mod door;
mod given;
mod key;
mod number;
mod report;
mod sign;
mod token;
mod waiting;
