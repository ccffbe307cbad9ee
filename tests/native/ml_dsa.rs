//! ML-DSA (RFC 9964, FIPS 204): its keys in every build, and its signatures with the feature `mldsa`.

use jwt_wasm::{Algorithm, Code, Key, KeySet, ParameterSet, thumbprint};
use serde_json::{Value, json};

use crate::common::load;

/// The key of RFC 9964 appendix A.1, with `priv`.
fn example(set: ParameterSet) -> Value {
    let cases = load("ml-dsa.json");
    cases["cases"].as_array().unwrap().iter().find(|case| case["name"] == set.name()).unwrap().clone()
}

fn public(set: ParameterSet) -> Value {
    let mut jwk = example(set)["jwk"].clone();
    jwk.as_object_mut().unwrap().remove("priv").unwrap();
    jwk
}

fn with(mut jwk: Value, changes: Value) -> String {
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            jwk.as_object_mut().unwrap().remove(name);
        } else {
            jwk[name] = value.clone();
        }
    }
    jwk.to_string()
}

fn refusal(json: &str, asked: Option<Algorithm>) -> (Code, Option<&'static str>, Option<String>) {
    let error = Key::from_jwk(json, asked).unwrap_err();
    (error.code(), error.reason(), error.part().map(str::to_owned))
}

#[test]
fn a_public_jwk_is_read_in_every_build() {
    for set in ParameterSet::ALL.iter().copied() {
        let jwk = public(set);
        let algorithm = Algorithm::from_name(set.name()).unwrap();
        for asked in [None, Some(algorithm)] {
            let key = Key::from_jwk(&jwk.to_string(), asked).unwrap();
            assert_eq!(key.algorithms(), [algorithm]);
            let shown: Value = serde_json::from_str(&key.public_jwk().unwrap()).unwrap();
            assert_eq!(shown, serde_json::from_str::<Value>(&with(jwk.clone(), json!({ "use": "sig" }))).unwrap());
        }
        let set = KeySet::from_jwks(&json!({ "keys": [jwk, jwk] }).to_string()).unwrap();
        assert_eq!(set.len(), 1);
    }
    // Two keys under one `kid` differ in `pub`.
    let mut other = public(ParameterSet::MlDsa44);
    let text = other["pub"].as_str().unwrap().replacen("unH", "unI", 1);
    other["pub"] = text.into();
    let keys = json!({ "keys": [public(ParameterSet::MlDsa44), other] }).to_string();
    assert_eq!(KeySet::from_jwks(&keys).unwrap().len(), 0);
}

/// RFC 9964 §6. The `kid` of the RFC's keys is their thumbprint.
#[test]
fn the_thumbprint_has_alg_kty_and_pub() {
    for set in ParameterSet::ALL.iter().copied() {
        let kid = example(set)["jwk"]["kid"].as_str().unwrap().to_owned();
        assert_eq!(thumbprint(&example(set)["jwk"].to_string()), Ok(kid.clone()));
        assert_eq!(thumbprint(&public(set).to_string()), Ok(kid));
    }
}

#[test]
fn a_jwk_of_another_form_is_refused() {
    let good = public(ParameterSet::MlDsa65);
    for case in load("reports/ml-dsa-keys.json")["cases"].as_array().unwrap() {
        let mut changes = case["changes"].clone();
        for value in changes.as_object_mut().unwrap().values_mut() {
            if let Some(bytes) = value["bytes"].as_u64() {
                *value = base64(&vec![7; usize::try_from(bytes).unwrap()]).into();
            }
        }
        let json = with(good.clone(), changes);
        let (reason, part) = (case["reason"].as_str(), case["part"].as_str().map(str::to_owned));
        let (code, found, at) = refusal(&json, None);
        assert_eq!((code, found, at), (Code::KeyInvalid, reason, part), "{}", case["changes"]);
    }
    let named = |algorithm: Algorithm| refusal(&good.to_string(), Some(algorithm)).1;
    assert_eq!(named(Algorithm::MlDsa44), Some("other_algorithm"));
    assert_eq!(named(Algorithm::EdDsa), Some("other_algorithm"));
    let error = Key::from_jwk(&with(good, json!({ "alg": null })), Some(Algorithm::MlDsa65)).unwrap_err();
    assert_eq!(error.to_string(), "the key cannot be used: the JWK lacks alg");
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(not(feature = "mldsa"))]
#[test]
fn without_the_feature_a_host_computes() {
    use jwt_wasm::{Policy, VerifyingKey, verify};
    let case = example(ParameterSet::MlDsa44);
    let key = Key::from_jwk(&public(ParameterSet::MlDsa44).to_string(), None).unwrap();
    let error = verify(case["token"].as_str().unwrap(), &key, &Policy::new(), 1.0).unwrap_err();
    assert_eq!(error.code(), Code::SyncUnavailable);
    let error = VerifyingKey::ml_dsa(ParameterSet::MlDsa44, &[0; 1312]).unwrap_err();
    assert_eq!(error.code(), Code::SyncUnavailable);
}

#[cfg(feature = "mldsa")]
mod with_the_feature {
    use jwt_wasm::{
        Error, ErrorKind, JwsOptions, Policy, SignOptions, SigningKey, VerifyingKey, key_file_to_jwk, sign, verify,
        verify_jws,
    };

    use super::*;
    use crate::arithmetic::member;

    const NOW: f64 = 1_700_000_000.0;

    fn set_algorithm(set: ParameterSet) -> Algorithm {
        Algorithm::from_name(set.name()).unwrap()
    }

    fn set(name: &str) -> ParameterSet {
        Algorithm::from_name(name).unwrap().parameter_set().unwrap()
    }

    /// How many signatures of a file of Project Wycheproof are good, and how many are not.
    fn verify_all(file: &str, name: &str) -> (usize, usize) {
        let algorithm = Algorithm::from_name(name).unwrap();
        let (mut good, mut bad) = (0, 0);
        for group in load(&format!("wycheproof/{file}.json"))["testGroups"].as_array().unwrap() {
            let key = VerifyingKey::ml_dsa(set(name), &member(group, "publicKey"));
            for test in group["tests"].as_array().unwrap() {
                let at = format!("{file}: tcId {} {}", test["tcId"], test["comment"]);
                // JOSE has no context (RFC 9964 §4), so a signature with one is not a signature of this input.
                let has_context = test["ctx"].as_str().is_some_and(|context| !context.is_empty());
                let outcome = key.as_ref().map_err(Clone::clone);
                let outcome = outcome.and_then(|key| key.verify(algorithm, &member(test, "msg"), &member(test, "sig")));
                assert_eq!(outcome.is_ok(), test["result"] == "valid" && !has_context, "{at}: {outcome:?}");
                if outcome.is_ok() { good += 1 } else { bad += 1 }
            }
        }
        (good, bad)
    }

    #[test]
    fn wycheproof_verifies() {
        assert_eq!(verify_all("mldsa_44_verify", "ML-DSA-44"), (40, 53));
        assert_eq!(verify_all("mldsa_65_verify", "ML-DSA-65"), (24, 34));
        assert_eq!(verify_all("mldsa_87_verify", "ML-DSA-87"), (22, 42));
    }

    /// The deterministic variant, or with the random bytes of the test. Left out are tests with a context, and tests of µ in place of the message, neither of
    /// which JOSE has.
    fn sign_all(file: &str, name: &str) -> (usize, usize) {
        let (mut signed, mut refused) = (0, 0);
        for group in load(&format!("wycheproof/{file}.json"))["testGroups"].as_array().unwrap() {
            let key = SigningKey::ml_dsa(set(name), &member(group, "privateSeed"));
            for test in group["tests"].as_array().unwrap() {
                let at = format!("{file}: tcId {} {}", test["tcId"], test["comment"]);
                let has_context = test["ctx"].as_str().is_some_and(|context| !context.is_empty());
                if has_context || test.get("msg").is_none() {
                    continue;
                }
                let random = if test.get("rnd").is_some() { member(test, "rnd") } else { vec![0; 32] };
                let random = random.try_into().unwrap();
                let outcome = key.as_ref().map_err(Clone::clone);
                let outcome = outcome.and_then(|key| key.sign_with(&member(test, "msg"), &random));
                assert_eq!(outcome.is_ok(), test["result"] == "valid", "{at}");
                let Ok(signature) = outcome else {
                    refused += 1;
                    continue;
                };
                assert!(signature == member(test, "sig"), "{at}");
                assert!(key.as_ref().unwrap().public_key() == member(group, "publicKey"), "{at}");
                signed += 1;
            }
        }
        (signed, refused)
    }

    #[test]
    fn wycheproof_signs() {
        assert_eq!(sign_all("mldsa_44_sign_seed", "ML-DSA-44"), (18, 1));
        assert_eq!(sign_all("mldsa_65_sign_seed", "ML-DSA-65"), (27, 1));
        assert_eq!(sign_all("mldsa_87_sign_seed", "ML-DSA-87"), (31, 3));
    }

    /// NIST's automated validation: the public key of each seed.
    #[test]
    fn nist_keys() {
        let mut ran = 0;
        for group in load("acvp-mldsa-keygen.json")["testGroups"].as_array().unwrap() {
            let set = set(group["parameterSet"].as_str().unwrap());
            for test in group["tests"].as_array().unwrap() {
                let key = SigningKey::ml_dsa(set, &member(test, "seed")).unwrap();
                assert_eq!(key.public_key(), member(test, "pk"), "{set:?} {}", test["tcId"]);
                ran += 1;
            }
        }
        assert_eq!(ran, 27);
    }

    /// NIST's automated validation, as FIPS 204 §5.2 and §5.3 have it: without a hash before. Those with a context are
    /// refused, because JOSE has none.
    #[test]
    fn nist_signatures() {
        let mut ran = [0, 0];
        for group in load("acvp-mldsa-sigver.json")["testGroups"].as_array().unwrap() {
            let set = set(group["parameterSet"].as_str().unwrap());
            for test in group["tests"].as_array().unwrap() {
                let key = VerifyingKey::ml_dsa(set, &member(test, "pk")).unwrap();
                let is_good = key.verify(set_algorithm(set), &member(test, "msg"), &member(test, "sig")).is_ok();
                assert_eq!(is_good, test["result"] == "valid" && test["context"] == "", "{set:?} {}", test["tcId"]);
                ran[0] += 1;
            }
        }
        for group in load("acvp-mldsa-siggen.json")["testGroups"].as_array().unwrap() {
            let set = set(group["parameterSet"].as_str().unwrap());
            for test in group["tests"].as_array().unwrap() {
                let key = SigningKey::ml_dsa(set, &member(test, "sk")).unwrap();
                let random = if test.get("rnd").is_some() { member(test, "rnd") } else { vec![0; 32] };
                let signature = key.sign_with(&member(test, "msg"), &random.try_into().unwrap()).unwrap();
                assert!(signature == member(test, "sig"), "{set:?} {}", test["tcId"]);
                let public = VerifyingKey::ml_dsa(set, &key.public_key()).unwrap();
                assert_eq!(public.verify(set_algorithm(set), &member(test, "msg"), &signature), Ok(()));
                ran[1] += 1;
            }
        }
        assert_eq!(ran, [9, 8]);
    }

    #[test]
    fn the_examples_of_the_rfc_verify() {
        for set in ParameterSet::ALL.iter().copied() {
            let case = example(set);
            let token = case["token"].as_str().unwrap();
            let key = Key::from_jwk(&public(set).to_string(), None).unwrap();
            assert!(verify_jws(token, &key, &JwsOptions::new()).is_ok(), "{set:?}");
            let (start, end) = token.split_at(token.len() - 9);
            let changed = format!("{start}{}", end.replacen(|letter| letter != 'A', "A", 1));
            assert_eq!(verify_jws(&changed, &key, &JwsOptions::new()).unwrap_err().code(), Code::SignatureInvalid);
        }
    }

    #[test]
    fn what_is_signed_verifies_and_is_hedged() {
        for set in ParameterSet::ALL.iter().copied() {
            let jwk = example(set)["jwk"].to_string();
            let private = Key::from_jwk(&jwk, None).unwrap();
            let keys = Key::from_jwk(&private.public_jwk().unwrap(), None).unwrap();
            let make = || sign(r#"{"exp":1700000060}"#, &private, &SignOptions::new().without_expiry(), NOW).unwrap();
            let (one, other) = (make(), make());
            assert_ne!(one, other);
            for token in [one, other] {
                assert!(verify(&token, &keys, &Policy::new(), NOW).is_ok());
                assert_eq!(verify(&token, &private, &Policy::new(), NOW).unwrap_err().code(), Code::KeyInvalid);
            }
            let seed = SigningKey::ml_dsa(set, &[7; 32]).unwrap();
            let of = |random: [u8; 32]| seed.sign_with(b"input", &random).unwrap();
            assert_eq!(of([0; 32]), of([0; 32]));
            assert_ne!(of([0; 32]), of([1; 32]));
        }
    }

    /// FIPS 204 algorithms 3 and 21: the length, the hints' order and number, and what follows the hints.
    #[test]
    fn a_signature_has_one_form() {
        for (set, omega, rows) in
            [(ParameterSet::MlDsa44, 80, 4), (ParameterSet::MlDsa65, 55, 6), (ParameterSet::MlDsa87, 75, 8)]
        {
            let signer = SigningKey::ml_dsa(set, &[9; 32]).unwrap();
            let key = VerifyingKey::ml_dsa(set, &signer.public_key()).unwrap();
            let algorithm = Algorithm::from_name(set.name()).unwrap();
            let good = signer.sign_with(b"input", &[0; 32]).unwrap();
            let check = |signature: &[u8]| key.verify(algorithm, b"input", signature);
            assert_eq!(check(&good), Ok(()));
            let hints = good.len() - omega - rows;
            let mut changed = vec![
                good[1..].to_vec(),
                good[..good.len() - 1].to_vec(),
                [&good[..], &[0]].concat(),
                vec![],
                vec![0; good.len()],
                vec![0xff; good.len()],
            ];
            let mut change = |with: &dyn Fn(&mut [u8])| {
                let mut signature = good.clone();
                with(&mut signature[hints..]);
                changed.push(signature);
            };
            change(&|hints| hints.swap(0, 1));
            change(&|hints| hints[1] = hints[0]);
            change(&|hints| hints[omega - 1] = 1);
            change(&|hints| hints[omega] = 255);
            change(&|hints| hints[omega + rows - 1] = omega as u8 + 1);
            change(&|hints| hints[omega + rows - 1] = 0);
            for bad in changed {
                assert_eq!(check(&bad), Err(Error::from(ErrorKind::SignatureInvalid)), "{set:?} {}", bad.len());
            }
            for other in Algorithm::ALL.iter().copied().filter(|other| *other != algorithm) {
                assert_eq!(key.verify(other, b"input", &good), Err(Error::from(ErrorKind::SignatureInvalid)));
            }
        }
    }

    #[test]
    fn a_seed_that_is_not_pubs_is_refused() {
        let json = with(example(ParameterSet::MlDsa44)["jwk"].clone(), json!({ "priv": base64(&[7; 32]) }));
        assert_eq!(refusal(&json, None).1, Some("public_half_differs"));
        assert!(Key::private_ml_dsa(&[7; 32], Algorithm::MlDsa44).is_ok());
        for (seed, algorithm) in [(&[7; 31][..], Algorithm::MlDsa44), (&[7; 32], Algorithm::EdDsa)] {
            assert_eq!(Key::private_ml_dsa(seed, algorithm).unwrap_err().code(), Code::KeyInvalid);
        }
    }

    fn der(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        let length = match length {
            [0, short @ 0..128] => vec![short],
            [0, long] => vec![0x81, long],
            [high, low] => vec![0x82, high, low],
        };
        [&[tag], length.as_slice(), content].concat()
    }

    /// RFC 9881 §6.
    fn pkcs8(number: u8, parameters: &[u8], key: &[u8]) -> Vec<u8> {
        let oid = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, number];
        let algorithm = der(0x30, &[&oid, parameters].concat());
        der(0x30, &[&[2, 1, 0], algorithm.as_slice(), &der(4, key)].concat())
    }

    /// RFC 9881 §6: the private key of each form. The expanded key of OpenSSL stands after its seed in the file.
    struct Forms {
        algorithm: Algorithm,
        seed: Vec<u8>,
        expanded: Vec<u8>,
        public: Option<String>,
    }

    fn forms() -> Vec<Forms> {
        let mut forms = Vec::new();
        for case in load("reports/ml-dsa-files.json")["cases"].as_array().unwrap() {
            let algorithm = Algorithm::from_name(case["name"].as_str().unwrap()).unwrap();
            let size = algorithm.parameter_set().unwrap().expanded_key_size();
            let lines: Vec<&str> =
                case["both"].as_str().unwrap().lines().filter(|line| !line.starts_with("---")).collect();
            use base64::Engine as _;
            let file = base64::engine::general_purpose::STANDARD.decode(lines.concat()).unwrap();
            let (start, expanded) = file.split_at(file.len() - size);
            let seed = start[start.len() - 4 - 32..start.len() - 4].to_vec();
            let public = Key::public_pem(case["public"].as_str().unwrap(), algorithm).unwrap().public_jwk();
            forms.push(Forms { algorithm, seed, expanded: expanded.to_vec(), public });
        }
        forms
    }

    #[test]
    fn key_files_have_the_seed_the_expanded_key_or_both() {
        let mut jwks = Vec::new();
        for (Forms { algorithm, seed, expanded, public: expected }, number) in forms().into_iter().zip(17..) {
            let set = algorithm.parameter_set().unwrap();
            let both = der(0x30, &[der(4, &seed), der(4, &expanded)].concat());
            for (file, has_seed) in [
                (pkcs8(number, &[], &der(0x80, &seed)), true),
                (pkcs8(number, &[], &both), true),
                (pkcs8(number, &[], &der(4, &expanded)), false),
            ] {
                let key = Key::private_der(&file, algorithm).unwrap();
                assert_eq!(key.public_jwk(), expected);
                let verifying = Key::from_jwk(&key.public_jwk().unwrap(), None).unwrap();
                let token = sign(r#"{"exp":1700000060}"#, &key, &SignOptions::new(), NOW).unwrap();
                assert!(verify(&token, &verifying, &Policy::new(), NOW).is_ok());
                let error = Key::private_der(&file, Algorithm::EdDsa).unwrap_err().to_string();
                assert!(error.ends_with(&format!(
                    "it is an {set} key, but EdDSA needs an Ed25519 or Ed448 key",
                    set = set.name()
                )));
                // A JWK has the seed and nothing else (RFC 9964 §3).
                match key_file_to_jwk(&file, true, &[algorithm]) {
                    Ok(jwk) => {
                        let jwk: Value = serde_json::from_str(&jwk).unwrap();
                        assert_eq!((has_seed, jwk["priv"].as_str()), (true, Some(base64(&seed).as_str())));
                        jwks.push(jwk);
                    }
                    Err(error) => {
                        assert_eq!((has_seed, error.reason()), (false, Some("seed_missing")));
                        assert_eq!(error.code(), Code::KeyInvalid);
                    }
                }
            }
            for (file, reason) in [
                (pkcs8(number, &[], &der(4, &vec![7; expanded.len() + 1])), "wrong_length"),
                (pkcs8(number, &[], &der(4, &vec![7; expanded.len() + 32])), "wrong_length"),
                (pkcs8(number, &[], &der(4, &seed)), "wrong_length"),
                (pkcs8(number, &[], &der(0x80, &seed[1..])), "wrong_length"),
                (pkcs8(number, &[], &der(0x80, &expanded)), "wrong_length"),
                (pkcs8(number, &[], &der(0x30, &[der(4, &seed), der(4, &[1])].concat())), "wrong_length"),
                (pkcs8(number, &[], &der(0x30, &[der(4, &expanded), der(4, &seed)].concat())), "wrong_length"),
                (pkcs8(number, &[], &der(0x30, &der(4, &seed))), "der_cut_short"),
                (pkcs8(number, &[], &[&der(0x80, &seed)[..], &[5, 0]].concat()), "der_trailing"),
                (pkcs8(number, &[5, 0], &der(0x80, &seed)), "wrong_parameters"),
            ] {
                let error = Key::private_der(&file, algorithm).unwrap_err();
                assert_eq!((error.code(), error.reason()), (Code::KeyInvalid, Some(reason)), "{set:?}");
            }
            let public = SigningKey::ml_dsa(set, &seed).unwrap().public_key();
            let oid = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, number];
            let spki = |key: &[u8]| der(0x30, &[der(0x30, &oid), der(3, &[&[0], key].concat())].concat());
            let key = Key::public_der(&spki(&public), algorithm).unwrap();
            assert_eq!(key.public_jwk(), expected);
            let jwk = key_file_to_jwk(&spki(&public), false, &[algorithm]).unwrap();
            assert_eq!(Key::from_jwk(&jwk, None).unwrap().public_jwk(), expected);
            let error = Key::public_der(&spki(&public[1..]), algorithm).unwrap_err();
            assert_eq!(error.reason(), Some("wrong_length"));
        }
        assert_eq!(jwks.len(), 6);
        let pem = "-----BEGIN PRIVATE KEY-----\nMDQCAQAwCwYJYIZIAWUDBAMRBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZ\nGhscHR4f\n-----END PRIVATE KEY-----\n";
        let seed: Vec<u8> = (0..32).collect();
        let key = Key::private_pem(pem, Algorithm::MlDsa44).unwrap();
        assert_eq!(key.public_jwk(), Key::private_ml_dsa(&seed, Algorithm::MlDsa44).unwrap().public_jwk());
    }

    /// FIPS 204 algorithm 24: rho, K, tr, s1, s2 and t0. Only K can have any value.
    #[test]
    fn a_damaged_expanded_key_is_refused() {
        for Forms { algorithm, seed, expanded, public } in forms() {
            let make = |private: &[u8]| Key::private_ml_dsa(private, algorithm);
            let refusal = |private: &[u8]| {
                let error = make(private).unwrap_err();
                assert_eq!(error.code(), Code::KeyInvalid);
                error.reason()
            };
            assert_eq!(make(&expanded).unwrap().public_jwk(), public);
            assert_eq!(make(&[&seed[..], &expanded].concat()).unwrap().public_jwk(), public);
            let damages: [(usize, &[u8]); 6] =
                [(0, &[1]), (64, &[1]), (127, &[1]), (128, &[0xff]), (200, &[1]), (expanded.len() - 416, &[0xff; 416])];
            for (at, change) in damages {
                let mut damaged = expanded.clone();
                damaged.iter_mut().skip(at).zip(change).for_each(|(byte, change)| *byte ^= change);
                assert_eq!(refusal(&damaged), Some("expanded_key"), "{algorithm} {at}");
                assert_eq!(refusal(&[&seed[..], &damaged].concat()), Some("expanded_key"), "{algorithm} {at}");
            }
            let mut other_k = expanded.clone();
            other_k[40] ^= 1;
            assert_eq!(make(&other_k).unwrap().public_jwk(), public);
            assert_eq!(refusal(&[&seed[..], &other_k].concat()), Some("expanded_key"));
            assert_eq!(refusal(&[&[7; 32][..], &expanded].concat()), Some("expanded_key"));
            assert_eq!(refusal(&vec![0xff; expanded.len()]), Some("expanded_key"));
            for length in [31, 33, expanded.len() - 1, expanded.len() + 1, expanded.len() + 33] {
                assert_eq!(refusal(&vec![7; length]), Some("wrong_length"), "{length}");
            }
            let other = SigningKey::ml_dsa(algorithm.parameter_set().unwrap(), &[7; 32]).unwrap().public_key();
            let error = Key::private_ml_dsa_with(&expanded, Some(&other), algorithm).unwrap_err();
            assert_eq!(error.reason(), Some("public_half_differs"));
            let jwk = json!({ "priv": base64(&expanded) });
            let jwk = with(serde_json::from_str(&public.unwrap()).unwrap(), jwk);
            assert_eq!(super::refusal(&jwk, None).1, Some("wrong_length"));
        }
    }

    #[test]
    fn the_files_of_openssl_are_read() {
        for case in load("reports/ml-dsa-files.json")["cases"].as_array().unwrap() {
            let algorithm = Algorithm::from_name(case["name"].as_str().unwrap()).unwrap();
            let public = Key::public_pem(case["public"].as_str().unwrap(), algorithm).unwrap();
            assert!(verify_jws(case["token"].as_str().unwrap(), &public, &JwsOptions::new()).is_ok());
            for form in ["both", "seed"] {
                let private = Key::private_pem(case[form].as_str().unwrap(), algorithm).unwrap();
                assert!(private.public_jwk() == public.public_jwk(), "{algorithm} {form}");
            }
            if let Some(expanded) = case["expanded"].as_str() {
                let private = Key::private_pem(expanded, algorithm).unwrap();
                assert!(private.public_jwk() == public.public_jwk(), "{algorithm} expanded");
            }
        }
    }
}
