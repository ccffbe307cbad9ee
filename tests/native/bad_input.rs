//! Bad input of every kind gets an error with a code, and a good token passes right after it.

use jwt_wasm::{
    Algorithm, Code, DecodeOptions, Key, Malformation, Object, Policy, decode_unverified, explain, generate_secret,
    verify,
};

use crate::common::{SECRET, signed};

const NOW: f64 = 1_700_000_000.0;

#[test]
fn every_bad_token_has_a_code() {
    let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let policy = Policy::new();
    let good = signed(br#"{"exp":1700000001}"#);
    let (header, rest) = good.split_once('.').unwrap();
    let (payload, signature) = rest.split_once('.').unwrap();
    let bad = [
        (String::new(), Code::Malformed),
        (".".to_owned(), Code::Malformed),
        ("..".to_owned(), Code::Malformed),
        ("....".to_owned(), Code::Encrypted),
        ("A".repeat(1_000_000), Code::TooLarge),
        (format!("{header}.{payload}.{signature}\0"), Code::Malformed),
        (format!("{header}.{payload}.{signature}\n"), Code::Malformed),
        (format!("\n{header}.{payload}.{signature}"), Code::Malformed),
        (format!("{header}\0.{payload}.{signature}"), Code::Malformed),
        (format!("{header}.{payload}."), Code::SignatureInvalid),
        (format!("{header}..{signature}"), Code::Malformed),
        (format!(".{payload}.{signature}"), Code::Malformed),
        (format!("{header}.{payload}"), Code::Malformed),
        (format!("{good}.AAAA"), Code::Malformed),
        (format!("{good}.."), Code::Encrypted),
        ("\u{feff}\u{1f600}.\u{1f600}.\u{1f600}".to_owned(), Code::Malformed),
    ];
    for (token, code) in bad {
        let outcome = verify(&token, &key, &policy, NOW);
        assert_eq!(outcome.as_ref().map_err(|error| error.code()), Err(code), "{token:.80}");
        let error = outcome.unwrap_err();
        let report = explain(&token, &key, &policy, NOW).unwrap();
        assert_eq!(report.failure(), Some(&error), "{token:.80}");
        assert!(token.is_empty() || token.len() < 5 || !error.to_string().contains(&token), "{error}");
        let _ = decode_unverified(&token, &DecodeOptions::new());
        assert!(verify(&good, &key, &policy, NOW).is_ok());
    }
}

#[test]
fn a_time_that_is_none_is_refused() {
    let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let good = signed(br#"{"exp":1700000001}"#);
    for now in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(verify(&good, &key, &Policy::new(), now).unwrap_err().code(), Code::OptionsInvalid);
        assert_eq!(explain(&good, &key, &Policy::new(), now).unwrap_err().code(), Code::OptionsInvalid);
    }
}

#[test]
fn depth_and_numbers_have_bounds() {
    let nested = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    assert!(Object::parse(&nested(32)).is_ok());
    assert_eq!(Object::parse(&nested(33)), Err(Malformation::Depth));
    assert_eq!(Object::parse(&"{\"a\":".repeat(100_000)), Err(Malformation::Depth));
    assert_eq!(Object::parse(&"[".repeat(100_000)), Err(Malformation::Depth));
    assert!(Object::parse(r#"{"a":1e308,"b":-1e308,"c":1e-999}"#).is_ok());
    assert_eq!(Object::parse(r#"{"a":1e309}"#), Err(Malformation::Json));
    let many: Vec<String> = (0..2000).map(|n| format!("\"n{n}\":0")).collect();
    assert!(Object::parse(&format!("{{{}}}", many.join(","))).is_ok());
    let twice = format!("{{{},\"n1999\":0}}", many.join(","));
    assert_eq!(Object::parse(&twice), Err(Malformation::DuplicateName));
}

/// What this reader accepts, `serde_json` reads as the same value.
#[test]
fn numbers_are_read_as_others_read_them() {
    for text in ["0", "-0", "7", "1700000000", "999999999999999", "9007199254740991", "0.1", "1e-7", "5e-324", "2.5E+3"]
    {
        let json = format!("{{\"a\":{text}}}");
        let object = Object::parse(&json).unwrap();
        let expected: f64 = serde_json::from_str(text).unwrap();
        assert_eq!(object.get("a"), Some(&jwt_wasm::Value::from(expected)), "{text}");
    }
    for text in ["9007199254740992", "-9007199254740993", "1234567890123456789", "1e21", "1.7976931348623157e308"] {
        let json = format!("{{\"a\":{text}}}");
        let object = Object::parse(&json).unwrap();
        assert_eq!(object.get("a").map(ToString::to_string).as_deref(), Some(text));
    }
    for text in ["01", "+1", ".5", "1.", "1e", "1e+", "--1", "0x1", "1_0", "inf", "NaN", "-", "1.e1", "- 1"] {
        assert_eq!(Object::parse(&format!("{{\"a\":{text}}}")), Err(Malformation::Json), "{text}");
    }
}

#[test]
fn secrets_do_not_print() {
    let secret = generate_secret(Algorithm::Hs512).unwrap();
    assert_eq!(secret.len(), 64);
    assert_ne!(*secret, *generate_secret(Algorithm::Hs512).unwrap());
    let key = Key::secret(b"top secret top secret top secret!", Algorithm::Hs256).unwrap();
    assert_eq!(format!("{key:?}"), "Key { algorithms: [Hs256], kid: None, .. }");
}

#[test]
fn tokens_do_not_print() {
    let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let token = signed(br#"{"sub":"hidden-subject","exp":1,"aud":7}"#);
    let decoded = decode_unverified(&token, &DecodeOptions::new()).unwrap();
    assert_eq!(format!("{decoded:?}"), "Unverified { .. }");
    let report = jwt_wasm::explain(&token, &key, &Policy::new(), 2.0).unwrap();
    assert_eq!(format!("{report:?}"), "Report { verdict: Refused, failure: Some(Expired), .. }");
    let good = signed(br#"{"sub":"hidden-subject","exp":3}"#);
    let verified = verify(&good, &key, &Policy::new(), 2.0).unwrap();
    assert_eq!(format!("{verified:?}"), "Verified { .. }");
    assert_eq!(
        format!("{:?}", jwt_wasm::verify_jws(&good, &key, &jwt_wasm::JwsOptions::new()).unwrap()),
        "VerifiedJws { .. }"
    );
    for debug in [format!("{decoded:#?}"), format!("{report:#?}"), format!("{verified:#?}")] {
        assert!(!debug.contains("hidden") && !debug.contains("eyJ"), "{debug}");
    }
}

#[test]
fn codes_are_unique() {
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::ALL.len());
}

#[test]
fn a_key_file_of_another_kind_is_told_so() {
    let message = |outcome: Result<Key, jwt_wasm::Error>| {
        let error = outcome.unwrap_err();
        assert_eq!(error.code(), Code::KeyInvalid);
        error.to_string()
    };
    // EncryptedPrivateKeyInfo (RFC 5958 §3): an algorithm, then bytes.
    let encrypted = [0x30, 9, 0x30, 3, 6, 1, 0x2a, 4, 2, 0, 0];
    assert!(message(Key::private_der(&encrypted, Algorithm::Es256)).contains("encrypted"));
    let public = [0x30, 9, 0x30, 3, 6, 1, 0x2a, 3, 2, 0, 0];
    assert!(message(Key::private_der(&public, Algorithm::Es256)).contains("public key"));
    for (pem, told) in [
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "public key"),
        ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", "encrypted"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n",
            "encrypted",
        ),
        (r"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", r"\n"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA", "cut short"),
        ("AAAA", "neither PEM text"),
    ] {
        let found = message(Key::private_pem(pem, Algorithm::Es256));
        assert!(found.contains(told), "{pem}: {found}");
    }
    let private = "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n";
    assert!(message(Key::public_pem(private, Algorithm::Es256)).contains("private key"));
}
