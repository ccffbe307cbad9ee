//! Reports, random values, and what must not be printed.

use jwt_wasm::{
    Algorithm, Check, CheckName, CheckOutcome, Code, DecodeOptions, JwsOptions, Key, Keys, Policy, SignOptions,
    SigningKey, Verdict, VerifyingKey, decode_unverified, explain, sign,
};
use serde_json::Value;

use crate::common::{SECRET, signed};

const NOW: f64 = 1_700_000_000.0;

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

#[test]
fn a_report_has_what_could_be_read() {
    let good = signed(br#"{"exp":1700000001}"#);
    let report = |token: &str, key: Option<&Key>| explain(token, key.map(Keys::from), &Policy::new(), NOW).unwrap();
    let texts = |token: &str| {
        let report = report(token, Some(&key()));
        let [header, payload] = [report.header(), report.payload()].map(|text| text.map(str::to_owned));
        (report.verdict().as_str(), header, payload)
    };
    let header = Some(r#"{"alg":"HS256"}"#.to_owned());
    let payload = Some(r#"{"exp":1700000001}"#.to_owned());
    assert_eq!(texts(&good), ("verified", header.clone(), payload.clone()));
    let (front, signature) = good.rsplit_once('.').unwrap();
    assert_eq!(texts(&format!("{front}.AAAA")), ("refused", header.clone(), payload.clone()));
    assert_eq!(texts(&format!("{front}.A")), ("refused", header.clone(), payload.clone()));
    assert_eq!(texts(&signed(b"[]")), ("refused", header, None));
    let (_, rest) = front.split_once('.').unwrap();
    assert_eq!(texts(&format!("e30K.{rest}.{signature}")).1, Some("{}\n".to_owned()));
    assert_eq!(texts(&format!("W10.{rest}.{signature}")), ("refused", None, payload));
    // A header that is refused is shown too.
    let refused = texts(&format!("eyJiNjQiOmZhbHNlfQ.{rest}.{signature}"));
    assert_eq!(refused.1, Some(r#"{"b64":false}"#.to_owned()));
    assert_eq!(texts("a.b"), ("refused", None, None));
    // With more segments, none of them is known to be the header.
    let (header, _) = good.split_once('.').unwrap();
    for whole in [format!("{header}.{rest}.{signature}.a"), format!("{header}.a.b.c.d")] {
        assert_eq!(texts(&whole), ("refused", None, None));
        let checks = report(&whole, Some(&key())).checks().to_vec();
        let is_skipped = |check: &&Check| matches!(check.outcome(), CheckOutcome::Skipped(_));
        assert_eq!(checks.iter().skip(1).find(|check| !is_skipped(check)).map(Check::name), None);
    }

    let unchecked = report(&good, None);
    assert_eq!((unchecked.verdict(), unchecked.verdict().as_str()), (Verdict::Unchecked, "unchecked"));
    assert_eq!(unchecked.failure(), None);
    let signature = |token: &str, key: Option<&Key>| {
        let report = report(token, key);
        let check = report.checks().iter().find(|check| check.name() == CheckName::Signature).unwrap().clone();
        (matches!(check.outcome(), CheckOutcome::Passed), check.message())
    };
    assert_eq!(signature(&good, None), (false, "no key was given".to_owned()));
    let (passed, message) = signature(&good, Some(&key()));
    assert!(passed && message.starts_with("the signature matches"));
    let skipped = unchecked.checks().iter().filter(|check| matches!(check.outcome(), CheckOutcome::Skipped(_)));
    assert!(skipped.count() > 5);
}

#[test]
fn an_identifier_is_random() {
    let identifier = || {
        let options = SignOptions::new().without_expiry().random_jwt_id();
        let token = sign("{\"exp\":1700000001}", &key(), &options, NOW).unwrap();
        let payload = decode_unverified(&token, &DecodeOptions::new()).unwrap().payload().to_owned();
        serde_json::from_str::<Value>(&payload).unwrap()["jti"].as_str().unwrap().to_owned()
    };
    let (one, other) = (identifier(), identifier());
    assert_ne!(one, other);
    assert!(one.len() == 32 && one.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{one}");
}

#[test]
fn keys_and_options_do_not_print_what_they_hold() {
    let signer = SigningKey::ed25519(&[7; 32]).unwrap();
    assert_eq!(format!("{signer:?}"), "SigningKey(..)");
    let verifier = VerifyingKey::ed25519(&signer.public_key()).unwrap();
    assert_eq!(format!("{verifier:?}"), "VerifyingKey(an Ed25519 key)");
    let options = format!("{:?}", JwsOptions::new().payload(b"hidden").unencoded());
    assert!(options.starts_with("JwsOptions {") && options.contains("payload_length: Some(6)"), "{options}");
    assert!(!options.contains("hidden") && !options.contains("104"), "{options}");
    assert_eq!(Code::Malformed.to_string(), "malformed");
}

#[test]
fn the_arithmetic_takes_only_its_own_algorithms() {
    let signer = SigningKey::ed25519(&[7; 32]).unwrap();
    let verifier = VerifyingKey::ed25519(&signer.public_key()).unwrap();
    let signature = signer.sign(b"input").unwrap();
    for algorithm in Algorithm::ALL.iter().copied() {
        let is_own = matches!(algorithm, Algorithm::EdDsa | Algorithm::Ed25519);
        assert_eq!(verifier.verify(algorithm, b"input", &signature).is_ok(), is_own, "{algorithm}");
        assert!(verifier.verify(algorithm, b"other", &signature).is_err());
        assert!(verifier.verify(algorithm, b"input", &signature[1..]).is_err());
    }
}
