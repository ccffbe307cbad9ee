//! The names that Rust and TypeScript share. `cargo xtask names` writes them from the core's own lists into
//! `pkg/src/names.ts`, `tests/vectors/names.json` and the rules of the page's profiles. This test fails if these files
//! are stale.

use std::fmt::Write as _;
use std::{env, fs};

use jwt_wasm::{
    Algorithm, CheckName, Code, ContentEncryption, DEFAULT_MAX_TOKEN_LENGTH, Error, ErrorKind, FileKind, FileProblem,
    HeaderRule, JsonText, JweProblem, Key, KeyManagement, KeyProblem, MAX_DEPTH, Malformation, OptionsProblem, Part,
    Policy, Profile, PublicLook, SignOptions, SkipReason, Surroundings, sign, verify,
};

use crate::common::{SECRET, signed};

struct List {
    name: &'static str,
    about: &'static str,
    /// The name of the list at run time, if code needs it.
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
        // Only the package fetches keys, asks about revocations and takes a schema.
        Code::ALL.iter().flat_map(|code| match code {
            Code::OptionsInvalid => {
                vec!["schema_mismatch", "revoked", "revocation_unavailable", "jwks_unavailable", code.as_str()]
            }
            code => vec![code.as_str()],
        }),
    );
    let weak = [
        Error::from(ErrorKind::KeyTooWeak { algorithm: Algorithm::Hs256, minimum_bytes: 32, actual_bytes: 1 }),
        Error::from(ErrorKind::RsaTooWeak { minimum_bits: 2048, actual_bits: 1024 }),
    ];
    let sync =
        [Error::from(ErrorKind::HostNeeded { algorithm: Algorithm::Rs256 }), Error::from(ErrorKind::RandomUnavailable)];
    let algorithms = |is_meant: fn(&str) -> bool| {
        Algorithm::ALL.iter().copied().map(Algorithm::name).filter(move |name| is_meant(name))
    };
    vec![
        List { constant: Some("ERROR_CODES"), ..codes },
        list(
            "TokenPart",
            "The part of a token that is malformed: the first one, if several are, or `token` if it has not three segments.",
            Part::NAMES.iter().copied(),
        ),
        list("MalformedReason", "Why a token is `malformed`.", Malformation::NAMES.iter().copied()),
        list("HeaderReason", "The header parameter for which a header is refused.", HeaderRule::NAMES.iter().copied()),
        list(
            "Surroundings",
            "What is around or inside a token and makes it `malformed`: the error's `actual`.",
            Surroundings::NAMES.iter().copied(),
        ),
        list(
            "ClaimType",
            "The type that a claim must have, and the type that it has: `expected` and `actual` of `claim_invalid`.",
            claim_types(),
        ),
        list("WeakReason", "What is too weak: a secret or an RSA key.", weak.map(|error| error.reason().unwrap())),
        list("CoreKeyReason", "Why a key cannot be used.", KeyProblem::REASONS.iter().copied()),
        list("KeyFileReason", "Why a key file cannot be read.", FileProblem::REASONS.iter().copied()),
        list(
            "KeyFileKind",
            "The kind of a file that is recognised but not read: the error's `actual`.",
            FileKind::NAMES.iter().copied(),
        ),
        list(
            "PublicLook",
            "What a `public_secret` really is: the error's `actual`.",
            PublicLook::NAMES.iter().copied(),
        ),
        list("CoreOptionsReason", "Why an option is wrong.", OptionsProblem::REASONS.iter().copied()),
        list("JwePart", "The part of an encrypted token that is malformed.", JweProblem::PARTS),
        list("JweMalformedReason", "Why an encrypted token is `malformed`.", jwe_reasons(Code::Malformed)),
        list(
            "JweHeaderReason",
            "The header parameter for which the header of an encrypted token is refused.",
            jwe_reasons(Code::HeaderRejected),
        ),
        list(
            "JweAlgorithmReason",
            "Why the `alg` or the `enc` of an encrypted token is not allowed.",
            jwe_reasons(Code::AlgorithmNotAllowed),
        ),
        list("JweKeyReason", "Why a key for encryption cannot be used.", jwe_reasons(Code::KeyInvalid)),
        list(
            "SyncReason",
            "What the runtime lacks: an engine or random bytes.",
            sync.map(|error| error.reason().unwrap()),
        ),
        list("SkipReason", "Why a check was not made.", SkipReason::REASONS.iter().copied()),
        list(
            "CheckName",
            "The checks of a token, in the order in which they are made.",
            CheckName::ALL.iter().map(|name| name.as_str()),
        ),
        list(
            "TokenProfile",
            "Kinds of tokens that OAuth and OpenID Connect define.",
            Profile::ALL.iter().copied().map(Profile::as_str),
        ),
        List {
            constant: Some("ALGORITHMS"),
            ..list(
                "Algorithm",
                "The signature algorithms by their registered names. `none` is not one of them.",
                algorithms(|_| true),
            )
        },
        List {
            constant: Some("KEY_MANAGEMENT"),
            ..list(
                "KeyManagement",
                "How the key of an encrypted token reaches its recipient: its `alg` (RFC 7518 §4.1).",
                KeyManagement::ALL.iter().map(|one| one.name()),
            )
        },
        List {
            constant: Some("CONTENT_ENCRYPTION"),
            ..list(
                "ContentEncryption",
                "How the content of a token is encrypted: its `enc` (RFC 7518 §5.1).",
                ContentEncryption::ALL.iter().map(|one| one.name()),
            )
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
        list(
            "PublicKeyAlgorithm",
            "The algorithms that sign with a private key and verify with its public half.",
            algorithms(|name| !name.starts_with("HS")),
        ),
        list("EcAlgorithm", "ECDSA (RFC 7518 §3.4).", algorithms(|name| name.starts_with("ES"))),
        list(
            "OkpAlgorithm",
            "EdDSA: by its older name, which goes with either curve, and by the names of the curves (RFC 8037 §3.1, RFC 9864 §2.2).",
            algorithms(|name| name.starts_with("Ed")),
        ),
        list("AkpAlgorithm", "ML-DSA (RFC 9964 §4).", algorithms(|name| name.starts_with("ML-"))),
    ]
}

/// A JSON text, which only the crate can make.
fn nothing_found() -> JsonText {
    let error = Key::from_jwk(r#"{"kty":"x"}"#, None).unwrap_err();
    error.actual().unwrap()
}

fn jwe_reasons(code: Code) -> Vec<&'static str> {
    let found = nothing_found();
    let part = "iv";
    let problems = [
        JweProblem::NotEncrypted,
        JweProblem::Segments,
        JweProblem::Base64url { part },
        JweProblem::PartLength { part, needed: 1, actual: 0 },
        JweProblem::NotEmpty { alg: "dir" },
        JweProblem::Rsa15,
        JweProblem::Pbes2,
        JweProblem::NoneAlg,
        JweProblem::UnknownAlg { found: None },
        JweProblem::UnknownEnc { found: None },
        JweProblem::OtherAlg { bound: vec![], found: "dir" },
        JweProblem::OtherEnc { bound: vec![], found: "A128GCM" },
        JweProblem::ReadOnly,
        JweProblem::Zip { found: found.clone() },
        JweProblem::Epk { found: None },
        JweProblem::Apu { found: found.clone() },
        JweProblem::Apv { found: found.clone() },
        JweProblem::Iv { found: None },
        JweProblem::Tag { found: None },
        JweProblem::Cty { found: found.clone() },
        JweProblem::Nested,
        JweProblem::Failed,
        JweProblem::HostNeeded { alg: "dir" },
        JweProblem::WrongKind { found: "", alg: "dir", needed: "" },
        JweProblem::SecretLength { algorithm: "dir", needed: 1, actual: 0 },
        JweProblem::Use { found },
        JweProblem::NoAlg,
        JweProblem::NoEnc,
        JweProblem::SeveralEnc,
        JweProblem::OtherKeyAlg { own: "", asked: "" },
    ];
    for reason in JweProblem::REASONS {
        assert!(problems.iter().any(|problem| problem.reason() == *reason), "{reason}");
    }
    problems.iter().filter(|problem| problem.code() == code).map(JweProblem::reason).collect()
}

/// The types that a claim must have and can have instead, as the errors of signing name them for each registered claim,
/// and the errors of verifying for the claims that options are about.
fn claim_types() -> Vec<&'static str> {
    let key = Key::secret(&[7; 32], Algorithm::Hs256).unwrap();
    let mut types = Vec::new();
    for name in ["exp", "nbf", "iat", "iss", "sub", "jti", "aud"] {
        for value in ["null", "true", "1", "1e300", "\"x\"", "[]", "[1]", "{}"] {
            let signed =
                sign(format!("{{\"{name}\":{value}}}").as_str(), &key, &SignOptions::new().without_expiry(), 1.0);
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
        let _ = write!(text, "\n/** {about} */\nexport type {name} =");
        let _ = if name.len() + quoted(names, " | ").len() <= 110 - "export type  = ;".len() {
            writeln!(text, " {};", quoted(names, " | "))
        } else {
            writeln!(text, "\n  | {};", quoted(names, "\n  | "))
        };
    }
    let _ = write!(
        text,
        "\n/** The longest token that is accepted by default, in characters. */\nexport const MAX_TOKEN_LENGTH = {DEFAULT_MAX_TOKEN_LENGTH};\n\
         \n/** How deep JSON may be nested, the outermost object counted as 1. */\nexport const MAX_DEPTH = {MAX_DEPTH};\n"
    );
    text
}

/// The rules of the profiles, for the page.
fn profiles() -> String {
    let mut text = String::from(
        "// Written by `cargo xtask names` from the core's own lists.\n\n/** What each kind of token must meet. */\nexport const PROFILE_RULES = {\n",
    );
    for profile in Profile::ALL.iter().copied() {
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

#[test]
fn the_names_that_typescript_has_are_fresh() {
    let lists = lists();
    for (path, text) in [
        ("pkg/src/names.ts", typescript(&lists)),
        ("tests/vectors/names.json", json(&lists)),
        ("www/model/profiles/rules.ts", profiles()),
    ] {
        fresh(path, &text);
    }
}

/// Fails if a file that `cargo xtask names` writes does not have this text, or writes it.
pub(crate) fn fresh(path: &str, text: &str) {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("JWT_WASM_WRITE_NAMES").is_some() {
        fs::write(&path, text).unwrap();
    } else {
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), text, "{path} is stale: run `cargo xtask names`");
    }
}
