//! When a key set is fetched, and how long it is used: the rules of the npm package's `remoteJwks`.

use std::sync::Arc;
use std::time::Duration;

use jwt_wasm::remote::{Problem, RemoteKeys, RemoteOptions, Request, Response, Step, Unavailable, may_follow};
use jwt_wasm::{Code, KeySet};

const URL: &str = "https://issuer.example/jwks?token=hidden";
const ONE: &str =
    r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
const TWO: &str =
    r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
/// An arbitrary time, in seconds.
const T: u64 = 1_700_000_000;

fn keys(options: RemoteOptions) -> RemoteKeys {
    RemoteKeys::new(URL, options).unwrap()
}

fn fetch(step: Step) -> Request {
    match step {
        Step::Fetch(request) => request,
        other => panic!("not a request: {other:?}"),
    }
}

fn used(step: Step) -> Arc<KeySet> {
    match step {
        Step::Use(set) => set,
        other => panic!("not a set: {other:?}"),
    }
}

fn good<'r>(text: &'r str) -> Result<Response<'r>, Problem> {
    Ok(Response::new(200, text.as_bytes()))
}

/// Keys that have fetched `ONE` at `T`.
fn loaded(options: RemoteOptions, response: Response<'_>) -> RemoteKeys {
    let mut keys = keys(options);
    let request = fetch(keys.current(T).unwrap());
    keys.finish(request, Ok(response), T).unwrap();
    keys
}

fn fail(keys: &mut RemoteKeys, step: Step, at: u64) -> Result<Arc<KeySet>, Unavailable> {
    keys.finish(fetch(step), Err(Problem::Timeout), at)
}

#[test]
fn only_https_and_loopback_are_asked() {
    for good in ["https://a.example/jwks", "http://localhost:1/jwks", "http://127.0.0.1/", "http://[::1]/"] {
        assert!(RemoteKeys::new(good, RemoteOptions::new()).is_ok(), "{good}");
    }
    for (bad, reason) in [
        ("http://a.example/jwks", "url_insecure"),
        ("ftp://a.example/jwks", "url_insecure"),
        ("urn:a", "url_insecure"),
        ("https://user@a.example/jwks", "url_invalid"),
        ("a.example/jwks", "url_invalid"),
        ("", "url_invalid"),
    ] {
        assert_eq!(RemoteKeys::new(bad, RemoteOptions::new()).unwrap_err().reason(), reason, "{bad}");
    }
    assert!(RemoteKeys::new("http://a.example", RemoteOptions::new().allow_insecure()).is_ok());
    assert!(RemoteKeys::new("ftp://a.example", RemoteOptions::new().allow_insecure()).is_err());
}

#[test]
fn a_request_says_what_bounds_it() {
    let options = RemoteOptions::new().timeout(Duration::from_secs(2)).max_bytes(10);
    let mut keys = RemoteKeys::new("https://a.example/jwks#part", options).unwrap();
    let request = fetch(keys.current(T).unwrap());
    assert_eq!((request.url(), request.max_bytes()), ("https://a.example/jwks", 10));
    assert_eq!(request.timeout(), Duration::from_secs(2));
}

#[test]
fn redirects_stay_within_the_origin() {
    let from = "https://a.example/jwks";
    for same in ["https://a.example/x", "https://A.example:443/", "HTTPS://a.example"] {
        assert!(may_follow(from, same, 3), "{same}");
        assert!(!may_follow(from, same, 4), "{same}");
    }
    let others =
        ["http://a.example/x", "https://b.example/", "https://a.example:444/", "https://u@a.example/", "x", ""];
    let unclear = [":", ":99999", ":-1", ":4 43", "\\@b.example", "\t", "\n", "%2e", "@", ".", "?@b.example\\", "é"];
    let unclear = unclear.map(|end| format!("{}{end}", "https://a.example"));
    for other in others.map(String::from).into_iter().chain(unclear) {
        let other = other.as_str();
        assert!(!may_follow(from, other, 1), "{other}");
    }
    assert!(may_follow("http://[::1]:8080/a", "http://[::1]:8080/b", 1));
    assert!(!may_follow("http://[::1]:8080/a", "http://[::1]/b", 1));
    assert!(may_follow("https://a.example:0443/", "https://a.example?x#y", 1));
    assert!(!may_follow("http://localhost/", "https://localhost/", 1));
    assert!(!may_follow("urn:a", "urn:b", 1));
}

#[test]
fn one_request_at_a_time() {
    let mut keys = keys(RemoteOptions::new());
    let request = fetch(keys.current(T).unwrap());
    for _ in 0..50 {
        assert!(matches!(keys.current(T), Ok(Step::Wait)));
    }
    let set = keys.finish(request, good(ONE), T + 1).unwrap();
    assert!(Arc::ptr_eq(&set, &used(keys.current(T + 2).unwrap())));
    // A request that was dropped, such as with a task that was cancelled, is not waited for.
    drop(fetch(keys.reload(T + 3)));
    assert!(matches!(keys.reload(T + 3), Step::Fetch(_)));
}

#[test]
fn a_request_of_other_keys_is_refused() {
    let (mut one, mut two) = (keys(RemoteOptions::new()), keys(RemoteOptions::new()));
    let (of_one, of_two) = (fetch(one.current(T).unwrap()), fetch(two.current(T).unwrap()));
    let error = one.finish(of_two, good(TWO), T).unwrap_err();
    assert_eq!(error.problem().reason(), "other_request");
    assert!(one.fetched_at().is_none());
    assert!(one.finish(of_one, good(ONE), T).is_ok());
}

#[test]
fn the_provider_states_the_lifetime_within_bounds() {
    let options = || RemoteOptions::new().min_age(Duration::from_secs(60)).max_age(Duration::from_secs(1000));
    let lifetime = |response: Response<'_>| {
        let keys = loaded(options(), response);
        keys.fresh_until().unwrap().as_seconds() - T as f64
    };
    let response = || Response::new(200, ONE.as_bytes());
    assert_eq!(lifetime(response()), 600.0);
    for (stated, seconds) in [
        ("public, max-age=300", 300.0),
        ("MAX-AGE = \"300\"", 300.0),
        ("max-age=300, max-age=200", 200.0),
        ("max-age=99999999999999999999", 1000.0),
        ("max-age=-1", 60.0),
        ("max-age=x", 60.0),
        ("max-age=900, no-store", 60.0),
        ("no-cache", 60.0),
        ("private, s-maxage=300", 600.0),
        ("", 600.0),
        (",,=,max-age", 60.0),
        ("max-age=\"", 60.0),
        ("max-age=\"300", 60.0),
        ("max-age=3 00", 60.0),
        ("max-age=+300", 60.0),
        ("max-age=٣٠٠", 60.0),
        ("max-age=300.5", 60.0),
        (&format!("max-age={}", "9".repeat(100_000)), 1000.0),
        (&",".repeat(100_000), 600.0),
    ] {
        assert_eq!(lifetime(response().cache_control(stated)), seconds, "{stated}");
    }
    assert_eq!(lifetime(response().cache_control("public").cache_control("max-age=70")), 70.0);
    assert_eq!(lifetime(response().cache_control("max-age=300").age("100, 5")), 200.0);
    for age in ["x", "", "-5", "\"100\"", ",100", "1e2"] {
        assert_eq!(lifetime(response().cache_control("max-age=300").age(age)), 300.0, "{age}");
    }
    assert_eq!(lifetime(response().cache_control("max-age=300").age("99999999999999999999")), 60.0);
    // If both bounds cannot hold, the longest lifetime does.
    let keys = loaded(options().min_age(Duration::from_secs(5000)), response());
    assert_eq!(keys.fresh_until().unwrap().as_seconds(), T as f64 + 1000.0);
}

#[test]
fn an_expired_set_is_fetched_again() {
    let mut keys = loaded(RemoteOptions::new(), Response::new(200, ONE.as_bytes()));
    let old = used(keys.current(T + 599).unwrap());
    let request = fetch(keys.current(T + 600).unwrap());
    assert!(matches!(keys.current(T + 600), Ok(Step::Wait)));
    // The same text is the same set, and only its time is new.
    assert!(Arc::ptr_eq(&keys.finish(request, good(ONE), T + 601).unwrap(), &old));
    assert_eq!(keys.fetched_at().unwrap().as_seconds(), (T + 600) as f64);
    let request = fetch(keys.current(T + 1200).unwrap());
    assert_eq!(keys.finish(request, good(TWO), T + 1200).unwrap().kid(0), Some("2"));
    // A clock that was set back must not make a set last longer.
    assert!(matches!(keys.current(T + 1200 - 61), Ok(Step::Fetch(_))));
    assert!(matches!(keys.current(f64::NAN), Ok(Step::Fetch(_))));
}

#[test]
fn an_unknown_key_causes_one_request_in_a_cooldown() {
    let mut keys = loaded(RemoteOptions::new(), Response::new(200, ONE.as_bytes()));
    let old = used(keys.current(T + 1).unwrap());
    let request = fetch(keys.newer(&old, T + 1).unwrap());
    assert!(matches!(keys.newer(&old, T + 1), Some(Step::Wait)));
    // Tokens with a known key are verified meanwhile.
    assert!(Arc::ptr_eq(&used(keys.current(T + 1).unwrap()), &old));
    let new = keys.finish(request, good(TWO), T + 2).unwrap();
    assert!(Arc::ptr_eq(&used(keys.newer(&old, T + 2).unwrap()), &new));
    // The new set lacks the key too.
    assert!(keys.newer(&new, T + 30).is_none());
    assert!(matches!(keys.newer(&new, T + 31), Some(Step::Fetch(_))));
}

#[test]
fn an_old_set_is_used_in_an_outage() {
    let options = RemoteOptions::new().stale_if_error(Duration::from_secs(1000));
    let mut keys = loaded(options, Response::new(200, ONE.as_bytes()));
    let step = keys.current(T + 600).unwrap();
    let old = fail(&mut keys, step, T + 605).unwrap();
    assert_eq!(keys.problem(), Some(&Problem::Timeout));
    // Not asked for the cool-down, which doubles with each failure.
    assert!(Arc::ptr_eq(&used(keys.current(T + 634).unwrap()), &old));
    assert!(keys.newer(&old, T + 634).is_none());
    let request = fetch(keys.current(T + 635).unwrap());
    // One request finds out whether the provider answers again, and nobody else waits for 5 seconds.
    assert!(Arc::ptr_eq(&used(keys.current(T + 639).unwrap()), &old));
    assert!(matches!(keys.current(T + 640), Ok(Step::Wait)));
    keys.finish(request, Ok(Response::new(500, b"")), T + 640).unwrap();
    assert_eq!(keys.problem(), Some(&Problem::Status { status: 500 }));
    assert!(matches!(keys.current(T + 699), Ok(Step::Use(_))));
    let step = keys.current(T + 700).unwrap();
    fail(&mut keys, step, T + 700).unwrap();
    // After the lifetime and stale_if_error, the set is not used any more.
    assert!(matches!(keys.current(T + 819), Ok(Step::Use(_))));
    let step = keys.current(T + 1600).unwrap();
    let error = fail(&mut keys, step, T + 1600).unwrap_err();
    assert_eq!(error.problem(), &Problem::Timeout);
    let request = fetch(keys.current(T + 1700).unwrap());
    keys.finish(request, good(TWO), T + 1700).unwrap();
    assert_eq!(keys.problem(), None);
}

#[test]
fn without_a_set_the_pause_begins_with_a_second() {
    let mut keys = keys(RemoteOptions::new());
    let mut at = T;
    for pause in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
        let step = keys.current(at).unwrap();
        let error = fail(&mut keys, step, at).unwrap_err();
        assert_eq!(error.retry_after(), Duration::from_secs(pause));
        assert!(keys.current(at + pause - 1).is_err());
        at += pause;
    }
    for _ in 0..100 {
        let step = keys.current(at).unwrap();
        assert_eq!(fail(&mut keys, step, at).unwrap_err().retry_after(), Duration::from_secs(300));
        at += 300;
    }
}

/// Whatever the options and the clock say, there is no panic.
#[test]
fn durations_and_times_may_be_any() {
    let (zero, most) = (Duration::ZERO, Duration::MAX);
    let all = |time| {
        let options = RemoteOptions::new().timeout(time).cooldown(time).min_age(time).max_age(time);
        options.stale_if_error(time).max_bytes(usize::MAX)
    };
    let times = [0.0, -1.0, 1e11, f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
    for (options, at) in [zero, most].into_iter().flat_map(|time| times.map(|at| (all(time), at))) {
        let mut keys = keys(options);
        for response in [Err(Problem::Timeout), good(ONE), Err(Problem::Redirect), good(TWO)] {
            let Ok(Step::Fetch(request)) = keys.current(at) else { continue };
            if let Ok(set) = keys.finish(request, response, at) {
                drop((keys.newer(&set, at), keys.fresh_until(), keys.fetched_at()));
            }
            drop(keys.reload(at));
        }
    }
    let mut keys = loaded(all(most), Response::new(200, ONE.as_bytes()));
    assert!(matches!(keys.current(T + (1 << 40)), Ok(Step::Use(_))));
    let mut keys = loaded(all(zero).cooldown(most), Response::new(200, ONE.as_bytes()));
    let step = keys.current(T).unwrap();
    assert!(fail(&mut keys, step, T).is_err_and(|error| error.retry_after() <= Duration::from_secs(1)));
    let mut keys = loaded(all(most).max_age(zero), Response::new(200, ONE.as_bytes()));
    let step = keys.current(T).unwrap();
    fail(&mut keys, step, T).unwrap();
    assert!(matches!(keys.current(T + (1 << 40)), Ok(Step::Use(_))));
}

#[test]
fn what_is_not_a_key_set_is_refused() {
    let invalid_utf8 = [b'{', 0xff, b'}'];
    for (status, body, reason) in [
        (404, ONE.as_bytes(), "status"),
        (204, b"", "status"),
        (304, b"", "status"),
        (302, b"", "redirect"),
        (200, &invalid_utf8[..], "utf8"),
        (200, b"<html>", "key_set"),
        (200, b"[]", "key_set"),
        (200, b"{}", "key_set"),
        (200, br#"{"keys":1}"#, "key_set"),
        (200, br#"{"keys":[],"keys":[]}"#, "key_set_refused"),
        (200, &[b' '; 262_145], "too_large"),
    ] {
        let mut keys = keys(RemoteOptions::new());
        let request = fetch(keys.current(T).unwrap());
        let error = keys.finish(request, Ok(Response::new(status, body)), T).unwrap_err();
        assert_eq!(error.problem().reason(), reason, "{error}");
        assert!(error.to_string().starts_with("the key set at https://issuer.example/jwks is unavailable: "));
        let shown = format!("{error:?} {keys:?} {:?}", keys.reload(T));
        assert!(shown.contains("RemoteKeys { url: \"https://issuer.example/jwks\", options: "), "{shown}");
        assert!(!shown.contains("hidden"), "the query may hold a credential: {shown}");
    }
}

#[test]
fn a_request_does_not_print_its_url() {
    assert_eq!(format!("{:?}", fetch(keys(RemoteOptions::new()).current(T).unwrap())), "Request { .. }");
}

/// The error of the set is behind the problem, and the problem behind what the caller gets.
#[test]
fn each_problem_says_what_happened() {
    use std::error::Error;
    let told = |response: Result<Response<'_>, Problem>| {
        let mut keys = keys(RemoteOptions::new());
        let request = fetch(keys.current(T).unwrap());
        keys.finish(request, response, T).unwrap_err()
    };
    let code = |error: &Unavailable| {
        let problem = error.source().unwrap();
        assert_eq!(problem.to_string(), error.problem().to_string());
        problem.source().map(|error| error.downcast_ref::<jwt_wasm::Error>().unwrap().code())
    };
    for (response, words, cause) in [
        (Err(Problem::Timeout), "the whole answer did not come in time", None),
        (Err(Problem::Network { message: "refused".to_owned() }), "the request failed: refused", None),
        (Err(Problem::Redirect), "the provider redirects to another origin, or more than 3 times", None),
        (Ok(Response::new(500, b"")), "the provider answered with status 500, and not 200", None),
        (Ok(Response::new(200, &[b' '; 262_145])), "the answer is larger than the limit max_bytes", None),
        (Ok(Response::new(200, b"\xff")), "the answer is not UTF-8", None),
        (Ok(Response::new(200, b"[]")), "the answer is not a key set: ", Some(Code::KeyInvalid)),
        (
            Ok(Response::new(200, br#"{"keys":[],"keys":[]}"#)),
            "the answer is a key set that is refused: ",
            Some(Code::KeyInvalid),
        ),
    ] {
        let error = told(response);
        assert!(error.problem().to_string().starts_with(words), "{error}");
        assert_eq!(code(&error), cause, "{error}");
    }
}

#[test]
fn an_answer_may_have_max_bytes() {
    for (least, is_taken) in [(ONE.len() - 1, false), (ONE.len(), true)] {
        let mut keys = keys(RemoteOptions::new().max_bytes(least));
        let request = fetch(keys.current(T).unwrap());
        assert_eq!(keys.finish(request, good(ONE), T).is_ok(), is_taken, "{least}");
    }
}

/// A clock that was set back by a minute is not one that is a little wrong.
#[test]
fn a_set_from_the_future_is_not_fresh() {
    let mut keys = loaded(RemoteOptions::new().cooldown(Duration::ZERO), Response::new(200, ONE.as_bytes()));
    assert!(matches!(keys.current(T as f64 - 59.9), Ok(Step::Use(_))));
    assert!(matches!(keys.current(T - 60), Ok(Step::Fetch(_))));
}
