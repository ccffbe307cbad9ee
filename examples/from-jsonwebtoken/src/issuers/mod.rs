//! Takes the tokens of several issuers, each with its own keys.

pub mod jsonwebtoken;
pub mod jwt_wasm;
