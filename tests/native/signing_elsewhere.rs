//! Tokens that another library, a KMS or an HSM signs.

use std::time::Duration;

use jwt_wasm::{
    Algorithm, Claims, Code, Curve, Key, ParameterSet, Policy, SignOptions, SigningInput, SigningKey, prepare_signing,
    sign, verify,
};
use serde_json::json;

use crate::jwks::{read, rsa, with};

const NOW: f64 = 1_700_000_000.0;

fn options() -> SignOptions {
    SignOptions::new().expires_in(Duration::from_secs(300))
}

fn input(algorithm: Algorithm) -> SigningInput {
    SigningInput::new(Claims::new().subject("user-42"), algorithm, &options(), NOW).unwrap()
}

#[test]
fn a_signature_from_elsewhere_makes_the_same_token() {
    let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa).unwrap();
    let elsewhere = SigningKey::ed25519(&[7; 32]).unwrap();
    let signature = elsewhere.sign(input(Algorithm::EdDsa).as_bytes()).unwrap();
    let token = input(Algorithm::EdDsa).finish(&signature).unwrap();
    assert_eq!(token, sign(Claims::new().subject("user-42"), &key, &options(), NOW).unwrap());

    let named = SigningInput::new("{}", Algorithm::EdDsa, &options().kid("2026"), NOW).unwrap();
    let signature = elsewhere.sign(named.as_bytes()).unwrap();
    let public = Key::from_jwk(&key.public_jwk().unwrap(), None).unwrap();
    let verified = verify(&named.finish(signature).unwrap(), &public, &Policy::new(), NOW).unwrap();
    assert_eq!(verified.header(), r#"{"alg":"EdDSA","typ":"JWT","kid":"2026"}"#);
}

#[test]
fn a_signature_has_the_length_of_its_algorithm() {
    for algorithm in Algorithm::ALL.iter().copied() {
        let (least, most) = match (algorithm, algorithm.curve(), algorithm.parameter_set(), algorithm.minimum_secret())
        {
            (_, Some(curve), _, _) => (curve.size() * 2, curve.size() * 2),
            (_, _, Some(set), _) => (set.signature_size(), set.signature_size()),
            (_, _, _, Some(hash)) => (hash, hash),
            (Algorithm::EdDsa, ..) => (64, 114),
            (Algorithm::Ed25519, ..) => (64, 64),
            (Algorithm::Ed448, ..) => (114, 114),
            _ => (256, 1024),
        };
        for taken in [least, most] {
            assert!(input(algorithm).finish(vec![7; taken]).is_ok(), "{algorithm}: {taken}");
        }
        for refused in [0, least - 1, most + 1] {
            let error = input(algorithm).finish(vec![7; refused]).unwrap_err();
            assert_eq!(error.code(), Code::SignatureInvalid, "{algorithm}: {refused}");
            let [expected, actual] = [error.expected(), error.actual()].map(|fact| fact.unwrap().to_string());
            assert_eq!((expected, actual), (least.to_string(), refused.to_string()), "{algorithm}");
        }
    }
    let told = |algorithm, length| input(algorithm).finish(vec![7; length]).unwrap_err().to_string();
    assert_eq!(
        told(Algorithm::Es256, 71),
        "the signature has 71 bytes, but one of ES256 has 64: r and s side by side, and not DER (RFC 7518 section 3.4)"
    );
    assert_eq!(told(Algorithm::Rs256, 64), "the signature has 64 bytes, but one of RS256 has at least 256");
    assert_eq!((Curve::P521.size() * 2, ParameterSet::MlDsa44.signature_size()), (132, 2420));
}

#[test]
fn what_cannot_be_signed_here_cannot_be_signed_elsewhere() {
    let refused = |claims: &str, options: &SignOptions, now: f64| {
        SigningInput::new(claims, Algorithm::Rs256, options, now).unwrap_err().code()
    };
    assert_eq!(refused("[]", &options(), NOW), Code::Malformed);
    assert_eq!(refused(r#"{"sub":1}"#, &options(), NOW), Code::ClaimInvalid);
    assert_eq!(refused("{}", &SignOptions::new(), NOW), Code::OptionsInvalid);
    assert_eq!(refused("{}", &options(), NOW * 1000.0), Code::OptionsInvalid);
    assert_eq!(refused("{}", &options().header("alg", "none"), NOW), Code::OptionsInvalid);
}

#[test]
fn a_private_rsa_key_says_what_can_be_done_with_it() {
    let numbers = json!({ "d": "AQ", "p": "AQ", "q": "AQ", "dp": "AQ", "dq": "AQ", "qi": "AQ" });
    let key = read(&with(rsa(), numbers), &[Algorithm::Rs256]).unwrap();
    let error = sign(Claims::new(), &key, &options(), NOW).unwrap_err();
    assert_eq!((error.code(), error.reason()), (Code::SyncUnavailable, Some("engine")));
    assert_eq!(
        error.to_string(),
        "this crate makes no RS256 signature, because no private RSA operation in Rust is known to take constant time \
         (RUSTSEC-2023-0071): let another library, such as aws-lc-rs, sign SigningInput::as_bytes, and give the \
         signature to SigningInput::finish"
    );
    let input = prepare_signing(Claims::new(), &key, &options(), NOW).unwrap();
    assert!(input.finish([7; 256]).is_ok());
}
