//! Signs who is logged in with a secret, and checks it.

pub mod jsonwebtoken;
pub mod jwt_wasm;
