//! The core: everything about tokens except the arithmetic of public keys.
//!
//! JavaScript writes bytes into the buffer, passes the length of each part, and gets a number back. Texts that go out
//! are where the table says. So a verification crosses the boundary once, or twice if an engine computes its signature.
//! What waits for an engine is a numbered slot. Reports leave by `serde-wasm-bindgen`. Claims never do: `JSON.parse`
//! reads their checked text.
#![expect(unreachable_pub, reason = "wasm_bindgen exports only what is pub")]

mod door;
mod given;
mod key;
mod number;
mod report;
mod sign;
mod token;
mod waiting;
