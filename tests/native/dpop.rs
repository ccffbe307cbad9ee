//! DPoP proofs: each check of RFC 9449 §4.3 with a proof that fails only this check, and with the URIs that the npm
//! package's tests read too.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::dpop::{NewProof, Nonces, Problem, ProofPolicy};
use jwt_wasm::{Algorithm, Code, Key, Object, SigningKey, thumbprint};
use serde_json::{Value, json};

use crate::common::load;

const NOW: f64 = 1_700_000_000.0;
const URL: &str = "https://site.example/api";
const TOKEN: &str = "an.access.token";
const SEED: [u8; 32] = [7; 32];

fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn key() -> Key {
    Key::private_ed25519(&SEED, Algorithm::EdDsa).unwrap()
}

fn jwk() -> Value {
    let x = base64url(&SigningKey::ed25519(&SEED).unwrap().public_key());
    json!({ "kty": "OKP", "crv": "Ed25519", "x": x })
}

fn jkt() -> String {
    thumbprint(&jwk().to_string()).unwrap()
}

fn header() -> Value {
    json!({ "typ": "dpop+jwt", "alg": "EdDSA", "jwk": jwk() })
}

fn claims() -> Value {
    let ath = "UkM2b42E54u4hWzuKV_B3zyulUA6vtNYjJUv_ru2Qck";
    json!({ "jti": "a", "htm": "GET", "htu": URL, "iat": NOW as u64, "ath": ath })
}

/// By this test's own hand, because `NewProof` makes valid proofs only.
fn signed(header: &Value, claims: &Value) -> String {
    let input = format!("{}.{}", base64url(header.to_string().as_bytes()), base64url(claims.to_string().as_bytes()));
    let signature = SigningKey::ed25519(&SEED).unwrap().sign(input.as_bytes()).unwrap();
    format!("{input}.{}", base64url(&signature))
}

fn with(mut of: Value, name: &str, value: Value) -> Value {
    of[name] = value;
    of
}

fn without(mut of: Value, name: &str) -> Value {
    of.as_object_mut().unwrap().remove(name);
    of
}

fn request() -> ProofPolicy {
    ProofPolicy::new("GET", URL).unwrap().access_token(TOKEN, &jkt())
}

/// The code of the problem that refuses a proof, with its claim.
fn why_of(request: &ProofPolicy, proof: &str) -> String {
    match request.verify(proof, NOW) {
        Ok(_) => "good".to_owned(),
        Err(problem) => {
            assert!(proof.is_empty() || !problem.to_string().contains(proof));
            [Some(problem.code().as_str()), problem.claim()].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    }
}

fn why(header: &Value, claims: &Value) -> String {
    why_of(&request(), &signed(header, claims))
}

#[test]
fn a_good_proof_is_accepted_with_its_key_and_claims() {
    let proof = request().verify(&signed(&header(), &claims()), NOW).unwrap();
    assert_eq!((proof.jkt(), proof.jti()), (jkt().as_str(), "a"));
    assert_eq!(thumbprint(proof.jwk()).unwrap(), jkt());
    assert_eq!(Object::parse(proof.verified().payload()).unwrap().get("htu").unwrap().as_str(), Some(URL));
    // As in the npm package: SHA-256 of the thumbprint, a space and the jti; and iat, the greatest age and 90 seconds.
    assert_eq!(proof.replay_id().len(), 43);
    assert_eq!(proof.remember_until(), (NOW + 390.0).into());
    let other = request().verify(&signed(&header(), &with(claims(), "jti", json!("b"))), NOW).unwrap();
    assert_ne!(other.replay_id(), proof.replay_id());
    assert_eq!(format!("{proof:?}"), "VerifiedProof { .. }");
}

#[test]
fn what_is_not_a_jws_is_refused() {
    let good = signed(&header(), &claims());
    for proof in ["", "x", "a.b.c", &format!("{good}.x"), &format!("{good}, {good}"), &format!("DPoP {good}")] {
        assert_eq!(why_of(&request(), proof), "malformed", "{proof}");
    }
    assert_eq!(why_of(&request(), &"x".repeat(20_000)), "too_large");
}

#[test]
fn the_header() {
    for typ in [json!(null), json!("JWT"), json!("at+jwt"), json!("dpop"), json!("dpop+jwt2"), json!(1)] {
        assert_eq!(why(&with(header(), "typ", typ.clone()), &claims()), "header_rejected", "{typ}");
    }
    assert_eq!(why(&without(header(), "typ"), &claims()), "header_rejected");
    for alg in [json!("none"), json!(""), json!("HS256"), json!(null), json!(256), json!(["ES256"]), json!("eddsa")] {
        assert_eq!(why(&with(header(), "alg", alg.clone()), &claims()), "algorithm_not_allowed", "{alg}");
    }
    assert_eq!(why(&with(header(), "crit", json!(["x"])), &claims()), "header_rejected");
    assert_eq!(why(&with(header(), "b64", json!(false)), &claims()), "header_rejected");
}

#[test]
fn the_key_in_the_header() {
    for jwk in [json!(null), json!("key"), json!(1), json!([]), json!([jwk()])] {
        assert_eq!(why(&with(header(), "jwk", jwk.clone()), &claims()), "key_invalid", "{jwk}");
    }
    assert_eq!(why(&without(header(), "jwk"), &claims()), "key_invalid");
    for member in ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"] {
        for value in [json!("AQAB"), json!(""), json!(null), json!(1)] {
            let private = with(jwk(), member, value);
            let problem = request().verify(&signed(&with(header(), "jwk", private), &claims()), NOW).unwrap_err();
            let Problem::Key(error) = problem else { panic!("{problem}") };
            assert_eq!((error.code(), error.reason()), (Code::KeyInvalid, Some("private_key")), "{member}");
        }
    }
    let any_key = ProofPolicy::new("GET", URL).unwrap();
    for jwk in [
        json!({}),
        without(jwk(), "x"),
        with(jwk(), "crv", json!("Ed448")),
        with(jwk(), "kty", json!("EC")),
        with(jwk(), "use", json!("enc")),
        with(jwk(), "key_ops", json!(["sign"])),
        with(jwk(), "alg", json!("ES256")),
        json!({ "kty": "oct", "k": "A".repeat(43) }),
    ] {
        let proof = signed(&with(header(), "jwk", jwk.clone()), &claims());
        assert_eq!(why_of(&any_key, &proof), "key_invalid", "{jwk}");
    }
    // A thief has the token and a key of its own.
    let other = ProofPolicy::new("GET", URL).unwrap().access_token(TOKEN, &"A".repeat(43));
    assert_eq!(why_of(&other, &signed(&header(), &claims())), "claim_mismatch cnf");
}

#[test]
fn the_algorithms_that_are_allowed() {
    let proof = signed(&header(), &claims());
    let with = |algorithms: &[Algorithm]| algorithms.iter().fold(request(), |request, alg| request.algorithm(*alg));
    for good in
        [&[Algorithm::EdDsa][..], &[Algorithm::Es256, Algorithm::Ed25519], &[Algorithm::Ed448, Algorithm::Ed25519]]
    {
        assert_eq!(why_of(&with(good), &proof), "good", "{good:?}");
    }
    assert_eq!(why_of(&with(&[Algorithm::Es256, Algorithm::Rs256]), &proof), "algorithm_not_allowed");
    assert_ne!(why_of(&with(&[Algorithm::Ed448]), &proof), "good");
    assert!(matches!(with(&[Algorithm::EdDsa, Algorithm::Hs256]).verify(&proof, NOW), Err(Problem::SecretAllowed)));
}

#[test]
fn the_signature() {
    let proof = signed(&header(), &claims());
    let (input, signature) = proof.rsplit_once('.').unwrap();
    let (head, _) = input.split_once('.').unwrap();
    let changed = base64url(with(claims(), "jti", json!("b")).to_string().as_bytes());
    assert_eq!(why_of(&request(), &format!("{head}.{changed}.{signature}")), "signature_invalid");
}

#[test]
fn the_claims() {
    for claim in ["jti", "htm", "htu", "ath"] {
        assert_eq!(why(&header(), &without(claims(), claim)), format!("claim_missing {claim}"));
        for value in [json!(null), json!(""), json!(1), json!(["GET"])] {
            // `verify` finds a `jti` of the wrong type first, with the same code.
            assert_eq!(
                why(&header(), &with(claims(), claim, value.clone())),
                format!("claim_invalid {claim}"),
                "{value}"
            );
        }
    }
    assert_eq!(why(&header(), &without(claims(), "iat")), "claim_missing iat");
    for method in ["get", "POST", "GET "] {
        assert_eq!(why(&header(), &with(claims(), "htm", json!(method))), "claim_mismatch htm");
    }
    assert_eq!(why(&header(), &with(claims(), "ath", json!(jkt()))), "claim_mismatch ath");
    for (age, code) in [(0, "good"), (330, "good"), (331, "too_old iat"), (-30, "good"), (-31, "not_yet_valid iat")] {
        assert_eq!(why(&header(), &with(claims(), "iat", json!(NOW as i64 - age))), code, "{age}");
    }
    let short = request().max_age(Duration::from_secs(1));
    assert_eq!(why_of(&short, &signed(&header(), &with(claims(), "iat", json!(NOW as i64 - 32)))), "too_old iat");
    for age in [Duration::ZERO, Duration::from_millis(999), Duration::from_secs(86_401)] {
        assert!(matches!(request().max_age(age).verify("", NOW), Err(Problem::MaxAgeInvalid)));
    }
    // An audience is not a demand of a proof.
    assert_eq!(why(&header(), &with(claims(), "aud", json!("other"))), "good");
    assert_eq!(why(&header(), &with(claims(), "exp", json!(1))), "expired exp");
}

#[test]
fn nonces() {
    let demands = request().nonce("now").nonce("before");
    for (nonce, code) in [
        (json!("now"), "good"),
        (json!("before"), "good"),
        (json!("other"), "claim_mismatch nonce"),
        (json!(""), "claim_invalid nonce"),
        (json!(7), "claim_invalid nonce"),
    ] {
        assert_eq!(why_of(&demands, &signed(&header(), &with(claims(), "nonce", nonce.clone()))), code, "{nonce}");
    }
    assert_eq!(why_of(&demands, &signed(&header(), &claims())), "claim_missing nonce");
    assert!(!format!("{demands:?}").contains("before"));
}

#[test]
fn the_nonces_of_a_server() {
    let vectors = load("reports/dpop-nonces.json");
    let secret = vectors["secret"].as_str().unwrap();
    let made = |lifetime: Duration| Nonces::new(secret.as_bytes()).unwrap().lifetime(lifetime);
    let of = |lifetime: u64| made(Duration::from_secs(lifetime)).unwrap();
    let cases = vectors["nonces"].as_array().unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let nonces = of(case["lifetime"].as_u64().unwrap());
        assert_eq!(nonces.issue(case["now"].as_f64().unwrap()), case["nonce"].as_str().unwrap());
    }
    let nonces = of(100);
    let nonce = nonces.issue(NOW);
    for (passed, is_good) in [(0.0, true), (99.0, true), (199.0, true), (200.0, false), (-1.0, false), (-100.0, false)]
    {
        assert_eq!(nonces.is_good(&nonce, NOW + passed), is_good, "{passed}");
        let proof = signed(&header(), &with(with(claims(), "nonce", json!(nonce)), "iat", json!(NOW + passed)));
        assert_eq!(request().nonces(&nonces, NOW + passed).verify(&proof, NOW + passed).is_ok(), is_good, "{passed}");
    }
    for other in [of(101), Nonces::new(&[4; 32]).unwrap().lifetime(Duration::from_secs(100)).unwrap()] {
        assert!(!other.is_good(&nonce, NOW));
    }
    assert!(made(Duration::from_secs(86_400)).is_ok());
    for wrong in [Duration::ZERO, Duration::from_millis(1500), Duration::from_secs(86_401), Duration::MAX] {
        let problem = made(wrong).err();
        assert_eq!(problem.as_ref().map(Problem::code), Some(Code::OptionsInvalid), "{wrong:?}");
        assert!(matches!(problem, Some(Problem::LifetimeInvalid)), "{wrong:?}");
    }
    assert!(matches!(Nonces::new(&[4; 31]), Err(Problem::SecretTooShort)));
    assert_eq!(format!("{nonces:?}"), "Nonces { lifetime: 100, .. }");
}

/// A case whose host only a browser's URL can convert.
fn is_international(url: &str) -> bool {
    url.split('/').nth(2).is_some_and(|host| !host.is_ascii())
}

#[test]
fn the_uri_of_a_proof() {
    let vectors = load("reports/dpop-htu.json");
    let why = |url: &str, htu: &str| {
        why_of(&ProofPolicy::new("GET", url).unwrap(), &signed(&header(), &with(claims(), "htu", json!(htu))))
    };
    let text = |case: &Value, name: &str| case[name].as_str().unwrap().to_owned();
    let mut judged = 0;
    for case in vectors["same"].as_array().unwrap() {
        let (url, htu) = (text(case, "url"), text(case, "htu"));
        if is_international(&url) {
            assert!(matches!(ProofPolicy::new("GET", &url), Err(Problem::RequestUrlInvalid)));
        } else {
            assert_eq!(why(&url, &htu), "good", "{case}");
            let made = NewProof::new("GET", &url).unwrap().sign(&key(), NOW).unwrap();
            assert_eq!(why_of(&ProofPolicy::new("GET", &url).unwrap(), &made), "good", "{case}");
        }
        judged += 1;
    }
    for case in vectors["other"].as_array().unwrap() {
        let (url, htu) = (text(case, "url"), text(case, "htu"));
        assert_eq!(why(&url, &htu), "claim_mismatch htu", "{case}");
        assert_eq!(why(&htu, &url), "claim_mismatch htu", "{case}");
        judged += 1;
    }
    for case in vectors["refused"].as_array().unwrap() {
        assert_eq!(why("https://api.example/a", &text(case, "htu")), "claim_invalid htu", "{case}");
        judged += 1;
    }
    assert_eq!(judged, 73);
}

#[test]
fn a_message_names_the_uri_that_the_server_sees() {
    let proof = signed(&header(), &with(claims(), "htu", json!("https://site.example/other")));
    let message = request().verify(&proof, NOW).unwrap_err().to_string();
    assert_eq!(message, "the proof's htu is not the URI of the request, https://site.example/api");
}

#[test]
fn a_client_makes_a_proof() {
    let new = || NewProof::new("GET", "https://site.example/api?page=2#x").unwrap().access_token(TOKEN);
    let key = Key::private_ed25519(&SEED, Algorithm::EdDsa).unwrap().with_kid("own");
    let proof = new().nonce("now").jwt_id("id").sign(&key, NOW).unwrap();
    let verified = request().nonce("now").verify(&proof, NOW).unwrap();
    let header: Value = serde_json::from_str(verified.verified().header()).unwrap();
    assert_eq!(header["jwk"], jwk());
    let sent: Value = serde_json::from_str(verified.verified().payload()).unwrap();
    assert_eq!(sent, with(with(claims(), "nonce", json!("now")), "jti", json!("id")));

    let ids = [new().sign(&key, NOW), new().sign(&key, NOW)]
        .map(|proof| request().verify(&proof.unwrap(), NOW).unwrap().jti().to_owned());
    assert!(ids[0] != ids[1] && ids[0].len() == 32, "{ids:?}");

    let secret = Key::secret(&SEED, Algorithm::Hs256).unwrap();
    assert!(matches!(new().sign(&secret, NOW), Err(Problem::NotPrivate)));
    assert!(matches!(new().sign(&key.public().unwrap(), NOW), Err(Problem::NotPrivate)));
    assert!(matches!(NewProof::new("", URL), Err(Problem::RequestMethodInvalid)));
    for url in ["", "/api", "ftp://site.example", "https://user@site.example", "https://site.example/a b"] {
        assert!(matches!(NewProof::new("GET", url), Err(Problem::RequestUrlInvalid)), "{url}");
        assert!(matches!(ProofPolicy::new("GET", url), Err(Problem::RequestUrlInvalid)), "{url}");
    }
}

/// The key of ML-DSA has its `alg` as a part.
#[cfg(feature = "mldsa")]
#[test]
fn the_key_of_ml_dsa_keeps_its_alg() {
    let key = Key::private_ml_dsa(&SEED, Algorithm::MlDsa44).unwrap();
    let proof = NewProof::new("GET", URL).unwrap().sign(&key, NOW).unwrap();
    let proof = ProofPolicy::new("GET", URL).unwrap().verify(&proof, NOW).unwrap();
    assert_eq!(proof.verified().algorithm(), Algorithm::MlDsa44);
}

/// The error of the key or of the proof's form is behind the problem.
#[test]
fn a_problem_has_its_cause() {
    use std::error::Error;
    let cause =
        |problem: &Problem| problem.source().map(|error| error.downcast_ref::<jwt_wasm::Error>().unwrap().code());
    let refused = |proof: &str| request().verify(proof, NOW).unwrap_err();
    assert_eq!(cause(&refused("x")), Some(Code::Malformed));
    let jwk = with(header(), "jwk", json!({ "kty": "OKP" }));
    assert_eq!(cause(&refused(&signed(&jwk, &claims()))), Some(Code::KeyInvalid));
    assert_eq!(cause(&refused(&signed(&header(), &with(claims(), "htm", json!("PUT"))))), None);
}

/// A thief of a token lacks the nonces.
#[test]
fn a_policy_does_not_print_its_nonces() {
    let printed = format!("{:?}", request().nonce("nonce-7f3a"));
    assert_eq!(printed, format!("ProofPolicy {{ method: \"GET\", url: {URL:?}, .. }}"));
}
