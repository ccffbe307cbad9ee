//! Ed448 (RFC 8032 §5.2, RFC 8037, RFC 9864): its keys in every build, and its signatures with the feature `ed448`.

use jwt_wasm::{Algorithm, Code, Key, KeySet, thumbprint};
use serde_json::{Value, json};

use crate::common::load;

const ED25519: &str = r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

/// Either name that a key on each curve can have, and the name that it cannot have.
const NAMES: [(&str, [Algorithm; 2], Algorithm); 2] = [
    ("Ed25519", [Algorithm::EdDsa, Algorithm::Ed25519], Algorithm::Ed448),
    ("Ed448", [Algorithm::EdDsa, Algorithm::Ed448], Algorithm::Ed25519),
];

fn private() -> Value {
    load("ed448.json")["jwk"].clone()
}

fn public() -> Value {
    let mut jwk = private();
    jwk.as_object_mut().unwrap().remove("d").unwrap();
    jwk
}

fn with(mut jwk: Value, name: &str, value: impl Into<Value>) -> String {
    jwk[name] = value.into();
    jwk.to_string()
}

fn told(key: Result<Key, jwt_wasm::Error>) -> (Code, Option<&'static str>, String) {
    let error = key.unwrap_err();
    (error.code(), error.reason(), error.to_string())
}

/// The public JWK of a key on the curve.
fn jwk_of(curve: &str) -> Value {
    if curve == "Ed448" { public() } else { serde_json::from_str(ED25519).unwrap() }
}

#[test]
fn a_public_jwk_is_read_in_every_build() {
    let text = public().to_string();
    let key = Key::from_jwk(&text, None).unwrap();
    assert_eq!(key.algorithms(), [Algorithm::EdDsa, Algorithm::Ed448]);
    assert_eq!(Key::from_jwk(&with(public(), "alg", "Ed448"), None).unwrap().algorithms(), [Algorithm::Ed448]);
    let shown: Value = serde_json::from_str(&key.public_jwk().unwrap()).unwrap();
    let expected = with(public(), "use", "sig");
    assert_eq!(shown, serde_json::from_str::<Value>(&expected).unwrap());
    assert_eq!(thumbprint(&text), thumbprint(&private().to_string()));
    assert_ne!(thumbprint(&text), thumbprint(ED25519));
    let set = json!({ "keys": [public(), serde_json::from_str::<Value>(ED25519).unwrap()] }).to_string();
    assert_eq!(KeySet::from_jwks(&set).unwrap().len(), 2);
}

/// RFC 8032 §5.2.3. A point off the curve is refused where there is arithmetic.
#[test]
fn a_point_of_another_form_is_refused() {
    let p_minus_1 = [&[0xfe][..], &[0xff; 27], &[0xfe], &[0xff; 27], &[0]].concat();
    let and = |place: usize, byte: u8| {
        let mut y = p_minus_1.clone();
        y[place] = byte;
        y
    };
    let small = [vec![0; 57], [&[1][..], &[0; 56]].concat(), p_minus_1.clone(), and(56, 0x80)];
    let not_canonical = [and(0, 0xff), and(28, 0xff), and(56, 1), and(56, 0x81), vec![0xff; 57]];
    for x in small.into_iter().chain(not_canonical) {
        let (code, reason, message) = told(Key::from_jwk(&with(public(), "x", base64(&x)), None));
        assert_eq!((code, reason), (Code::KeyInvalid, Some("small_order")), "{x:x?}");
        assert!(message.contains("the point has a small order or is not canonical"), "{message}");
    }
    for length in [0, 32, 56, 58] {
        let (code, reason, message) = told(Key::from_jwk(&with(public(), "x", base64(&vec![5; length])), None));
        assert_eq!((code, reason), (Code::KeyInvalid, Some("wrong_length")));
        assert!(message.ends_with(&format!("the key's x has {length} bytes, but Ed448 needs 57")), "{message}");
    }
    let (_, _, message) = told(Key::from_jwk(&with(private(), "d", base64(&[5; 32])), None));
    assert!(message.ends_with("the key's d has 32 bytes, but Ed448 needs 57"), "{message}");
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// The key's form decides which algorithms it can be bound to.
#[test]
fn a_key_is_bound_to_the_names_of_its_curve() {
    for (curve, own, other) in NAMES {
        let jwk = jwk_of(curve);
        for algorithm in Algorithm::ALL.iter().copied() {
            let bound = Key::from_jwk(&jwk.to_string(), Some(algorithm));
            let named = Key::from_jwk(&with(jwk.clone(), "alg", algorithm.name()), None);
            if own.contains(&algorithm) {
                assert_eq!(bound.unwrap().algorithms(), [algorithm]);
                assert_eq!(named.unwrap().algorithms(), [algorithm]);
            } else {
                assert_eq!(bound.unwrap_err().code(), Code::KeyInvalid, "{curve} {algorithm}");
                assert_eq!(named.unwrap_err().code(), Code::KeyInvalid, "{curve} {algorithm}");
            }
        }
        assert_eq!(Key::from_jwk(&jwk.to_string(), own).unwrap().algorithms(), own);
        for names in [[Algorithm::EdDsa, other], [own[1], other]] {
            let (code, _, message) = told(Key::from_jwk(&jwk.to_string(), names));
            assert_eq!(code, Code::KeyInvalid);
            assert!(message.ends_with(&format!("it is an {curve} key, but {other} needs an {other} key")), "{message}");
        }
        // A JWK's own name and the one asked for mean the same if the key can have both.
        for named in own {
            for asked in own {
                let key = Key::from_jwk(&with(jwk.clone(), "alg", named.name()), Some(asked)).unwrap();
                assert_eq!(key.algorithms(), [asked]);
            }
            assert_eq!(
                told(Key::from_jwk(&with(jwk.clone(), "alg", named.name()), Some(other))).0,
                Code::KeyInvalid,
                "{curve} {named}"
            );
        }
    }
    let (_, _, message) = told(Key::from_jwk(ED25519, Some(Algorithm::Ed448)));
    assert_eq!(message, "the key cannot be used: it is an Ed25519 key, but Ed448 needs an Ed448 key");
}

#[cfg(not(feature = "ed448"))]
#[test]
fn without_the_feature_a_host_computes() {
    use jwt_wasm::{Policy, SigningKey, VerifyingKey, verify};
    let key = Key::from_jwk(&public().to_string(), None).unwrap();
    let token = load("ed448.json")["tokens"]["Ed448"].as_str().unwrap().to_owned();
    assert_eq!(verify(&token, &key, &Policy::new(), 1.0).unwrap_err().code(), Code::SyncUnavailable);
    assert_eq!(VerifyingKey::ed448(&[&[5; 56][..], &[0]].concat()).unwrap_err().code(), Code::SyncUnavailable);
    assert_eq!(SigningKey::ed448(&[5; 57]).unwrap_err().code(), Code::SyncUnavailable);
    assert!(Key::private_ed448(&[5; 57], Algorithm::Ed448).unwrap().public_jwk().is_none());
}

#[cfg(feature = "ed448")]
mod with_the_feature {
    use jwt_wasm::{
        Error, ErrorKind, Keys, Policy, SignOptions, SigningKey, TrustedIssuer, TrustedIssuers, VerifyingKey, explain,
        key_file_to_jwk, sign, verify,
    };

    use super::*;
    use crate::arithmetic::{hex, member, run};

    const NOW: f64 = 1_700_000_000.0;

    fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
        vector[name].as_str().unwrap()
    }

    #[test]
    fn wycheproof() {
        assert_eq!(run("ed448.json", Algorithm::Ed448), (9, 35));
        assert_eq!(run("ed448.json", Algorithm::Ed448), run_for_eddsa());
    }

    /// The same by the older name.
    fn run_for_eddsa() -> (usize, usize) {
        let (mut good, mut bad) = (0, 0);
        for group in load("wycheproof/ed448.json")["testGroups"].as_array().unwrap() {
            let key = VerifyingKey::ed448(&member(&group["publicKey"], "pk")).unwrap();
            for test in group["tests"].as_array().unwrap() {
                match key.verify(Algorithm::EdDsa, &member(test, "msg"), &member(test, "sig")) {
                    Ok(()) => good += 1,
                    Err(_) => bad += 1,
                }
            }
        }
        (good, bad)
    }

    #[test]
    fn it_signs_as_rfc_8032_says() {
        let vectors = load("ed448.json");
        for case in vectors["signatures"].as_array().unwrap() {
            let key = SigningKey::ed448(&member(case, "secretKey")).unwrap();
            assert_eq!(key.public_key(), member(case, "publicKey"));
            let (message, signature) = (member(case, "message"), member(case, "signature"));
            let public = VerifyingKey::ed448(&key.public_key()).unwrap();
            // JOSE has no context (RFC 8037 §3.1).
            let has_no_context = text(case, "context").is_empty();
            assert_eq!(key.sign(&message).unwrap() == signature, has_no_context);
            for algorithm in [Algorithm::Ed448, Algorithm::EdDsa] {
                assert_eq!(public.verify(algorithm, &message, &signature).is_ok(), has_no_context);
            }
            for other in Algorithm::ALL.iter().copied().filter(|one| !["Ed448", "EdDSA"].contains(&one.name())) {
                let refused = Err(Error::from(ErrorKind::SignatureInvalid));
                assert_eq!(public.verify(other, &message, &signature), refused, "{other}");
            }
        }
    }

    /// RFC 8032 §5.2.7, and the bounds that every engine has before it.
    #[test]
    fn a_signature_has_one_form() {
        let signer = SigningKey::ed448(&[7; 57]).unwrap();
        let key = VerifyingKey::ed448(&signer.public_key()).unwrap();
        let good = signer.sign(b"input").unwrap();
        let check = |signature: &[u8]| key.verify(Algorithm::Ed448, b"input", signature);
        assert_eq!(check(&good), Ok(()));
        let order = hex("f34458ab92c27823558fc58d72c26c219036d6ae49db4ec4e923ca7cffffffffffffffffffffffffffffffffffff\
             ffffffffffffffffff3f00");
        // S + L is the same number of the group.
        let mut carry = 0;
        let more: Vec<u8> = good[57..]
            .iter()
            .zip(&order)
            .map(|(one, other)| {
                carry += u16::from(*one) + u16::from(*other);
                let byte = carry.to_le_bytes()[0];
                carry >>= 8;
                byte
            })
            .collect();
        let (r, s) = good.split_at(57);
        let neutral = [&[1][..], &[0; 56]].concat();
        let mut bad = vec![
            [r, &more].concat(),
            [r, &order].concat(),
            [&neutral[..], s].concat(),
            [&[0; 57], s].concat(),
            [&[0xff; 57], s].concat(),
            good[1..].to_vec(),
            good[..113].to_vec(),
            [&good[..], &[0]].concat(),
            vec![],
        ];
        for at in 0..good.len() {
            let mut changed = good.clone();
            changed[at] ^= 1;
            bad.push(changed);
        }
        for bad in bad {
            assert_eq!(check(&bad), Err(Error::from(ErrorKind::SignatureInvalid)), "{bad:x?}");
        }
        // About half of all numbers are not the y of a point.
        let off: Vec<_> = (2..20).filter(|y| VerifyingKey::ed448(&[&[*y][..], &[0; 56]].concat()).is_err()).collect();
        assert!((3..15).contains(&off.len()), "{off:?}");
        let error = VerifyingKey::ed448(&[&off[..1], &[0; 56]].concat()).unwrap_err();
        assert_eq!((error.code(), error.reason()), (Code::KeyInvalid, Some("off_curve")));
    }

    /// Each name in the header with each name of the key and each name that the caller allows. An Ed25519 key takes
    /// only Ed25519, and an Ed448 key only Ed448.
    #[test]
    fn the_key_decides_what_eddsa_means() {
        let names = [Algorithm::EdDsa, Algorithm::Ed25519, Algorithm::Ed448];
        let (ed448, ed25519) = (SigningKey::ed448(&[7; 57]).unwrap(), SigningKey::ed25519(&[7; 32]).unwrap());
        let (mut accepted, mut refused) = (0, 0);
        for (curve, own, _) in NAMES {
            let signer = if curve == "Ed448" { &ed448 } else { &ed25519 };
            let jwk = json!({ "kty": "OKP", "crv": curve, "x": base64(&signer.public_key()) }).to_string();
            for bound in [&own[..1], &own[1..], &own[..]] {
                let key = Key::from_jwk(&jwk, bound.iter().copied()).unwrap();
                let set = json!({ "keys": [serde_json::from_str::<Value>(&key.public_jwk().unwrap()).unwrap()] });
                let set = KeySet::from_jwks(&set.to_string()).unwrap();
                for named in names {
                    let input = format!(
                        "{}.{}",
                        base64(format!(r#"{{"alg":"{named}"}}"#).as_bytes()),
                        base64(br#"{"iss":"a","exp":1700000060}"#)
                    );
                    let signed =
                        |signer: &SigningKey| format!("{input}.{}", base64(&signer.sign(input.as_bytes()).unwrap()));
                    let token = signed(signer);
                    for allowed in [None, Some(names[0]), Some(names[1]), Some(names[2])] {
                        let policy = allowed.into_iter().fold(Policy::new(), Policy::algorithm);
                        let is_good = own.contains(&named) && allowed.is_none_or(|allowed| own.contains(&allowed));
                        let at = format!("{curve} bound to {bound:?}, alg {named}, allowed {allowed:?}");
                        for keys in [Keys::from(&key), Keys::from(&set)] {
                            let outcome = verify(&token, keys, &policy, NOW);
                            match &outcome {
                                Ok(verified) => assert!(bound.contains(&verified.algorithm()), "{at}"),
                                Err(error) => assert!(
                                    [Code::AlgorithmNotAllowed, Code::KeyNotFound].contains(&error.code()),
                                    "{at}: {error}"
                                ),
                            }
                            assert_eq!(outcome.is_ok(), is_good, "{at}");
                        }
                        let mut issuers = TrustedIssuers::new();
                        let issuer = TrustedIssuer::new(&set);
                        let issuer = allowed.iter().fold(issuer, |issuer, one| issuer.algorithms([*one]));
                        issuers.add("a", issuer).unwrap();
                        for by_caller in names {
                            let policy = Policy::new().algorithm(by_caller);
                            assert_eq!(
                                issuers.verify(&token, &policy, NOW).is_ok(),
                                is_good && own.contains(&by_caller),
                                "{at}, then {by_caller}"
                            );
                        }
                        if is_good { accepted += 1 } else { refused += 1 }
                    }
                    // The signature of the other curve.
                    let foreign = signed(if curve == "Ed448" { &ed25519 } else { &ed448 });
                    let error = verify(&foreign, &key, &Policy::new(), NOW).unwrap_err();
                    let expected =
                        if own.contains(&named) { Code::SignatureInvalid } else { Code::AlgorithmNotAllowed };
                    assert_eq!(error.code(), expected, "{curve} {bound:?} {named}");
                }
            }
        }
        assert_eq!((accepted, refused), (36, 36));
    }

    /// Without `kid`, a set that has both curves can tell them apart only by the full names.
    #[test]
    fn a_set_has_keys_on_both_curves() {
        let keys: Vec<Value> = [("Ed25519", SigningKey::ed25519(&[7; 32])), ("Ed448", SigningKey::ed448(&[7; 57]))]
            .into_iter()
            .map(|(crv, signer)| json!({ "kty": "OKP", "crv": crv, "x": base64(&signer.unwrap().public_key()) }))
            .collect();
        let set = KeySet::from_jwks(&json!({ "keys": keys }).to_string()).unwrap();
        for (name, signer, expected) in [
            ("Ed448", SigningKey::ed448(&[7; 57]), None),
            ("Ed25519", SigningKey::ed25519(&[7; 32]), None),
            ("EdDSA", SigningKey::ed448(&[7; 57]), Some(Code::KeyAmbiguous)),
        ] {
            let input =
                format!("{}.{}", base64(format!(r#"{{"alg":"{name}"}}"#).as_bytes()), base64(br#"{"exp":1700000060}"#));
            let token = format!("{input}.{}", base64(&signer.unwrap().sign(input.as_bytes()).unwrap()));
            let outcome = verify(&token, &set, &Policy::new(), NOW);
            assert_eq!(outcome.err().map(|error| error.code()), expected, "{name}");
        }
    }

    #[test]
    fn a_peers_tokens_verify() {
        let vector = load("ed448.json");
        let keys = [
            Key::from_jwk(&public().to_string(), None).unwrap(),
            Key::public_pem(text(&vector, "publicPem"), Algorithm::Ed448).unwrap(),
        ];
        for key in &keys {
            for name in ["Ed448", "EdDSA"] {
                let token = text(&vector["tokens"], name);
                assert!(verify(token, key, &Policy::new(), NOW).is_ok(), "{name}");
                let report = explain(token, key, &Policy::new(), NOW).unwrap();
                assert_eq!(report.failure(), None, "{name}");
                for (at, _) in token.match_indices(|letter: char| letter != '.').step_by(5) {
                    let mut changed = token.as_bytes().to_vec();
                    changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
                    let changed = String::from_utf8(changed).unwrap();
                    assert!(verify(&changed, key, &Policy::new(), NOW).is_err(), "{name}, letter {at}");
                }
            }
            let error = verify(text(&vector["tokens"], "Ed25519"), key, &Policy::new(), NOW).unwrap_err();
            assert_eq!(error.code(), Code::AlgorithmNotAllowed);
        }
    }

    #[test]
    fn what_is_signed_verifies() {
        let vector = load("ed448.json");
        let d = member(&vector["signatures"][0], "secretKey");
        let public = Key::public_pem(text(&vector, "publicPem"), Algorithm::Ed448).unwrap();
        for private in [
            Key::private_pem(text(&vector, "privatePem"), Algorithm::Ed448).unwrap(),
            Key::from_jwk(&private().to_string(), Some(Algorithm::Ed448)).unwrap(),
            Key::private_ed448(&d, Algorithm::Ed448).unwrap(),
        ] {
            assert_eq!(private.public_jwk(), public.public_jwk());
            let token = sign(r#"{"exp":1700000060}"#, &private, &SignOptions::new().without_issued_at(), NOW).unwrap();
            // Node has made the same token.
            assert_eq!(token, text(&vector, "ours"));
            assert!(verify(&token, &public, &Policy::new(), NOW).is_ok());
            assert_eq!(verify(&token, &private, &Policy::new(), NOW).unwrap_err().code(), Code::KeyInvalid);
        }
        let unnamed = Key::from_jwk(&super::private().to_string(), None).unwrap();
        let token = sign(r#"{"exp":1700000060}"#, &unnamed, &SignOptions::new(), NOW).unwrap();
        assert!(token.starts_with(&base64(br#"{"alg":"EdDSA""#)[..18]), "{token}");
        assert!(Key::private_ed448(&d, Algorithm::EdDsa).is_ok());
        for (d, algorithm) in [(&d[1..], Algorithm::Ed448), (&d, Algorithm::Ed25519), (&d, Algorithm::Es256)] {
            assert_eq!(Key::private_ed448(d, algorithm).unwrap_err().code(), Code::KeyInvalid);
        }
        assert_eq!(Key::private_ed25519(&[7; 32], Algorithm::Ed448).unwrap_err().code(), Code::KeyInvalid);
        let other = Key::from_jwk(&with(super::private(), "d", base64(&[7; 57])), None);
        assert_eq!(told(other).1, Some("public_half_differs"));
    }

    #[test]
    fn key_files_say_their_curve() {
        let vector = load("ed448.json");
        let (public, private) = (text(&vector, "publicPem"), text(&vector, "privatePem"));
        let jwk = key_file_to_jwk(public.as_bytes(), false, &[Algorithm::EdDsa, Algorithm::Ed448]).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&jwk).unwrap(), super::public());
        for (read, file) in
            [(Key::public_pem as fn(&str, Algorithm) -> Result<Key, Error>, public), (Key::private_pem, private)]
        {
            assert_eq!(read(file, Algorithm::EdDsa).unwrap().algorithms(), [Algorithm::EdDsa]);
            let (code, reason, message) = told(read(file, Algorithm::Ed25519));
            assert_eq!((code, reason), (Code::KeyInvalid, Some("wrong_kind")));
            assert_eq!(message, "the key cannot be used: it is an Ed448 key, but Ed25519 needs an Ed25519 key");
        }
        // RFC 8410 §3: no parameters.
        let der = [&[0x30, 0x45, 0x30, 0x07, 0x06, 0x03, 0x2b, 0x65, 0x71, 5, 0, 0x03, 0x3a, 0][..], &[5; 57]].concat();
        assert_eq!(told(Key::public_der(&der, Algorithm::Ed448)).1, Some("wrong_parameters"));
    }

    #[test]
    fn keys_do_not_print_their_numbers() {
        let signer = SigningKey::ed448(&[7; 57]).unwrap();
        assert_eq!(format!("{signer:?}"), "SigningKey(..)");
        let key = VerifyingKey::ed448(&signer.public_key()).unwrap();
        assert_eq!(format!("{key:?}"), "VerifyingKey(an Ed448 key)");
    }
}
