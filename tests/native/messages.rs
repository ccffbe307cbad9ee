//! Messages name what a Rust program calls. With the feature `_npm` they name what JavaScript calls.

use std::fs;
use std::path::Path;
use std::time::Duration;

use jwt_wasm::{
    Algorithm, Claims, Error, ErrorKind, Key, KeySet, Policy, SignOptions, explain, generate_secret, sign, verify,
};

const NOW: u64 = 1_700_000_000;

/// Literals of the sources, outside of comments and tests, and without those for the npm package.
fn literals(source: &str) -> Vec<String> {
    let code: String = source
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect();
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(start) = rest.find('"') {
        let (before, after) = (&rest[..start], &rest[start + 1..]);
        let is_raw = before.ends_with("r#");
        let mut is_escaped = false;
        let end = if is_raw {
            after.find("\"#")
        } else {
            after.find(|letter| {
                let is_end = letter == '"' && !is_escaped;
                is_escaped = letter == '\\' && !is_escaped;
                is_end
            })
        };
        // The rest of a char literal of a quotation mark.
        let Some(end) = end else { break };
        if !before.trim_end_matches("r#").trim_end().ends_with("npm:") {
            found.push(after[..end].to_owned());
        }
        rest = &after[end + 1..];
    }
    found
}

/// A word such as `maxAge`, as JavaScript names what it calls.
fn camel_case(text: &str) -> Option<&str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').find(|word| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.chars().any(|letter| letter.is_ascii_uppercase())
    })
}

/// Of an option that only JSON has, and commands for a shell.
const OTHERS: [&str; 2] = ["either oneOf or contains", "grep -oE"];

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn no_sentence_of_the_sources_has_a_name_of_javascript() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut count = 0;
    for (path, source) in files {
        for text in literals(&source).iter().filter(|text| text.split_whitespace().count() > 2) {
            count += 1;
            let is_other = OTHERS.iter().any(|other| text.contains(other));
            assert!(is_other || camel_case(text).is_none(), "{path}: {text}");
            assert!(!text.contains("JSON.parse"), "{path}: {text}");
        }
    }
    assert!(count > 200, "{count} sentences are found");
}

#[test]
fn a_sentence_for_javascript_would_be_found() {
    let source = r#"
        // "a comment may name maxAge"
        rust: "in Rust it is max_age",
        npm: "in JavaScript it is maxAge",
        f.write_str("here \"maxAge\" is wrong")
    "#;
    let found: Vec<_> = literals(source).into_iter().filter(|text| camel_case(text).is_some()).collect();
    assert_eq!(found, [r#"here \"maxAge\" is wrong"#]);
}

/// Errors whose words depend on the language.
#[cfg(not(feature = "_npm"))]
#[test]
fn a_message_names_what_a_rust_program_calls() {
    let key = || Key::secret(&[7; 32], Algorithm::Hs256).unwrap();
    let options = SignOptions::new().expires_in(Duration::from_secs(300));
    let token = |claims: Claims| sign(claims, &key(), &options, NOW).unwrap();
    let refusal = |token: &str, policy: Policy| verify(token, key(), &policy, NOW).unwrap_err();
    let is = |error: Error, words: &str| {
        let message = error.to_string();
        assert!(message.contains(words), "{message}");
    };
    let plain = token(Claims::new());
    is(refusal(&plain, Policy::new().max_token_length(9)), "bytes, and max_token_length is 9");
    is(refusal(&format!("{plain}="), Policy::new()), "allow_padding accepts it");
    is(refusal(&token(Claims::new().audience("api")), Policy::new()), "give your own by Policy::audience");
    is(refusal("a.b.c.d.e", Policy::new()), "decrypt (feature jwe) reads it");
    let login = || Policy::id_token().issuer("i").audience("a");
    is(refusal(&plain, login().require_expiry(false)), "the check that the option require_expiry turns off");
    is(refusal(&plain, login().ignore_expiry()), "the check that the option ignore_expiry turns off");
    is(refusal(&plain, login().without_audience_check()), "the check that the option without_audience_check turns off");
    for (policy, option) in [
        (Policy::new().with_access_token("t"), "with_access_token"),
        (Policy::new().with_code("c"), "with_code"),
        (Policy::new().max_auth_age(Duration::from_secs(1)), "max_auth_age"),
        (Policy::new().nonce("n"), "nonce"),
    ] {
        is(refusal(&plain, policy), &format!("the option {option} needs the profile id_token"));
    }
    is(Error::from(ErrorKind::RandomUnavailable), "the system gives no random bytes");
    is(generate_secret(Algorithm::Rs256).unwrap_err(), "generate_secret is for HS256");
    is(Key::secret(b"-----BEGIN PUBLIC KEY-----", Algorithm::Hs256).unwrap_err(), "Key::public_pem");
    is(Key::secret(br#"{"keys":[]}"#, Algorithm::Hs256).unwrap_err(), "Key::from_jwk or KeySet::from_jwks");
    is(Key::from_jwk(r#"{"kty":"RSA","x5c":[]}"#, None).unwrap_err(), "give that certificate to Key::public_der");
    #[cfg(feature = "keyfile")]
    is(Key::public_pem("{}", Algorithm::Es256).unwrap_err(), "Key::from_jwk");
    let set = KeySet::from_jwks(r#"{"keys":[{"kty":"oct","k":"AA","kid":"1"}]}"#).unwrap();
    assert!(set.skipped().any(|one| one.reason().to_string().contains("KeySet::from_jwks_with_secrets")));
    let policy = Policy::new().ignore_expiry().without_audience_check();
    let report = explain(&plain, key(), &policy, NOW).unwrap();
    let told: String = report.checks().iter().map(|check| check.message() + "\n").collect();
    assert!(told.contains("the option ignore_expiry turns this check off"), "{told}");
    assert!(told.contains("the option without_audience_check turns this check off"), "{told}");
}
