//! The only room that knows JavaScript: handles for keys and verifiers, and what crosses the boundary.
//!
//! Tokens come in through a kept buffer and texts go out through a kept table of addresses ([`exchange`]), so that
//! verifying crosses once in and once out. Options and reports cross by `serde-wasm-bindgen`, errors as JSON texts, for each
//! member of an object would cross by itself. Claims never do: their checked text crosses, and `JSON.parse` reads it.
#![expect(unreachable_pub, reason = "wasm_bindgen exports only what is pub")]

mod exchange;
mod jws;
mod key;
mod number;
mod options;
mod outcome;
mod pending;
mod sign;
mod verifier;

/// The algorithm's place in the list that JavaScript reads.
fn algorithm_index(algorithm: jwt_wasm::Algorithm) -> usize {
    jwt_wasm::Algorithm::ALL.iter().position(|one| *one == algorithm).unwrap_or_default()
}
