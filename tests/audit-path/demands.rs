//! Claims of the caller's own, and scopes.

use crate::{accepted_for, invalid, mismatch, missing, policy, refused_for};
use jwt_wasm::{ClaimTest, Value};

#[test]
fn required() {
    let required = policy().require_claim("a");
    accepted_for(r#"{"a":null}"#, &required);
    refused_for("{}", &required, missing("a"));
    let many = (0..20).fold(policy(), |policy, number| policy.require_claim(format!("n{number}")));
    let claims: Vec<String> = (0..20).map(|number| format!("\"n{number}\":0")).collect();
    accepted_for(&format!("{{{}}}", claims.join(",")), &many);
    refused_for("{}", &many, missing("n0"));
    refused_for(r#"{"n1":1}"#, &many, missing("n0"));
}

#[test]
fn tests() {
    let object = Value::parse(r#"{"a":{"b":[null]}}"#).unwrap().into_owned();
    for (test, good, bad) in [
        (ClaimTest::equals("a"), r#""a""#, r#""b""#),
        (ClaimTest::equals(7), "7.0", "8"),
        (ClaimTest::equals(1.5), "15e-1", "1.6"),
        (ClaimTest::equals(true), "true", "null"),
        (ClaimTest::equals(None::<i64>), "null", "0"),
        (ClaimTest::equals(object), r#"{"a":{"b":[null]}}"#, r#"{"a":{"b":[null]},"c":1}"#),
        (ClaimTest::equals(["a", "b"]), r#"["a","b"]"#, r#"["a"]"#),
        (ClaimTest::one_of(["a", "b"]), r#""b""#, r#"{"a":null}"#),
        (ClaimTest::contains(["a", "b"]), r#"["c","b","a"]"#, r#"["a"]"#),
    ] {
        let policy = policy().claim_test(["c"], test);
        accepted_for(&format!(r#"{{"c":{good}}}"#), &policy);
        refused_for(&format!(r#"{{"c":{bad}}}"#), &policy, mismatch("c"));
    }
    let none: [&str; 0] = [];
    refused_for(r#"{"c":[]}"#, &policy().claim_test(["c"], ClaimTest::contains(none)), mismatch("c"));
    refused_for(r#"{"c":"a"}"#, &policy().claim_test(["c"], ClaimTest::contains(["a"])), invalid("c"));
    accepted_for(r#"{"c":9007199254740993}"#, &policy().claim("c", 9_007_199_254_740_993_i64));
    refused_for(r#"{"c":9007199254740992}"#, &policy().claim("c", 9_007_199_254_740_993_i64), mismatch("c"));
    let nested = policy().claim_test(["a/b", "c~d"], ClaimTest::equals(1));
    accepted_for(r#"{"a/b":{"c~d":1}}"#, &nested);
    refused_for(r#"{"a/b":{}}"#, &nested, missing("a~1b/c~0d"));
    refused_for(r#"{"a/b":[]}"#, &nested, invalid("a/b"));
    refused_for("{}", &nested, missing("a~1b/c~0d"));
}

#[test]
fn scope() {
    let reading = policy().scope("read");
    for claim in
        [r#""scope":"read write""#, r#""scope":["write","read"]"#, r#""scp":"read""#, r#""scope":"","scp":["read"]"#]
    {
        accepted_for(&format!("{{{claim}}}"), &reading);
    }
    for (claim, name) in [(r#""scope":"reading""#, "scope"), (r#""scp":["write"]"#, "scp"), (r#""scope":" ""#, "scope")]
    {
        refused_for(&format!("{{{claim}}}"), &reading, mismatch(name));
    }
    refused_for("{}", &reading, missing("scope"));
    for value in ["7", r#"["read write"]"#, "[7]"] {
        refused_for(&format!(r#"{{"scope":{value}}}"#), &reading, invalid("scope"));
        refused_for(&format!(r#"{{"scope":"read","scp":{value}}}"#), &reading, invalid("scp"));
    }
}
