//! The registered claims that are not times (RFC 7519 §4.1).

use crate::{accepted_for, invalid, mismatch, missing, policy, refused_for};
use jwt_wasm::Policy;

type Demand = fn(Policy, &str) -> Policy;

#[test]
fn strings() {
    let demands: [(&str, Demand); 3] = [
        ("iss", |policy, value| policy.issuer(value)),
        ("sub", |policy, value| policy.subject(value)),
        ("jti", |policy, value| policy.jwt_id(value)),
    ];
    for (claim, demand) in demands {
        let demanding = demand(policy(), "a");
        accepted_for(&format!(r#"{{"{claim}":"a"}}"#), &demanding);
        accepted_for(&format!(r#"{{"{claim}":"b"}}"#), &policy());
        refused_for(&format!(r#"{{"{claim}":"b"}}"#), &demanding, mismatch(claim));
        refused_for(&format!(r#"{{"{claim}":"b"}}"#), &demand(demanding.clone(), "é\n\"\0"), mismatch(claim));
        refused_for("{}", &demanding, missing(claim));
        for value in ["null", "7", r#"["a"]"#] {
            refused_for(&format!(r#"{{"{claim}":{value}}}"#), &policy(), invalid(claim));
        }
    }
}

#[test]
fn audience() {
    let api = policy().audience("api");
    for aud in [r#""api""#, r#"["other","api"]"#] {
        accepted_for(&format!(r#"{{"aud":{aud}}}"#), &api);
        refused_for(&format!(r#"{{"aud":{aud}}}"#), &policy(), mismatch("aud"));
        accepted_for(&format!(r#"{{"aud":{aud}}}"#), &policy().without_audience_check());
    }
    refused_for(r#"{"aud":"API"}"#, &api, mismatch("aud"));
    refused_for(r#"{"aud":[]}"#, &api.clone().audience("b"), mismatch("aud"));
    refused_for("{}", &api, missing("aud"));
    accepted_for("{}", &policy());
    for value in ["null", "7", r#"["api",7]"#] {
        refused_for(&format!(r#"{{"aud":{value}}}"#), &policy().without_audience_check(), invalid("aud"));
    }
}
