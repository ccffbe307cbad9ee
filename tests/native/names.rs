//! The names that Rust and TypeScript share. They are written from the core's own lists, and never kept twice by hand:
//! `cargo xtask names` writes `pkg/src/names.ts`, `tests/vectors/names.json` and the rules of the page's profiles, and this test
//! says if they are no longer fresh.

use std::fmt::Write as _;
use std::{env, fs};

use jwt_wasm::{
    Algorithm, CheckName, Code, DEFAULT_MAX_TOKEN_LENGTH, Error, ErrorKind, FileKind, FileProblem, HeaderRule, Key,
    KeyProblem, MAX_DEPTH, Malformation, OptionsProblem, Part, Policy, Profile, PublicLook, SignOptions, SkipReason,
    Surroundings, sign, verify,
};

use crate::common::{SECRET, signed};

struct List {
    name: &'static str,
    about: &'static str,
    /// The name of a list that exists at run time as well, since code goes through it.
    constant: Option<&'static str>,
    names: Vec<&'static str>,
}

fn list(name: &'static str, about: &'static str, names: impl IntoIterator<Item = &'static str>) -> List {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    List { name, about, constant: None, names: once }
}

fn lists() -> Vec<List> {
    let codes = list(
        "JwtErrorCode",
        "The stable name of what is wrong. Messages may change between versions; codes do not.",
        Code::ALL.iter().map(|code| code.as_str()),
    );
    let weak = [
        Error::from(ErrorKind::KeyTooWeak { algorithm: Algorithm::Hs256, minimum_bytes: 32, actual_bytes: 1 }),
        Error::from(ErrorKind::RsaTooWeak { minimum_bits: 2048, actual_bits: 1024 }),
    ];
    let sync =
        [Error::from(ErrorKind::HostNeeded { algorithm: Algorithm::Rs256 }), Error::from(ErrorKind::RandomUnavailable)];
    let algorithms =
        |is_meant: fn(&str) -> bool| Algorithm::ALL.map(Algorithm::name).into_iter().filter(move |name| is_meant(name));
    vec![
        List { constant: Some("ERROR_CODES"), ..codes },
        list(
            "TokenPart",
            "Which part of a token is malformed: the first, if several segments are, and `token` if there are not three segments.",
            Part::NAMES.iter().copied(),
        ),
        list("MalformedReason", "Why a token is `malformed`.", Malformation::NAMES.iter().copied()),
        list("HeaderReason", "Which header parameter made the header be refused.", HeaderRule::NAMES.iter().copied()),
        list(
            "Surroundings",
            "What stands around or inside a token that is `malformed` for it: its `actual`.",
            Surroundings::NAMES.iter().copied(),
        ),
        list(
            "ClaimType",
            "What a `claim_invalid` must be, and what it is: its `expected` and `actual`.",
            claim_types(),
        ),
        list("WeakReason", "What is too weak, a secret or an RSA key.", weak.map(|error| error.reason().unwrap())),
        list("CoreKeyReason", "Why a key cannot be used.", KeyProblem::REASONS.iter().copied()),
        list("KeyFileReason", "Why a key file is not read.", FileProblem::REASONS.iter().copied()),
        list(
            "KeyFileKind",
            "What a file is that is not read itself: the error's `actual`.",
            FileKind::NAMES.iter().copied(),
        ),
        list(
            "PublicLook",
            "What a `public_secret` is in truth: the error's `actual`.",
            PublicLook::NAMES.iter().copied(),
        ),
        list("CoreOptionsReason", "Why an option is wrong.", OptionsProblem::REASONS.iter().copied()),
        list("SyncReason", "What is not there: arithmetic or random bytes.", sync.map(|error| error.reason().unwrap())),
        list("SkipReason", "Why a check could not, or need not, be made.", SkipReason::REASONS.iter().copied()),
        list(
            "CheckName",
            "The checks a token goes through, in this order.",
            CheckName::ALL.iter().map(|name| name.as_str()),
        ),
        list(
            "TokenProfile",
            "Kinds of tokens that OAuth and OpenID Connect define.",
            Profile::ALL.map(Profile::as_str),
        ),
        List {
            constant: Some("ALGORITHMS"),
            ..list("Algorithm", "Names of the signature algorithms. `none` is not one of them.", algorithms(|_| true))
        },
        list(
            "SecretAlgorithm",
            "The algorithms that sign and verify with one shared secret (RFC 7518 §3.2).",
            algorithms(|name| name.starts_with("HS")),
        ),
        list(
            "RsaAlgorithm",
            "RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 7518 §3.3, §3.5).",
            algorithms(|name| name.starts_with("RS") || name.starts_with("PS")),
        ),
        list("EcAlgorithm", "ECDSA (RFC 7518 §3.4).", algorithms(|name| name.starts_with("ES"))),
        list(
            "OkpAlgorithm",
            "EdDSA with Ed25519, under its older and its newer name (RFC 8037 §3.1, RFC 9864 §2).",
            algorithms(|name| name.starts_with("Ed")),
        ),
    ]
}

/// What a claim must be and what it can be instead, as a signer is told of each of the registered ones, and a verifier of those
/// that its options are about.
fn claim_types() -> Vec<&'static str> {
    let key = Key::secret(&[7; 32], Algorithm::Hs256).unwrap();
    let mut types = Vec::new();
    for name in ["exp", "nbf", "iat", "iss", "sub", "jti", "aud"] {
        for value in ["null", "true", "1", "1e300", "\"x\"", "[]", "[1]", "{}"] {
            let signed = sign(&format!("{{\"{name}\":{value}}}"), &key, &SignOptions::new(), 1.0);
            match signed.as_ref().map_err(Error::kind) {
                Err(ErrorKind::ClaimInvalid { expected, actual, .. }) => types.extend([*expected, *actual]),
                signed => assert!(signed.is_ok(), "{name}: {value}"),
            }
        }
    }
    let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let of_login = |policy: Policy| policy.issuer("i").audience("a");
    for (claims, policy) in [
        (r#"{"scope":1}"#, Policy::new().require_expiry(false).scope("read")),
        (r#"{"iss":"i","aud":"a","exp":2,"iat":1,"sub":""}"#, of_login(Policy::id_token())),
        (
            r#"{"iss":"i","aud":"a","exp":2,"iat":1,"jti":"j","sub":"u","nonce":"n",
                "events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#,
            of_login(Policy::logout_token()),
        ),
    ] {
        match verify(&signed(claims.as_bytes()), &key, &policy, 1.0).unwrap_err().kind() {
            ErrorKind::ClaimInvalid { expected, actual, .. } => types.extend([*expected, *actual]),
            other => panic!("{claims}: {other:?}"),
        }
    }
    types
}

/// Formatted as `biome` does.
fn typescript(lists: &[List]) -> String {
    let mut text = String::from("// Written by `cargo xtask names` from the core's own lists.\n");
    let quoted = |names: &[&str], between: &str| {
        names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(between)
    };
    for List { name, about, constant, names } in lists {
        if let Some(constant) = constant {
            let _ = write!(
                text,
                "\n/** Every {{@link {name}}}. */\nexport const {constant} = [\n  {},\n] as const;\n",
                quoted(names, ",\n  ")
            );
        }
        let _ = write!(text, "\n/** {about} */\nexport type {name} = ");
        match constant {
            Some(constant) => {
                let _ = writeln!(text, "(typeof {constant})[number];");
            }
            None if name.len() + quoted(names, " | ").len() <= 110 - "export type  = ;".len() => {
                let _ = writeln!(text, "{};", quoted(names, " | "));
            }
            None => {
                text.truncate(text.len() - 1);
                let _ = writeln!(text, "\n  | {};", quoted(names, "\n  | "));
            }
        }
    }
    let _ = write!(
        text,
        "\n/** The longest token that is looked at by default, in characters. */\nexport const MAX_TOKEN_LENGTH = {DEFAULT_MAX_TOKEN_LENGTH};\n\
         \n/** How deep JSON may be nested, the outermost object counted as 1. */\nexport const MAX_DEPTH = {MAX_DEPTH};\n"
    );
    text
}

/// The rules of the profiles, for the page.
fn profiles() -> String {
    let mut text = String::from(
        "// Written by `cargo xtask names` from the core's own lists.\n\n/** What each kind of token must meet. */\nexport const PROFILE_RULES = {\n",
    );
    for profile in Profile::ALL {
        let rules: Vec<String> = profile.rules().iter().map(|rule| format!("\"{}\"", rule.as_str())).collect();
        let line = format!("  {}: [{}],\n", profile.as_str(), rules.join(", "));
        if line.len() <= 111 {
            text.push_str(&line);
        } else {
            let _ = writeln!(text, "  {}: [\n    {},\n  ],", profile.as_str(), rules.join(",\n    "));
        }
    }
    text + "} as const;\n"
}

fn json(lists: &[List]) -> String {
    let lists: serde_json::Map<String, serde_json::Value> =
        lists.iter().map(|list| (list.name.to_owned(), list.names.clone().into())).collect();
    serde_json::to_string_pretty(&lists).unwrap() + "\n"
}

/// The npm package is built without `es256k`.
#[test]
fn the_names_that_typescript_has_are_fresh() {
    let lists = lists();
    for (path, text) in [
        ("pkg/src/names.ts", typescript(&lists)),
        ("tests/vectors/names.json", json(&lists)),
        ("www/model/profiles/rules.ts", profiles()),
    ] {
        let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
        if env::var_os("JWT_WASM_WRITE_NAMES").is_some() {
            fs::write(&path, text).unwrap();
        } else {
            assert_eq!(fs::read_to_string(&path).unwrap_or_default(), text, "{path} is stale: run `cargo xtask names`");
        }
    }
}
