//! Which metadata of an issuer is accepted, with the vectors that the npm package's tests read too.

use jwt_wasm::discovery::{Document, Problem, urls, urls_allowing_insecure};
use serde_json::Value;

use crate::common::load;

fn cases(file: &str) -> Vec<Value> {
    load(file).as_array().unwrap().clone()
}

fn text<'v>(case: &'v Value, name: &str) -> &'v str {
    case[name].as_str().unwrap_or_else(|| panic!("{case}: no text {name}"))
}

#[test]
fn the_addresses_of_an_issuer() {
    for case in cases("discovery-urls.json") {
        let (name, issuer) = (text(&case, "name"), text(&case, "issuer"));
        let find = if case["allow_insecure"] == true { urls_allowing_insecure } else { urls };
        match find(issuer) {
            Ok(found) => assert_eq!(Value::from(found), case["urls"], "{name}"),
            Err(problem) => assert_eq!(problem.reason(), case["error"], "{name}: {problem}"),
        }
    }
}

#[test]
fn what_counts_of_a_document() {
    let mut taken = 0;
    for case in cases("discovery.json") {
        let (name, issuer) = (text(&case, "name"), text(&case, "issuer"));
        let read = match &case["document"] {
            Value::String(text) => text.clone(),
            document => document.to_string(),
        };
        let parse = if case["allow_insecure"] == true { Document::parse_allowing_insecure } else { Document::parse };
        match parse(&read, issuer) {
            Ok(document) => {
                assert_eq!(document.issuer(), issuer, "{name}");
                assert_eq!(document.jwks_uri(), text(&case["ok"], "jwks_uri"), "{name}");
                let names = document.algorithms().map(|all| all.iter().map(|one| one.name()).collect::<Vec<_>>());
                assert_eq!(names.map_or(Value::Null, Value::from), case["ok"]["algorithms"], "{name}");
                taken += 1;
            }
            Err(problem) => assert_eq!(problem.reason(), case["error"], "{name}: {problem}"),
        }
    }
    assert!(taken > 20);
}

#[test]
fn what_the_vectors_cannot_say() {
    let document = r#"{"issuer":"https://a.example","jwks_uri":"https://a.example/jwks#here"}"#;
    assert_eq!(Document::parse(document, "https://a.example").unwrap().jwks_uri(), "https://a.example/jwks");
    // An issuer that is not a URL can be compared, but is not one that allows http.
    let document = r#"{"issuer":"accounts.example","jwks_uri":"http://localhost/jwks"}"#;
    assert_eq!(Document::parse(document, "accounts.example"), Err(Problem::JwksUriInsecure));
    assert!(Document::parse_allowing_insecure(document, "accounts.example").is_ok());
}

#[test]
fn a_problem_says_what_is_wrong_in_one_line() {
    let long = format!(r#"{{"issuer":"https://{}\n"}}"#, "x".repeat(5000));
    let problem = Document::parse(&long, "https://a.example").unwrap_err();
    let told = problem.to_string();
    assert!(
        told.starts_with("the document's issuer must be the one that was asked, but it is \"https://xxx"),
        "{told}"
    );
    assert!(told.len() < 200 && !told.contains('\n'));
    assert!(Document::parse("<html>secret", "a").unwrap_err().to_string().starts_with("the document is malformed: "));
}
