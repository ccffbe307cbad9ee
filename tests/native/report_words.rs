//! The names and sentences of a report's checks that passed or were skipped. `cargo xtask names` writes them for the package's
//! scripts, so that its core does not hold them. This test fails if the file is stale. Only a build with `_npm` has the words of
//! the package.

use std::fmt::Write as _;
use std::time::Duration;

use jwt_wasm::{Algorithm, CheckName, CheckOutcome, Key, Policy, SkipReason, Verdict, explain};
use serde_json::json;

use crate::common::{SECRET, signed_with};
use crate::names::fresh;

/// What a check that passed says, by a token that passes all of them.
fn passed() -> Vec<String> {
    let claims = json!({
        "iss": "i", "aud": "a", "sub": "s", "jti": "j", "client_id": "c",
        "iat": 1_700_000_000, "nbf": 1_700_000_000, "exp": 1_700_000_300, "scope": "read",
    });
    let token = signed_with(&json!({ "alg": "HS256", "typ": "at+jwt" }), claims.to_string().as_bytes());
    let policy = Policy::access_token().issuer("i").audience("a").subject("s").jwt_id("j").scope("read");
    let policy = policy.max_age(Duration::from_secs(300)).require_claim("client_id").claim("client_id", "c");
    let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let report = explain(&token, &key, &policy, 1_700_000_001).unwrap();
    assert_eq!(report.verdict(), Verdict::Verified);
    let told = |(check, name): (&jwt_wasm::Check, &CheckName)| {
        assert_eq!((check.name(), check.outcome()), (*name, &CheckOutcome::Passed));
        check.message()
    };
    report.checks().iter().zip(CheckName::ALL).map(told).collect()
}

#[test]
fn the_words_that_typescript_has_are_fresh() {
    let mut text = String::from("// Written by `cargo xtask names` from the core's own lists.\n");
    let mut list = |name: &str, about: &str, rows: Vec<(&str, String)>| {
        let _ = write!(text, "\n/** {about} */\nexport const {name} = [\n");
        for (name, words) in rows {
            let line = format!("  [\"{name}\", \"{words}\"],\n");
            if line.len() <= 111 {
                text.push_str(&line);
            } else {
                let _ = write!(text, "  [\n    \"{name}\",\n    \"{words}\",\n  ],\n");
            }
        }
        text.push_str("] as const;\n");
    };
    let passed = passed();
    assert_eq!(passed.len(), CheckName::ALL.len());
    let names = CheckName::ALL.iter().map(|name| name.as_str());
    list("CHECKS", "Each check of a report in its order, and what it says if it passed.", names.zip(passed).collect());
    let reasons = SkipReason::ALL.iter().map(|reason| (reason.reason(), reason.to_string()));
    list("SKIP_REASONS", "Why a check was skipped, by the core's numbers.", reasons.collect());
    fresh("pkg/src/report-words.ts", &text);
}
