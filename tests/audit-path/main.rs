//! Every way that a verification of an HS256 token goes, and no other call of the crate. `cargo xtask audit-path` runs it
//! with instrumented coverage, and counts the functions that it enters. So it makes its tokens without the crate, and
//! looks at an error's kind alone.

mod claims;
mod demands;
mod forms;
mod headers;
mod keys;
mod profiles;
mod times;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jwt_wasm::{Algorithm, Error, ErrorKind, Key, Policy, Verified, Verifier, verify};
use sha2::Sha256;

const SECRET: &[u8] = b"a secret of at least thirty-two bytes";
const NOW: f64 = 1_700_000_000.5;
const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

fn key() -> Key {
    Key::secret(SECRET, Algorithm::Hs256).unwrap()
}

/// `exp` is not required, so that a case shows its own claim.
fn policy() -> Policy {
    Policy::new().require_expiry(false)
}

fn join(segments: &[&[u8]]) -> String {
    segments.iter().map(|segment| URL_SAFE_NO_PAD.encode(segment)).collect::<Vec<_>>().join(".")
}

fn mac(input: &str) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(SECRET).unwrap().chain_update(input).finalize().into_bytes().to_vec()
}

/// A signed token with exactly these bytes.
fn signed(header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
    let input = join(&[header.as_ref(), payload.as_ref()]);
    let signature = join(&[&mac(&input)]);
    format!("{input}.{signature}")
}

/// Which tokens are verified: `none`, so that keys and policies are made and nothing else, or only the `good` ones.
fn only() -> Option<String> {
    std::env::var("AUDIT_PATH_ONLY").ok()
}

/// What the verification of a bad token says, if those are verified.
fn outcome(token: impl AsRef<[u8]>, key: Key, policy: &Policy, now: f64) -> Option<Result<Verified, Error>> {
    let verifier = Verifier::new(key, policy.clone());
    only().is_none().then(|| verifier.verify_bytes(token.as_ref(), now))
}

fn mismatch(expected: &'static str) -> impl Fn(&ErrorKind) -> bool {
    move |kind| matches!(kind, ErrorKind::ClaimMismatch { claim, .. } if claim == expected)
}

fn missing(expected: &'static str) -> impl Fn(&ErrorKind) -> bool {
    move |kind| matches!(kind, ErrorKind::ClaimMissing { claim } if claim == expected)
}

fn invalid(expected: &'static str) -> impl Fn(&ErrorKind) -> bool {
    move |kind| matches!(kind, ErrorKind::ClaimInvalid { claim, .. } if claim == expected)
}

#[track_caller]
fn passes(token: &str, policy: &Policy) {
    let (alone, verifier) = (key(), Verifier::new(key(), policy.clone()));
    if only().as_deref() == Some("none") {
        return;
    }
    let verified = verify(token, &alone, policy, NOW);
    let verified = verified.unwrap_or_else(|error| panic!("{token}: {error}"));
    // As a service does that verifies many tokens: the header of the second one is in the cache.
    for _ in 0..2 {
        assert!(verifier.verify(token, NOW).is_ok_and(|again| again.payload() == verified.payload()));
    }
}

#[track_caller]
fn refused(token: impl AsRef<[u8]>, policy: &Policy, is_expected: impl Fn(&ErrorKind) -> bool) {
    let token = token.as_ref();
    let Some(outcome) = outcome(token, key(), policy, NOW) else { return };
    let is_right = outcome.as_ref().is_err_and(|error| is_expected(error.kind()));
    assert!(is_right, "{}: {outcome:?}", String::from_utf8_lossy(token));
}

/// Refuses a token with these claims.
#[track_caller]
fn refused_for(claims: &str, policy: &Policy, is_expected: impl Fn(&ErrorKind) -> bool) {
    refused(signed(HEADER, claims), policy, is_expected);
}

/// Accepts a token with these claims.
#[track_caller]
fn accepted_for(claims: &str, policy: &Policy) {
    passes(&signed(HEADER, claims), policy);
}
