//! Several issuers, each with its own keys.

use core::time::Duration;

use jwt_wasm::{Algorithm, Code, Error, Key, KeySet, Policy, SignOptions, TrustedIssuer, TrustedIssuers, sign};

const NOW: f64 = 1_700_000_000.0;
const A: &str = "https://a.example";
const B: &str = "https://b.example/";

fn key(byte: u8) -> Key {
    Key::secret(&[byte; 64], Algorithm::Hs256).unwrap()
}

fn token(byte: u8, claims: &str) -> String {
    let options = SignOptions::new().expires_in(Duration::from_secs(300));
    sign(claims, &key(byte), &options, NOW).unwrap()
}

fn issuers() -> TrustedIssuers<'static> {
    let mut issuers = TrustedIssuers::new();
    issuers.add(A, TrustedIssuer::new(key(1))).unwrap();
    issuers.add(B, TrustedIssuer::new(key(2)).audience("b-api")).unwrap();
    issuers
}

fn verify(token: &str, policy: &Policy) -> Result<String, Error> {
    issuers().verify(token, policy, NOW).map(|verified| verified.payload().to_owned())
}

fn code(token: &str, policy: &Policy) -> Option<Code> {
    verify(token, policy).err().map(|error| error.code())
}

#[test]
fn each_issuers_own_key_signs_for_it_and_for_no_other() {
    let policy = Policy::new();
    assert_eq!(code(&token(1, r#"{"iss":"https://a.example"}"#), &policy), None);
    assert_eq!(code(&token(2, r#"{"iss":"https://b.example/","aud":"b-api"}"#), &policy), None);
    assert_eq!(code(&token(2, r#"{"iss":"https://a.example"}"#), &policy), Some(Code::SignatureInvalid));
    let forged = token(1, r#"{"iss":"https://b.example/","aud":"b-api"}"#);
    assert_eq!(code(&forged, &policy), Some(Code::SignatureInvalid));
}

#[test]
fn an_issuer_is_found_exactly() {
    let policy = Policy::new();
    for (iss, expected) in [
        (r#""https://a.example/""#, Code::IssuerUnknown),
        (r#""https://b.example""#, Code::IssuerUnknown),
        (r#""https://A.example""#, Code::IssuerUnknown),
        (r#""HTTPS://a.example""#, Code::IssuerUnknown),
        (r#""https://a.example:443""#, Code::IssuerUnknown),
        (r#""https://user@a.example""#, Code::IssuerUnknown),
        (r#"" https://a.example""#, Code::IssuerUnknown),
        (r#""https://а.example""#, Code::IssuerUnknown),
        (r#""""#, Code::IssuerUnknown),
    ] {
        let token = token(1, &format!(r#"{{"iss":{iss}}}"#));
        let error = issuers().verify(&token, &policy, NOW).unwrap_err();
        assert_eq!(error.code(), expected, "{iss}");
        assert_eq!(error.claim(), Some("iss"));
        assert_eq!(error.actual().unwrap().as_json(), iss);
        assert_eq!(issuers().choose(&token, &policy), Err(error));
    }
    // An escaped character is the same text.
    assert_eq!(code(&token(1, r#"{"iss":"https:\/\/a.ex\u0061mple"}"#), &policy), None);
    let long = token(1, &format!(r#"{{"iss":"{}"}}"#, "x".repeat(10_000)));
    let error = issuers().verify(&long, &policy, NOW).unwrap_err();
    assert!(error.code() == Code::IssuerUnknown && error.to_string().len() < 200, "{error}");
}

#[test]
fn without_an_issuer_there_is_nothing_to_choose() {
    let (policy, none) = (Policy::new(), TrustedIssuers::new());
    assert_eq!(code(&token(1, "{}"), &policy), Some(Code::ClaimMissing));
    // Made by hand, because `sign` would refuse it.
    for iss in ["7", "null", r#"["https://a.example"]"#, "{}", "true"] {
        let token = by_hand(&format!(r#"{{"iss":{iss},"exp":1700000300}}"#));
        let error = issuers().verify(&token, &policy, NOW).unwrap_err();
        assert_eq!((error.code(), error.claim()), (Code::ClaimInvalid, Some("iss")), "{iss}");
    }
    let good = token(1, r#"{"iss":"https://a.example"}"#);
    assert_eq!(none.verify(&good, &policy, NOW).unwrap_err().code(), Code::IssuerUnknown);
    for bad in ["", "a.b.c", "x"] {
        assert_eq!(code(bad, &policy), Some(Code::Malformed), "{bad}");
    }
    let short = Policy::new().max_token_length(20);
    assert_eq!(code(&good, &short), Some(Code::TooLarge));
    assert_eq!(issuers().verify(&good, &policy, 0.0).unwrap_err().code(), Code::OptionsInvalid);
}

/// A token with exactly this payload, signed with the key of bytes 1.
fn by_hand(payload: &str) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use hmac::{Hmac, KeyInit, Mac};
    let input = [r#"{"alg":"HS256"}"#, payload].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&[1; 64]).unwrap();
    mac.update(input.as_bytes());
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

#[test]
fn what_the_policy_and_the_issuer_demand_of_aud_must_both_hold() {
    let of = |aud: &str| token(2, &format!(r#"{{"iss":"https://b.example/"{aud}}}"#));
    let [own, both, others, none] = [r#","aud":"b-api""#, r#","aud":["x","b-api"]"#, r#","aud":"x""#, ""].map(of);
    let [open, asks, off] = [Policy::new(), Policy::new().audience("x"), Policy::new().without_audience_check()];
    for (token, expected) in [
        (&own, [None, Some(Code::ClaimMismatch), None]),
        (&both, [None, None, None]),
        (&others, [Some(Code::ClaimMismatch), Some(Code::ClaimMismatch), Some(Code::ClaimMismatch)]),
        (&none, [Some(Code::ClaimMissing), Some(Code::ClaimMissing), Some(Code::ClaimMissing)]),
    ] {
        assert_eq!([&open, &asks, &off].map(|policy| code(token, policy)), expected);
    }
    // For an entry without an audience only the policy's counts.
    let to_x = token(1, r#"{"iss":"https://a.example","aud":"x"}"#);
    assert_eq!([&open, &asks, &off].map(|policy| code(&to_x, policy)), [Some(Code::ClaimMismatch), None, None]);
}

#[test]
fn azp_of_an_id_token_is_of_the_policy_and_of_the_issuer() {
    let of = |azp: &str| {
        let claims = r#""iss":"https://c.example","sub":"a","aud":["c1","c2","c3"]"#;
        token(1, &format!("{{{claims}{azp}}}"))
    };
    let mut issuers = TrustedIssuers::new();
    issuers.add("https://c.example", TrustedIssuer::new(key(1)).audience("c1").audience("c2")).unwrap();
    let outcome = |azp: &str, policy: Policy| {
        let error = issuers.verify(&of(azp), &policy, NOW).err()?;
        Some((error.code(), error.claim().unwrap_or_default().to_owned()))
    };
    let id_token = || Policy::id_token().audience("c2").audience("c3");
    let refused = |code| Some((code, "azp".to_owned()));
    assert_eq!(outcome(r#","azp":"c2""#, id_token()), None);
    assert_eq!(outcome(r#","azp":"c1""#, id_token()), refused(Code::ClaimMismatch));
    assert_eq!(outcome(r#","azp":"c3""#, id_token()), refused(Code::ClaimMismatch));
    assert_eq!(outcome(r#","azp":7"#, id_token()), refused(Code::ClaimInvalid));
    assert_eq!(outcome("", id_token()), refused(Code::ClaimMissing));
    // In other kinds of tokens `azp` is an ordinary claim.
    assert_eq!(outcome(r#","azp":"c9""#, Policy::new().audience("c2")), None);
}

#[test]
fn an_issuer_that_the_policy_does_not_name_is_refused() {
    let good = token(1, r#"{"iss":"https://a.example"}"#);
    assert_eq!(code(&good, &Policy::new().issuer(A).issuer("https://c.example")), None);
    let error = verify(&good, &Policy::new().issuer(B)).unwrap_err();
    assert_eq!((error.code(), error.claim()), (Code::ClaimMismatch, Some("iss")));
}

#[test]
fn algorithms_narrow_and_never_widen() {
    let set = || {
        let jwk =
            |alg: &str, fill: char| format!(r#"{{"kty":"oct","alg":"{alg}","k":"{}"}}"#, fill.to_string().repeat(86));
        // 86 letters of base64url are 64 bytes. The last letter has four bits that count.
        KeySet::from_jwks_with_secrets(&format!(r#"{{"keys":[{},{}]}}"#, jwk("HS256", 'A'), jwk("HS512", 'A'))).unwrap()
    };
    let secret = |algorithm| Key::secret(&[0; 64], algorithm).unwrap();
    let options = SignOptions::new().expires_in(Duration::from_secs(300));
    let signed = |algorithm| sign(r#"{"iss":"x"}"#, &secret(algorithm), &options, NOW).unwrap();
    let [short, long] = [Algorithm::Hs256, Algorithm::Hs512].map(signed);
    let outcome = |issuer: TrustedIssuer<'static>, policy: &Policy| {
        let mut issuers = TrustedIssuers::new();
        issuers.add("x", issuer).unwrap();
        [&short, &long].map(|token| issuers.verify(token, policy, NOW).err().map(|error| error.code()))
    };
    const NOT: Option<Code> = Some(Code::AlgorithmNotAllowed);
    let any = Policy::new();
    let only = Policy::new().algorithm(Algorithm::Hs256);
    let new = || TrustedIssuer::new(set());
    assert_eq!(outcome(new(), &any), [None, None]);
    assert_eq!(outcome(new(), &only), [None, NOT]);
    assert_eq!(outcome(new().algorithms([Algorithm::Hs512]), &any), [NOT, None]);
    // An empty list is not the same as no list.
    assert_eq!(outcome(new().algorithms([Algorithm::Hs512]), &only), [NOT, NOT]);
    assert_eq!(outcome(new().algorithms([]), &any), [NOT, NOT]);
    let [both, one] = [[Algorithm::Hs256, Algorithm::Hs512].as_slice(), &[Algorithm::Hs256]];
    assert_eq!(outcome(new().algorithms(both).algorithms(one), &any), [None, NOT]);
    assert_eq!(outcome(new().algorithms(one).algorithms([Algorithm::Hs512]), &any), [NOT, NOT]);
    assert_eq!(outcome(new().algorithms([Algorithm::Rs256]), &any), [NOT, NOT]);
}

#[test]
fn an_issuer_is_added_once_and_may_be_replaced() {
    let mut issuers = issuers();
    for name in [A, ""] {
        let error = issuers.add(name, TrustedIssuer::new(key(3))).unwrap_err();
        assert_eq!((error.code(), error.part()), (Code::OptionsInvalid, Some("issuer")), "{name}");
    }
    let (policy, old) = (Policy::new(), token(1, r#"{"iss":"https://a.example"}"#));
    assert_eq!(issuers.choose(&old, &policy), Ok(A));
    assert!(issuers.verify(&old, &policy, NOW).is_ok());
    issuers.set(A, TrustedIssuer::new(key(3)));
    assert_eq!(issuers.verify(&old, &policy, NOW).unwrap_err().code(), Code::SignatureInvalid);
    assert!(issuers.verify(&token(3, r#"{"iss":"https://a.example"}"#), &policy, NOW).is_ok());
    assert!(issuers.remove(A) && !issuers.remove(A));
    assert_eq!(issuers.choose(&old, &policy).unwrap_err().code(), Code::IssuerUnknown);
    assert!(!format!("{issuers:?}").contains("secret"));
}

#[test]
fn thousands_of_issuers_are_as_good_as_one() {
    let mut issuers = TrustedIssuers::new();
    for number in 0..5000 {
        issuers.add(format!("https://{number}.example"), TrustedIssuer::new(key(9))).unwrap();
    }
    let token = token(9, r#"{"iss":"https://4711.example"}"#);
    assert_eq!(issuers.choose(&token, &Policy::new()), Ok("https://4711.example"));
    assert!(issuers.verify(&token, &Policy::new(), NOW).is_ok());
}

#[test]
fn only_names_are_printed() {
    assert_eq!(format!("{:?}", issuers()), r#"{"https://a.example", "https://b.example/"}"#);
}
