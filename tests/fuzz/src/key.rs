//! Every key parser. An accepted key must be the same key again through its JWK, and its parts must agree.
//!
//! The first byte of an input chooses the parser, the second byte the algorithm, and the rest is parsed.

use jwt_wasm::{Algorithm, Error, JwsOptions, Key, KeySet, SignOptions, sign, thumbprint, verify_jws};

use crate::node::Node;

/// How many parsers there are.
pub const PARSERS: u8 = 7;

/// Gives the rest of the input to one parser.
pub fn run(input: &[u8]) {
    let [parser, algorithm, rest @ ..] = input else { return };
    let algorithms = Algorithm::ALL.len();
    let algorithm = Algorithm::ALL.get(usize::from(*algorithm) % (algorithms + 1)).copied();
    // One more than there are algorithms, because a JWK may be read without one.
    let named = algorithm.unwrap_or(Algorithm::Rs256);
    let text = str::from_utf8(rest).ok();
    match (parser % PARSERS, text) {
        (0, _) => {
            check_der(Key::public_der, rest, named);
            let is_public = Key::public_der(rest, named).is_ok();
            assert!(!is_public || Key::secret(rest, Algorithm::Hs256).is_err(), "a public key is a secret: {rest:x?}");
        }
        (1, _) => check_der(Key::private_der, rest, named),
        (2, Some(text)) => {
            let key = Key::public_pem(text, named).ok();
            assert!(key.is_none() || Key::secret(rest, Algorithm::Hs256).is_err(), "a public key is a secret: {text}");
            check(key);
        }
        (3, Some(text)) => check(Key::private_pem(text, named).ok()),
        (4, Some(text)) => check_jwk(text, algorithm),
        (5, Some(text)) => check_set(text),
        (6, _) => drop(Key::secret(rest, named)),
        _ => {}
    }
}

/// DER contains its own length, so the key with one byte more or less is refused.
fn check_der(parse: fn(&[u8], Algorithm) -> Result<Key, Error>, der: &[u8], algorithm: Algorithm) {
    let Ok(key) = parse(der, algorithm) else { return };
    check(Some(key));
    assert!(parse(&[der, &[0]].concat(), algorithm).is_err(), "{der:x?}");
    assert!(parse(&der[..der.len() - 1], algorithm).is_err(), "{der:x?}");
}

fn check_jwk(text: &str, algorithm: Option<Algorithm>) {
    let key = Key::from_jwk(text, algorithm);
    let print = thumbprint(text);
    if let Ok(key) = &key {
        assert!(Key::secret(text.as_bytes(), Algorithm::Hs256).is_err(), "a JWK is a secret: {text}");
        let print = print.expect("a JWK that is a key has a thumbprint");
        if let Some(public) = key.public_jwk() {
            assert_eq!(thumbprint(&public), Ok(print), "the public half has another thumbprint: {text}");
        }
        check_alone_in_set(text, algorithm);
    }
    check(key.ok());
}

/// A JWK that is accepted alone is also accepted in a set, if it is public or a secret.
fn check_alone_in_set(text: &str, algorithm: Option<Algorithm>) {
    let node = Node::read(text).expect("a JWK is JSON");
    let Node::Object(members) = &node else { panic!("a JWK that is not an object: {text}") };
    let has = |name| members.iter().any(|(other, _)| other == name);
    let text_of_set = format!("{{\"keys\":[{text}]}}");
    // In a set, the JWK is nested two levels deeper.
    let Ok(set) = KeySet::from_jwks_with_secrets(&text_of_set) else { return assert!(node.depth() > 30, "{text}") };
    let is_secret = members.contains(&("kty".to_owned(), Node::String("oct".to_owned())));
    let published = KeySet::from_jwks(&text_of_set).expect("it is a set");
    assert_eq!(published.len(), if is_secret { 0 } else { set.len() }, "{text}");
    let is_private = PRIVATE.into_iter().any(|name| has(name) && !(is_secret && name == "k"));
    let public = Key::from_public_jwk(text, algorithm);
    assert_eq!(public.is_ok(), !is_secret && !is_private, "{text}");
    let operations = members.iter().find_map(|(name, node)| (name == "key_ops").then_some(node));
    let verifies = operations
        .is_none_or(|node| matches!(node, Node::Array(items) if items.contains(&Node::String("verify".to_owned()))));
    let is_usable = verifies && !is_private && (algorithm.is_none() || has("alg"));
    assert!(!is_usable || set.len() == 1, "{text}");
    assert!(!is_private || set.is_empty(), "{text}");
}

/// The private members of every kind of key.
const PRIVATE: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

fn check_set(text: &str) {
    let Ok(set) = KeySet::from_jwks(text) else { return };
    let Some(Node::Object(members)) = Node::read_strict_object(text) else {
        panic!("a set that is not an object: {text}")
    };
    let keys = members.iter().find_map(|(name, node)| (name == "keys").then_some(node));
    let Some(Node::Array(entries)) = keys else { panic!("a set without keys: {text}") };
    assert!(set.len() <= entries.len().min(1000), "{text}");
    let with_secrets = KeySet::from_jwks_with_secrets(text);
    assert!(with_secrets.is_ok_and(|with| with.len() >= set.len()) || entries.len() > 1000, "{text}");
}

fn check(key: Option<Key>) {
    let Some(key) = key else { return };
    assert!(!key.algorithms().is_empty());
    let Some(jwk) = key.public_jwk() else { return };
    let public = Key::from_jwk(&jwk, None);
    let public = public.unwrap_or_else(|error| panic!("{error}: {jwk}"));
    assert_eq!(public.public_jwk().as_ref(), Some(&jwk));
    assert_eq!((public.algorithms(), public.kid()), (key.algorithms(), key.kid()));
    assert!(thumbprint(&jwk).is_ok());
    // RSA does not sign here, and public keys never do.
    if let Ok(token) = sign("{}", &key, &SignOptions::new().without_expiry(), 1.0) {
        assert!(
            verify_jws(&token, &public, &JwsOptions::new()).is_ok(),
            "{jwk} does not verify what its private half signed"
        );
    }
}
