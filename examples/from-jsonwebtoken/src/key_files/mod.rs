//! Signs with a private key from a file, and checks with the public one and a claim of its own.

pub mod jsonwebtoken;
pub mod jwt_wasm;
