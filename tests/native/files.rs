//! Key files that are damaged or written in an odd way. The DER is made here, so that each place of it can be wrong.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jwt_wasm::{Algorithm, Code, Key, key_file_to_jwk};

use crate::common::load;

/// RFC 8037 A.2.
const ED25519: &str = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = match content.len() {
        length @ 0..=0x7f => vec![length as u8],
        length @ 0x80..=0xff => vec![0x81, length as u8],
        length => vec![0x82, (length >> 8) as u8, length as u8],
    };
    [&[tag], &length[..], content].concat()
}

fn sequence(items: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, &items.concat())
}

const ED25519_OID: [u8; 5] = [6, 3, 0x2b, 0x65, 0x70];
const RSA_OID: [u8; 11] = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
const NULL: [u8; 2] = [5, 0];

fn integer(bytes: &[u8]) -> Vec<u8> {
    tlv(2, bytes)
}

/// PKCS#1: the modulus, of 2048 bits, and the exponent.
fn rsa_numbers() -> Vec<u8> {
    let mut n = vec![0xff; 256];
    n.insert(0, 0);
    [integer(&n), integer(&[1, 0, 1])].concat()
}

fn pem(label: &str, body: &str) -> String {
    format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
}

/// The reason why a file is not read, for an algorithm, as a private or a public key.
fn reason(file: &[u8], algorithm: Algorithm, is_private: bool) -> Option<&'static str> {
    let error = key_file_to_jwk(file, is_private, &[algorithm]).err()?;
    assert!(matches!(error.code(), Code::KeyInvalid | Code::KeyTooWeak), "{error}");
    error.reason()
}

fn public(file: impl AsRef<[u8]>) -> Option<&'static str> {
    reason(file.as_ref(), Algorithm::EdDsa, false)
}

fn private(file: impl AsRef<[u8]>) -> Option<&'static str> {
    reason(file.as_ref(), Algorithm::EdDsa, true)
}

#[test]
fn a_file_becomes_a_jwk() {
    let jwk = r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let der = STANDARD.decode(ED25519).unwrap();
    for file in [pem("PUBLIC KEY", ED25519).into_bytes(), der.clone()] {
        assert_eq!(*key_file_to_jwk(&file, false, &[Algorithm::Ed25519, Algorithm::EdDsa]).unwrap(), jwk);
        assert_eq!(reason(&file, Algorithm::Es256, false), Some("wrong_kind"));
        assert_eq!(key_file_to_jwk(&file, false, &[]).unwrap_err().reason(), Some("no_algorithm"));
        let mixed = key_file_to_jwk(&file, false, &[Algorithm::EdDsa, Algorithm::Es256]);
        assert_eq!(mixed.unwrap_err().reason(), Some("wrong_kind"));
        assert_eq!(private(&file), Some("public_key"));
    }
    // RFC 8410 §7, with a member after the key that contains what PEM begins with.
    let seed = [0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4];
    let seed =
        [&seed[..], &[0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae]].concat();
    let seed = [&seed[..], &[0x7f, 0x60]].concat();
    let key = tlv(4, &tlv(4, &seed));
    let pkcs8 = |rest: &[u8]| sequence(&[&integer(&[0]), &sequence(&[&ED25519_OID]), &key, rest]);
    let private_jwk = jwk.replace('}', r#","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#);
    for file in [pkcs8(&[]), pkcs8(&tlv(4, b"-----BEGIN PUBLIC KEY-----"))] {
        assert_eq!(*key_file_to_jwk(&file, true, &[Algorithm::EdDsa]).unwrap(), private_jwk);
        assert_eq!(reason(&file, Algorithm::Rs256, true), Some("wrong_kind"));
        assert_eq!(public(&file), Some("private_key"));
        let text = pem("PRIVATE KEY", &STANDARD.encode(&file));
        assert_eq!(*key_file_to_jwk(text.as_bytes(), true, &[Algorithm::EdDsa]).unwrap(), private_jwk);
    }
}

#[test]
fn text_and_der_are_told_apart() {
    let block = pem("PUBLIC KEY", ED25519);
    // 0x30 is also the digit 0.
    for before in ["0", "0 is the first of them\n", "00000000\n", "\u{feff}", "a line\n", "\n \t"] {
        assert_eq!(public(format!("{before}{block}")), None, "{before}");
    }
    assert_eq!(public(ED25519), Some("pem_lines_missing"));
    assert_eq!(public(format!("\u{feff}\n{ED25519}\n")), Some("pem_lines_missing"));
    assert_eq!(public("0P0@0 and nothing else"), Some("der_cut_short"));
    assert_eq!(public("not a file"), Some("not_a_key_file"));
    assert_eq!(public(""), Some("not_a_key_file"));
    assert_eq!(public(r#"{"kty":"OKP"}"#), Some("json_file"));
    assert_eq!(public(STANDARD.encode(&block)), Some("pem_in_base64"));
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        for text in [block.clone(), format!("\u{feff}{block}"), format!("\u{feff}{ED25519}")] {
            let error = key_file_to_jwk(&utf16(&text, order), false, &[Algorithm::EdDsa]).unwrap_err();
            assert_eq!((error.reason(), error.actual().unwrap().as_json()), (Some("convertible_file"), "\"utf16\""));
        }
    }
}

#[test]
fn the_lines_of_a_block_are_whole() {
    assert_eq!(public(pem("PUBLIC KEY", ED25519)), None);
    assert_eq!(public(pem("PUBLIC KEY", &ED25519.replace('A', "\n\t A "))), None);
    for (label, expected) in [
        ("RSA PUBLIC KEY", "pem_label"),
        ("CERTIFICATE", "pem_label"),
        ("X509 CERTIFICATE", "pem_label"),
        ("PRIVATE KEY", "private_key"),
        ("public key", "pem_begin_damaged"),
        ("PUBLIC_KEY", "pem_begin_damaged"),
        ("SOME PARAMETERS", "useless_file"),
        ("PGP PUBLIC KEY BLOCK", "useless_file"),
        ("DSA PRIVATE KEY", "private_key"),
        ("X509 CRL", "useless_file"),
        ("NEW CERTIFICATE REQUEST", "convertible_file"),
        ("PKCS7", "convertible_file"),
        ("CMS", "convertible_file"),
        ("TRUSTED CERTIFICATE", "convertible_file"),
    ] {
        assert_eq!(public(pem(label, ED25519)), Some(expected), "{label}");
        assert!(public(pem(label, "AAAA")).is_some(), "{label}");
    }
    assert_eq!(public(pem("X509 CRL", "AAAA")), Some("useless_file"));
    let padded = |length: usize| pem(&format!("{}PUBLIC KEY", "A".repeat(length - 10)), ED25519);
    assert_eq!(public(padded(39)), Some("pem_label"));
    assert_eq!(public(padded(40)), Some("pem_begin_damaged"));
    assert_eq!(public(padded(41)), Some("pem_begin_damaged"));
    let block = pem("PUBLIC KEY", ED25519);
    assert_eq!(public(block.replace("END PUBLIC", "END RSA PUBLIC")), Some("pem_end_differs"));
    assert_eq!(public(block.replace("-----END", "-----FIN")), Some("pem_cut_short"));
    for length in 15..block.len() - 2 {
        let expected = if block[..length].contains("-----BEGIN ") { "pem_cut_short" } else { "not_a_key_file" };
        assert_eq!(public(&block[..length]), Some(expected), "{length}");
    }
    assert_eq!(public(format!("{block}{block}")), Some("several_keys"));
    let private_block = pem("PRIVATE KEY", "AAAA");
    assert_eq!(public(format!("{block}{private_block}")), Some("several_keys"));
    let parameters = pem("EC PARAMETERS", "AAAA");
    assert_eq!(public(format!("{parameters}{block}")), None);
    assert_eq!(public(format!("{parameters}{private_block}")), Some("private_beside"));
}

#[test]
fn the_base64_of_a_block_is_strict() {
    let (before, after) = ED25519.split_at(40);
    for (body, expected) in [
        ("", "pem_empty"),
        (" \n\t ", "pem_empty"),
        ("====", "pem_base64"),
        (&ED25519[..59], "pem_base64"),
        (&ED25519.replace("Ro=", "R=o"), "pem_base64"),
        (&ED25519.replace("Ro=", "Ro=="), "pem_base64"),
        (&ED25519.replace("Ro=", "Rp="), "pem_base64"),
        (&ED25519.replace('/', "_"), "pem_base64"),
        (&ED25519.replace('/', "."), "pem_base64"),
        (&ED25519.replace('/', "\u{e9}"), "pem_base64"),
        (&ED25519.replace('/', "\\/"), "pem_base64"),
        (&format!("{before}\\n{after}"), "pem_escaped"),
        (&format!("{before}\\r{after}"), "pem_escaped"),
        (&format!("{before}\\x0a{after}"), "pem_base64"),
        (&format!("Version: 1\n\n{ED25519}"), "pem_headers"),
        (&format!("DEK-Info: ENCRYPTED\n\n{ED25519}"), "private_key"),
    ] {
        assert_eq!(public(pem("PUBLIC KEY", body)), Some(expected), "{body}");
    }
}

#[test]
fn labels_of_certificates_and_two_keys_in_one_file() {
    let vectors = load("reports/key-files.json");
    let case =
        vectors["cases"].as_array().unwrap().iter().find(|case| case["name"].as_str().unwrap().contains("-pubkey"));
    let both = case.unwrap()["text"].as_str().unwrap();
    let es256 = |file: &str| reason(file.as_bytes(), Algorithm::Es256, false);
    let (key, certificate) = both.split_at(both.find("-----BEGIN CERTIFICATE").unwrap());
    assert_eq!([both, key, certificate].map(es256), [None; 3]);
    for label in ["X509 CERTIFICATE", "X.509 CERTIFICATE"] {
        assert_eq!(es256(&certificate.replace("CERTIFICATE", label)), None);
    }
    assert_eq!(es256(&certificate.replace("CERTIFICATE", "Y509 CERTIFICATE")), Some("pem_label"));
    assert_eq!(es256(&certificate.replace("CERTIFICATE", "PUBLIC KEY")), Some("pem_label"));
    assert_eq!(es256(&key.replace("PUBLIC KEY", "X509 CERTIFICATE")), Some("pem_label"));
    // RFC 7515 A.3. It is not the certificate's key.
    let other = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEXH8UTNG72bfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==";
    let other = pem("PUBLIC KEY", other);
    assert_eq!(es256(&other), None);
    assert_eq!(es256(&format!("{other}{certificate}")), Some("several_keys"));
    assert_eq!(es256(&format!("{certificate}{other}")), Some("several_keys"));
}

#[test]
fn der_is_whole_and_of_one_kind() {
    let rs256 = |file: &[u8]| reason(file, Algorithm::Rs256, false);
    let spki = |algorithm: &[u8], key: &[u8]| sequence(&[algorithm, &tlv(3, &[&[0], key].concat())]);
    let numbers = sequence(&[&rsa_numbers()]);
    let rsa = |parameters: &[u8]| spki(&sequence(&[&RSA_OID, parameters]), &numbers);
    assert_eq!([&rsa(&NULL), &rsa(&[]), &numbers].map(|file| rs256(file)), [None; 3]);
    assert_eq!(rs256(&rsa(&integer(&[0]))), Some("wrong_parameters"));
    assert_eq!(rs256(&rsa(&tlv(4, &[]))), Some("wrong_parameters"));
    assert_eq!(rs256(&rsa(&NULL)[..200]), Some("der_cut_short"));
    assert_eq!(rs256(&[rsa(&NULL), vec![0]].concat()), Some("der_trailing"));
    let longer = spki(&sequence(&[&RSA_OID, &NULL]), &[&numbers[..], &[0]].concat());
    assert_eq!(rs256(&longer), Some("der_trailing"));
    assert_eq!(rs256(&sequence(&[&rsa_numbers(), &NULL])), Some("der_trailing"));
    let der = STANDARD.decode(ED25519).unwrap();
    for length in 1..der.len() {
        assert!(public(&der[..length]).is_some(), "{length}");
    }
    assert_eq!(Key::public_der(b"\x31\x00", Algorithm::EdDsa).unwrap_err().reason(), Some("not_der"));

    let rs256 = |file: &[u8]| reason(file, Algorithm::Rs256, true);
    // PKCS#1: public numbers, more than two primes, and versions that do not exist.
    assert_eq!(rs256(&sequence(&[&rsa_numbers()])), Some("public_key"));
    let private = |version: u8| {
        let one = integer(&[1]);
        sequence(&[&integer(&[version]), &rsa_numbers(), &one, &one, &one, &one, &one, &one])
    };
    assert_eq!(rs256(&private(0)), None);
    assert_eq!(rs256(&private(1)), Some("multi_prime"));
    let pkcs8 =
        |version: u8, inner: &[u8]| sequence(&[&integer(&[version]), &sequence(&[&RSA_OID, &NULL]), &tlv(4, inner)]);
    assert_eq!(rs256(&pkcs8(0, &private(0))), None);
    assert_eq!(rs256(&pkcs8(1, &private(0))), None);
    assert_eq!(rs256(&pkcs8(0, &private(1))), Some("multi_prime"));
    assert_eq!(rs256(&pkcs8(2, &private(0))), Some("unknown_version"));
    assert_eq!(rs256(&pkcs8(0, &[private(0), vec![0]].concat())), Some("der_trailing"));
    // PKCS#12 has a version of 3.
    assert_eq!(rs256(&pkcs8(3, &private(0))), Some("convertible_file"));
}

/// A key in a security token cannot be used, in whichever form its file is.
#[test]
fn a_security_tokens_key_is_told() {
    let told = |file: &str, is_private: bool| {
        let error = key_file_to_jwk(file.as_bytes(), is_private, &[Algorithm::Es256]).unwrap_err();
        (error.reason().unwrap(), error.actual().unwrap().as_json().to_owned())
    };
    let expected = ("useless_file", "\"ssh_token_key\"".to_owned());
    for name in ["sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"] {
        assert_eq!(told(&format!("{name} AAAAGnNr user@host"), false), expected);
        let bytes = [b"openssh-key-v1\0\0\0\0\x04none", name.as_bytes()].concat();
        assert_eq!(told(&pem("OPENSSH PRIVATE KEY", &STANDARD.encode(bytes)), true), expected);
    }
    let other = STANDARD.encode(b"openssh-key-v1\0\0\0\0\x04none\0\0\0\x07ssh-rsa");
    assert_eq!(told(&pem("OPENSSH PRIVATE KEY", &other), true).1, "\"openssh_key\"");
}
