//! ES256K (RFC 8812).

use jwt_wasm::{Algorithm, Code, Key, KeySet, Keys, Policy, SignOptions, sign, thumbprint, verify};
use serde_json::Value;

use crate::common::load;

const NOW: f64 = 1_700_000_000.0;

fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().unwrap()
}

/// The error names what was asked for, in whichever form the key is.
#[test]
fn es256_needs_another_curve() {
    let vector = load("es256k.json");
    for outcome in [
        Key::public_pem(text(&vector, "publicPem"), Algorithm::Es256),
        Key::private_pem(text(&vector, "privatePem"), Algorithm::Es256),
        Key::private_pem(text(&vector, "sec1Pem"), Algorithm::Es256),
        Key::from_jwk(&vector["jwk"].to_string(), Some(Algorithm::Es256)),
    ] {
        let error = outcome.unwrap_err();
        assert_eq!(error.code(), Code::KeyInvalid);
        let told = error.to_string();
        assert_eq!(told, "the key cannot be used: it is a key on secp256k1, but ES256 needs a key on P-256");
    }
}

fn public(vector: &Value) -> [Key; 2] {
    let mut jwk = vector["jwk"].clone();
    jwk.as_object_mut().unwrap().remove("d").unwrap();
    [
        Key::public_pem(text(vector, "publicPem"), Algorithm::Es256k).unwrap(),
        Key::from_jwk(&jwk.to_string(), None).unwrap(),
    ]
}

/// Other signers use both halves of the range of s.
#[test]
fn a_peers_tokens_verify() {
    let vector = load("es256k.json");
    for key in public(&vector) {
        assert_eq!(key.algorithms(), [Algorithm::Es256k]);
        for half in ["low", "high"] {
            let token = text(&vector["tokens"], half);
            assert!(verify(token, &key, &Policy::new(), NOW).is_ok(), "{half}");
            for (at, _) in token.match_indices(|letter: char| letter != '.') {
                let mut changed = token.as_bytes().to_vec();
                changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
                let changed = String::from_utf8(changed).unwrap();
                assert!(verify(&changed, &key, &Policy::new(), NOW).is_err(), "{half}, letter {at}");
            }
        }
    }
}

#[test]
fn what_is_signed_verifies() {
    let vector = load("es256k.json");
    let [public, of_jwk] = public(&vector);
    assert_eq!(public.public_jwk(), of_jwk.public_jwk());
    let print = thumbprint(&vector["jwk"].to_string()).unwrap();
    assert_eq!(thumbprint(&public.public_jwk().unwrap()), Ok(print));
    let set = format!(r#"{{"keys":[{}]}}"#, public.public_jwk().unwrap());
    let set = KeySet::from_jwks(&set).unwrap();
    for private in [
        Key::private_pem(text(&vector, "privatePem"), Algorithm::Es256k).unwrap(),
        Key::private_pem(text(&vector, "sec1Pem"), Algorithm::Es256k).unwrap(),
        Key::from_jwk(&vector["jwk"].to_string(), None).unwrap(),
    ] {
        assert_eq!(private.public_jwk(), public.public_jwk());
        let token =
            sign(r#"{"exp":1700000060}"#, &private, &SignOptions::new().without_expiry().without_issued_at(), NOW)
                .unwrap();
        // Node has verified this signature. By RFC 6979 the same one is made each time.
        assert_eq!(token, text(&vector, "ours"));
        for keys in [Keys::from(&public), Keys::from(&set)] {
            assert!(verify(&token, keys, &Policy::new(), NOW).is_ok());
        }
    }
}

#[test]
fn it_is_another_curve_than_that_of_es256() {
    let vector = load("es256k.json");
    let [key, _] = public(&vector);
    let header = |token: &str| token.replace("eyJhbGciOiJFUzI1NksiLCJ0eXAiOiJKV1QifQ", "eyJhbGciOiJFUzI1NiJ9");
    let renamed = header(text(&vector["tokens"], "low"));
    assert_eq!(verify(&renamed, &key, &Policy::new(), NOW).unwrap_err().code(), Code::AlgorithmNotAllowed);
    let p256 = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
    let error = Key::from_jwk(p256, Some(Algorithm::Es256k)).unwrap_err().to_string();
    assert_eq!(error, "the key cannot be used: it is a key on P-256, but ES256K needs a key on secp256k1");
    let off = vector["jwk"].to_string().replace("-nA3M3", "-nA3M4").replace("\"d\"", "\"x5t\"");
    assert!(Key::from_jwk(&off, None).unwrap_err().to_string().contains("not on its curve"));
}
