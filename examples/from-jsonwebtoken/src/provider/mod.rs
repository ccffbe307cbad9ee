//! Takes the tokens of a provider that publishes a key set.

pub mod jsonwebtoken;
pub mod jwt_wasm;
