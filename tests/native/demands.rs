//! What a caller demands and what a caller turns off. The package's tests read the same files.

use jwt_wasm::{CheckOutcome, Code, Key, Object, Policy, Verdict, explain, verify};

use crate::common::{SECRET, load, policy, signed};

fn key() -> Key {
    Key::secret(&SECRET, jwt_wasm::Algorithm::Hs256).unwrap()
}

#[test]
fn a_check_that_the_caller_turned_off_is_told_as_skipped() {
    let vectors = load("reports/skipped-checks.json");
    let now = vectors["now"].as_f64().unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let token = signed(case["claims"].to_string().as_bytes());
        let policy = policy(&case["options"]).unwrap();
        let refused = verify(&token, key(), &policy, now)
            .err()
            .map(|error| [error.code().as_str().to_owned(), error.claim().unwrap_or_default().to_owned()]);
        let expected: Option<[String; 2]> = serde_json::from_value(case["refused"].clone()).unwrap();
        assert_eq!(refused, expected, "{case}");
        let report = explain(&token, key(), &policy, now).unwrap();
        let check = report.checks().iter().find(|check| check.name().as_str() == case["check"]).unwrap();
        let outcome = match check.outcome() {
            CheckOutcome::Passed => "passed",
            CheckOutcome::Failed(_) => "failed",
            CheckOutcome::Skipped(reason) => {
                assert_eq!(case["reason"], reason.reason(), "{case}");
                "skipped"
            }
        };
        assert_eq!(outcome, case["outcome"], "{case}");
        let verdict = if expected.is_some() { Verdict::Refused } else { Verdict::Verified };
        assert_eq!(report.verdict(), verdict, "{case}");
    }
}

#[test]
fn the_last_word_on_the_audience_counts() {
    let token = signed(br#"{"aud":"api","exp":1700000001}"#);
    let code = |policy: Policy| verify(&token, key(), &policy, 1_700_000_000.0).err().map(|error| error.code());
    assert_eq!(code(Policy::new().audience("web").without_audience_check()), None);
    assert_eq!(code(Policy::new().without_audience_check().audience("web")), Some(Code::ClaimMismatch));
    assert_eq!(code(Policy::new().without_audience_check().audience("api")), None);
}

#[test]
fn a_number_beyond_2_53_equals_no_other_integer() {
    for case in load("reports/numbers.json").as_array().unwrap() {
        let [claim, demanded] = ["claim", "demanded"].map(|name| case[name].as_str().unwrap());
        let demand = format!("{{\"n\":{demanded}}}");
        let object = Object::parse(Box::leak(demand.into_boxed_str())).unwrap();
        let policy = Policy::new().require_expiry(false).claim("n", object.get("n").unwrap().clone());
        let token = signed(format!("{{\"n\":{claim}}}").as_bytes());
        let outcome = verify(&token, key(), &policy, 1.0);
        if case["equal"] == true {
            outcome.unwrap();
        } else {
            let error = outcome.unwrap_err();
            assert_eq!(error.code(), Code::ClaimMismatch, "{case}");
            assert_eq!(error.actual().unwrap().as_json(), claim, "{case}");
            assert_eq!(error.expected().unwrap().as_json(), demanded, "{case}");
        }
    }
}

/// A double stands for one integer, and does not equal the text of another.
#[test]
fn a_double_equals_its_own_integer_alone() {
    let demanding = |number: f64| Policy::new().require_expiry(false).claim("n", jwt_wasm::Value::from(number));
    for (number, own, others) in [
        (9_007_199_254_740_992.0, "9007199254740992", ["9007199254740993", "9007199254740991"]),
        (-9_007_199_254_740_992.0, "-9007199254740992", ["-9007199254740993", "9007199254740992"]),
        (1_152_921_504_606_846_976.0, "1152921504606846976", ["1152921504606846975", "1152921504606847000"]),
    ] {
        let equals =
            |text: &str| verify(&signed(format!("{{\"n\":{text}}}").as_bytes()), key(), &demanding(number), 1.0);
        assert!(equals(own).is_ok());
        for other in others {
            assert_eq!(equals(other).unwrap_err().code(), Code::ClaimMismatch, "{other}");
        }
    }
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 18_446_744_073_709_551_616.0] {
        for text in ["9223372036854775807", "-9223372036854775808", "18446744073709551615", "1e300", "null"] {
            let token = signed(format!("{{\"n\":{text}}}").as_bytes());
            assert!(verify(&token, key(), &demanding(number), 1.0).is_err(), "{number} {text}");
        }
    }
}
