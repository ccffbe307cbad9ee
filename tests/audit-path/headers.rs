//! What a stranger can write into a header.

use crate::{NOW, SECRET, outcome, passes, policy, refused, signed};
use jwt_wasm::{Algorithm, ErrorKind, HeaderRule, Key, Malformation, Part, Policy};

#[test]
fn algorithms() {
    let not_allowed = |kind: &ErrorKind| matches!(kind, ErrorKind::AlgorithmNotAllowed { expected, .. } if expected == &[Algorithm::Hs256]);
    for alg in [
        r#""none""#,
        r#""None""#,
        r#""hs256""#,
        r#""HS384""#,
        r#""HS512""#,
        r#""RS256""#,
        r#""ES256""#,
        r#""EdDSA""#,
        r#""Ed25519""#,
        r#""\n""#,
        "7",
        "1.5",
        "null",
        "true",
        "false",
        r#"["HS256", "none"]"#,
        r#"{"alg":"HS256","b":1}"#,
    ] {
        refused(signed(format!(r#"{{"alg":{alg}}}"#), "{}"), &policy(), not_allowed);
    }
    refused(signed("{}", "{}"), &policy(), not_allowed);
    passes(&signed(r#"{"alg":"\u0048S256"}"#, "{}"), &policy().algorithm(Algorithm::Hs256));
    let other = policy().algorithm(Algorithm::Hs512).algorithm(Algorithm::EdDsa);
    refused(
        signed(r#"{"alg":"HS256"}"#, "{}"),
        &other,
        |kind| matches!(kind, ErrorKind::AlgorithmNotAllowed { expected, .. } if expected.is_empty()),
    );
    // The same secret, bound to another algorithm.
    let long = [SECRET, SECRET].concat();
    for (name, algorithm) in [("HS384", Algorithm::Hs384), ("HS512", Algorithm::Hs512)] {
        let both = ["HS256", name].map(|alg| signed(format!(r#"{{"alg":"{alg}"}}"#), "{}"));
        let [other, same] = both.map(|token| outcome(token, Key::secret(&long, algorithm).unwrap(), &policy(), NOW));
        let (Some(Err(other)), Some(Err(same))) = (other, same) else { continue };
        assert!(matches!(other.kind(), ErrorKind::AlgorithmNotAllowed { .. }));
        assert!(matches!(same.kind(), ErrorKind::SignatureInvalid));
    }
}

#[test]
fn parameters() {
    let rejected = |expected: HeaderRule| move |kind: &ErrorKind| matches!(kind, ErrorKind::HeaderRejected { rule, .. } if *rule == expected);
    for (member, rule) in [
        (r#""crit":[]"#, HeaderRule::Crit),
        (r#""crit":["b64"],"b64":true"#, HeaderRule::Crit),
        (r#""crit":["exp"]"#, HeaderRule::Crit),
        (r#""b64":false"#, HeaderRule::B64),
        (r#""b64":null"#, HeaderRule::B64),
        (r#""typ":7"#, HeaderRule::Typ),
        (r#""kid":null"#, HeaderRule::Kid),
    ] {
        refused(signed(format!(r#"{{"alg":"HS256",{member}}}"#), "{}"), &policy(), rejected(rule));
    }
    for member in
        [r#""b64":true"#, r#""kid":"a""#, r#""jwk":{"kty":"oct","k":"AAAA"},"x5c":[],"jku":"https://a.example""#]
    {
        passes(&signed(format!(r#"{{"alg":"HS256",{member}}}"#), "{}"), &policy());
    }
}

#[test]
fn types() {
    let rejected = |kind: &ErrorKind| matches!(kind, ErrorKind::HeaderRejected { rule: HeaderRule::Typ, .. });
    let policy = policy().typ("at+jwt");
    for typ in ["at+jwt", "AT+JWT", "application/at+jwt"] {
        passes(&signed(format!(r#"{{"alg":"HS256","typ":"{typ}"}}"#), "{}"), &policy);
    }
    for header in
        [r#"{"alg":"HS256"}"#, r#"{"alg":"HS256","typ":"JWT"}"#, r#"{"alg":"HS256","typ":"application/a/at+jwt"}"#]
    {
        refused(signed(header, "{}"), &policy, rejected);
    }
}

#[test]
fn json() {
    for (header, expected) in [
        ("", Malformation::Json),
        ("[]", Malformation::NotObject),
        (r#"{"alg":"HS256","alg":"none"}"#, Malformation::DuplicateName),
    ] {
        let is_expected = |kind: &ErrorKind| matches!(kind, ErrorKind::Malformed { part: Part::Header, reason, .. } if *reason == expected);
        refused(signed(header, "{}"), &Policy::new(), is_expected);
    }
}
