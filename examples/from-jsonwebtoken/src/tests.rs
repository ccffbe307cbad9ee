use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::time::Duration;

use ::jwt_wasm::{Algorithm, Claims, Key, SignOptions, SigningKey, Timestamp, sign};

use crate::{gate, issuers, key_files, kms, login, provider};

const ISSUER: &str = "https://issuer.example";
const SECRET: &[u8] = b"a secret of at least thirty-two bytes";
const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----";

fn key(seed: u8, kid: &str) -> Key {
    Key::private_ed25519(&[seed; 32], Algorithm::EdDsa).unwrap().with_kid(kid)
}

fn jwks(keys: &[Key]) -> String {
    let keys: Vec<String> = keys.iter().filter_map(Key::public_jwk).collect();
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}

fn token(key: &Key, issuer: &str, audience: &str, now: Timestamp) -> String {
    let claims = Claims::new().issuer(issuer).audience(audience).subject("user-42").claim("tenant", 7);
    sign(claims, key, &SignOptions::new().expires_in(Duration::from_secs(300)), now).unwrap()
}

fn both<T, A: Debug, B: Debug>(ours: Result<T, A>, theirs: Result<T, B>, is_good: bool) {
    assert_eq!([ours.is_ok(), theirs.is_ok()], [is_good; 2], "{:?} {:?}", ours.err(), theirs.err());
}

fn past() -> Timestamp {
    Timestamp::now() - Duration::from_secs(301)
}

#[test]
fn each_is_shorter_with_jwt_wasm() {
    let lines = |source: &str| {
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        source.lines().filter(is_code).count()
    };
    macro_rules! pairs {
        ($($name:literal)*) => {
            [$(($name, include_str!(concat!($name, "/jwt_wasm.rs")), include_str!(concat!($name, "/jsonwebtoken.rs"))),)*]
        };
    }
    let page = include_str!("../../../docs/rust-jsonwebtoken.md");
    for (name, ours, theirs) in pairs!("login" "provider" "key_files" "kms" "issuers" "gate") {
        assert!(lines(ours) < lines(theirs), "{name}: {} and {}", lines(ours), lines(theirs));
        let end = format!("| {} | {} |", lines(ours), lines(theirs));
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}`:")));
        assert!(row.is_some_and(|row| row.ends_with(&end)), "docs/rust-jsonwebtoken.md must say {name} {end}");
    }
}

#[test]
fn both_make_and_take_logins() {
    let check = |token: &str, is_good| {
        let ours = login::jwt_wasm::check(SECRET, token).map(|login| (login.sub, login.tenant));
        let theirs = login::jsonwebtoken::check(SECRET, token).map(|login| (login.sub, login.tenant));
        both(ours, theirs, is_good);
    };
    check(&login::jwt_wasm::issue(SECRET, "user-42", 7).unwrap(), true);
    check(&login::jsonwebtoken::issue(SECRET, "user-42", 7).unwrap(), true);
    let key = Key::secret(SECRET, Algorithm::Hs256).unwrap();
    check(&token(&key, ISSUER, "other", Timestamp::now()), false);
    check(&token(&key, "https://other.example", "api", Timestamp::now()), false);
    check(&token(&key, ISSUER, "api", past()), false);
}

#[test]
fn both_take_a_providers_tokens() {
    let set = jwks(&[key(7, "2026"), key(8, "2025")]);
    let check = |token: &str, is_good| {
        let ours = provider::jwt_wasm::check(&set, token).map(|user| user.sub);
        both(ours, provider::jsonwebtoken::check(&set, token).map(|user| user.sub), is_good);
    };
    check(&token(&key(8, "2025"), ISSUER, "api", Timestamp::now()), true);
    check(&token(&key(8, "2026"), ISSUER, "api", Timestamp::now()), false);
    check(&token(&key(9, "2027"), ISSUER, "api", Timestamp::now()), false);
    check(&token(&key(8, "2025"), ISSUER, "other", Timestamp::now()), false);
    check(&token(&key(8, "2025"), ISSUER, "api", past()), false);
}

#[test]
fn both_read_key_files() {
    let private = Key::private_pem(PRIVATE, Algorithm::EdDsa).unwrap();
    // The public half that RFC 8410 §10.1 shows.
    let public = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----";
    assert!(private.public_jwk().unwrap().contains("Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE"));
    for token in [key_files::jwt_wasm::issue(PRIVATE, 7).unwrap(), key_files::jsonwebtoken::issue(PRIVATE, 7).unwrap()]
    {
        for (tenant, is_good) in [(7, true), (8, false)] {
            let ours = key_files::jwt_wasm::check(public, &token, tenant);
            both(ours, key_files::jsonwebtoken::check(public, &token, tenant), is_good);
        }
    }
}

#[test]
fn both_let_a_kms_sign() {
    let signer = SigningKey::ed25519(&[7; 32]).unwrap();
    let kms = |input: &[u8]| signer.sign(input).unwrap();
    let policy = ::jwt_wasm::Policy::new().subject(r#"bob","role":"admin"#);
    for token in [
        kms::jwt_wasm::issue(r#"bob","role":"admin"#, kms).unwrap(),
        kms::jsonwebtoken::issue(r#"bob","role":"admin"#, kms).unwrap(),
    ] {
        let public = key(7, "kms-1").public().unwrap();
        let verified = ::jwt_wasm::verify(&token, &public, &policy, Timestamp::now()).unwrap();
        assert!(!verified.payload().contains(r#""role":"#), "{}", verified.payload());
    }
    // Only one of them refuses a signature that cannot be one.
    assert!(kms::jwt_wasm::issue("bob", |_| vec![7; 63]).is_err());
}

#[test]
fn both_tell_issuers_apart() {
    let sets = [("https://a.example", jwks(&[key(7, "1")])), ("https://b.example", jwks(&[key(8, "1")]))];
    let sets: Vec<(&str, &str)> = sets.iter().map(|(name, jwks)| (*name, jwks.as_str())).collect();
    let check = |token: &str, is_good| {
        both(issuers::jwt_wasm::check(&sets, token), issuers::jsonwebtoken::check(&sets, token), is_good);
    };
    check(&token(&key(8, "1"), "https://b.example", "api", Timestamp::now()), true);
    check(&token(&key(7, "1"), "https://b.example", "api", Timestamp::now()), false);
    check(&token(&key(7, "1"), "https://c.example", "api", Timestamp::now()), false);
    check(&token(&key(7, "1"), "https://a.example", "other", Timestamp::now()), false);
}

#[test]
fn both_gates_keep_to_the_same_rules() {
    let (set, is_down, requests) = (RefCell::new(jwks(&[key(7, "1")])), Cell::new(false), Cell::new(0));
    let fetch = |_: &str| {
        requests.set(requests.get() + 1);
        if is_down.get() { Err("down".to_owned()) } else { Ok((200, set.borrow().clone())) }
    };
    let url = "https://issuer.example/jwks";
    let ours = gate::jwt_wasm::Gate::new(url, ISSUER, "api", &fetch).unwrap();
    let theirs = gate::jsonwebtoken::Gate::new(url, ISSUER, "api", &fetch).unwrap();
    assert!(gate::jwt_wasm::Gate::new("http://issuer.example", ISSUER, "api", &fetch).is_err());
    assert!(gate::jsonwebtoken::Gate::new("http://issuer.example", ISSUER, "api", &fetch).is_err());
    // jsonwebtoken asks the system's clock, so only the first minutes can be tested.
    let start = Timestamp::now().as_seconds() as u64;
    let check = |token: &str, after: u64, status: u16, asked: u32| {
        for is_ours in [true, false] {
            requests.set(0);
            let answer = match is_ours {
                true => ours.check(token, (start + after).into()),
                false => theirs.check(token, start + after),
            };
            assert_eq!(answer.map_or_else(|status| status, |_| 200), status, "ours: {is_ours}, after {after} s");
            assert_eq!(requests.get(), asked, "ours: {is_ours}, after {after} s");
        }
    };
    let old = token(&key(7, "1"), ISSUER, "api", start.into());
    let new = token(&key(8, "2"), ISSUER, "api", start.into());
    is_down.set(true);
    check(&old, 0, 503, 1);
    check(&old, 0, 503, 0);
    is_down.set(false);
    check(&old, 2, 200, 1);
    check(&old, 3, 200, 0);
    // An unknown key causes one request, and none within the cool-down.
    check(&new, 4, 401, 1);
    check(&new, 5, 401, 0);
    *set.borrow_mut() = jwks(&[key(7, "1"), key(8, "2")]);
    check(&new, 35, 200, 1);
    check(&token(&key(7, "1"), ISSUER, "other", start.into()), 36, 401, 0);
}
