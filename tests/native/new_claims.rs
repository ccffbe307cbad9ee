//! Claims of tokens that a program makes, and JSON values from values of Rust.

use std::collections::BTreeMap;
use std::time::Duration;

use jwt_wasm::{Algorithm, Claims, Code, Key, Malformation, Object, Policy, SignOptions, Value, sign, verify};

use crate::common::SECRET;

const NOW: f64 = 1_700_000_000.0;

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn options() -> SignOptions {
    SignOptions::new().expires_in(Duration::from_secs(300))
}

/// What `format!` would sign as an administrator.
#[test]
fn a_value_never_adds_a_claim() {
    let user = r#"bob","role":"admin"#;
    let token = sign(Claims::new().subject(user), &key(), &options(), NOW).unwrap();
    let verified = verify(&token, key(), &Policy::new().subject(user), NOW).unwrap();
    let claims = Object::parse(verified.payload()).unwrap();
    assert_eq!(claims.get("sub").and_then(Value::as_str), Some(user));
    assert_eq!(claims.get("role"), None);

    let token = sign(Claims::new().claim(user, 1), &key(), &options(), NOW).unwrap();
    let verified = verify(&token, key(), &Policy::new().claim(user, 1), NOW).unwrap();
    assert_eq!(Object::parse(verified.payload()).unwrap().get("role"), None);
}

#[test]
fn values_of_rust_are_written_as_json() {
    let one_by_one: [(Value<'static>, &str); 22] = [
        (0_u8.into(), "0"),
        ((-5).into(), "-5"),
        (7_u64.into(), "7"),
        (u64::MAX.into(), "18446744073709551615"),
        (i64::MIN.into(), "-9223372036854775808"),
        (999_999_999_999_999_i64.into(), "999999999999999"),
        (1_000_000_000_000_000_usize.into(), "1000000000000000"),
        (u128::MAX.into(), "340282366920938463463374607431768211455"),
        (0.1_f32.into(), "0.1"),
        (0.1.into(), "0.1"),
        (1.0.into(), "1"),
        (true.into(), "true"),
        ("a\"\\\n\u{1}é".into(), r#""a\"\\\n\u0001é""#),
        (String::from("a").into(), r#""a""#),
        ((&String::from("a")).into(), r#""a""#),
        (None::<u8>.into(), "null"),
        (Some("a").into(), r#""a""#),
        (vec!["a", "b"].into(), r#"["a","b"]"#),
        ([1, -2].into(), "[1,-2]"),
        ([Some(1.5), None].as_slice().into(), "[1.5,null]"),
        (vec![vec![1], vec![]].into(), "[[1],[]]"),
        (BTreeMap::from([("b".to_owned(), 2), ("a".to_owned(), 1)]).into(), r#"{"a":1,"b":2}"#),
    ];
    for (value, json) in one_by_one {
        assert_eq!(value.to_string(), json);
        assert_eq!(Value::parse(json), Ok(value), "{json}");
    }
    assert_eq!(["a", "b"].into_iter().collect::<Value<'_>>().to_string(), r#"["a","b"]"#);
}

#[test]
fn what_is_not_json_is_not_signed() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = sign(Claims::new().claim("n", number), &key(), &options(), NOW).unwrap_err();
        assert_eq!((error.code(), error.reason()), (Code::Malformed, Some("json")), "{number}");
    }
    let deep = (0..32).fold(Value::from(0), |value, _| Value::from([value]));
    let error = sign(Claims::new().claim("deep", deep), &key(), &options(), NOW).unwrap_err();
    assert_eq!((error.code(), error.reason()), (Code::Malformed, Some("depth")));
}

#[test]
fn claims_keep_their_order_and_the_last_value() {
    let claims = Claims::new().issuer("a").claim("n", 1).issuer("b").claim_if_some("x", None::<u8>);
    assert_eq!(claims.to_string(), r#"{"iss":"b","n":1}"#);
    assert_eq!(claims.get("n"), Some(&Value::from(1)));
    let claims = claims.claim_if_some("n", Some(2)).claim("x", None::<u8>);
    assert_eq!(claims.to_string(), r#"{"iss":"b","n":2,"x":null}"#);
    let collected: Claims = [("n", 1), ("m", 2), ("n", 3)].into_iter().collect();
    assert_eq!(collected.to_string(), r#"{"n":3,"m":2}"#);
}

#[test]
fn one_audience_is_a_string_and_several_are_an_array() {
    let mut claims = Claims::new();
    for expected in [r#"{"aud":"a"}"#, r#"{"aud":["a","b"]}"#, r#"{"aud":["a","b","c"]}"#] {
        let name = ["a", "b", "c"].into_iter().find(|name| !claims.to_string().contains(&format!("\"{name}\"")));
        claims = claims.audience(name.unwrap());
        assert_eq!(claims.to_string(), expected);
    }
}

#[test]
fn claims_objects_and_texts_make_the_same_token() {
    let text = r#"{"sub":"user-42","n":[1,{"a":null}]}"#;
    let object = Object::parse(text).unwrap();
    let claims = Claims::from(object.clone().into_owned());
    let token = sign(text, &key(), &options(), NOW).unwrap();
    assert_eq!(sign(&object, &key(), &options(), NOW).unwrap(), token);
    assert_eq!(sign(&claims, &key(), &options(), NOW).unwrap(), token);
    assert_eq!(sign(claims, &key(), &options(), NOW).unwrap(), token);
}

#[test]
fn a_value_is_read_by_its_type() {
    let json = r#"{"s":"x","t":true,"n":null,"i":7,"m":-7,"l":18446744073709551615,"f":1.0,"a":[1],"o":{"p":2}}"#;
    let object = Object::parse(json).unwrap();
    assert_eq!((object.len(), object.is_empty(), object.to_string().as_str()), (9, false, json));
    let value = |name: &str| object.get(name).unwrap();
    assert_eq!((value("s").as_str(), value("i").as_str()), (Some("x"), None));
    assert_eq!((value("t").as_bool(), value("s").as_bool()), (Some(true), None));
    assert!(value("n").is_null() && !value("t").is_null());
    assert_eq!((value("i").as_i64(), value("m").as_i64(), value("l").as_i64()), (Some(7), Some(-7), None));
    assert_eq!((value("i").as_u64(), value("m").as_u64(), value("l").as_u64()), (Some(7), None, Some(u64::MAX)));
    assert_eq!((value("f").as_i64(), value("f").as_u64(), value("f").as_f64()), (None, None, Some(1.0)));
    assert_eq!((value("s").as_i64(), value("s").as_u64()), (None, None));
    assert_eq!((value("a").as_array().map(<[_]>::len), value("o").as_array()), (Some(1), None));
    assert_eq!(value("o").get("p"), Some(&Value::from(2)));
    assert_eq!((value("o").get("q"), value("a").get("p"), value("a").as_object()), (None, None, None));
}

#[test]
fn a_text_is_one_value() {
    assert_eq!(Value::parse(" [1] "), Ok(Value::from([1])));
    for (text, wrong) in [("", Malformation::Json), ("1 2", Malformation::Json), ("[", Malformation::Json)] {
        assert_eq!(Value::parse(text), Err(wrong), "{text}");
    }
}
