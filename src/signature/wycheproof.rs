//! Project Wycheproof's signatures of bytes. They are not JWSs, so the form of the signature and the arithmetic are
//! tested directly.

use serde_json::Value;

use crate::algorithm::Algorithm;
use crate::key::Key;

/// How many signatures of a file are good, and how many are not.
fn run(file: &str, algorithm: Algorithm) -> (usize, usize) {
    let path = format!("{}/tests/vectors/wycheproof/{file}", env!("CARGO_MANIFEST_DIR"));
    let vectors: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (mut good, mut bad) = (0, 0);
    for group in vectors["testGroups"].as_array().unwrap() {
        let key = Key::public_der(&hex(&group["publicKeyDer"]), algorithm);
        for test in group["tests"].as_array().unwrap() {
            let at = format!("{file}: tcId {} {}", test["tcId"], test["comment"]);
            let (message, signature) = (hex(&test["msg"]), hex(&test["sig"]));
            let outcome = key.as_ref().map_err(Clone::clone);
            let outcome = outcome.and_then(|key| key.verify(algorithm, &message, &signature));
            assert_eq!(outcome.is_ok(), test["result"] == "valid", "{at}: {outcome:?}");
            if outcome.is_ok() { good += 1 } else { bad += 1 }
        }
    }
    (good, bad)
}

fn hex(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

#[cfg(feature = "rsa")]
#[test]
fn rsa() {
    assert_eq!(run("rsa_signature_2048_sha256.json", Algorithm::Rs256), (5, 125));
    assert_eq!(run("rsa_pss_2048_sha256_mgf1_32.json", Algorithm::Ps256), (32, 22));
}

#[cfg(feature = "ecdsa")]
#[test]
fn p256() {
    assert_eq!(run("ecdsa_secp256r1_sha256_p1363.json", Algorithm::Es256), (97, 38));
}

#[cfg(feature = "es256k")]
#[test]
fn secp256k1() {
    assert_eq!(run("ecdsa_secp256k1_sha256_p1363.json", Algorithm::Es256k), (92, 37));
}
