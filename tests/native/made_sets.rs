//! Sets of keys that a program has, and what threads can share.

use std::sync::Arc;
use std::time::Duration;

use jwt_wasm::{
    Algorithm, Claims, Code, Error, Key, KeyRole, KeySet, Keys, Policy, SignOptions, SigningInput, Timestamp,
    TrustedIssuers, Value, Verdict, Verifier, explain, sign, verify,
};

use crate::common::SECRET;

const NOW: f64 = 1_700_000_000.0;

fn private(seed: u8, kid: &str) -> Key {
    Key::private_ed25519(&[seed; 32], Algorithm::EdDsa).unwrap().with_kid(kid)
}

fn token(key: &Key) -> String {
    let options = SignOptions::new().expires_in(Duration::from_secs(300));
    sign(Claims::new().subject("user-42"), key, &options, NOW).unwrap()
}

#[test]
fn a_set_of_keys_is_chosen_from_by_kid() {
    let (current, previous) = (private(7, "2026"), private(8, "2025"));
    let set = KeySet::from_keys([&current, &previous].into_iter().filter_map(Key::public)).unwrap();
    let verifier = Verifier::new(set, Policy::new());
    for (place, key) in [&current, &previous].into_iter().enumerate() {
        assert_eq!(verifier.verify(&token(key), NOW).unwrap().key_index(), place);
    }
    let error = verifier.verify(&token(&private(7, "2024")), NOW).unwrap_err();
    assert_eq!(error.code(), Code::KeyNotFound);
    let error = verifier.verify(&token(&private(9, "2026")), NOW).unwrap_err();
    assert_eq!(error.code(), Code::SignatureInvalid);
}

#[test]
fn keys_that_a_token_cannot_choose_between_are_refused() {
    let code = |keys: Vec<Key>| KeySet::from_keys(keys).map(|set| set.len()).map_err(|error| error.code());
    let public = |seed, kid| private(seed, kid).public().unwrap();
    let secret = |kid| Key::secret(&SECRET, Algorithm::Hs256).unwrap().with_kid(kid);
    assert_eq!(code(vec![]), Ok(0));
    assert_eq!(code(vec![public(7, "a"), public(7, "a")]), Ok(1));
    assert_eq!(code(vec![public(7, "a"), public(7, "b")]), Ok(2));
    assert_eq!(code(vec![public(7, "a"), secret("a")]), Ok(2));
    assert_eq!(code(vec![public(7, "a"), public(8, "a")]), Err(Code::KeyAmbiguous));
    // Secrets are never compared.
    assert_eq!(code(vec![secret("a"), secret("a")]), Err(Code::KeyAmbiguous));
    assert_eq!(code(vec![private(7, "a")]), Err(Code::KeyInvalid));
    let many = |count: usize| (0..count).map(|number| secret(&*number.to_string().leak())).collect();
    assert_eq!(code(many(1000)), Ok(1000));
    assert_eq!(code(many(1001)), Err(Code::KeyInvalid));
}

#[test]
fn keys_without_kid_are_chosen_by_algorithm() {
    let secret = || Key::secret(&[7; 64], Algorithm::Hs256).unwrap();
    let ed25519 = Key::private_ed25519(&[7; 32], Algorithm::EdDsa).unwrap();
    let set = KeySet::from_keys([secret(), ed25519.public().unwrap()]).unwrap();
    for key in [&secret(), &ed25519] {
        assert!(verify(&token(key), &set, &Policy::new(), NOW).is_ok());
    }
    let both = KeySet::from_keys([secret(), Key::secret(&[8; 64], Algorithm::Hs256).unwrap()]).unwrap();
    assert_eq!(verify(&token(&secret()), &both, &Policy::new(), NOW).unwrap_err().code(), Code::KeyAmbiguous);
}

#[test]
fn the_public_half_verifies_and_does_not_sign() {
    let key = private(7, "2026");
    let public = key.public().unwrap();
    assert_eq!((public.role(), public.kid(), public.algorithms()), (KeyRole::Public, Some("2026"), key.algorithms()));
    assert_eq!(public.public_jwk(), key.public_jwk());
    assert!(verify(&token(&key), &public, &Policy::new(), NOW).is_ok());
    assert_eq!(public.public().unwrap().public_jwk(), public.public_jwk());
    assert!(Key::secret(&SECRET, Algorithm::Hs256).unwrap().public().is_none());

    let both = Key::from_jwk(&public.public_jwk().unwrap().replace(r#","alg":"EdDSA""#, ""), None).unwrap();
    assert_eq!(both.algorithms().len(), 2);
    assert_eq!(both.public().unwrap().algorithms(), both.algorithms());
}

#[test]
fn what_a_set_skips_is_listed_with_its_reason() {
    let set = KeySet::from_jwks(
        r#"{"keys":[
            {"kty":"OKP","crv":"Ed25519","kid":"good","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
            {"kty":"oct","kid":"secret","k":"AAAA"},
            {"kty":"RSA"},
            {"kty":"EC","crv":"P-256","kid":7,"x":"AA"}
        ]}"#,
    )
    .unwrap();
    assert_eq!(set.len(), 1);
    let told: Vec<_> = set.skipped().map(|entry| (entry.kid(), entry.reason().reason())).collect();
    let expected = [
        (Some(r#""secret""#), Some("secret_in_set")),
        (None, Some("member_missing")),
        (Some("7"), Some("member_type")),
    ];
    assert_eq!(told, expected);
    let sentences: Vec<String> = set.skipped().map(|entry| entry.to_string()).collect();
    assert!(sentences[0].starts_with(r#"the entry "secret" was skipped: the key cannot be used: "#), "{sentences:?}");
    assert!(sentences[1].starts_with("an entry without kid was skipped: "), "{sentences:?}");
    assert_eq!(KeySet::from_keys([]).unwrap().skipped().count(), 0);
}

#[test]
fn keys_can_be_shared() {
    let key = Arc::new(private(7, "2026").public().unwrap());
    let set = Arc::new(KeySet::from_keys(key.public()).unwrap());
    let token = token(&private(7, "2026"));
    for keys in [Keys::from(&key), Keys::from(&set), Keys::from(&*key), Keys::from(&*set)] {
        assert!(verify(&token, keys.clone(), &Policy::new(), NOW).is_ok());
        assert_eq!(explain(&token, keys, &Policy::new(), NOW).unwrap().verdict(), Verdict::Verified);
    }
    assert!(verify(&token, &key, &Policy::new(), NOW).is_ok() && verify(&token, &set, &Policy::new(), NOW).is_ok());
    assert_eq!(explain(&token, None, &Policy::new(), NOW).unwrap().verdict(), Verdict::Unchecked);
    assert_eq!(explain(&token, &*key, &Policy::new(), NOW).unwrap().verdict(), Verdict::Verified);
}

/// It does not compile if one of them cannot be shared.
#[test]
fn threads_share_what_verifies_and_signs() {
    const fn is_shared<T: Send + Sync + 'static>() {}
    is_shared::<Verifier<'static>>();
    is_shared::<TrustedIssuers<'static>>();
    is_shared::<(Key, KeySet, Keys<'static>, Policy)>();
    is_shared::<(SignOptions, SigningInput, Claims, Value<'static>, Timestamp, Error)>();
    #[cfg(feature = "jwe")]
    is_shared::<(jwt_wasm::EncryptionKey, jwt_wasm::EncryptionKeySet, jwt_wasm::EncryptOptions)>();

    let verifier = Verifier::new(private(7, "2026").public().unwrap(), Policy::new());
    let tokens: Vec<String> = (0..4).map(|_| token(&private(7, "2026"))).collect();
    std::thread::scope(|scope| {
        for token in &tokens {
            scope.spawn(|| assert!(verifier.verify(token, NOW).is_ok()));
        }
    });
}
