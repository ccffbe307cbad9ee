//! JWKs to test with, as values that can be changed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{Algorithm, Error, Key};
use serde_json::{Value, json};

/// RFC 7515 A.3.
pub(crate) fn ec() -> Value {
    json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
    })
}

/// RFC 7517 A.2.
pub(crate) fn other_ec() -> Value {
    json!({
        "kty": "EC", "crv": "P-256",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
        "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",
    })
}

/// RFC 8037 A.1.
pub(crate) fn ed25519() -> Value {
    json!({
        "kty": "OKP", "crv": "Ed25519",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    })
}

pub(crate) fn rsa() -> Value {
    rsa_of(&modulus(2048), &[1, 0, 1])
}

pub(crate) fn rsa_of(n: &[u8], e: &[u8]) -> Value {
    json!({ "kty": "RSA", "n": URL_SAFE_NO_PAD.encode(n), "e": URL_SAFE_NO_PAD.encode(e) })
}

/// An odd number with this many bits.
pub(crate) fn modulus(bits: usize) -> Vec<u8> {
    let mut n = vec![0; bits.div_ceil(8)];
    n[0] = 1 << ((bits - 1) % 8);
    *n.last_mut().unwrap() |= 1;
    n
}

pub(crate) fn oct() -> Value {
    json!({ "kty": "oct", "k": URL_SAFE_NO_PAD.encode([7; 64]) })
}

/// The JWK with these members set, and without those that are null.
pub(crate) fn with(jwk: Value, members: Value) -> Value {
    let mut jwk = jwk;
    for (name, value) in members.as_object().unwrap() {
        match value {
            Value::Null => drop(jwk.as_object_mut().unwrap().remove(name)),
            value => jwk[name] = value.clone(),
        }
    }
    jwk
}

pub(crate) fn public(jwk: Value) -> Value {
    with(jwk, json!({ "d": null }))
}

pub(crate) fn read(jwk: &Value, algorithms: &[Algorithm]) -> Result<Key, Error> {
    Key::from_jwk(&jwk.to_string(), algorithms.iter().copied())
}
