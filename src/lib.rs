//! Verifies, signs and explains JSON Web Tokens (RFC 7519), strictly. The npm package `jwt-wasm` is this crate compiled to
//! WebAssembly, and gives the same answer for the same token.
//!
//! ```
//! use core::time::Duration;
//! use jwt_wasm::{Algorithm, Claims, Code, Key, Policy, SignOptions, Timestamp, sign, verify};
//!
//! # fn main() -> Result<(), jwt_wasm::Error> {
//! let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
//! let now = Timestamp::from_seconds(1_700_000_000.0);
//! let options = SignOptions::new().expires_in(Duration::from_secs(300));
//! let token = sign(Claims::new().subject("user-42").audience("api"), &key, &options, now)?;
//!
//! let policy = Policy::new().audience("api");
//! let verified = verify(&token, &key, &policy, now)?;
//! assert_eq!(verified.payload(), r#"{"sub":"user-42","aud":"api","iat":1700000000,"exp":1700000300}"#);
//!
//! let error = verify(&token, &key, &policy, now + Duration::from_secs(300)).unwrap_err();
//! assert_eq!(error.code(), Code::Expired);
//! # Ok(())
//! # }
//! ```
//!
//! Longer examples, key files, key sets and several issuers are in the guide,
//! [docs/rust.md](https://github.com/jwt-wasm/jwt-wasm/blob/main/docs/rust.md).
//!
//! # Where to begin
//! - [`verify`] checks one token, [`Verifier`] many with the same keys. Both judge it by a [`Policy`].
//! - [`Key`] and [`KeySet`] are what verifies; [`TrustedIssuers`] has keys for each of several issuers, and [`discovery`] says where
//!   those keys are.
//! - [`sign`] makes a token of [`Claims`], by [`SignOptions`].
//! - [`explain`] reports every check, and [`decode_unverified`] reads a token without any.
//! - [`dpop`] makes and checks proofs that bind a token to a client's key, [`client_assertion`] proves who a client is, and
//!   [`introspection`] reads what a server says of an opaque token.
//! - [`verify_jws`] and [`sign_jws`] are for signed content that is not a JWT.
//! - With the feature `jwe`, `decrypt` reads encrypted tokens, and `encrypt` makes them.
//! - [`Error`] says what was wrong, by a stable [`Code`].
//!
//! # Time
//! The crate reads no clock by itself. `now` is an argument everywhere: a [`Timestamp`], which [`Timestamp::now`] gives, a `SystemTime`,
//! or a number of seconds since 1970-01-01T00:00:00Z. It must be above 0 and at most 1e11; otherwise the error is `options_invalid`.
//! Without these bounds, a clock that was never set would let no token expire, and milliseconds would make one that lives 55,000 years.
//!
//! # Design choices
//! - **The key decides the algorithm.** A [`Key`] is bound to its [`Algorithm`]. The header's `alg` is only compared with it, and
//!   there is no `none`.
//! - **Two parsers never see different things.** base64url has to be canonical, UTF-8 valid and JSON without duplicate names, without
//!   numbers beyond a double and at most 32 levels deep. So every other reader understands what passes here in the same way, and
//!   claims can be handed on as text.
//! - **The signature comes before the claims.** A claim of the wrong type is an error, and does not count as absent.
//! - **Asking for a claim's value implies that it is there.** `exp` is required unless the caller says otherwise, and a token that
//!   names an audience is refused by a caller that names none.
//! - **Errors are values** with stable codes. Nothing panics, and no error holds a secret or the token.
//! - **No cryptography is written here.** It is RustCrypto's and dalek's, for ML-DSA fips204's and for Ed448 crrl's.
//! - **RSA only verifies.** No RSA private operation in Rust is known to take constant time (RUSTSEC-2023-0071). A private RSA key is
//!   read and checked, and signing with it is `sync_unavailable`: sign with another library, by [`SigningInput`].
//!
//! # Features
//! `rsa`, `ecdsa` and `eddsa`, all on by default, are the arithmetic of the public-key families; `ecdsa` is `es256`, `es384`,
//! `es512` and `es256k`, one for each curve. Without a feature its keys are still read and checked, and verifying with them is
//! `sync_unavailable`. `mldsa` and `ed448`, off by default, are ML-DSA (RFC 9964) and EdDSA with Ed448.
//! `serde`, off by default, takes and gives claims as types: `sign_claims`, and `claims` of [`Verified`].
//! `remote`, off by default, has the rules for fetching a provider's keys: when, for how long, and what in an outage.
//! `keyfile`, on by default, reads keys from PEM and DER. `jwe`, off by default, adds encrypted tokens (RFC 7516), and `ecdh`
//! the key agreement for them; the private operation of RSA-OAEP is left to another library.
//!
//! `rand`, on by default, takes random bytes from the system by `getrandom`: for `generate_secret`, `random_jwt_id`, `encrypt`, ML-DSA
//! signatures, and `decrypt` if the content's key is wrapped. Everything else works without it. `std`, on by default, is
//! `Timestamp::now` and the cache of a [`Verifier`]; without it the crate is `no_std`, and needs `alloc`.
//!
//! # For readers of the source
//! `verify` is the whole path, one call a step. Then read `verifier` and `prepared` (what is kept between the steps); `token`,
//! `base64url`, `json` and `header` (strict forms); `algorithm` and `key` (what decides); `signature`; `policy`, `claim_test` and
//! `claims` (what the caller demands). `docs/design.md` of the repository says how the parts fit together.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]
#![cfg_attr(not(test), no_std)]
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

#[macro_use]
extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

mod algorithm;
mod base64url;
mod check;
mod claim_test;
mod claims;
pub mod client_assertion;
mod decode;
pub mod discovery;
pub mod dpop;
mod error;
mod header;
pub mod introspection;
mod issuers;
mod json;
mod jwe;
mod jws;
mod key;
mod number;
mod options;
mod policy;
mod prepared;
mod profile;
mod random;
#[cfg(feature = "remote")]
pub mod remote;
mod report;
mod sign;
mod signature;
mod signing_input;
mod surroundings;
mod time;
mod token;
#[cfg(feature = "serde")]
mod typed;
mod verified;
mod verifier;
mod verify;

pub use algorithm::{Algorithm, Curve, ParameterSet};
pub use check::{Check, CheckName, CheckOutcome};
pub use claim_test::ClaimTest;
pub use claims::{Claims, ClaimsSource};
pub use decode::{DecodeOptions, Unverified, decode_bytes, decode_unverified};
pub use error::{
    Clock, Code, Error, ErrorKind, HeaderRule, JweProblem, KeyKind, KeyProblem, Malformation, OptionsProblem, Part,
    PublicLook, SkipReason,
};
#[cfg(feature = "keyfile")]
pub use error::{FileKind, FileProblem};
pub use issuers::{TrustedIssuer, TrustedIssuers};
pub use json::{JsonText, MAX_DEPTH, Object, Value};
pub use jwe::{ContentEncryption, KeyManagement};
#[cfg(feature = "jwe")]
pub use jwe::{
    Decrypted, DecryptedJwe, EncryptOptions, EncryptionKey, EncryptionKeySet, EncryptionKeys, GivenValues, Nested,
    PreparedDecryption, PreparedEncryption, PrivateOperation, PublicOperation,
    dangerous_prepare_encryption_with_values, decrypt, decrypt_jwe, decrypt_nested, prepare_decryption,
};
#[cfg(feature = "_encryption_only")]
pub use jwe::{OpenContent, SealedContent};
#[cfg(all(feature = "jwe", feature = "rand"))]
pub use jwe::{encrypt, encrypt_jwe, prepare_encryption};
pub use jws::{JwsOptions, SignJwsOptions, prepare_jws, prepare_signing_jws, sign_jws, verify_jws};
pub use key::{Key, KeyRole, KeySet, Keys, SkippedKey, thumbprint};
#[cfg(feature = "keyfile")]
pub use key::{key_file_to_engine_jwk, key_file_to_jwk};
pub use number::Numbers;
pub use policy::{DEFAULT_MAX_TOKEN_LENGTH, Policy};
pub use prepared::Prepared;
pub use profile::{Profile, ProfileRule};
#[cfg(feature = "rand")]
pub use random::generate_secret;
pub use report::{Answer, Report, Verdict, explain, explain_with};
pub use sign::{SignOptions, prepare_signing, sign};
pub use signature::{SigningKey, VerifyingKey};
pub use signing_input::SigningInput;
pub use surroundings::Surroundings;
pub use time::Timestamp;
#[cfg(feature = "serde")]
pub use typed::sign_claims;
pub use verified::{Verified, VerifiedJws};
pub use verifier::Verifier;
pub use verify::verify;

// Their examples are tests.
#[cfg(doctest)]
#[doc = include_str!("README.md")]
struct Readme;
#[cfg(all(doctest, feature = "serde"))]
#[doc = include_str!("../docs/rust.md")]
struct Guide;
#[cfg(all(doctest, feature = "serde"))]
#[doc = include_str!("../docs/rust-signing.md")]
struct SigningGuide;
#[cfg(doctest)]
#[doc = include_str!("../docs/rust-dpop.md")]
struct DpopGuide;
#[cfg(doctest)]
#[doc = include_str!("../docs/rust-oauth.md")]
struct OauthGuide;
