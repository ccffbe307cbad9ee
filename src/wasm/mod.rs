//! The only room that knows JavaScript: handles for keys and verifiers, and what crosses the boundary.
//!
//! Tokens come in through a kept buffer and texts go out through a kept table of addresses ([`exchange`]), so that
//! verifying crosses once in and once out. Options and reports cross by `serde-wasm-bindgen`, errors as JSON texts, for each
//! member of an object would cross by itself. Claims never do: their checked text crosses, and `JSON.parse` reads it.
#![expect(unreachable_pub, reason = "wasm_bindgen exports only what is pub")]

mod exchange;
mod jws;
mod key;
#[cfg(all(target_family = "wasm", not(target_os = "wasi")))]
pub(crate) mod number;
mod options;
mod outcome;
mod pending;
mod sign;
mod verifier;
