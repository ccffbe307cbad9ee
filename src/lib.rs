//! Decodes, verifies and signs JSON Web Tokens (RFC 7519), strictly and with the same answer everywhere.
//!
//! ```
//! use core::time::Duration;
//! use jwt_wasm::{Algorithm, Code, Key, Policy, SignOptions, sign, verify};
//!
//! # fn main() -> Result<(), jwt_wasm::Error> {
//! let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
//! let now = 1_700_000_000.0;
//! let options = SignOptions::new().expires_in(Duration::from_secs(300));
//! let token = sign(r#"{"sub":"user-42","aud":"api"}"#, &key, &options, now)?;
//!
//! let policy = Policy::new().audience("api");
//! let verified = verify(&token, &key, &policy, now)?;
//! assert_eq!(verified.payload(), r#"{"sub":"user-42","aud":"api","iat":1700000000,"exp":1700000300}"#);
//!
//! let error = verify(&token, &key, &policy, now + 300.0).unwrap_err();
//! assert_eq!(error.code(), Code::Expired);
//! # Ok(())
//! # }
//! ```
//!
//! # Design choices
//! - **The key decides the algorithm.** A [`Key`] is bound to its [`Algorithm`]; `alg` is only compared with it, and
//!   there is no `none`.
//! - **Two parsers never see different things.** Canonical base64url, UTF-8, JSON without duplicate names or numbers
//!   beyond a double, nesting of at most 32: what passes here means the same to every other reader. Claims are
//!   therefore given on as text.
//! - **The signature comes before the claims**, and a claim of the wrong type is an error, never "absent".
//! - **Asking for a claim's value implies that it is there.** `exp` is required unless the caller says otherwise, and
//!   a token that names an audience is refused by a caller that names none.
//! - **Errors are values** with a closed list of stable [`Code`]s; nothing panics, and no error holds a secret or the
//!   token.
//! - The crate has no clock: `now` is an argument, in seconds since 1970-01-01T00:00:00Z. It must be above 0
//!   and at most 1e11, or the error is `options_invalid`: by a clock that is not set no token has expired, and with
//!   milliseconds a new token lives for 55,000 years.
//! - No cryptography is written here: it is RustCrypto's and dalek's.
//! - **RSA only verifies.** No RSA private operation in Rust is known to take constant time (RUSTSEC-2023-0071), so a
//!   private RSA key is read and checked, and signing with it is `sync_unavailable`: leave it to a host's cryptography.
//!
//! # Features
//! `rsa`, `ecdsa` and `eddsa`, all on by default, are the arithmetic of the public-key families; `ecdsa` is `es256`, `es384`
//! and `es512`, a curve each. Without one, its keys are still read and checked, and verifying with them is
//! `sync_unavailable`. `es256k`, off by default, adds ES256K (RFC 8812); without it a key on secp256k1 is refused.
//! `keyfile`, on by default, reads keys from PEM and DER.
//!
//! # Reading order
//! `verify` is the whole path, one call a step; then `verifier` and `prepared` (what is kept between the steps), `token`,
//! `base64url`, `json`, `header` (strict forms), `algorithm` and `key` (which decides), `signature`, `policy`, `claim_test` and `claims` (what
//! the caller demands), `options` (the same as JSON text), `check` and `report` (the same checks, reported one by one), `sign`
//! and `signing_input`, `jws` (signed content that need not be a JWT), `issuers` and `discovery` (several issuers, each with its
//! keys, and where those are), `error`. The design is in `docs/design.md` of the
//! repository.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::unwrap_used
    )
)]

mod algorithm;
mod base64url;
mod check;
mod claim_test;
mod claims;
mod decode;
pub mod discovery;
mod error;
mod header;
mod issuers;
mod json;
mod jws;
mod key;
mod number;
mod options;
mod policy;
mod prepared;
mod profile;
mod random;
mod report;
mod sign;
mod signature;
mod signing_input;
mod surroundings;
mod token;
mod verified;
mod verifier;
mod verify;

pub use algorithm::{Algorithm, Curve};
pub use check::{Check, CheckName, CheckOutcome};
pub use claim_test::ClaimTest;
pub use decode::{DecodeOptions, Unverified, decode_bytes, decode_unverified};
pub use error::{
    Clock, Code, Error, ErrorKind, HeaderRule, KeyKind, KeyProblem, Malformation, OptionsProblem, Part, PublicLook,
    SkipReason,
};
#[cfg(feature = "keyfile")]
pub use error::{FileKind, FileProblem};
pub use issuers::{TrustedIssuer, TrustedIssuers};
pub use json::{JsonText, MAX_DEPTH, Object, Value};
pub use jws::{JwsOptions, SignJwsOptions, prepare_jws, prepare_signing_jws, sign_jws, verify_jws};
#[cfg(feature = "keyfile")]
pub use key::key_file_to_jwk;
pub use key::{Key, KeyRole, KeySet, Keys, thumbprint};
pub use number::Numbers;
pub use policy::{DEFAULT_MAX_TOKEN_LENGTH, Policy};
pub use prepared::Prepared;
pub use profile::{Profile, ProfileRule};
pub use random::generate_secret;
pub use report::{Answer, Report, Verdict, explain, explain_with, prepare_report};
pub use sign::{SignOptions, prepare_signing, sign};
pub use signature::{SigningKey, VerifyingKey};
pub use signing_input::SigningInput;
pub use surroundings::Surroundings;
pub use verified::{Verified, VerifiedJws};
pub use verifier::Verifier;
pub use verify::verify;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
