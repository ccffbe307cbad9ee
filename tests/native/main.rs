//! The core's tests on vectors, boundaries and bad input, as a Rust program sees it.

mod arithmetic;
mod bad_input;
mod claim_tests;
mod claims;
mod common;
mod demands;
mod discovery;
mod engines;
mod errors;
mod es256k;
mod files;
mod forms;
mod issuers;
mod json;
mod jwks;
mod jws;
mod key_files;
mod keys;
// The package is built without it.
#[cfg(not(feature = "es256k"))]
mod names;
mod profiles;
#[cfg(feature = "keyfile")]
mod reasons;
mod reports;
mod secrets;
mod selection;
mod sets;
mod times;
mod vectors;
mod verifier;
