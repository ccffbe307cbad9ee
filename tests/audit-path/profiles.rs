//! Tokens of a profile: access tokens, ID tokens and logout tokens.

use crate::{NOW, join, passes, refused, signed};
use core::time::Duration;
use jwt_wasm::{ErrorKind, OptionsProblem, Policy};
use sha2::{Digest, Sha256};

const EVENT: &str = r#""events":{"http://schemas.openid.net/event/backchannel-logout":{}}"#;

/// The claims with which each profile passes, one a row.
const ACCESS: &[&str] = &[
    r#""iss":"i""#,
    r#""exp":1700000009"#,
    r#""aud":"a""#,
    r#""sub":"s""#,
    r#""client_id":"c""#,
    r#""iat":1700000000"#,
    r#""jti":"j""#,
];
const ID: &[&str] = &[r#""iss":"i""#, r#""sub":"s""#, r#""aud":"a""#, r#""exp":1700000009"#, r#""iat":1700000000"#];
const LOGOUT: &[&str] = &[
    r#""iss":"i""#,
    r#""aud":"a""#,
    r#""iat":1700000000"#,
    r#""exp":1700000009"#,
    r#""jti":"j""#,
    EVENT,
    r#""sid":"s""#,
];

fn named(policy: Policy) -> Policy {
    policy.issuer("i").audience("a")
}

fn header(typ: &str) -> String {
    format!(r#"{{"alg":"HS256","typ":"{typ}"}}"#)
}

fn of(typ: &str, claims: &[&str]) -> String {
    signed(header(typ), format!("{{{}}}", claims.join(",")))
}

fn is_of_claim(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::ClaimMissing { .. } | ErrorKind::ClaimInvalid { .. } | ErrorKind::ClaimMismatch { .. })
}

fn is_of_header(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::HeaderRejected { .. })
}

#[test]
fn each_claim_is_demanded() {
    for (typ, policy, claims, other) in [
        ("at+jwt", Policy::access_token(), ACCESS, "JWT"),
        ("JWT", Policy::id_token(), ID, "at+jwt"),
        ("logout+jwt", Policy::logout_token(), LOGOUT, "JWT"),
    ] {
        let policy = named(policy);
        passes(&of(typ, claims), &policy);
        refused(of(other, claims), &policy, is_of_header);
        for left_out in claims {
            let rest: Vec<&str> = claims.iter().copied().filter(|claim| claim != left_out).collect();
            refused(of(typ, &rest), &policy, is_of_claim);
        }
    }
    refused(
        of("at+jwt", &[ACCESS, &[r#""a":1"#]].concat()).replace("ey", "ez"),
        &named(Policy::access_token()),
        |kind| matches!(kind, ErrorKind::Malformed { .. }),
    );
    let empty: Vec<&str> =
        ACCESS.iter().map(|claim| if claim.contains("sub") { r#""sub":"""# } else { claim }).collect();
    refused(of("at+jwt", &empty), &named(Policy::access_token()), is_of_claim);
}

#[test]
fn what_an_id_token_must_not_have() {
    let policy = named(Policy::id_token());
    let with = |claim: &'static str| {
        let rest = ID.iter().copied().filter(|one| !claim.contains(one.split(':').next().unwrap()));
        of("JWT", &rest.chain([claim]).collect::<Vec<_>>())
    };
    passes(&with(r#""aud":["a","b"],"azp":"a""#), &policy);
    passes(&with(r#""azp":"a""#), &policy);
    for claim in [r#""aud":["a","b"]"#, r#""azp":"b""#, EVENT] {
        refused(with(claim), &policy, is_of_claim);
    }
    let logout = named(Policy::logout_token());
    let without_typ = format!("{{{}}}", LOGOUT.join(","));
    passes(&signed(r#"{"alg":"HS256"}"#, without_typ), &logout);
    refused(of("logout+jwt", &[LOGOUT, &[r#""nonce":"n""#]].concat()), &logout, is_of_claim);
    let other = LOGOUT.iter().map(|claim| {
        if *claim == EVENT { r#""events":{"http://schemas.openid.net/event/backchannel-logout":1}"# } else { claim }
    });
    refused(of("logout+jwt", &other.collect::<Vec<_>>()), &logout, is_of_claim);
    let sub = LOGOUT.iter().map(|claim| claim.replace("sid", "sub")).collect::<Vec<_>>();
    passes(&of("logout+jwt", &sub.iter().map(String::as_str).collect::<Vec<_>>()), &logout);
}

#[test]
fn what_the_caller_knows_of_the_login() {
    let hash = join(&[Sha256::digest("access").get(..16).unwrap()]);
    let policy = named(Policy::id_token())
        .nonce("n")
        .with_access_token("access")
        .with_code("access")
        .max_auth_age(Duration::from_secs(10))
        .acr("gold");
    let claims = [
        r#""nonce":"n""#.to_owned(),
        format!(r#""at_hash":"{hash}""#),
        format!(r#""c_hash":"{hash}""#),
        format!(r#""auth_time":{}"#, NOW - 5.0),
        r#""acr":"gold""#.to_owned(),
    ];
    let with = |claims: &[String]| {
        let own = claims.iter().map(String::as_str);
        of("JWT", &ID.iter().copied().chain(own).collect::<Vec<_>>())
    };
    passes(&with(&claims), &policy);
    for place in 0..claims.len() {
        let mut fewer = claims.to_vec();
        let claim = fewer.remove(place);
        refused(with(&fewer), &policy, is_of_claim);
        fewer.push(claim.replace(":\"", ":\"x").replace(":169", ":168"));
        refused(with(&fewer), &policy, |kind| {
            matches!(kind, ErrorKind::ClaimUnfit { .. } | ErrorKind::ClaimMismatch { .. } | ErrorKind::TooOld { .. })
        });
    }
}

#[test]
fn policies_that_contradict_themselves() {
    for policy in [
        Policy::access_token(),
        Policy::id_token().issuer("i"),
        named(Policy::id_token()).ignore_expiry(),
        named(Policy::id_token()).require_expiry(false),
        named(Policy::id_token()).without_audience_check(),
        named(Policy::access_token()).nonce("n"),
        Policy::new().acr("gold"),
    ] {
        refused("a.b.c", &policy, |kind| {
            matches!(
                kind,
                ErrorKind::OptionsInvalid(
                    OptionsProblem::ProfileNeeds { .. }
                        | OptionsProblem::ProfileExcludes { .. }
                        | OptionsProblem::IdTokenOnly { .. }
                )
            )
        });
    }
}
