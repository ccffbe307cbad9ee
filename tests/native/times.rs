//! Times and durations that make no sense, from `reports/times.json`, which the package's tests read too.

use core::time::Duration;
use jwt_wasm::{Algorithm, Claims, Code, Error, Key, Policy, SignOptions, Timestamp, explain, sign, verify};
use std::time::SystemTime;

use crate::common::{SECRET, load, signed};

const NOW: f64 = 1_700_000_000.0;

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn code<T>(outcome: Result<T, Error>) -> Option<Code> {
    outcome.err().map(|error| error.code())
}

fn numbers(kind: &str, outcome: &str) -> Vec<f64> {
    let times = load("reports/times.json");
    times[kind][outcome].as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// With a clock at 0 no token has expired. With one in milliseconds a new token lives for 55,000 years.
#[test]
fn the_time_is_in_seconds_of_a_clock_that_is_set() {
    let token = signed(br#"{"exp":1e300}"#);
    let calls = |now: f64| {
        [
            code(verify(&token, key(), &Policy::new(), now)),
            code(explain(&token, key(), &Policy::new(), now)),
            code(explain(&token, None, &Policy::new(), now)),
            code(explain("", None, &Policy::new(), now)),
            code(sign("{}", &key(), &SignOptions::new().without_expiry(), now)),
            code(sign("{}", &key(), &SignOptions::new().without_expiry().without_issued_at(), now)),
        ]
    };
    for now in numbers("clock", "taken") {
        assert_eq!(calls(now), [None; 6], "{now}");
    }
    for now in [numbers("clock", "refused"), vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY]].concat() {
        assert_eq!(calls(now), [Some(Code::OptionsInvalid); 6], "{now}");
    }
    let told = verify(&token, key(), &Policy::new(), 1_700_000_000_000.0).unwrap_err().to_string();
    assert_eq!(
        told,
        "now is 1700000000000, but it must be the seconds since 1970-01-01T00:00:00Z: above 0 and at most 1e11"
    );
}

#[test]
fn durations_are_bounded() {
    let token = signed(br#"{"exp":1,"iat":1}"#);
    let calls = |duration: Duration| {
        [
            code(verify(&token, key(), &Policy::new().clock_tolerance(duration), 1.0)),
            code(explain(&token, key(), &Policy::new().max_age(duration), 1.0)),
            code(verify(&token, key(), &Policy::new().max_age(duration), 1.0)),
            code(sign("{}", &key(), &SignOptions::new().expires_in(duration), NOW)),
            code(sign("{}", &key(), &SignOptions::new().without_expiry().not_before(duration), NOW)),
        ]
    };
    for seconds in numbers("duration", "taken") {
        for code in calls(Duration::from_secs_f64(seconds)) {
            assert_ne!(code, Some(Code::OptionsInvalid), "{seconds}");
        }
    }
    let refused = numbers("duration", "refused").into_iter().map(Duration::from_secs_f64);
    for duration in refused.chain([Duration::MAX, Duration::from_secs(u64::MAX)]) {
        assert_eq!(calls(duration), [Some(Code::OptionsInvalid); 5], "{duration:?}");
    }
}

/// `exp: Date.now() + 300_000` would be good for 55,000 years.
#[test]
fn what_is_signed_has_times_in_seconds() {
    for claim in ["exp", "nbf", "iat"] {
        let signing =
            |time: f64| sign(Claims::new().claim(claim, time), &key(), &SignOptions::new().without_expiry(), NOW);
        for time in numbers("signed", "taken") {
            assert_eq!(code(signing(time)), None, "{claim} {time}");
        }
        for time in numbers("signed", "refused") {
            let error = signing(time).unwrap_err();
            assert_eq!((error.code(), error.claim()), (Code::ClaimInvalid, Some(claim)), "{time}");
        }
    }
    let told =
        sign(r#"{"exp":1700000300000}"#, &key(), &SignOptions::new().without_expiry(), NOW).unwrap_err().to_string();
    let wanted = "seconds since 1970-01-01T00:00:00Z, not milliseconds";
    assert_eq!(told, format!("the claim \"exp\" must be {wanted}, but it is a time after the year 9999"));
    // What others signed is any JSON number (RFC 7519 §2).
    verify(&signed(br#"{"exp":1700000300000,"iat":1700000000000}"#), key(), &Policy::new(), NOW).unwrap();
}

#[test]
fn too_old_tells_iat_and_what_would_have_passed() {
    let policy = |tolerance| {
        let policy = Policy::new().require_expiry(false).max_age(Duration::from_secs(100));
        policy.clock_tolerance(Duration::from_secs(tolerance))
    };
    let token = signed(br#"{"iat":1699999800}"#);
    for (tolerance, expected, told) in [
        (0, "1699999900", "and the limit is 100 seconds"),
        (5, "1699999895", "and the limit is 100 seconds, with a tolerance of 5 seconds"),
    ] {
        let error = verify(&token, key(), &policy(tolerance), NOW).unwrap_err();
        assert_eq!(error.code(), Code::TooOld);
        assert_eq!(error.actual().unwrap().as_json(), "1699999800");
        assert_eq!(error.expected().unwrap().as_json(), expected);
        assert!(error.to_string().ends_with(told), "{error}");
        verify(&signed(format!("{{\"iat\":{expected}}}").as_bytes()), key(), &policy(tolerance), NOW).unwrap();
    }
}

/// Nobody should make a token that never expires without asking for it.
#[test]
fn a_token_says_when_it_expires() {
    let signed = |claims: Claims, options: &SignOptions| sign(&claims, &key(), options, NOW);
    let error = signed(Claims::new(), &SignOptions::new()).unwrap_err();
    assert_eq!((error.code(), error.reason()), (Code::OptionsInvalid, Some("wrong_value")));
    assert_eq!(error.part(), Some("expires_in"));
    let told = "the option expires_in must be a duration, or expires_at or without_expiry must be called instead, but it is missing";
    assert_eq!(error.to_string(), told);

    let payload = |claims: Claims, options: SignOptions| {
        let token = signed(claims, &options.without_issued_at()).unwrap();
        verify(&token, key(), &Policy::new().require_expiry(false), NOW).unwrap().payload().to_owned()
    };
    let own = || Claims::new().claim("exp", 1_700_000_060);
    let exp = r#"{"exp":1700000060}"#;
    assert_eq!(payload(own(), SignOptions::new()), exp);
    assert_eq!(payload(own(), SignOptions::new().without_expiry()), exp);
    assert_eq!(payload(Claims::new(), SignOptions::new().expires_in(Duration::from_secs(60))), exp);
    assert_eq!(payload(Claims::new(), SignOptions::new().expires_at(NOW + 60.9)), exp);
    assert_eq!(payload(Claims::new(), SignOptions::new().without_expiry()), "{}");
    let last = SignOptions::new().without_expiry().expires_in(Duration::from_secs(9)).expires_at(1_700_000_060);
    assert_eq!(payload(Claims::new(), last), exp);
    let twice = signed(own(), &SignOptions::new().expires_at(NOW + 60.0)).unwrap_err();
    assert_eq!((twice.reason(), twice.claim()), (Some("claim_twice"), Some("exp")));
}

#[test]
fn an_exp_in_milliseconds_is_refused() {
    for time in [NOW * 1000.0, 100_000_000_001.0, 0.0, -0.0, -1.0, -1e12, f64::NAN, f64::INFINITY] {
        let error = sign(Claims::new(), &key(), &SignOptions::new().expires_at(time), NOW).unwrap_err();
        assert_eq!((error.code(), error.part()), (Code::OptionsInvalid, Some("expires_at")), "{time}");
    }
}

#[test]
fn the_first_and_the_last_exp_are_taken() {
    for time in [0.5, 1.0, 1e11] {
        assert!(sign(Claims::new(), &key(), &SignOptions::new().expires_at(time), NOW).is_ok(), "{time}");
    }
}

#[test]
fn a_timestamp_is_in_seconds() {
    let start = Timestamp::from_seconds(NOW);
    for same in [
        Timestamp::from(NOW),
        Timestamp::from(1_700_000_000_i32),
        Timestamp::from(1_700_000_000_i64),
        Timestamp::from(1_700_000_000_u32),
        Timestamp::from(1_700_000_000_u64),
        Timestamp::from(SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)),
        start + Duration::from_millis(500) - Duration::from_millis(500),
    ] {
        assert_eq!(same, start);
    }
    assert_eq!((start + Duration::from_millis(500)).as_seconds(), NOW + 0.5);
    let before = Timestamp::from(SystemTime::UNIX_EPOCH - Duration::from_secs(1));
    assert_eq!(before.as_seconds(), -1.0);
    assert_eq!(code(verify("a.b.c", key(), &Policy::new(), before)), Some(Code::OptionsInvalid));

    let token = sign(Claims::new(), &key(), &SignOptions::new().expires_in(Duration::from_secs(60)), Timestamp::now());
    assert!(verify(&token.unwrap(), key(), &Policy::new(), SystemTime::now()).is_ok());
}
