//! Proofs of DPoP (RFC 9449), which bind an access token to the client's key: a client makes one for each request, and a
//! server checks it. Your program sends and receives them.
//!
//! ```
//! use jwt_wasm::dpop::{NewProof, ProofPolicy};
//! use jwt_wasm::{Algorithm, Key, thumbprint};
//!
//! # fn main() -> Result<(), jwt_wasm::dpop::Problem> {
//! // The client, which has an access token that is bound to its key.
//! let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
//! let (token, jkt) = ("an.access.token", thumbprint(&key.public_jwk().unwrap_or_default())?);
//! let now = 1_700_000_000.0;
//! let proof = NewProof::new("GET", "https://api.example/orders?page=2")?.access_token(token).sign(&key, now)?;
//!
//! // The server, which has verified the access token. `jkt` is its claim `cnf.jkt`.
//! let request = ProofPolicy::new("GET", "https://api.example/orders")?.access_token(token, &jkt);
//! let proof = request.verify(&proof, now)?;
//! assert_eq!(proof.jkt(), jkt);
//! // Refuse it if this is in your store already, and else keep it there until then.
//! let (id, until) = (proof.replay_id(), proof.remember_until());
//! # let _ = (id, until);
//! # Ok(())
//! # }
//! ```

mod create;
mod htu;
mod nonces;
mod problem;
mod verified;
mod verify;

use alloc::string::String;

use crate::algorithm::Hash;
use crate::base64url;

pub use create::NewProof;
pub use nonces::Nonces;
pub use problem::Problem;
pub use verified::VerifiedProof;
pub use verify::ProofPolicy;

/// The media type of a proof, without `application/` (RFC 9449 §4.2).
const TYP: &str = "dpop+jwt";

/// The value of `ath` for an access token (RFC 9449 §4.2), and of other hashes here.
fn sha256(text: &str) -> String {
    base64url::encode(&Hash::Sha256.of(text.as_bytes()))
}

/// A method is compared as it was sent, and must say something.
fn method(method: &str) -> Result<String, Problem> {
    if method.is_empty() { Err(Problem::RequestMethodInvalid) } else { Ok(String::from(method)) }
}

/// Without query and fragment.
fn url(url: &str) -> Result<String, Problem> {
    htu::of_request(url).ok_or(Problem::RequestUrlInvalid)
}
