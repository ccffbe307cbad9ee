//! Signed content that need not be a JWT, with its payload in the token or detached, encoded or not.

use jwt_wasm::{
    Algorithm, Code, Error, JwsOptions, Key, Policy, SignJwsOptions, SignOptions, Value, explain, sign, sign_jws,
    verify, verify_jws,
};

use crate::common::{SECRET, keys, load};

const NOW: f64 = 1_700_000_000.0;

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn code<T>(outcome: Result<T, Error>) -> Option<(Code, Option<&'static str>)> {
    outcome.err().map(|error| (error.code(), error.reason()))
}

/// RFC 7797 §4: the same payload encoded, and not.
#[test]
fn rfc_7797() {
    let vectors = load("rfc-more.json");
    let cases = vectors["cases"].as_array().unwrap();
    let [encoded, detached, attached] =
        ["RFC 7797 4.1", "RFC 7797 4.2: b64 false, detached", "RFC 7797 4.2: b64 false, attached"]
            .map(|name| cases.iter().find(|case| case["name"].as_str().unwrap().starts_with(name)).unwrap());
    let key = keys(&encoded["key"]).unwrap();
    let [control, token, with_dot] = [encoded, detached, attached].map(|case| case["token"].as_str().unwrap());
    let verified = verify_jws(control, key.keys(), &JwsOptions::new()).unwrap();
    assert_eq!(verified.payload(), b"$.02");
    let options = JwsOptions::new().payload(b"$.02").unencoded();
    let verified = verify_jws(token, key.keys(), &options).unwrap();
    assert_eq!(
        (verified.payload(), verified.header()),
        (&b"$.02"[..], r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#)
    );
    // Its payload has a dot.
    let outcome = verify_jws(with_dot, key.keys(), &JwsOptions::new().unencoded());
    assert_eq!(code(outcome), Some((Code::Malformed, Some("unencoded"))));

    // Only the order of the header's members differs.
    let crate::common::TestKeys::One(signer) = &key else { panic!("one key") };
    let ours = sign_jws(b"$.02", signer, &SignJwsOptions::new().detached().unencoded()).unwrap();
    assert_eq!(ours, token);
    assert_eq!(sign_jws(b"$.02", signer, &SignJwsOptions::new()).unwrap(), control);
}

/// A token is good only if the caller names the form in which it was signed.
#[test]
fn the_caller_decides_and_never_the_token() {
    const PAYLOADS: [&[u8]; 5] = [b"", b"JC4wMg", b"$.02", b" ~", &[0, 0xff, b'\n']];
    for payload in PAYLOADS {
        let may_stand = payload.iter().all(|byte| matches!(byte, b' '..=b'~') && *byte != b'.');
        let ways = |detached: bool, unencoded: bool| {
            let (mut signing, mut verifying) = (SignJwsOptions::new(), JwsOptions::new());
            if detached {
                (signing, verifying) = (signing.detached(), verifying.payload(payload));
            }
            if unencoded {
                (signing, verifying) = (signing.unencoded(), verifying.unencoded());
            }
            (signing, verifying)
        };
        let all = [(false, false), (true, false), (false, true), (true, true)];
        for way in all {
            let signed = sign_jws(payload, &key(), &ways(way.0, way.1).0);
            if way == (false, true) && !may_stand {
                assert_eq!(code(signed), Some((Code::OptionsInvalid, Some("unencoded_payload"))), "{payload:?}");
                continue;
            }
            let token = signed.unwrap();
            assert_eq!(token.contains(".."), way.0 || payload.is_empty());
            for other in all {
                let verified = verify_jws(&token, key(), &ways(other.0, other.1).1);
                // An empty payload is the same in the token and detached.
                let is_same = way.1 == other.1 && (way.0 == other.0 || payload.is_empty());
                assert_eq!(verified.is_ok(), is_same, "{payload:?} {way:?} {other:?} {verified:?}");
                if let Ok(verified) = verified {
                    assert_eq!(verified.payload(), payload);
                }
            }
            // A JWT never has such a payload.
            assert!(verify(&token, key(), &Policy::new().require_expiry(false), NOW).is_err());
        }
    }
}

#[test]
fn an_unencoded_jwt_is_refused_by_everything_but_the_option() {
    let claims = br#"{"exp":4000000000}"#;
    let options = SignJwsOptions::new().unencoded();
    let token = sign_jws(claims, &key(), &options).unwrap();
    let policy = Policy::new();
    assert_eq!(code(verify(&token, key(), &policy, NOW)), Some((Code::Malformed, Some("base64url"))));
    assert!(explain(&token, key(), &policy, NOW).unwrap().failure().is_some());
    assert_eq!(code(verify_jws(&token, key(), &JwsOptions::new())), Some((Code::Malformed, Some("base64url"))));
    // Read as base64url it is JSON too, so `b64` must be the reason.
    let both = sign_jws(b"eyJleHAiOjR9", &key(), &options).unwrap();
    assert_eq!(code(verify(&both, key(), &policy, NOW)), Some((Code::HeaderRejected, Some("b64"))));
    assert_eq!(code(verify_jws(&both, key(), &JwsOptions::new())), Some((Code::HeaderRejected, Some("b64"))));
    assert!(verify_jws(&both, key(), &JwsOptions::new().unencoded()).is_ok());
    // The reverse.
    let encoded = sign(r#"{"exp":4000000000}"#, &key(), &SignOptions::new().without_expiry(), NOW).unwrap();
    let outcome = verify_jws(&encoded, key(), &JwsOptions::new().unencoded());
    assert_eq!(code(outcome), Some((Code::HeaderRejected, Some("b64"))));
}

/// Each signed as it is, with the MAC over the payload as it is.
#[test]
fn the_header_says_b64_and_crit_and_nothing_else() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use hmac::{Hmac, KeyInit, Mac};
    let outcome = |header: &str, payload: &str| {
        let input = format!("{}.{payload}", URL_SAFE_NO_PAD.encode(header));
        let mac = Hmac::<sha2::Sha256>::new_from_slice(&SECRET).unwrap().chain_update(&input).finalize().into_bytes();
        let token = format!("{input}.{}", URL_SAFE_NO_PAD.encode(mac));
        let here = code(verify_jws(&token, key(), &JwsOptions::new().unencoded()));
        let (start, rest) = token.split_once('.').unwrap();
        let detached = format!("{start}..{}", rest.rsplit_once('.').unwrap().1);
        let beside = JwsOptions::new().payload(payload.as_bytes()).unencoded();
        assert_eq!(code(verify_jws(&detached, key(), &beside)), here, "{header}");
        // A payload both in the token and detached is refused, whatever the header says.
        assert_eq!(code(verify_jws(&token, key(), &beside)).map(|it| it.0), Some(Code::Malformed), "{header}");
        here
    };
    assert_eq!(outcome(r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#, "a"), None);
    assert_eq!(outcome(r#"{"crit":["b\u00364"],"b64":false,"alg":"HS256","kid":"k","x":1}"#, "a"), None);
    for (header, reason) in [
        (r#"{"alg":"HS256"}"#, "b64"),
        (r#"{"alg":"HS256","crit":["b64"]}"#, "b64"),
        (r#"{"alg":"HS256","b64":true,"crit":["b64"]}"#, "b64"),
        (r#"{"alg":"HS256","b64":"false","crit":["b64"]}"#, "b64"),
        (r#"{"alg":"HS256","b64":0,"crit":["b64"]}"#, "b64"),
        (r#"{"alg":"HS256","b64":null,"crit":["b64"]}"#, "b64"),
        (r#"{"alg":"HS256","B64":false,"crit":["b64"]}"#, "b64"),
        (r#"{"alg":"HS256","b64":false}"#, "crit"),
        (r#"{"alg":"HS256","b64":false,"crit":[]}"#, "crit"),
        (r#"{"alg":"HS256","b64":false,"crit":"b64"}"#, "crit"),
        (r#"{"alg":"HS256","b64":false,"crit":["b64","b64"]}"#, "crit"),
        (r#"{"alg":"HS256","b64":false,"crit":["b64","exp"],"exp":1}"#, "crit"),
        (r#"{"alg":"HS256","b64":false,"crit":["exp"],"exp":1}"#, "crit"),
        (r#"{"alg":"HS256","b64":false,"crit":[["b64"]]}"#, "crit"),
        (r#"{"alg":"HS256","b64":false,"crit":{"b64":true}}"#, "crit"),
        (r#"{"alg":"HS256","b64":false,"crit":["B64"]}"#, "crit"),
        (r#"{"alg":"HS256","b64":false,"crit":["b64"],"kid":1}"#, "kid"),
    ] {
        assert_eq!(outcome(header, "a"), Some((Code::HeaderRejected, Some(reason))), "{header}");
    }
    let twice = r#"{"alg":"HS256","b64":true,"b64":false,"crit":["b64"]}"#;
    assert_eq!(outcome(twice, "a"), Some((Code::Malformed, Some("duplicate_name"))));
    assert_eq!(outcome(r#"{"alg":"none","b64":false,"crit":["b64"]}"#, "a"), Some((Code::AlgorithmNotAllowed, None)));
}

#[test]
fn what_is_wrong_with_a_detached_token_is_said() {
    let token = sign_jws(b"payload", &key(), &SignJwsOptions::new().detached()).unwrap();
    let (header, signature) = token.split_once("..").unwrap();
    let with = |payload: &'static [u8]| JwsOptions::new().payload(payload);
    assert!(verify_jws(&token, key(), &with(b"payload")).is_ok());
    assert_eq!(code(verify_jws(&token, key(), &with(b"payloae"))), Some((Code::SignatureInvalid, None)));
    assert_eq!(code(verify_jws(&token, key(), &with(b""))), Some((Code::SignatureInvalid, None)));
    assert_eq!(code(verify_jws(&token, key(), &JwsOptions::new())), Some((Code::SignatureInvalid, None)));
    // The encoded text is not the payload's bytes, and a payload in the token is not allowed besides a detached one.
    assert_eq!(code(verify_jws(&token, key(), &with(b"cGF5bG9hZA"))), Some((Code::SignatureInvalid, None)));
    for middle in ["cGF5bG9hZA", "payload", ".", "*"] {
        let outcome = verify_jws(&format!("{header}.{middle}.{signature}"), key(), &with(b"payload"));
        assert_eq!(code(outcome), Some((Code::Malformed, Some("detached"))), "{middle}");
    }
    let error = verify_jws(&format!("*.x.{signature}"), key(), &with(b"payload")).unwrap_err();
    assert_eq!(error.to_string(), "the header is malformed: it is not canonical base64url without padding");
    let error = verify_jws(&format!("{header}.x.{signature}"), key(), &with(b"payload")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the payload is malformed: it is in the token and was also given separately; give it once"
    );
    assert!(!format!("{:?}", with(b"payload")).contains("112"), "it holds none of the payload's bytes");
    // A detached payload does not count towards the token's length.
    let payload = vec![b'x'; 100_000];
    let token = sign_jws(&payload, &key(), &SignJwsOptions::new().detached()).unwrap();
    assert!(verify_jws(&token, key(), &JwsOptions::new().payload(&payload).max_token_length(token.len())).is_ok());
    let outcome = verify_jws(&token, key(), &JwsOptions::new().payload(&payload).max_token_length(token.len() - 1));
    assert_eq!(code(outcome), Some((Code::TooLarge, None)));
    // Padding cannot occur if the payload is not base64url in the token.
    for options in [with(b"payload").allow_padding(), JwsOptions::new().unencoded().allow_padding()] {
        assert_eq!(
            code(verify_jws(&token, key(), &options)),
            Some((Code::OptionsInvalid, Some("padding_without_base64url")))
        );
    }
}

#[test]
fn the_header_of_what_is_signed() {
    let key = Key::from_jwk(
        r#"{"kty":"oct","alg":"HS256","kid":"own","k":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"}"#,
        None,
    );
    let key = key.unwrap();
    let header = |options: &SignJwsOptions| {
        let token = sign_jws(b"x", &key, options)?;
        verify_jws(&token, &key, &JwsOptions::new()).map(|verified| verified.header().to_owned())
    };
    assert_eq!(header(&SignJwsOptions::new()).as_deref(), Ok(r#"{"alg":"HS256","kid":"own"}"#));
    let options = SignJwsOptions::new().typ("JOSE").kid("k").header("cty", "text/plain").header("n", Value::from(1.5));
    assert_eq!(header(&options).as_deref(), Ok(r#"{"alg":"HS256","typ":"JOSE","kid":"k","cty":"text/plain","n":1.5}"#));
    for (name, value) in [("alg", "none"), ("kid", "other"), ("crit", "x"), ("b64", "x")] {
        assert_eq!(
            code(header(&SignJwsOptions::new().header(name, value))),
            Some((Code::OptionsInvalid, Some("header_refused"))),
            "{name}"
        );
    }
    for name in ["b64", "crit"] {
        let options = SignJwsOptions::new().unencoded().header(name, Value::Bool(false));
        assert_eq!(
            code(sign_jws(b"x", &key, &options)),
            Some((Code::OptionsInvalid, Some("header_refused"))),
            "{name}"
        );
    }
    let public = keys(&load("rfc-more.json")["cases"][2]["key"]).unwrap();
    let crate::common::TestKeys::One(public) = public else { panic!("one key") };
    assert_eq!(code(sign_jws(b"x", &public, &SignJwsOptions::new())), Some((Code::KeyInvalid, Some("public_key"))));
}
