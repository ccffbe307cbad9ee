//! Makes a token that is signed elsewhere, in a KMS or an HSM.

pub mod jsonwebtoken;
pub mod jwt_wasm;
