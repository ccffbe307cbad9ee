//! The core's tests on vectors, boundaries and bad input, as a Rust program sees it.

mod api;
mod arithmetic;
mod bad_input;
mod claim_tests;
mod claims;
mod client_assertions;
mod common;
mod demands;
mod discovery;
mod documentation;
mod dpop;
mod ed448;
mod engines;
mod errors;
mod es256k;
mod files;
mod forms;
mod introspection;
mod issuers;
mod json;
#[cfg(feature = "ecdh")]
mod jwe;
mod jwks;
mod jws;
mod key_files;
mod keys;
mod made_sets;
mod messages;
mod ml_dsa;
mod names;
mod new_claims;
mod options;
mod profiles;
#[cfg(feature = "keyfile")]
mod reasons;
#[cfg(feature = "remote")]
mod remote;
#[cfg(feature = "_npm")]
mod report_words;
mod reports;
mod secrets;
mod selection;
mod sets;
mod signing_elsewhere;
mod times;
#[cfg(feature = "serde")]
mod typed;
#[cfg(feature = "serde")]
mod typed_alike;
mod vectors;
mod verifier;
