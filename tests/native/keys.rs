//! JWKs: what binds a key, what the key may do, and the error for one that is refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{Algorithm, Error, ErrorKind, JwsOptions, Key, SignOptions, sign, thumbprint, verify_jws};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::jwks::{ec, ed25519, modulus, oct, other_ec, public, read, rsa, rsa_of, with};

const NOW: f64 = 1_700_000_000.0;

/// The reason why a key is refused, without the words before it.
#[track_caller]
fn told(outcome: Result<Key, Error>) -> String {
    let error = outcome.unwrap_err();
    error.to_string().replace("the key cannot be used: ", "")
}

#[test]
fn a_jwk_is_bound_by_its_alg_and_by_what_is_asked_for() {
    use Algorithm::{Ed25519, EdDsa, Es256, Es384, Hs256, Hs512, Ps256, Rs256, Rs384};
    let bound = |jwk: &Value, asked: &[Algorithm]| read(jwk, asked).map(|key| key.algorithms().to_vec());
    let rs256 = with(rsa(), json!({ "alg": "RS256" }));
    for (jwk, asked, expected) in [
        (&rs256, &[][..], &[Rs256][..]),
        (&rs256, &[Ps256, Rs256], &[Rs256]),
        (&rsa(), &[Ps256, Rs256, Rs256], &[Rs256, Ps256]),
        (&public(ec()), &[], &[Es256]),
        (&public(ed25519()), &[], &[EdDsa, Ed25519]),
        (&ed25519(), &[], &[EdDsa, Ed25519]),
        (&with(oct(), json!({ "alg": "HS512" })), &[], &[Hs512]),
        (&oct(), &[Hs256], &[Hs256]),
    ] {
        assert_eq!(bound(jwk, asked).unwrap(), expected, "{jwk} {asked:?}");
    }
    for (jwk, asked, why) in [
        (&rs256, &[Rs384, Ps256][..], "the JWK's alg is RS256, but the caller names RS384, PS256"),
        (&rsa(), &[], "it has no alg, so its algorithm must be given with it"),
        (&oct(), &[], "it has no alg, so its algorithm must be given with it"),
        (&oct(), &[Hs256, Hs512], "it has several algorithms, but a key that signs has one; make it with one"),
        (&oct(), &[Es256], "it is a shared secret, but ES256 needs a key on P-256"),
        (&public(ec()), &[Es384], "it is a key on P-256, but ES384 needs a key on P-384"),
        (&public(ec()), &[Es256, Hs256], "it is a key on P-256, but HS256 needs a shared secret"),
        (&ed25519(), &[Rs256], "it is an Ed25519 key, but RS256 needs an RSA key"),
        (&rsa(), &[Rs256, EdDsa], "it is an RSA key, but EdDSA needs an Ed25519 or Ed448 key"),
        (&with(oct(), json!({ "alg": "RS256" })), &[], "the JWK's alg is RS256, which does not fit its kty"),
        (&with(rsa(), json!({ "alg": "HS256" })), &[], "the JWK's alg is HS256, which does not fit its kty"),
        (
            &with(rsa(), json!({ "alg": "RSA-OAEP" })),
            &[],
            "the JWK's alg is \"RSA-OAEP\", which is not a signature algorithm",
        ),
        (&with(rsa(), json!({ "alg": 7 })), &[], "the JWK's alg must be a string, but it is a number"),
    ] {
        assert_eq!(told(read(jwk, asked)), why, "{jwk} {asked:?}");
    }
    let one = [Algorithm::Hs256, Algorithm::Hs384, Algorithm::Hs512].map(Algorithm::minimum_secret);
    assert_eq!(one, [Some(32), Some(48), Some(64)]);
    assert!(Algorithm::ALL.iter().skip(3).all(|algorithm| algorithm.minimum_secret().is_none()));
}

#[test]
fn what_is_wrong_with_a_jwk_is_told() {
    let es256 = || public(ec());
    for (jwk, why) in [
        (with(es256(), json!({ "x": "AA" })), "x has 1 bytes, but P-256 needs 32"),
        (with(es256(), json!({ "y": format!("{}!", ec()["y"].as_str().unwrap()) })), "is not canonical base64url"),
        (with(es256(), json!({ "x": null })), "the JWK lacks x"),
        (with(es256(), json!({ "x": 7 })), "the JWK's x must be a string, but it is a number"),
        (
            with(es256(), json!({ "x": null, "x5c": [] })),
            "its x5c is never read; give that certificate to Key::public_der",
        ),
        (
            with(es256(), json!({ "crv": "P-192" })),
            "the JWK's crv is \"P-192\", but must be one of P-256, P-384, P-521, secp256k1",
        ),
        (with(es256(), json!({ "crv": null })), "the JWK lacks crv"),
        (with(es256(), json!({ "y": other_ec()["y"] })), "the point is not on its curve"),
        (
            with(public(ed25519()), json!({ "crv": "X25519" })),
            "the JWK's crv is \"X25519\", but must be one of Ed25519, Ed448",
        ),
        (with(public(ed25519()), json!({ "x": "AA" })), "x has 1 bytes, but Ed25519 needs 32"),
        (with(es256(), json!({ "kty": "ec" })), "the JWK's kty is \"ec\", but must be one of oct, RSA, EC, OKP"),
        (with(es256(), json!({ "kty": null })), "the JWK lacks kty"),
        (with(es256(), json!({ "use": "enc" })), "the JWK's use is \"enc\", but must be sig"),
        (with(es256(), json!({ "kid": 7 })), "the JWK's kid must be a string, but it is a number"),
        (with(es256(), json!({ "key_ops": {} })), "the JWK's key_ops must be a list of unique strings"),
        (with(es256(), json!({ "p": "AA" })), "the JWK has the private member p but lacks d"),
        (with(ec(), json!({ "d": "AA" })), "d has 1 bytes, but P-256 needs 32"),
        (
            with(ec(), json!({ "d": URL_SAFE_NO_PAD.encode([0; 32]) })),
            "the EC private key is not a number from 1 to n - 1",
        ),
        (with(ec(), json!({ "d": other_ec()["d"] })), "the private key and the public key beside it are not"),
        (with(ed25519(), json!({ "d": "AA" })), "d has 1 bytes, but Ed25519 needs 32"),
        (with(ed25519(), json!({ "d": other_ec()["d"] })), "the private key and the public key beside it are not"),
        (json!([]), "the JWK is not a strict JSON object: it is not a JSON object"),
    ] {
        let found = told(read(&jwk, &[]));
        assert!(found.contains(why), "{jwk}: {found}");
        assert!(!found.contains("padded"));
    }
    let padded = with(es256(), json!({ "x": format!("{}=", ec()["x"].as_str().unwrap()) }));
    assert_eq!(told(read(&padded, &[])), "the JWK's x is padded with =; remove the padding");
}

/// RFC 7518 §3.3 and §6.3.1.
#[test]
fn an_rsa_key_has_bounds() {
    let outcome = |jwk: &Value| read(jwk, &[Algorithm::Rs256]).map(drop);
    for bits in [2048, 2049, 2055, 3072, 4096, 8191, 8192] {
        assert_eq!(outcome(&rsa_of(&modulus(bits), &[1, 0, 1])), Ok(()), "{bits}");
    }
    for bits in [2047, 2041, 2040, 1024, 512] {
        let expected = Error::from(ErrorKind::RsaTooWeak { minimum_bits: 2048, actual_bits: bits });
        assert_eq!(outcome(&rsa_of(&modulus(bits), &[1, 0, 1])), Err(expected));
    }
    for e in [&[3][..], &[5], &[17], &[1, 1], &[0xff, 0xff, 0xff, 0xff]] {
        assert_eq!(outcome(&rsa_of(&modulus(2048), e)), Ok(()), "{e:?}");
    }
    let even = [modulus(2048), vec![0]].concat();
    for (jwk, why) in [
        (rsa_of(&modulus(8193), &[3]), "the RSA key's modulus has 8193 bits, but the limit is 8192"),
        (rsa_of(&modulus(16_384), &[3]), "the RSA key's modulus has 16384 bits, but the limit is 8192"),
        (rsa_of(&even, &[3]), "even"),
        (rsa_of(&modulus(2048), &[]), "e is empty"),
        (rsa_of(&[], &[3]), "n is empty"),
        (rsa_of(&modulus(2048), &[0]), "e is 0 or has a leading zero byte"),
        (rsa_of(&modulus(2048), &[0, 3]), "e is 0 or has a leading zero byte"),
        (rsa_of(&[&[0], modulus(2048).as_slice()].concat(), &[3]), "n is 0 or has a leading zero byte"),
        (rsa_of(&modulus(2048), &[1]), "exponent is 1"),
        (rsa_of(&modulus(2048), &[2]), "exponent is 2, but it must be odd"),
        (rsa_of(&modulus(2048), &[4]), "exponent is 4, but it must be odd"),
        (rsa_of(&modulus(2048), &[1, 0, 0]), "exponent is 65536, but it must be odd"),
        (rsa_of(&modulus(2048), &[1, 0, 0, 0, 1]), "above the limit of 2^32 - 1"),
        (rsa_of(&modulus(2048), &[0xff; 5]), "above the limit of 2^32 - 1"),
    ] {
        let found = told(read(&jwk, &[Algorithm::Rs256]));
        assert!(found.contains(why), "{found}: {why}");
    }
}

/// RFC 8032 §5.1.3: y is below p, and the point is not of small order, whatever its sign.
#[test]
fn an_ed25519_point_is_sound() {
    let key = |low: u8, top: u8| {
        let mut y = [0xff; 32];
        (y[0], y[31]) = (low, top);
        read(&json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(y) }), &[])
    };
    let unsound = "the point has a small order or is not canonical, so one signature could fit any message";
    for sign in [0, 0x80] {
        for low in 0xec..=0xff {
            assert_eq!(told(key(low, 0x7f | sign)), unsound, "p - 19 + {low}");
        }
        // About every second y below p - 1 is on the curve.
        let below: Vec<_> = (0..0xec).map(|low| key(low, 0x7f | sign)).collect();
        assert!(below.iter().filter(|outcome| outcome.is_ok()).count() > 80);
        assert!(below.into_iter().filter_map(Result::err).all(|error| error.to_string().ends_with("not on its curve")));
    }
}

#[test]
fn key_ops_say_what_a_key_may_do() {
    let verifies = |jwk: &Value, signer: &Value| {
        let key = read(jwk, &[]).unwrap();
        let options = SignOptions::new().without_expiry();
        let token = sign("{}", &read(signer, &[]).unwrap(), &options, NOW).unwrap();
        verify_jws(&token, &key, &JwsOptions::new()).err().map(|error| error.to_string())
    };
    let signs = |jwk: &Value| {
        sign("{}", &read(jwk, &[]).unwrap(), &SignOptions::new().without_expiry(), NOW)
            .err()
            .map(|error| error.to_string())
    };
    let says = |why: &str| Some(format!("the key cannot be used: {why}"));
    let hs256 = with(oct(), json!({ "alg": "HS256" }));
    for (operations, may_verify, may_sign) in [
        (json!(["verify"]), true, false),
        (json!(["sign"]), false, true),
        (json!(["sign", "verify"]), true, true),
        (json!([]), false, false),
        (json!(["encrypt"]), false, false),
    ] {
        let limited = |jwk: &Value| with(jwk.clone(), json!({ "key_ops": operations }));
        let no_verify = if may_verify { None } else { says("its key_ops do not include verify") };
        let no_sign = if may_sign { None } else { says("its key_ops do not include sign") };
        assert_eq!(verifies(&limited(&hs256), &hs256), no_verify, "{operations}");
        assert_eq!(signs(&limited(&hs256)), no_sign, "{operations}");
        for private in [ec(), ed25519()] {
            assert_eq!(verifies(&limited(&public(private.clone())), &private), no_verify, "{operations}");
            assert_eq!(signs(&limited(&private)), no_sign, "{operations}");
        }
    }
    assert_eq!(signs(&public(ec())), says("it is a public key, but a private one is needed here"));
    assert_eq!(verifies(&ec(), &ec()), says("it is a private key, but a public one is needed here"));
}

#[test]
fn a_key_tells_its_public_half() {
    let told = |jwk: &Value, asked: &[Algorithm]| {
        let text = read(jwk, asked).unwrap().public_jwk();
        text.map(|text| serde_json::from_str::<Value>(&text).unwrap())
    };
    let kid = json!({ "kid": "a\"\\\n" });
    let expected = with(public(ec()), json!({ "alg": "ES256", "use": "sig", "kid": "a\"\\\n" }));
    for jwk in [ec(), public(ec())] {
        assert_eq!(told(&with(jwk, kid.clone()), &[]), Some(expected.clone()));
    }
    let both = told(&with(rsa(), kid), &[Algorithm::Rs256, Algorithm::Ps256]).unwrap();
    assert_eq!(both, with(rsa(), json!({ "use": "sig", "kid": "a\"\\\n" })));
    assert_eq!(told(&with(oct(), json!({ "alg": "HS256" })), &[]), None);
    assert_eq!(read(&with(ec(), json!({ "kid": "" })), &[]).unwrap().kid(), Some(""));
    assert_eq!(read(&ec(), &[]).unwrap().kid(), None);
}

/// RFC 7638 §3.2, also for a secret.
#[test]
fn a_thumbprint_is_of_the_required_members() {
    let digest = |text: &str| URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()));
    let k = oct()["k"].as_str().unwrap().to_owned();
    for (jwk, input) in [
        (with(oct(), json!({ "alg": "HS256", "kid": "a" })), format!(r#"{{"k":"{k}","kty":"oct"}}"#)),
        (with(ec(), json!({ "use": "sig" })), public(ec()).to_string()),
        (ed25519(), public(ed25519()).to_string()),
        (with(rsa(), json!({ "alg": "PS512" })), rsa().to_string()),
    ] {
        assert_eq!(thumbprint(&jwk.to_string()), Ok(digest(&input)), "{input}");
    }
    assert!(thumbprint("{}").is_err() && thumbprint(r#"{"kty":"oct","k":""}"#).is_ok());
}
