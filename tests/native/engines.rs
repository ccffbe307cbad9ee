//! What a program needs that computes elsewhere: keys as an engine takes them, and its own conversion of numbers.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{
    Algorithm, Code, Error, ErrorKind, JwsOptions, Key, KeyProblem, KeyRole, KeySet, Numbers, Object, OptionsProblem,
    Policy, SignJwsOptions, SignOptions, Value, sign, sign_jws, verify, verify_jws,
};
use serde_json::json;

use crate::common::{SECRET, signed};

const NOW: f64 = 1_700_000_000.0;

/// RFC 8037 A.1.
const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const D: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

fn secret() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn jwk(members: &str) -> String {
    format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}"{members}}}"#)
}

#[test]
fn a_key_is_given_to_an_engine() {
    let public = Key::from_jwk(&jwk(r#","kid":"a","alg":"EdDSA""#), None).unwrap();
    let private = Key::from_jwk(&jwk(&format!(r#","d":"{D}","kid":"a""#)), None).unwrap();
    let keys = [&secret(), &public, &private];
    assert_eq!(keys.map(Key::role), [KeyRole::Secret, KeyRole::Public, KeyRole::Private]);
    assert_eq!(keys.map(|key| key.role().as_str()), ["secret", "public", "private"]);
    assert_eq!(keys.map(|key| key.as_secret().map(<[u8]>::to_vec)), [Some(SECRET.to_vec()), None, None]);
    let engine = keys.map(|key| key.to_engine_jwk().map(|jwk| jwk.to_string()));
    let bare = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{X}"}}"#);
    assert_eq!(engine, [None, Some(bare.clone()), Some(bare.replace('}', &format!(r#","d":"{D}"}}"#)))]);
}

#[test]
fn a_set_is_narrowed_to_what_an_engine_can() {
    let named = |kid: &str| jwk(&format!(r#","kid":"{kid}""#));
    let secret = r#"{"kty":"oct","alg":"HS256","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#;
    let text = format!(r#"{{"keys":[{},{secret},{}]}}"#, named("a"), named("b"));
    let mut set = KeySet::from_jwks_with_secrets(&text).unwrap();
    let listed = |set: &KeySet| serde_json::from_str::<serde_json::Value>(&set.public_jwks()).unwrap();
    let public = |kid: &str| json!({ "kty": "OKP", "crv": "Ed25519", "x": X, "kid": kid, "use": "sig" });
    assert_eq!(listed(&set), json!([public("a"), null, public("b")]));
    assert_eq!(KeySet::from_jwks(r#"{"keys":[]}"#).unwrap().public_jwks(), "[]");

    let signer = Key::from_jwk(&jwk(&format!(r#","d":"{D}""#)), None).unwrap();
    let refused = |set: &KeySet, kid: &str| {
        let token = sign("{}", &signer, &SignOptions::new().without_expiry().kid(kid), NOW).unwrap();
        verify(&token, set, &Policy::new().require_expiry(false), NOW).err().map(|error| error.to_string())
    };
    let problem = |why: &str| KeyProblem::EntryUnreadable { why: why.to_owned() };
    assert_eq!([refused(&set, "a"), refused(&set, "b")], [None, None]);
    set.leave_out(2, Some("unused".to_owned()), problem("the last one"));
    set.leave_out(0, None, problem("the first one"));
    set.leave_out(1, Some("c\"".to_owned()), problem("one that was not there"));
    assert_eq!((set.len(), listed(&set)), (1, json!([null])));
    for (kid, why) in [("a", "the first one"), ("b", "the last one"), ("c\"", "one that was not there")] {
        assert!(refused(&set, kid).unwrap().ends_with(why), "{kid}: {:?}", refused(&set, kid));
    }
    assert!(!refused(&set, "unused").unwrap().contains("one"));
}

/// A program's own conversion is called if a number is neither a plain integer nor a time in milliseconds.
#[test]
fn numbers_are_converted_by_the_program() {
    const NUMBERS: Numbers =
        Numbers { read: |text| if text == "1.5e9" { 1.0 } else { 2e9 }, write: |_| "7".to_owned() };
    let actual = |claims: &str, now: f64| {
        let policy = Policy::with_numbers(NUMBERS);
        let error = verify(&signed(claims.as_bytes()), secret(), &policy, now).unwrap_err();
        assert_eq!(error.code(), Code::Expired, "{error}");
        [error.actual().unwrap().as_json().to_owned(), error.expected().unwrap().as_json().to_owned()]
    };
    assert_eq!(actual(r#"{"exp":1}"#, NOW), ["1", "1700000000"]);
    assert_eq!(actual(r#"{"exp":1}"#, NOW + 0.5), ["1", "1700000000.5"]);
    assert_eq!(actual(r#"{"exp":1}"#, NOW + 0.125), ["1", "1700000000.125"]);
    assert_eq!(actual(r#"{"exp":1}"#, 1.001), ["1", "1.001"]);
    assert_eq!(actual(r#"{"exp":1}"#, 1.25), ["1", "1.25"]);
    // Not a whole number of milliseconds.
    assert_eq!(actual(r#"{"exp":1}"#, 1.000_01), ["1", "7"]);
    assert_eq!(actual(r#"{"exp":1}"#, NOW + 0.000_25), ["1", "7"]);
    assert_eq!(actual(r#"{"exp":1.5e9}"#, NOW), ["1", "1700000000"]);
    let policy = Policy::with_numbers(NUMBERS);
    assert!(verify(&signed(br#"{"exp":1.6e9}"#), secret(), &policy, NOW).is_ok());
    let header = SignJwsOptions::with_numbers(NUMBERS).header("a", 1);
    assert!(verify_jws(&sign_jws(b"", &secret(), &header).unwrap(), secret(), &JwsOptions::new()).is_ok());
    // The same for the times of a token that is signed.
    let options = SignOptions::with_numbers(NUMBERS).expires_in(core::time::Duration::from_micros(10));
    let token = sign("{}", &secret(), &options, NOW).unwrap();
    assert_eq!(verify(&token, secret(), &Policy::new(), 6.0).unwrap().payload(), r#"{"iat":1700000000,"exp":7}"#);
}

#[test]
fn values_are_compared_and_kept() {
    let text = r#"{"a":[null,true,1,-2.5,"b\n",{"c":9007199254740993}]}"#;
    let object = Object::parse(text).unwrap();
    let owned: Object<'static> = Object::parse(text).unwrap().into_owned();
    assert_eq!(owned, object);
    assert_ne!(owned, Object::default());
    assert_eq!(Object::parse("{}").unwrap(), Object::default());
    let value = owned.get("a").unwrap().clone();
    assert_eq!(value.clone().into_owned(), value);
    assert_ne!(value, Value::Null);
    let Value::Array(items) = value else { panic!("an array") };
    let numbers: Vec<Option<f64>> = items.iter().map(Value::as_f64).collect();
    assert_eq!(numbers, [None, None, Some(1.0), Some(-2.5), None, None]);
    let kinds: Vec<&str> = items.iter().map(Value::kind).collect();
    assert_eq!(kinds, ["null", "a boolean", "a number", "a number", "a string", "an object"]);
    // Integers beyond 2^53 are compared digit by digit, including those of 64 bits.
    for integer in [0, 1, 9_007_199_254_740_993, i64::MAX, i64::MIN] {
        assert_eq!(Value::Integer(integer), Value::Integer(integer));
        assert_ne!(Value::Integer(integer), Value::Integer(integer ^ 1));
    }
    for (number, text) in [
        (1.5, "1.5"),
        (-0.0, "0"),
        (9_007_199_254_740_992.0, "9007199254740992"),
        (-9_223_372_036_854_775_808.0, "-9223372036854775808"),
    ] {
        let text = format!("{{\"n\":{text}}}");
        assert!(Object::parse(&text).unwrap().get("n") == Some(&Value::from(number)), "{text}");
    }
    for (number, text) in [
        (9_223_372_036_854_775_808.0, "9223372036854775807"),
        (18_446_744_073_709_551_616.0, "18446744073709551615"),
        (9_007_199_254_740_992.0, "9007199254740993"),
    ] {
        let text = format!("{{\"n\":{text}}}");
        assert!(Object::parse(&text).unwrap().get("n") != Some(&Value::from(number)), "{text}");
    }
}

/// Errors of a program's own options have the same facts.
#[test]
fn a_programs_own_options_are_told() {
    let facts = |problem: OptionsProblem| {
        let error = Error::from(ErrorKind::OptionsInvalid(problem));
        let [expected, actual] =
            [error.expected(), error.actual()].map(|fact| fact.map(|fact| fact.as_json().to_owned()));
        (error.code(), error.part().map(str::to_owned), expected, actual)
    };
    let some = |text: &str| Some(text.to_owned());
    let value = OptionsProblem::Value { name: "typ".to_owned(), expected: "a string", found: "7".to_owned() };
    assert_eq!(facts(value), (Code::OptionsInvalid, some("typ"), some("\"a string\""), some("\"7\"")));
    let unknown = OptionsProblem::Unknown { name: "audiance".to_owned() };
    assert_eq!(facts(unknown), (Code::OptionsInvalid, some("audiance"), None, None));
    let algorithm = OptionsProblem::UnknownAlgorithm { name: "HS1".to_owned() };
    assert_eq!(facts(algorithm), (Code::OptionsInvalid, None, None, some("\"HS1\"")));
}

/// The error for a refused header has what was expected, which depends on whether the payload is unencoded.
#[test]
fn why_a_header_is_refused_is_told() {
    let told = |header: &str, is_unencoded: bool| {
        let token = format!("{}.e30.AAAA", URL_SAFE_NO_PAD.encode(header));
        let options = if is_unencoded { JwsOptions::new().unencoded() } else { JwsOptions::new() };
        verify_jws(&token, secret(), &options).unwrap_err().to_string()
    };
    let unencoded =
        |name: &str, expected: &str| format!("an unencoded payload needs a header whose {name} is {expected}");
    for (header, is_unencoded, expected) in [
        (r#"{"alg":"HS256"}"#, true, unencoded("b64", "false, but it is missing")),
        (r#"{"alg":"HS256","b64":true}"#, true, unencoded("b64", "false, but it is true")),
        (r#"{"alg":"HS256","b64":false,"crit":["exp"]}"#, true, unencoded("crit", r#"["b64"], but it is ["exp"]"#)),
        (
            r#"{"alg":"HS256","crit":["exp"]}"#,
            false,
            r#"the header's crit must be absent, since no extension is supported, but it is ["exp"]"#.to_owned(),
        ),
        (r#"{"alg":"HS256","b64":false}"#, false, "the header's b64 must be true, but it is false".to_owned()),
        (r#"{"alg":"HS256","kid":7}"#, false, "the header's kid must be a string, but it is 7".to_owned()),
    ] {
        assert_eq!(told(header, is_unencoded), expected, "{header}");
    }
}

#[test]
fn an_engine_gets_the_curves_own_name() {
    for (algorithm, key) in [
        (Algorithm::Ed25519, Key::private_ed25519(&[7; 32], Algorithm::EdDsa).unwrap()),
        (Algorithm::Ed25519, Key::private_ed25519(&[7; 32], Algorithm::Ed25519).unwrap()),
        #[cfg(feature = "ed448")]
        (Algorithm::Ed448, Key::private_ed448(&[7; 57], Algorithm::EdDsa).unwrap()),
    ] {
        assert_eq!(key.fully_specified(Algorithm::EdDsa), algorithm);
        assert_eq!(key.fully_specified(Algorithm::Es256), Algorithm::Es256);
    }
}
