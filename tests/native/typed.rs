//! Claims as types of the caller's.

use std::collections::BTreeMap;
use std::time::Duration;

use jwt_wasm::{Algorithm, Claims, Code, Key, Policy, SignOptions, Value, sign, sign_claims, verify};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::common::SECRET;

const NOW: f64 = 1_700_000_000.0;

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct User {
    sub: String,
    tenant: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
}

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn options() -> SignOptions {
    SignOptions::new().expires_in(Duration::from_secs(300))
}

#[test]
fn claims_go_in_and_come_out_as_a_type() {
    let user = User { sub: r#"bob","role":"admin"#.to_owned(), tenant: u64::MAX, role: None };
    let token = sign_claims(&user, &key(), &options(), NOW).unwrap();
    let verified = verify(&token, key(), &Policy::new().claim("tenant", u64::MAX), NOW).unwrap();
    assert_eq!(verified.claims::<User>().unwrap(), user);

    let more = Claims::from_serialize(&user).unwrap().audience("api");
    let token = sign(&more, &key(), &options(), NOW).unwrap();
    let verified = verify(&token, key(), &Policy::new().audience("api"), NOW).unwrap();
    assert_eq!(verified.claims::<User>().unwrap(), user);
}

#[test]
fn claims_that_do_not_fit_the_type_say_why() {
    let token = sign(Claims::new().subject("user-42"), &key(), &options(), NOW).unwrap();
    let verified = verify(&token, key(), &Policy::new(), NOW).unwrap();
    let error = verified.claims::<User>().unwrap_err();
    assert_eq!(error.code(), Code::ClaimInvalid);
    assert!(error.to_string().starts_with("the claims do not fit the type: missing field `tenant`"), "{error}");

    #[derive(Deserialize, Debug)]
    enum Kind {
        A,
    }
    let long = format!("x\n{}", "y".repeat(500));
    let token = sign(Claims::new().claim("kind", &long), &key(), &options(), NOW).unwrap();
    let verified = verify(&token, key(), &Policy::new(), NOW).unwrap();
    let error = verified.claims::<BTreeMap<String, Kind>>().unwrap_err().to_string();
    assert!(!error.contains('\n') && error.len() < 300, "{error}");
    assert!(matches!(serde_json::from_str::<Kind>("\"A\""), Ok(Kind::A)));
}

#[test]
fn what_serde_writes_must_be_a_strict_object() {
    let code = |claims: &dyn Fn() -> Result<String, jwt_wasm::Error>| claims().unwrap_err().code();
    assert_eq!(code(&|| sign_claims(&[1, 2], &key(), &options(), NOW)), Code::Malformed);
    let error = sign_claims(&BTreeMap::from([((1, 2), 3)]), &key(), &options(), NOW).unwrap_err();
    assert!(error.to_string().starts_with("the claims cannot be written as JSON: "), "{error}");
    assert_eq!(error.part(), Some("payload"));
    assert_eq!(code(&|| sign_claims(&json!({ "exp": "x" }), &key(), &options(), NOW)), Code::ClaimInvalid);
    assert_eq!(Claims::from_serialize("text").unwrap_err().code(), Code::Malformed);

    #[derive(Serialize)]
    struct Twice {
        sub: &'static str,
        #[serde(flatten)]
        more: BTreeMap<&'static str, &'static str>,
    }
    let twice = Twice { sub: "a", more: BTreeMap::from([("sub", "b")]) };
    let error = sign_claims(&twice, &key(), &options(), NOW).unwrap_err();
    assert_eq!((error.code(), error.reason()), (Code::Malformed, Some("duplicate_name")));
}

#[test]
fn values_of_serde_json_are_demanded_and_set() {
    let value = json!({ "a": [1, -2, 1.5, null, true, "x"], "b": u64::MAX });
    assert_eq!(Value::from(value.clone()).to_string(), value.to_string());
    let token = sign(Claims::new().claim("v", value.clone()), &key(), &options(), NOW).unwrap();
    assert!(verify(&token, key(), &Policy::new().claim("v", value), NOW).is_ok());
}

#[cfg(feature = "jwe")]
#[test]
fn decrypted_claims_are_a_type() {
    use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt, encrypt};
    let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm]).unwrap();
    let user = User { sub: "user-42".to_owned(), tenant: 7, role: None };
    let options = EncryptOptions::new().expires_in(Duration::from_secs(300));
    let token = encrypt(Claims::from_serialize(&user).unwrap(), &key, &options, NOW).unwrap();
    let decrypted = decrypt(&token, &key, &Policy::new(), NOW).unwrap();
    assert_eq!(decrypted.claims::<User>().unwrap(), user);
}
