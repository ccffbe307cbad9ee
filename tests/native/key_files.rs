//! Key files as tools write them, files of other kinds, secrets that are public, and keys for several algorithms.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jwt_wasm::{Algorithm, Code, Error, Key, key_file_to_engine_jwk, key_file_to_jwk};
use serde_json::Value;

use crate::common::load;

/// A file's bytes, given as text, or in base64 if they are not text.
fn content(case: &Value) -> Vec<u8> {
    match case["text"].as_str().or(case["utf8"].as_str()) {
        Some(text) => text.as_bytes().to_vec(),
        None => STANDARD.decode(case["base64"].as_str().unwrap()).unwrap(),
    }
}

/// Reads the file as a program would that does not know whether it is PEM or DER.
fn read(case: &Value, file: &[u8]) -> Result<Key, Error> {
    let algorithm = Algorithm::from_name(case["alg"].as_str().unwrap()).unwrap();
    let pem = (!file.starts_with(&[0x30])).then(|| String::from_utf8_lossy(file));
    match (case["call"].as_str().unwrap(), pem) {
        ("publicKey", Some(pem)) => Key::public_pem(&pem, algorithm),
        ("publicKey", None) => Key::public_der(file, algorithm),
        ("privateKey", Some(pem)) => Key::private_pem(&pem, algorithm),
        ("privateKey", None) => Key::private_der(file, algorithm),
        (other, _) => panic!("unknown call {other}"),
    }
}

/// Through a JWK the file makes the same key, or is refused for the same reason.
fn is_the_same_by_jwk(case: &Value, file: &[u8]) {
    let algorithm = Algorithm::from_name(case["alg"].as_str().unwrap()).unwrap();
    let jwk = key_file_to_jwk(file, case["call"] == "privateKey", &[algorithm]);
    let key = jwk.and_then(|jwk| Key::from_jwk(&jwk, [algorithm]));
    let [direct, by_jwk] = [read(case, file), key].map(|key| key.map(|key| key.public_jwk().unwrap()));
    assert_eq!(by_jwk, direct, "{}", case["name"]);
}

fn is_key(case: &Value, file: &[u8]) {
    is_the_same_by_jwk(case, file);
    let key = read(case, file).unwrap_or_else(|error| panic!("{}: {error}", case["name"]));
    let open: Value = serde_json::from_str(&key.public_jwk().unwrap()).unwrap();
    for (member, value) in case["jwk"].as_object().unwrap() {
        assert_eq!(&open[member], value, "{}", case["name"]);
    }
}

#[test]
fn files_are_read_as_tools_write_them() {
    let vectors = load("reports/key-files.json");
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() >= 20);
    for case in cases {
        is_key(case, &content(case));
    }
}

#[test]
fn other_files_are_told_with_what_converts_them() {
    let vectors = load("reports/key-files-told.json");
    let mut converted = 0;
    for case in vectors["cases"].as_array().unwrap() {
        let file = content(case);
        // Text in Rust is never UTF-16.
        if case["message"] != "it is UTF-16 text" {
            is_the_same_by_jwk(case, &file);
            let error = read(case, &file).unwrap_err();
            assert_eq!(error.code(), Code::KeyInvalid);
            let told = error.to_string();
            for part in [&case["message"], &case["command"]].into_iter().filter_map(Value::as_str) {
                assert!(told.contains(part), "{}: {told}", case["name"]);
            }
        }
        if !case["jwk"].is_null() {
            is_key(case, &content(&case["converted"]));
            converted += 1;
        }
    }
    assert!(converted >= 40, "{converted}");
}

#[test]
fn a_jwk_is_made_only_for_algorithms_that_fit() {
    let vectors = load("reports/key-files.json");
    for case in vectors["cases"].as_array().unwrap() {
        let (file, is_private) = (content(case), case["call"] == "privateKey");
        let own = Algorithm::from_name(case["alg"].as_str().unwrap()).unwrap();
        assert!(key_file_to_jwk(&file, is_private, &[]).is_err(), "{}", case["name"]);
        assert!(key_file_to_jwk(&file, !is_private, &[own]).is_err(), "{}", case["name"]);
        // RS256 and PS256 are of one kind, EdDSA and Ed25519 one algorithm.
        let kind = |one: Algorithm| match one {
            Algorithm::Ed448 => "Ed448".to_owned(),
            _ => one.curve().map_or(one.name().replace('P', "R")[..1].to_owned(), |it| it.name().to_owned()),
        };
        let is_same = |one: Algorithm| one == own || own.name().starts_with("Ed");
        for other in Algorithm::ALL.iter().copied() {
            for named in [&[other][..], &[own, other]] {
                let fits = kind(other) == kind(own) && (!is_private || named.len() == 1 || is_same(other));
                let jwk = key_file_to_jwk(&file, is_private, named);
                assert_eq!(jwk.is_ok(), fits, "{} {named:?} {:?}", case["name"], jwk.err());
            }
        }
    }
}

#[test]
fn what_is_public_is_no_secret() {
    let vectors = load("reports/public-secrets.json");
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() >= 120);
    for case in cases {
        let secret = content(case);
        for make in [Key::secret, Key::secret_allowing_weak] {
            let error = make(&secret, Algorithm::Hs256).unwrap_err();
            assert_eq!(error.code(), Code::KeyInvalid, "{}: {error}", case["name"]);
            assert!(error.to_string().contains(case["why"].as_str().unwrap()), "{}: {error}", case["name"]);
        }
        let jwk = format!(r#"{{"kty":"oct","alg":"HS256","k":"{}"}}"#, URL_SAFE_NO_PAD.encode(&secret));
        assert!(Key::from_jwk(&jwk, None).is_err(), "{}", case["name"]);
    }
}

#[test]
fn one_key_is_for_the_algorithms_that_were_named() {
    use Algorithm::{Ed25519, EdDsa, Es256, Hs256, Hs512, Ps256, Rs256, Rs512};
    let vectors = load("reports/key-files.json");
    let case = vectors["cases"].as_array().unwrap().iter().find(|case| case["name"] == "openssl rsa -RSAPublicKey_out");
    let pem = case.unwrap()["text"].as_str().unwrap();
    let members = case.unwrap()["jwk"].to_string();
    let both = [Rs256, Ps256];
    assert_eq!(Key::public_pem(pem, Rs256).unwrap().algorithms(), [Rs256]);
    // One algorithm, an array, a slice or a list, in any order, each once.
    assert_eq!(Key::public_pem(pem, both).unwrap().algorithms(), both);
    assert_eq!(Key::public_pem(pem, &both[..]).unwrap().algorithms(), both);
    assert_eq!(Key::public_pem(pem, vec![Ps256, Rs256, Ps256]).unwrap().algorithms(), both);
    assert_eq!(Key::from_jwk(&members, both).unwrap().algorithms(), both);
    assert_eq!(Key::from_jwk(&members, Some(Ps256)).unwrap().algorithms(), [Ps256]);
    assert!(Key::public_pem(pem, both).unwrap().public_jwk().unwrap().find("alg").is_none());

    let own = members.replace('{', r#"{"alg":"PS256","#);
    assert_eq!(Key::from_jwk(&own, both).unwrap().algorithms(), [Ps256]);
    let message = |outcome: Result<Key, Error>| {
        let error = outcome.unwrap_err();
        assert_eq!(error.code(), Code::KeyInvalid);
        error.to_string()
    };
    assert!(message(Key::from_jwk(&own, [Rs256, Rs512])).contains("alg is PS256, but the caller names RS256, RS512"));
    assert!(message(Key::from_jwk(&own, [Ps256, Es256])).contains("an RSA key, but ES256 needs"));
    assert!(message(Key::public_pem(pem, [Rs256, Es256])).contains("an RSA key, but ES256 needs"));
    assert!(message(Key::public_pem(pem, [])).contains("its algorithm must be given with it"));
    assert!(message(Key::public_der(&[0x30], &[][..])).contains("its algorithm must be given with it"));
    let secret = format!(r#"{{"kty":"oct","k":"{}"}}"#, "A".repeat(86));
    assert!(message(Key::from_jwk(&secret, [Hs256, Hs512])).contains("it has several algorithms"));
    let okp = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    assert_eq!(Key::from_jwk(okp, [Ed25519, EdDsa]).unwrap().algorithms(), [EdDsa, Ed25519]);
}

/// For an engine the key has the form of [`Key::to_engine_jwk`].
#[test]
fn a_file_for_an_engine_is_the_key_that_it_makes() {
    let mut count = 0;
    for case in load("reports/key-files.json")["cases"].as_array().unwrap() {
        let Ok(key) = read(case, &content(case)) else { continue };
        let algorithm = Algorithm::from_name(case["alg"].as_str().unwrap()).unwrap();
        let jwk = key_file_to_engine_jwk(&content(case), case["call"] == "privateKey", &[algorithm]).unwrap();
        assert_eq!(jwk, key.to_engine_jwk().unwrap(), "{}", case["name"]);
        count += 1;
    }
    assert!(count > 10, "{count}");
}
