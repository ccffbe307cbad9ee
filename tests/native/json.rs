//! The JSON reader, tested through claims and demands.

use std::time::{Duration, Instant};

use jwt_wasm::{Algorithm, CheckName, CheckOutcome, Code, Key, Malformation, Object, Policy, Value, explain, verify};

use crate::common::{SECRET, signed};

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn policy() -> Policy {
    Policy::new().require_expiry(false)
}

/// A value for a demand, which must not borrow.
fn value(json: &'static str) -> Value<'static> {
    let text = format!("{{\"v\":{json}}}");
    Object::parse(Box::leak(text.into_boxed_str())).unwrap().get("v").unwrap().clone()
}

/// RFC 8259 §7: each escape has one meaning, and there are no others.
#[test]
fn each_escape_is_resolved() {
    for (escape, meaning) in [
        (r#"\""#, "\""),
        (r"\\", "\\"),
        (r"\/", "/"),
        (r"\b", "\u{8}"),
        (r"\f", "\u{c}"),
        (r"\n", "\n"),
        (r"\r", "\r"),
        (r"\t", "\t"),
        (r"\u00e9", "é"),
        (r"\u00E9", "é"),
        (r"\ud7ff", "\u{d7ff}"),
        (r"\ue000", "\u{e000}"),
        (r"\ud83d\ude00", "😀"),
        (r"\udbff\udfff", "\u{10ffff}"),
    ] {
        let text = format!(r#"{{"a{escape}b":"{escape}{escape}"}}"#);
        let object = Object::parse(&text).unwrap_or_else(|error| panic!("{escape}: {error:?}"));
        let expected = Value::String(format!("{meaning}{meaning}").into());
        assert!(object.get(&format!("a{meaning}b")) == Some(&expected), "{escape}");
    }
    for escape in [
        r"\a",
        r"\v",
        r"\0",
        r"\x41",
        r"\'",
        r"\U0041",
        r"\u",
        r"\u00e",
        r"\u+0e9",
        r"\u 0e9",
        r"\u00g9",
        r"\ud83d",
        r"\ud83d ",
        r"\ud83dn",
        r"\ud83d\n",
        r"\ud83d\u0041",
        r"\ude00",
        r"\ude00\ud83d",
        "\n",
        "\t",
        "\0",
        "\u{1f}",
    ] {
        let text = format!(r#"{{"a":"{escape}"}}"#);
        assert!(Object::parse(&text).err() == Some(Malformation::Json), "{escape:?}");
    }
}

/// RFC 8259 §6: no zero before another digit, and a digit on both sides of each point and after each exponent. This also holds
/// for numbers that are not read as a short integer.
#[test]
fn a_number_has_one_form() {
    for good in ["0", "-0", "10", "0.5", "-0.05", "0e1", "100e-2", "1E+2", "1234567890123456789", "-1.5e10"] {
        assert!(Object::parse(&format!("{{\"n\":{good}}}")).is_ok(), "{good}");
    }
    for bad in [
        "01",
        "00",
        "-01",
        "-00",
        "01.5",
        "-01.5",
        "00.5",
        "01e1",
        "0123456789012345678",
        "1.",
        "1.e1",
        ".5",
        "-.5",
        "-",
        "--1",
        "+1",
        "1e",
        "1e+",
        "1e1.5",
        "1e1e1",
        "1-1",
        "1+",
        "1.5.5",
        "0x1",
        "1e-",
        "-e1",
    ] {
        for text in [format!("{{\"n\":{bad}}}"), format!("{{\"n\":[{bad}]}}")] {
            assert!(Object::parse(&text).err() == Some(Malformation::Json), "{text}");
        }
    }
}

/// RFC 8259 §2: white space is space, tab, line feed and carriage return, where the grammar allows it.
#[test]
fn white_space_stands_between_and_nowhere_else() {
    for space in [" ", "\t", "\n", "\r", " \t\n\r "] {
        let text = "{ 'a' : [ 1 , { } , [ ] , 'b' ] , 'c' : null } ".replace('\'', "\"").replace(' ', space);
        let object = Object::parse(&text).unwrap_or_else(|error| panic!("{space:?}: {error:?}"));
        assert_eq!(object.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "c"]);
    }
    for space in ["\u{b}", "\u{c}", "\u{a0}", "\u{feff}", "\0", "//\n", "/**/"] {
        assert!(Object::parse(&format!("{{{space}}}")).err() == Some(Malformation::Json), "{space:?}");
    }
    for text in [
        "{",
        "}",
        "{}}",
        "{}{}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"a\":[1",
        "{\"a\":tru}",
        "{\"a\":truE}",
        "{\"a\":nul",
        "{\"a\":falsey}",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{'a':1}",
        "{\"a\":'b'}",
        "{\"a\";1}",
        "{\"a\":1;}",
    ] {
        assert!(Object::parse(text).err() == Some(Malformation::Json), "{text}");
    }
    for text in ["[]", "1", "\"a\"", "null", " true "] {
        assert!(Object::parse(text).err() == Some(Malformation::NotObject), "{text}");
    }
}

/// Each pair in both orders, as the claim and as the demand.
#[test]
fn a_demand_equals_what_means_the_same() {
    const DIFFERENT: &[&str] = &[
        "null",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "1.5",
        "9007199254740993",
        "\"\"",
        "\"1\"",
        "\"a\"",
        "[]",
        "[1]",
        "[2]",
        "[1,2]",
        "[2,1]",
        "[null]",
        "[[]]",
        "{}",
        "{\"a\":1}",
        "{\"a\":2}",
        "{\"b\":1}",
        "{\"a\":1,\"b\":1}",
        "{\"a\":1,\"b\":2}",
        "{\"a\":{\"b\":1}}",
    ];
    const SAME: &[(&str, &str)] = &[
        ("1", "1.0"),
        ("1", "10e-1"),
        ("0", "-0"),
        ("1500", "1.5e3"),
        ("\"a\"", "\"\\u0061\""),
        ("[1,\"a\"]", "[ 1.0 , \"a\" ]"),
        ("{\"a\":1,\"b\":[]}", "{\"b\":[],\"a\":1}"),
    ];
    let is_equal = |claim: &str, demanded: &'static str| {
        let token = signed(format!("{{\"v\":{claim}}}").as_bytes());
        let outcome = verify(&token, key(), &policy().claim("v", value(demanded)), 1.0);
        assert!(outcome.as_ref().is_ok_and(|_| true) || outcome.unwrap_err().code() == Code::ClaimMismatch);
        verify(&token, key(), &policy().claim("v", value(demanded)), 1.0).is_ok()
    };
    for (place, one) in DIFFERENT.iter().enumerate() {
        for (other_place, other) in DIFFERENT.iter().enumerate() {
            assert_eq!(is_equal(one, other), place == other_place, "{one} {other}");
        }
    }
    for (one, other) in SAME {
        assert!(is_equal(one, other) && is_equal(other, one), "{one} {other}");
    }
}

/// Values of Rust, as a caller gives them.
#[test]
fn what_rust_gives_is_demanded() {
    let taken = |json: &str, demand: Value<'static>| {
        let token = signed(format!("{{\"v\":{json}}}").as_bytes());
        verify(&token, key(), &policy().claim("v", demand), 1.0).is_ok()
    };
    let list = || Value::from(vec![Value::from("a"), Value::from(1), Value::from(false)]);
    let object = || Value::from(Object::from_members(vec![("a".into(), Value::from(String::from("b")))]).unwrap());
    assert!(taken("[\"a\",1,false]", list()) && !taken("[\"a\",1]", list()) && !taken("null", list()));
    assert!(taken("{\"a\":\"b\"}", object()) && !taken("{\"a\":\"c\"}", object()) && !taken("null", object()));
    assert!(taken("-7", Value::from(-7)) && !taken("7", Value::from(-7)) && !taken("null", Value::from(0)));
    assert!(taken("true", Value::from(true)) && !taken("null", Value::from(false)));
    assert!(taken("\"\"", Value::from("")) && !taken("null", Value::from(String::new())));
    assert!(Object::from_members(vec![("a".into(), Value::Null), ("a".into(), Value::Null)]).is_none());
    let members = Object::parse(r#"{"b":1,"a":"x"}"#).unwrap().into_iter();
    assert_eq!(members.map(|(name, _)| name.into_owned()).collect::<Vec<_>>(), ["b", "a"]);
}

/// Many names of a hostile token and many demands are found without comparing each with each.
#[test]
fn work_on_names_is_linear() {
    let begun = Instant::now();
    let names: Vec<String> = (0..10_000).map(|number| format!("name-{number:08}")).collect();
    let members: Vec<String> = names.iter().map(|name| format!("\"{name}\":1")).collect();
    let text = format!("{{{}}}", members.join(","));
    assert!(Object::parse(&text).is_ok());
    let token = signed(text.as_bytes());
    let policy = policy().max_token_length(usize::MAX);
    let requiring = names.iter().fold(policy.clone(), Policy::require_claim);
    assert!(verify(&token, key(), &requiring, 1.0).is_ok());
    let equal = names.iter().fold(policy, |policy, name| policy.claim(name, 1));
    assert!(verify(&token, key(), &equal, 1.0).is_ok());
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

/// Up to sixteen names are compared one by one, and more are sorted.
#[test]
fn a_name_that_stands_twice_is_found_among_few_and_many() {
    for count in [2, 3, 15, 16, 17, 18, 100] {
        for twice in [0, count / 3, count - 2] {
            let mut names: Vec<String> = (0..count).map(|number| format!("\"{number:03}\":0")).collect();
            assert!(Object::parse(&format!("{{{}}}", names.join(","))).is_ok());
            names[count - 1] = names[twice].clone();
            let text = format!("{{\"a\":[{{{}}}]}}", names.join(","));
            assert!(Object::parse(&text).err() == Some(Malformation::DuplicateName), "{count} {twice}");
        }
    }
    // Names of one length, and one that begins like another.
    assert!(Object::parse(r#"{"ab":0,"ac":0,"a":0,"":0,"abc":0}"#).is_ok());
    // Demands among few claims and among many.
    for count in [1, 15, 16, 17, 40] {
        let members: Vec<String> = (0..count).map(|number| format!("\"n{number}\":{number}")).collect();
        let token = signed(format!("{{{}}}", members.join(",")).as_bytes());
        let demanding =
            |shift: i32| (0..count).fold(policy(), |policy, number| policy.claim(format!("n{number}"), number + shift));
        assert!(verify(&token, key(), &demanding(0), 1.0).is_ok(), "{count}");
        assert_eq!(verify(&token, key(), &demanding(1), 1.0).unwrap_err().claim(), Some("n0"), "{count}");
        let requiring = (0..=count).fold(policy(), |policy, number| policy.require_claim(format!("n{number}")));
        let missing = verify(&token, key(), &requiring, 1.0).unwrap_err();
        assert_eq!((missing.code(), missing.claim()), (Code::ClaimMissing, Some(&*format!("n{count}"))));
    }
}

/// The error for a claim of the wrong type names that type.
#[test]
fn the_type_of_a_claim_is_told() {
    for (json, kind) in [
        ("null", "null"),
        ("true", "a boolean"),
        ("1", "a number"),
        ("1e300", "a number"),
        ("\"a\"", "a string"),
        ("[]", "an array"),
        ("{}", "an object"),
    ] {
        let claim = if kind == "a string" { "exp" } else { "sub" };
        let expected = if kind == "a string" { "a number" } else { "a string" };
        let token = signed(format!("{{\"{claim}\":{json}}}").as_bytes());
        let error = verify(&token, key(), &policy(), 1.0).unwrap_err();
        assert_eq!(error.to_string(), format!("the claim \"{claim}\" must be {expected}, but it is {kind}"));
        let report = explain(&token, key(), &policy(), 1.0).unwrap();
        let name = if claim == "exp" { CheckName::Exp } else { CheckName::Sub };
        let check = report.checks().iter().find(|check| check.name() == name).unwrap();
        assert!(*check.outcome() == CheckOutcome::Failed(error.clone()));
        assert_eq!(check.message(), error.to_string());
    }
}
