//! Keys and sets of keys: what binds them, what they may do, and what is told of the ones that are refused.

use core::error::Error as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{
    Algorithm, Code, Error, JwsOptions, Key, KeySet, Policy, SignOptions, sign, thumbprint, verify, verify_jws,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const NOW: f64 = 1_700_000_000.0;

/// RFC 7515 A.3.
fn ec() -> Value {
    json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
    })
}

/// RFC 7517 A.2.
fn other_ec() -> Value {
    json!({
        "kty": "EC", "crv": "P-256",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
        "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",
    })
}

/// RFC 8037 A.1.
fn ed25519() -> Value {
    json!({
        "kty": "OKP", "crv": "Ed25519",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    })
}

fn rsa() -> Value {
    rsa_of(&modulus(2048), &[1, 0, 1])
}

fn rsa_of(n: &[u8], e: &[u8]) -> Value {
    json!({ "kty": "RSA", "n": URL_SAFE_NO_PAD.encode(n), "e": URL_SAFE_NO_PAD.encode(e) })
}

/// An odd number of so many bits.
fn modulus(bits: usize) -> Vec<u8> {
    let mut n = vec![0; bits.div_ceil(8)];
    n[0] = 1 << ((bits - 1) % 8);
    *n.last_mut().unwrap() |= 1;
    n
}

fn oct() -> Value {
    json!({ "kty": "oct", "k": URL_SAFE_NO_PAD.encode([7; 64]) })
}

/// With other members, or without those that are null.
fn with(jwk: Value, members: Value) -> Value {
    let mut jwk = jwk;
    for (name, value) in members.as_object().unwrap() {
        match value {
            Value::Null => drop(jwk.as_object_mut().unwrap().remove(name)),
            value => jwk[name] = value.clone(),
        }
    }
    jwk
}

fn public(jwk: Value) -> Value {
    with(jwk, json!({ "d": null }))
}

fn read(jwk: &Value, algorithms: &[Algorithm]) -> Result<Key, Error> {
    Key::from_jwk(&jwk.to_string(), algorithms.iter().copied())
}

/// Why a key is refused, without the words before it.
#[track_caller]
fn told(outcome: Result<Key, Error>) -> String {
    let error = outcome.unwrap_err();
    error.to_string().replace("the key cannot be used: ", "")
}

fn set(entries: &[Value]) -> KeySet {
    KeySet::from_jwks(&json!({ "keys": entries }).to_string()).unwrap()
}

/// A token of this key with the header's `kid` as given.
fn token(jwk: &Value, kid: Option<&str>) -> String {
    let key = read(&with(jwk.clone(), json!({ "kid": null })), &[]).unwrap();
    let options = kid.map_or_else(SignOptions::new, |kid| SignOptions::new().kid(kid));
    sign("{}", &key, &options, NOW).unwrap()
}

fn refusal(token: &str, set: &KeySet) -> Option<Error> {
    verify(token, set, &Policy::new().require_expiry(false), NOW).err()
}

fn code(token: &str, set: &KeySet) -> Option<Code> {
    refusal(token, set).map(|error| error.code())
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
        (&rs256, &[Rs384, Ps256][..], "the JWK's alg is RS256, and what was asked for is RS384, PS256"),
        (&rsa(), &[], "it names no algorithm, and none was named for it"),
        (&oct(), &[], "it names no algorithm, and none was named for it"),
        (&oct(), &[Hs256, Hs512], "a key that signs is for one algorithm; name one when making it"),
        (&oct(), &[Es256], "it is a shared secret, ES256 needs a key on P-256"),
        (&public(ec()), &[Es384], "it is a key on P-256, ES384 needs a key on P-384"),
        (&public(ec()), &[Es256, Hs256], "it is a key on P-256, HS256 needs a shared secret"),
        (&ed25519(), &[Rs256], "it is an Ed25519 key, RS256 needs an RSA key"),
        (&rsa(), &[Rs256, EdDsa], "it is an RSA key, EdDSA needs an Ed25519 key"),
        (&with(oct(), json!({ "alg": "RS256" })), &[], "the JWK's alg is RS256, which does not fit its kty"),
        (&with(rsa(), json!({ "alg": "HS256" })), &[], "the JWK's alg is HS256, which does not fit its kty"),
        (
            &with(rsa(), json!({ "alg": "RSA-OAEP" })),
            &[],
            "the JWK's alg is \"RSA-OAEP\", which is not a signature algorithm",
        ),
        (&with(rsa(), json!({ "alg": 7 })), &[], "the JWK's alg must be a string, it is a number"),
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
        (with(es256(), json!({ "x": "AA" })), "x has 1 bytes, P-256 needs 32"),
        (with(es256(), json!({ "y": format!("{}!", ec()["y"].as_str().unwrap()) })), "is not canonical base64url"),
        (with(es256(), json!({ "x": null })), "the JWK lacks x"),
        (with(es256(), json!({ "x": 7 })), "the JWK's x must be a string, it is a number"),
        (with(es256(), json!({ "x": null, "x5c": [] })), "its x5c is not read: give that certificate to publicKey"),
        (with(es256(), json!({ "crv": "P-192" })), "the JWK's crv is \"P-192\", it must be one of P-256, P-384, P-521"),
        (with(es256(), json!({ "crv": null })), "the JWK lacks crv"),
        (with(es256(), json!({ "y": other_ec()["y"] })), "the point is not on its curve"),
        (with(public(ed25519()), json!({ "crv": "X25519" })), "the JWK's crv is \"X25519\", it must be Ed25519"),
        (with(public(ed25519()), json!({ "x": "AA" })), "x has 1 bytes, Ed25519 needs 32"),
        (with(es256(), json!({ "kty": "ec" })), "the JWK's kty is \"ec\", it must be one of oct, RSA, EC, OKP"),
        (with(es256(), json!({ "kty": null })), "the JWK lacks kty"),
        (with(es256(), json!({ "use": "enc" })), "the JWK's use is \"enc\", it must be sig"),
        (with(es256(), json!({ "kid": 7 })), "the JWK's kid must be a string, it is a number"),
        (with(es256(), json!({ "key_ops": {} })), "the JWK's key_ops is not a list of unique strings"),
        (with(es256(), json!({ "p": "AA" })), "the JWK has the private member p and lacks d"),
        (with(ec(), json!({ "d": "AA" })), "d has 1 bytes, P-256 needs 32"),
        (with(ec(), json!({ "d": URL_SAFE_NO_PAD.encode([0; 32]) })), "the EC private key is not in 1 to n - 1"),
        (with(ec(), json!({ "d": other_ec()["d"] })), "the private key and the public key beside it do not belong"),
        (with(ed25519(), json!({ "d": "AA" })), "d has 1 bytes, Ed25519 needs 32"),
        (
            with(ed25519(), json!({ "d": other_ec()["d"] })),
            "the private key and the public key beside it do not belong",
        ),
        (json!([]), "the JWK is not a strict JSON object: it is not a JSON object"),
    ] {
        let found = told(read(&jwk, &[]));
        assert!(found.contains(why), "{jwk}: {found}");
        assert!(!found.ends_with("it is padded"));
    }
    let padded = with(es256(), json!({ "x": format!("{}=", ec()["x"].as_str().unwrap()) }));
    assert_eq!(told(read(&padded, &[])), "the JWK's x is not canonical base64url: it is padded");
}

/// RFC 7518 §3.3 and §6.3.1.
#[test]
fn an_rsa_key_has_bounds() {
    let outcome = |jwk: &Value| read(jwk, &[Algorithm::Rs256]).map(drop);
    for bits in [2048, 2049, 2055, 3072, 4096, 8191, 8192] {
        assert_eq!(outcome(&rsa_of(&modulus(bits), &[1, 0, 1])), Ok(()), "{bits}");
    }
    for bits in [2047, 2041, 2040, 1024, 512] {
        let expected = Error::RsaTooWeak { minimum_bits: 2048, actual_bits: bits };
        assert_eq!(outcome(&rsa_of(&modulus(bits), &[1, 0, 1])), Err(expected));
    }
    for e in [&[3][..], &[5], &[17], &[1, 1], &[0xff, 0xff, 0xff, 0xff]] {
        assert_eq!(outcome(&rsa_of(&modulus(2048), e)), Ok(()), "{e:?}");
    }
    let even = [modulus(2048), vec![0]].concat();
    for (jwk, why) in [
        (rsa_of(&modulus(8193), &[3]), "the RSA key's modulus has 8193 bits, more than 8192 bits are not taken"),
        (rsa_of(&modulus(16_384), &[3]), "the RSA key's modulus has 16384 bits, more than 8192 bits are not taken"),
        (rsa_of(&even, &[3]), "even"),
        (rsa_of(&modulus(2048), &[]), "e is empty"),
        (rsa_of(&[], &[3]), "n is empty"),
        (rsa_of(&modulus(2048), &[0]), "e is 0, or has a leading zero byte"),
        (rsa_of(&modulus(2048), &[0, 3]), "e is 0, or has a leading zero byte"),
        (rsa_of(&[&[0], modulus(2048).as_slice()].concat(), &[3]), "n is 0, or has a leading zero byte"),
        (rsa_of(&modulus(2048), &[1]), "exponent is 1"),
        (rsa_of(&modulus(2048), &[2]), "exponent is even: it is 2, "),
        (rsa_of(&modulus(2048), &[4]), "exponent is even: it is 4, "),
        (rsa_of(&modulus(2048), &[1, 0, 0]), "exponent is even: it is 65536, "),
        (rsa_of(&modulus(2048), &[1, 0, 0, 0, 1]), "larger than 2^32 - 1"),
        (rsa_of(&modulus(2048), &[0xff; 5]), "larger than 2^32 - 1"),
    ] {
        let found = told(read(&jwk, &[Algorithm::Rs256]));
        assert!(found.contains(why), "{found}: {why}");
    }
}

/// RFC 8032 §5.1.3: no y beyond p, and no point of small order, whatever its sign.
#[test]
fn an_ed25519_point_is_sound() {
    let key = |low: u8, top: u8| {
        let mut y = [0xff; 32];
        (y[0], y[31]) = (low, top);
        read(&json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(y) }), &[])
    };
    let unsound = "the Ed25519 point is of small order or not canonical: one signature would fit any message";
    for sign in [0, 0x80] {
        for low in 0xec..=0xff {
            assert_eq!(told(key(low, 0x7f | sign)), unsound, "p - 19 + {low}");
        }
        // Of the y below p - 1, about one in two is on the curve.
        let below: Vec<_> = (0..0xec).map(|low| key(low, 0x7f | sign)).collect();
        assert!(below.iter().filter(|outcome| outcome.is_ok()).count() > 80);
        assert!(below.into_iter().filter_map(Result::err).all(|error| error.to_string().ends_with("not on its curve")));
    }
}

#[test]
fn key_ops_say_what_a_key_may_do() {
    let verifies = |jwk: &Value, signer: &Value| {
        let key = read(jwk, &[]).unwrap();
        let options = SignOptions::new();
        let token = sign("{}", &read(signer, &[]).unwrap(), &options, NOW).unwrap();
        verify_jws(&token, &key, &JwsOptions::new()).err().map(|error| error.to_string())
    };
    let signs = |jwk: &Value| {
        sign("{}", &read(jwk, &[]).unwrap(), &SignOptions::new(), NOW).err().map(|error| error.to_string())
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
    assert_eq!(signs(&public(ec())), says("it is a public key; a private one is needed here"));
    assert_eq!(verifies(&ec(), &ec()), says("it is a private key; a public one is needed here"));
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

/// RFC 7638 §3.2, and for a secret as well.
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

#[test]
fn the_keys_of_a_set_are_counted() {
    let named = |jwk: Value, kid: &str| with(public(jwk), json!({ "kid": kid }));
    let [a, b] = ["a", "b"].map(|kid| named(ec(), kid));
    for (entries, count) in [
        (&[][..], 0),
        (std::slice::from_ref(&a), 1),
        (&[a.clone(), named(other_ec(), "b")], 2),
        // The same key again is one key, and under another name another.
        (&[a.clone(), a.clone(), a.clone()], 1),
        (&[a.clone(), b.clone()], 2),
        // Two keys of one name are none, each.
        (&[a.clone(), named(other_ec(), "a")], 0),
        (&[a.clone(), named(other_ec(), "a"), b.clone()], 1),
        // Those of another type, or for another algorithm, are alternatives.
        (&[a.clone(), named(ed25519(), "a")], 2),
        (&[named(with(rsa(), json!({ "alg": "RS256" })), "a"), named(with(rsa(), json!({ "alg": "PS256" })), "a")], 2),
        (&[with(a.clone(), json!({ "use": "enc" }))], 0),
        (&[with(a.clone(), json!({ "key_ops": ["encrypt"] })), b.clone()], 1),
        (&[with(a.clone(), json!({ "key_ops": ["verify"], "use": "sig" }))], 1),
        (&[json!(7), json!(null), json!([]), json!({})], 0),
        (&[with(a.clone(), json!({ "d": "AA" }))], 0),
    ] {
        let set = set(entries);
        assert_eq!((set.len(), set.is_empty()), (count, count == 0), "{entries:?}");
    }
    let own = |jwk: Value| KeySet::from_jwks_with_secrets(&json!({ "keys": [jwk] }).to_string()).unwrap().len();
    let hs256 = with(oct(), json!({ "alg": "HS256" }));
    assert_eq!((own(hs256.clone()), own(with(hs256, json!({ "d": "AA" })))), (1, 0));
}

#[test]
fn a_set_has_bounds() {
    let many = |count: usize| {
        let named = |number: usize| with(public(ed25519()), json!({ "kid": number.to_string() }));
        let entries: Vec<Value> = (0..count).map(named).collect();
        KeySet::from_jwks(&json!({ "keys": entries }).to_string())
    };
    assert_eq!(many(1000).unwrap().len(), 1000);
    let told = |outcome: Result<KeySet, Error>| outcome.unwrap_err().to_string();
    assert_eq!(told(many(1001)), "the key cannot be used: the key set has 1001 keys, more than 1000 are not taken");
    for (json, why) in [
        ("[]", "the key set is not a strict JSON object: it is not a JSON object"),
        ("{}", "the key set has no keys"),
        (r#"{"keys":{}}"#, "the key set's keys must be an array, it is an object"),
        (r#"{"keys":[],"keys":[]}"#, "the key set is not a strict JSON object: an object has the same name twice"),
    ] {
        assert_eq!(told(KeySet::from_jwks(json)), format!("the key cannot be used: {why}"));
    }
}

/// RFC 7515 §4.1.4, RFC 7517 §4.5.
#[test]
fn kid_and_alg_select_the_key() {
    let named = |jwk: Value, kid: &str| with(public(jwk), json!({ "kid": kid }));
    let unnamed = || public(ec());
    let tokens = [token(&ec(), None), token(&ec(), Some("a")), token(&ec(), Some("b"))];
    let (ambiguous, missing, invalid) =
        (Some(Code::KeyAmbiguous), Some(Code::KeyNotFound), Some(Code::SignatureInvalid));
    for (entries, expected) in [
        (&[named(ec(), "a")][..], [None, None, missing]),
        (&[unnamed()], [None, missing, missing]),
        (&[named(ec(), "a"), named(other_ec(), "b")], [ambiguous, None, invalid]),
        (&[named(other_ec(), "a"), named(ec(), "b")], [ambiguous, invalid, None]),
        // One key that is listed with its name and without.
        (&[named(ec(), "a"), unnamed()], [None, None, missing]),
        (&[unnamed(), named(ec(), "a")], [None, None, missing]),
        (&[named(ec(), "a"), named(ec(), "b")], [ambiguous, None, None]),
        (&[unnamed(), public(other_ec())], [ambiguous, missing, missing]),
        (&[named(ec(), "a"), public(other_ec())], [ambiguous, None, missing]),
        (&[named(ec(), "a"), named(other_ec(), "a")], [ambiguous, ambiguous, missing]),
        // Only what fits the algorithm is selected from.
        (&[named(ed25519(), "a"), named(ec(), "a")], [None, None, missing]),
        (&[named(ed25519(), "b"), named(ec(), "a")], [None, None, Some(Code::AlgorithmNotAllowed)]),
        (&[named(ed25519(), "a")], [missing, Some(Code::AlgorithmNotAllowed), missing]),
    ] {
        let set = set(entries);
        assert_eq!([0, 1, 2].map(|place| code(&tokens[place], &set)), expected, "{entries:?}");
    }
    let refused = refusal(&tokens[1], &set(&[named(ed25519(), "a")])).unwrap();
    assert_eq!(
        refused,
        Error::AlgorithmNotAllowed { expected: vec![Algorithm::EdDsa, Algorithm::Ed25519], actual: refused.actual() }
    );
    // Two secrets are two keys, even if they are one: they are not compared.
    let secret = |kid: &str| with(oct(), json!({ "alg": "HS256", "kid": kid }));
    let secrets = json!({ "keys": [secret("a"), with(secret("a"), json!({ "kid": null }))] }).to_string();
    let secrets = KeySet::from_jwks_with_secrets(&secrets).unwrap();
    assert_eq!(code(&token(&secret("a"), None), &secrets), ambiguous);
    assert_eq!(code(&token(&secret("a"), Some("a")), &secrets), None);
}

/// A token whose algorithm no key may have is told so; else the entry that it names.
#[test]
fn what_is_told_if_no_key_fits() {
    let named = |jwk: Value, kid: Value| with(public(jwk), json!({ "kid": kid }));
    let bad = |kid: Value| with(named(ec(), kid), json!({ "use": "enc" }));
    let source = |error: &Error| error.source().map(ToString::to_string);
    let enc = Some("the key cannot be used: the JWK's use is \"enc\", it must be sig".to_owned());
    let no_kty = Some("the key cannot be used: the JWK lacks kty".to_owned());
    let good = named(other_ec(), json!("z"));
    for (entries, kid, expected) in [
        (&[bad(json!("a")), json!({ "kid": "b" }), good.clone()][..], Some("a"), &enc),
        (&[bad(json!("a")), json!({ "kid": "b" }), good.clone()], Some("b"), &no_kty),
        (&[bad(json!("a")), json!({ "kid": "b" }), good.clone()], Some("c"), &None),
        (&[bad(json!(7)), good.clone()], Some("7"), &enc),
        (&[bad(json!("")), good.clone()], Some(""), &enc),
        (&[json!({}), good.clone()], Some("c"), &None),
        // Where no key can be used at all, the last entry is told.
        (&[bad(json!("a")), json!({ "kid": "b" })], Some("c"), &no_kty),
        (&[bad(json!("a")), json!({ "kid": "b" })], None, &no_kty),
        (&[bad(json!("a")), json!({ "kid": "b" })], Some("a"), &enc),
        (&[json!({}), json!(7)], Some("c"), &no_kty),
        (
            &[json!(7), json!(null)],
            Some("c"),
            &Some("the key cannot be used: it is a number, not an object".to_owned()),
        ),
        (&[], Some("c"), &None),
    ] {
        let error = refusal(&token(&ec(), kid), &set(entries)).unwrap();
        assert_eq!((error.code(), &source(&error)), (Code::KeyNotFound, expected), "{entries:?} {kid:?}");
    }
    let policy = Policy::new().algorithm(Algorithm::Es384).algorithm(Algorithm::Ps256);
    let error = verify(&token(&ec(), Some("c")), set(&[good]), &policy, NOW).unwrap_err();
    assert_eq!(error.expected().unwrap().as_json(), r#"["ES384","PS256"]"#);
    assert_eq!(error.actual().unwrap().as_json(), r#""ES256""#);
}
