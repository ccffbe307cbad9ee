//! Reading the vector files.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use core::time::Duration;
use hmac::{Hmac, KeyInit, Mac};
use jwt_wasm::{Algorithm, Error, ErrorKind, Key, KeySet, Keys, OptionsProblem, Policy};
use serde_json::Value;
use sha2::Sha256;

/// A secret for HS256.
pub(crate) const SECRET: [u8; 32] = [7; 32];

pub(crate) fn load(file: &str) -> Value {
    let path = format!("{}/tests/vectors/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    // Text in Rust cannot contain the one lone surrogate. This is what an encoder makes of it.
    let text = text.replace("\\ud800", "\\ufffd");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// One key, or a set to choose from.
pub(crate) enum TestKeys {
    One(Box<Key>),
    Set(KeySet),
}

impl TestKeys {
    pub(crate) fn keys(&self) -> Keys<'_> {
        match self {
            Self::One(key) => (&**key).into(),
            Self::Set(set) => set.into(),
        }
    }
}

/// The key of a case.
pub(crate) fn keys(key: &Value) -> Result<TestKeys, Error> {
    let algorithm = key["alg"].as_str().map(|name| Algorithm::from_name(name).unwrap());
    match key["kind"].as_str().unwrap() {
        "secret" => {
            let secret = match key["utf8"].as_str() {
                Some(text) => text.as_bytes().to_vec(),
                None => URL_SAFE_NO_PAD.decode(key["base64url"].as_str().unwrap()).unwrap(),
            };
            let weak = key["allowWeakSecret"] == true;
            let make = if weak { Key::secret_allowing_weak } else { Key::secret };
            make(&secret, algorithm.unwrap()).map(Box::new).map(TestKeys::One)
        }
        "pem" => Key::public_pem(key["pem"].as_str().unwrap(), algorithm.unwrap()).map(Box::new).map(TestKeys::One),
        "jwk" => Key::from_jwk(&key["jwk"].to_string(), algorithm).map(Box::new).map(TestKeys::One),
        "jwks" => KeySet::from_jwks(&key["jwks"].to_string()).map(TestKeys::Set),
        other => panic!("unknown kind of key {other}"),
    }
}

/// The options of a case. If the builder cannot express them, the package's error is expected.
pub(crate) fn policy(options: &Value) -> Result<Policy, Error> {
    let mut policy = Policy::new();
    for (name, value) in options.as_object().into_iter().flatten() {
        policy = set(policy, name, value)
            .ok_or_else(|| Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Unknown { name: name.clone() })))?;
    }
    Ok(policy)
}

fn set(mut policy: Policy, name: &str, value: &Value) -> Option<Policy> {
    match name {
        "algorithms" => {
            for name in strings(value)? {
                policy = policy.algorithm(Algorithm::from_name(&name)?);
            }
        }
        "issuer" => policy = one_or_many(value)?.into_iter().fold(policy, Policy::issuer),
        "audience" if *value == Value::Bool(false) => policy = policy.without_audience_check(),
        "audience" => policy = one_or_many(value)?.into_iter().fold(policy, Policy::audience),
        "subject" => policy = one_or_many(value)?.into_iter().fold(policy, Policy::subject),
        "typ" => policy = policy.typ(value.as_str()?),
        "jwtId" => policy = one_or_many(value)?.into_iter().fold(policy, Policy::jwt_id),
        "maxAge" => policy = policy.max_age(Duration::try_from_secs_f64(value.as_f64()?).ok()?),
        "clockTolerance" => policy = policy.clock_tolerance(Duration::try_from_secs_f64(value.as_f64()?).ok()?),
        "requiredClaims" => policy = strings(value)?.into_iter().fold(policy, Policy::require_claim),
        "ignoreExpiry" if *value == Value::Bool(true) => policy = policy.ignore_expiry(),
        "ignoreExpiry" if *value == Value::Bool(false) => {}
        "requireExpiry" => policy = policy.require_expiry(value.as_bool()?),
        "maxTokenLength" => policy = policy.max_token_length(usize::try_from(value.as_u64()?).ok()?),
        "claims" => {
            for (name, value) in value.as_object()? {
                policy = match value {
                    Value::String(text) => policy.claim(name, text.as_str()),
                    Value::Number(number) => policy.claim(name, i32::try_from(number.as_i64()?).ok()?),
                    Value::Bool(truth) => policy.claim(name, *truth),
                    _ => return None,
                };
            }
        }
        _ => return None,
    }
    Some(policy)
}

fn one_or_many(value: &Value) -> Option<Vec<String>> {
    value.as_str().map(|one| vec![one.to_owned()]).or_else(|| strings(value))
}

fn strings(value: &Value) -> Option<Vec<String>> {
    let items: Vec<String> =
        value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<_>>()?;
    (!items.is_empty()).then_some(items)
}

/// A token with exactly these payload bytes, made by hand with [`SECRET`], because `sign` would refuse most of them.
pub(crate) fn signed(payload: &[u8]) -> String {
    signed_with(&serde_json::json!({ "alg": "HS256" }), payload)
}

/// As [`signed`], with this header.
pub(crate) fn signed_with(header: &Value, payload: &[u8]) -> String {
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(payload));
    let mac = Hmac::<Sha256>::new_from_slice(&SECRET).unwrap().chain_update(&input).finalize().into_bytes();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(mac))
}
