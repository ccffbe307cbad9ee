//! Lets requests pass. It fetches the provider's keys when they have expired or lack a key, and keeps them in an outage.

pub mod jsonwebtoken;
pub mod jwt_wasm;
