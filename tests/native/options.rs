//! Options as JSON, with the names that the npm package has for them.

use jwt_wasm::{
    Algorithm, Error, JwsOptions, Key, Numbers, Policy, SignJwsOptions, SignOptions, Timestamp, sign, sign_jws, verify,
    verify_jws,
};
use serde_json::{Value, json};

use crate::common::SECRET;

const NOW: f64 = 1_700_000_000.0;

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn options(text: &str) -> Result<(SignOptions, Option<Timestamp>), Error> {
    SignOptions::from_json(text, Numbers::NATIVE)
}

/// Header and claims of a token that was signed with these options.
fn signed(options: &SignOptions) -> [Value; 2] {
    let token = sign("{}", &key(), options, NOW).unwrap();
    let verified = verify(&token, key(), &Policy::new().require_expiry(false), NOW + 60.0).unwrap();
    [verified.header(), verified.payload()].map(|text| serde_json::from_str(text).unwrap())
}

#[test]
fn a_token_is_signed_as_the_options_say() {
    let default = [json!({ "alg": "HS256", "typ": "JWT" }), json!({ "iat": NOW as u64 })];
    for text in ["", "{}", r#"{"issuedAt":true}"#] {
        assert_eq!(signed(&options(text).unwrap().0), default, "{text}");
    }
    let exp = NOW as u64 + 300;
    for (text, header, claims) in [
        (r#"{"typ":false}"#, json!({ "alg": "HS256" }), json!({ "iat": NOW as u64 })),
        (r#"{"typ":"at+jwt"}"#, json!({ "alg": "HS256", "typ": "at+jwt" }), json!({ "iat": NOW as u64 })),
        (r#"{"kid":"a","issuedAt":false}"#, json!({ "alg": "HS256", "typ": "JWT", "kid": "a" }), json!({})),
        (
            r#"{"header":{"x":[1]},"expiresIn":300}"#,
            json!({ "alg": "HS256", "typ": "JWT", "x": [1] }),
            json!({ "iat": NOW as u64, "exp": exp }),
        ),
        (
            r#"{"notBefore":60,"jwtId":"a"}"#,
            json!({ "alg": "HS256", "typ": "JWT" }),
            json!({ "iat": NOW as u64, "nbf": NOW as u64 + 60, "jti": "a" }),
        ),
    ] {
        let (options, now) = options(text).unwrap();
        assert_eq!((signed(&options), now), ([header, claims], None), "{text}");
    }
    let random = || signed(&options(r#"{"jwtId":"random"}"#).unwrap().0)[1]["jti"].as_str().unwrap().to_owned();
    assert!(random().len() == 32 && random() != random(), "{}", random());
    assert_eq!(options(r#"{"now":1.5}"#).unwrap().1, Some(1.5.into()));
}

#[test]
fn content_is_signed_as_the_options_say() {
    let signed = |text: &str| {
        let options = SignJwsOptions::from_json(text, Numbers::NATIVE).unwrap();
        sign_jws(b"content", &key(), &options).unwrap()
    };
    let header = |token: &str, options: &JwsOptions<'_>| {
        let header = verify_jws(token, key(), options).unwrap().header().to_owned();
        serde_json::from_str::<Value>(&header).unwrap()
    };
    for text in ["", "{}", r#"{"detached":false,"b64":true}"#] {
        let token = signed(text);
        assert_eq!(token.split('.').nth(1), Some("Y29udGVudA"), "{text}");
        assert_eq!(header(&token, &JwsOptions::new()), json!({ "alg": "HS256" }), "{text}");
    }
    let token = signed(r#"{"typ":"a","kid":"b","header":{"x":1}}"#);
    assert_eq!(header(&token, &JwsOptions::new()), json!({ "alg": "HS256", "typ": "a", "kid": "b", "x": 1 }));
    let detached = JwsOptions::new().payload(b"content");
    let token = signed(r#"{"detached":true}"#);
    assert_eq!((token.split('.').nth(1), header(&token, &detached)), (Some(""), json!({ "alg": "HS256" })));
    let token = signed(r#"{"detached":true,"b64":false}"#);
    let unencoded = json!({ "alg": "HS256", "b64": false, "crit": ["b64"] });
    assert_eq!((token.split('.').nth(1), header(&token, &detached.unencoded())), (Some(""), unencoded));
}

/// The option, what is expected, and what was found.
fn refused<T>(options: Result<T, Error>) -> Value {
    let error = options.err().unwrap();
    let [expected, actual] = [error.expected(), error.actual()].map(|fact| fact.map(|fact| fact.as_json().to_owned()));
    json!([error.reason(), error.part(), expected, actual])
}

#[test]
fn what_is_wrong_with_an_option_is_told() {
    let policy = |text: &str| refused(Policy::from_json(text, Numbers::NATIVE));
    let sign = |text: &str| refused(options(text));
    let jws = |text: &str| refused(SignJwsOptions::from_json(text, Numbers::NATIVE));
    let value = |name: &str, expected: &str, found: &str| {
        json!(["wrong_value", name, format!("\"{expected}\""), format!("\"{found}\"")])
    };
    for text in ["[]", "{", "null", r#"{"a":1,"a":1}"#, r#"{"now":9007199254740993}"#] {
        let not_object = json!(["not_object", null, null, null]);
        assert_eq!(
            [policy(text), sign(text), jws(text)],
            [not_object.clone(), not_object.clone(), not_object],
            "{text}"
        );
    }
    for (told, name) in [
        (policy(r#"{"issuers":"a"}"#), "issuers"),
        (sign(r#"{"expiresin":1}"#), "expiresin"),
        (jws(r#"{"now":1}"#), "now"),
    ] {
        assert_eq!(told, json!(["unknown_option", name, null, null]));
    }
    let texts = "a list of one or more strings";
    let or_one = "a string or a list of one or more strings";
    for (text, expected) in [
        (r#"{"algorithms":"HS256"}"#, value("algorithms", texts, "a string")),
        (r#"{"algorithms":[]}"#, value("algorithms", texts, "an empty array")),
        (r#"{"algorithms":["HS1"]}"#, json!(["unknown_algorithm", null, null, "\"HS1\""])),
        (r#"{"requiredClaims":[1]}"#, value("requiredClaims", texts, "an array")),
        (r#"{"issuer":[]}"#, value("issuer", or_one, "an empty array")),
        (r#"{"subject":true}"#, value("subject", or_one, "a boolean")),
        (r#"{"jwtId":7}"#, value("jwtId", or_one, "7")),
        (r#"{"typ":null}"#, value("typ", "a string", "null")),
        (r#"{"maxAge":-1}"#, value("maxAge", "a number of seconds, 0 to 1e11", "-1")),
        (r#"{"maxAge":1.5e11}"#, value("maxAge", "a number of seconds, 0 to 1e11", "1.5e11")),
        (r#"{"maxTokenLength":0}"#, value("maxTokenLength", "a whole number of characters, one or more", "0")),
        (r#"{"maxTokenLength":-1}"#, value("maxTokenLength", "a whole number of characters, one or more", "-1")),
        (r#"{"maxTokenLength":1.5}"#, value("maxTokenLength", "a whole number of characters, one or more", "1.5")),
        (r#"{"profile":"id"}"#, value("profile", "access_token, id_token or logout_token", "a string")),
        (r#"{"nonce":""}"#, value("nonce", "a string that is not empty", "an empty string")),
        (r#"{"nonce":{}}"#, value("nonce", "a string that is not empty", "an object")),
        (
            r#"{"scope":""}"#,
            value("scope", "scopes with one space between them, or a list of scopes", "an empty string"),
        ),
        (
            r#"{"scope":[]}"#,
            value("scope", "scopes with one space between them, or a list of scopes", "an empty array"),
        ),
        (r#"{"claims":[]}"#, value("claims", "an object of claims and their values", "an empty array")),
        (r#"{"requireExpiry":"no"}"#, value("requireExpiry", "true or false", "a string")),
        (r#"{"now":"1"}"#, value("now", "a number of seconds", "a string")),
    ] {
        assert_eq!(policy(text), expected, "{text}");
    }
    for (text, expected) in [
        (r#"{"typ":true}"#, value("typ", "a string", "a boolean")),
        (r#"{"kid":1}"#, value("kid", "a string", "1")),
        (r#"{"expiresIn":"5m"}"#, value("expiresIn", "a number of seconds, 0 to 1e11", "a string")),
        (r#"{"header":"a"}"#, value("header", "an object of header parameters and their values", "a string")),
        (r#"{"issuedAt":1}"#, value("issuedAt", "true or false", "1")),
    ] {
        assert_eq!(sign(text), expected, "{text}");
    }
    assert_eq!(jws(r#"{"detached":"yes"}"#), value("detached", "true or false", "a string"));
    assert_eq!(jws(r#"{"typ":false}"#), value("typ", "a string", "a boolean"));
}

#[test]
fn a_policy_is_what_the_options_say() {
    let verified = |policy: &str, claims: &str| {
        let token = sign(claims, &key(), &SignOptions::new().without_expiry().without_issued_at(), NOW).unwrap();
        let (policy, _) = Policy::from_json(policy, Numbers::NATIVE).unwrap();
        verify(&token, key(), &policy, NOW)
            .map_err(|error| (error.code().to_string(), error.claim().map(str::to_owned)))
    };
    let length = sign(r#"{"exp":1700000001}"#, &key(), &SignOptions::new().without_expiry().without_issued_at(), NOW);
    let length = length.unwrap().len();
    for (policy, claims, refused) in [
        (r#"{"algorithms":["HS256","ES256"]}"#.to_owned(), r#"{"exp":1700000001}"#, None),
        (r#"{"algorithms":["HS512"]}"#.to_owned(), r#"{"exp":1700000001}"#, Some(("algorithm_not_allowed", None))),
        (r#"{"requiredClaims":["a","b"]}"#.to_owned(), r#"{"exp":1700000001,"a":1,"b":null}"#, None),
        (
            r#"{"requiredClaims":["a","b"]}"#.to_owned(),
            r#"{"exp":1700000001,"a":1}"#,
            Some(("claim_missing", Some("b"))),
        ),
        (format!(r#"{{"maxTokenLength":{length}}}"#), r#"{"exp":1700000001}"#, None),
        (format!(r#"{{"maxTokenLength":{}}}"#, length - 1), r#"{"exp":1700000001}"#, Some(("too_large", None))),
        (r#"{"maxTokenLength":1}"#.to_owned(), r#"{"exp":1700000001}"#, Some(("too_large", None))),
    ] {
        let refused = refused.map(|(code, claim)| (code.to_owned(), claim.map(str::to_owned)));
        assert_eq!(verified(&policy, claims).err(), refused, "{policy}");
    }
}
