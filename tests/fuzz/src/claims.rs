//! Compares the claim checks with the oracle: the outcome of each, and the check at which `verify` stops. An input chooses claims, demands
//! and a time.

use std::sync::LazyLock;

use arbitrary::{Arbitrary, Unstructured};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jwt_wasm::{Algorithm, CheckOutcome, Code, DEFAULT_MAX_TOKEN_LENGTH, Key, explain, verify};
use sha2::Sha256;

use crate::oracle::{self, Told};
use crate::scene::{Claims, Demands, Seconds};

const SECRET: [u8; 32] = [7; 32];

static KEY: LazyLock<Key> = LazyLock::new(|| Key::secret(&SECRET, Algorithm::Hs256).expect("32 bytes are enough"));

#[derive(Debug, Arbitrary)]
struct Scene {
    now: Seconds,
    claims: Claims,
    demands: Demands,
}

/// Signs the claims as they are, and asks both.
pub fn run(input: &[u8]) {
    let Ok(Scene { now: Seconds(now), claims, demands }) = Scene::arbitrary_take_rest(Unstructured::new(input)) else {
        return;
    };
    let claims = claims.object();
    let token = signed(&serde_json::to_string(&claims).expect("a map of claims is JSON"));
    if token.len() > DEFAULT_MAX_TOKEN_LENGTH {
        return;
    }
    let policy = demands.policy();
    let verified = verify(&token, &*KEY, &policy, now);
    if !oracle::makes_sense(now, &[demands.tolerance, demands.max_age]) {
        assert_eq!(verified.map_err(|error| error.code()).err(), Some(Code::OptionsInvalid));
        let report = explain(&token, &*KEY, &policy, now);
        assert_eq!(report.map_err(|error| error.code()).err(), Some(Code::OptionsInvalid));
        return;
    }
    let refused = verified.err().map(|error| (error.code(), error.claim().unwrap_or_default().to_owned()));
    let scene = || format!("{claims:?} at {now:?} for {demands:?}");
    assert_eq!(refused, oracle::first_failure(&claims, &demands, now), "{}", scene());

    let report = explain(&token, &*KEY, &policy, now).expect("the time makes sense");
    for (name, expected) in oracle::tell(&claims, &demands, now) {
        let check = report.checks().iter().find(|check| check.name() == name).expect("a report has every check");
        let told = match check.outcome() {
            CheckOutcome::Passed => Told::Passed,
            CheckOutcome::Skipped(_) => Told::Skipped,
            CheckOutcome::Failed(error) => Told::Failed(error.code(), error.claim().unwrap_or_default().to_owned()),
        };
        assert_eq!(told, expected, "{name:?} of {}", scene());
    }
}

/// Signs by hand, because `sign` refuses most of these claims.
fn signed(payload: &str) -> String {
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#), URL_SAFE_NO_PAD.encode(payload));
    let mac = Hmac::<Sha256>::new_from_slice(&SECRET).expect("HMAC takes every length").chain_update(&input);
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}
