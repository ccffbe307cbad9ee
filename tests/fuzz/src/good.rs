//! Good tokens of every algorithm with their keys, from the vectors. Any other token must be refused.

use std::collections::HashSet;
use std::fs;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{Algorithm, DecodeOptions, Key, KeySet, Keys, Policy, SignOptions, decode_unverified, sign, verify};
use serde_json::{Value, json};

/// Longer tokens find nothing more.
const MAX_LENGTH: usize = 2048;

/// A token that is accepted.
#[derive(Debug)]
pub struct Good {
    /// The token.
    pub token: String,
    /// The algorithm in its header.
    pub algorithm: Algorithm,
    /// The time of its vectors, at which the token is good.
    pub now: f64,
    keys: Owned,
}

#[derive(Debug)]
enum Owned {
    One(Box<Key>),
    Set(KeySet),
}

impl Good {
    /// The key or the keys that accept it.
    pub fn keys(&self) -> Keys<'_> {
        match &self.keys {
            Owned::One(key) => (&**key).into(),
            Owned::Set(set) => set.into(),
        }
    }
}

/// Every good token.
pub static ALL: LazyLock<Vec<Good>> = LazyLock::new(|| {
    let mut all: Vec<Good> = vectors().iter().filter_map(good).collect();
    all.extend([of_es256k(), of_ed448()]);
    for good in &all {
        let outcome = verify(&good.token, good.keys(), &policy(), good.now);
        assert!(outcome.is_ok(), "a good token is refused: {outcome:?}");
    }
    // Tokens of ML-DSA are longer than MAX_LENGTH.
    for algorithm in Algorithm::ALL.iter().copied().filter(|algorithm| !algorithm.name().starts_with("ML-DSA")) {
        assert!(all.iter().any(|good| good.algorithm == algorithm), "no good token of {algorithm}");
    }
    all
});

/// The attack corpus has no good token of Ed448.
fn of_ed448() -> Good {
    let signer = Key::private_ed448(&[7; 57], Algorithm::Ed448).expect("a private key");
    signed_by(&signer, Algorithm::Ed448)
}

/// The attack corpus has no good token of ES256K.
fn of_es256k() -> Good {
    let private = r#"{"kty":"EC","crv":"secp256k1","x":"yj7x0Xq8bFz3N0FRjQ8mW0nvhD8m7cD36fFfhV_lybI",
        "y":"loSKt2Dhk20JeU365G2_FOjt3PxwnRemXmCBMGSe0Fw","d":"yo8VYwIpMqj-eMGb4ZGEvJ8pii-EQHGKcZ_5FTHyW7Y"}"#;
    let algorithm = Algorithm::Es256k;
    let signer = Key::from_jwk(private, Some(algorithm)).expect("a private key");
    signed_by(&signer, algorithm)
}

fn signed_by(signer: &Key, algorithm: Algorithm) -> Good {
    let claims = r#"{"iss":"https://issuer.example","aud":"api","exp":1700000300}"#;
    let now = 1_700_000_000.0;
    let token = sign(claims, signer, &SignOptions::new().without_expiry(), now).expect("a token");
    let public = signer.public_jwk().expect("a private key has a public half");
    let keys = Owned::One(Box::new(Key::from_jwk(&public, Some(algorithm)).expect("a public key")));
    Good { token, algorithm, now, keys }
}

/// One of each algorithm and kind of key.
pub static KINDS: LazyLock<Vec<&'static Good>> = LazyLock::new(|| {
    let mut seen = HashSet::new();
    ALL.iter().filter(|good| seen.insert((good.algorithm, matches!(good.keys, Owned::Set(_))))).collect()
});

/// The tokens of all vectors. Their makers had the keys, so some bad tokens are good for another key than their own. No other
/// token is.
pub static TEXTS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let given = vectors().into_iter().filter_map(|case| case["token"].as_str().map(str::to_owned));
    given.chain([of_es256k().token, of_ed448().token]).collect()
});

/// The policy for which all of them are good.
pub fn policy() -> Policy {
    Policy::new().issuer("https://issuer.example").audience("api")
}

/// The cases of the attack corpus, good and bad.
pub fn vectors() -> Vec<Value> {
    let mut cases = Vec::new();
    for file in ["attacks.json", "attacks-more.json"] {
        let path = format!("{}/../vectors/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        // Text in Rust cannot contain the one lone surrogate.
        let vectors: Value = serde_json::from_str(&text.replace("\\ud800", "\\ufffd")).expect(file);
        cases.extend(vectors["cases"].as_array().expect("a vector file has cases").iter().cloned());
    }
    cases
}

fn good(case: &Value) -> Option<Good> {
    let options = json!({ "issuer": "https://issuer.example", "audience": "api" });
    if case["expect"] != "accept" || case["options"] != options {
        return None;
    }
    let token = case["token"].as_str().filter(|token| token.len() <= MAX_LENGTH)?.to_owned();
    let header: Value = serde_json::from_str(decode_unverified(&token, &DecodeOptions::new()).ok()?.header()).ok()?;
    let algorithm = Algorithm::from_name(header["alg"].as_str()?)?;
    Some(Good { keys: keys(&case["key"])?, algorithm, now: case["now"].as_f64().unwrap_or(1_700_000_000.0), token })
}

fn keys(key: &Value) -> Option<Owned> {
    let algorithm = key["alg"].as_str().and_then(Algorithm::from_name);
    let one = |key: Key| Owned::One(Box::new(key));
    match key["kind"].as_str()? {
        "secret" if key["allowWeakSecret"] == true => None,
        "secret" => {
            let decoded = key["base64url"].as_str().and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
            let secret = decoded.or_else(|| Some(key["utf8"].as_str()?.as_bytes().to_vec()))?;
            Key::secret(&secret, algorithm?).ok().map(one)
        }
        "pem" => Key::public_pem(key["pem"].as_str()?, algorithm?).ok().map(one),
        "jwk" => Key::from_jwk(&key["jwk"].to_string(), algorithm).ok().map(one),
        "jwks" => KeySet::from_jwks(&key["jwks"].to_string()).ok().map(Owned::Set),
        _ => None,
    }
}
