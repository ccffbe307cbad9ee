//! Starts a provider and the API on loopback, and sends requests.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Router, routing::get};
use jwt_wasm::remote::RemoteOptions;
use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, SigningInput, Timestamp, sign};
use reqwest::header::{HeaderMap, RETRY_AFTER, WWW_AUTHENTICATE};
use tokio::net::TcpListener;
use tokio::time::sleep;

use crate::gate::Gate;
use crate::keys::Keys;

const AUDIENCE: &str = "https://api.example";

async fn serve(app: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    origin
}

/// A provider whose answers a test changes.
struct Provider {
    issuer: String,
    answer: Arc<Mutex<(StatusCode, String)>>,
    hits: Arc<AtomicUsize>,
}

impl Provider {
    async fn start(keys: &[&Key]) -> Self {
        let answer = Arc::new(Mutex::new((StatusCode::OK, jwks(keys))));
        let hits = Arc::new(AtomicUsize::new(0));
        let (shown, counted) = (Arc::clone(&answer), Arc::clone(&hits));
        let handler = async move || -> Response {
            counted.fetch_add(1, Ordering::SeqCst);
            sleep(Duration::from_millis(50)).await;
            let (status, text) = shown.lock().unwrap().clone();
            if status.is_redirection() {
                Redirect::temporary(&text).into_response()
            } else {
                (status, text).into_response()
            }
        };
        let set = get(handler);
        let app = Router::new().route("/.well-known/jwks.json", set.clone()).route("/moved", set);
        Self { issuer: serve(app).await + "/", answer, hits }
    }

    fn publish(&self, keys: &[&Key]) {
        self.answer(StatusCode::OK, &jwks(keys));
    }

    fn answer(&self, status: StatusCode, text: &str) {
        *self.answer.lock().unwrap() = (status, text.to_owned());
    }

    fn hits(&self) -> usize {
        self.hits.load(Ordering::SeqCst)
    }

    /// The claims of Auth0's access tokens.
    fn claims(&self) -> Claims {
        let audience = [AUDIENCE.to_owned(), format!("{}userinfo", self.issuer)];
        let claims = Claims::new().issuer(&self.issuer).subject("auth0|5f7c8ec7c33c6c004bbafe82");
        claims.claim("aud", audience).claim("azp", "my_client_id").claim("scope", "openid profile")
    }

    fn token(&self, key: &Key) -> String {
        sign(self.claims(), key, &lifetime(300), Timestamp::now()).unwrap()
    }
}

struct Api {
    origin: String,
    http: reqwest::Client,
}

impl Api {
    async fn start(provider: &Provider, options: RemoteOptions) -> Self {
        let keys = Keys::new(&format!("{}.well-known/jwks.json", provider.issuer), options).unwrap();
        let gate = Gate::new(keys, Policy::new().issuer(&provider.issuer).audience(AUDIENCE), "api");
        Self { origin: serve(crate::app(&gate)).await, http: reqwest::Client::new() }
    }

    async fn get(&self, path: &str, authorization: &[&str]) -> (u16, HeaderMap, String) {
        let mut request = self.http.get(format!("{}{path}", self.origin));
        for value in authorization {
            request = request.header("authorization", *value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, headers, response.text().await.unwrap())
    }

    async fn status(&self, token: &str) -> u16 {
        self.get("/me", &[&format!("Bearer {token}")]).await.0
    }

    /// The statuses of this many requests at once.
    async fn at_once(self: &Arc<Self>, count: usize, token: &str) -> Vec<u16> {
        let send = |_| {
            let (api, token) = (Arc::clone(self), token.to_owned());
            tokio::spawn(async move { api.status(&token).await })
        };
        let tasks: Vec<_> = (0..count).map(send).collect();
        let mut statuses = Vec::new();
        for task in tasks {
            statuses.push(task.await.unwrap());
        }
        statuses
    }
}

fn key(number: u8) -> Key {
    Key::private_ed25519(&[number; 32], Algorithm::EdDsa).unwrap().with_kid(number.to_string())
}

fn jwks(keys: &[&Key]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| key.public().unwrap().public_jwk().unwrap()).collect();
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}

fn lifetime(seconds: u64) -> SignOptions {
    SignOptions::new().expires_in(Duration::from_secs(seconds))
}

fn challenge(headers: &HeaderMap) -> &str {
    headers.get(WWW_AUTHENTICATE).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

#[tokio::test]
async fn a_token_as_auth0_signs_it_passes() {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    let public = Key::public_der(public.as_ref(), Algorithm::Rs256).unwrap().with_kid("rsa");
    let provider = Provider::start(&[&public]).await;
    let input =
        SigningInput::new(provider.claims(), Algorithm::Rs256, &lifetime(300).kid("rsa"), Timestamp::now()).unwrap();
    let mut signature = vec![0; pair.public_modulus_len()];
    let random = aws_lc_rs::rand::SystemRandom::new();
    pair.sign(&aws_lc_rs::signature::RSA_PKCS1_SHA256, &random, input.as_bytes(), &mut signature).unwrap();
    let token = input.finish(signature).unwrap();

    let api = Api::start(&provider, RemoteOptions::new()).await;
    let (status, _, body) = api.get("/me", &[&format!("Bearer {token}")]).await;
    assert_eq!((status, body.as_str()), (200, "hello auth0|5f7c8ec7c33c6c004bbafe82"));
    assert_eq!(api.status(&token).await, 200);
    assert_eq!(provider.hits(), 1);
}

#[tokio::test]
async fn other_requests_get_the_answers_of_the_gate() {
    let one = key(1);
    let provider = Provider::start(&[&one]).await;
    let api = Api::start(&provider, RemoteOptions::new()).await;
    assert_eq!(api.get("/health", &[]).await.0, 200);
    let token = provider.token(&one);
    let old = sign(provider.claims(), &one, &lifetime(1), Timestamp::now() - Duration::from_secs(60)).unwrap();
    let foreign = sign(Claims::new().issuer(&provider.issuer).audience("other"), &one, &lifetime(9), Timestamp::now());
    let bearer = |token: &str| format!("Bearer {token}");
    for (authorization, status, words, code) in [
        (vec![], 401, "", "token_missing"),
        (vec!["Basic dTpw".to_owned()], 401, "", "token_missing"),
        (vec![bearer("a b")], 400, ", error=\"invalid_request\"", "invalid_request"),
        (vec![bearer(&token), bearer(&token)], 400, ", error=\"invalid_request\"", "invalid_request"),
        (vec![bearer("a.b.c")], 401, ", error=\"invalid_token\", error_description=\"malformed\"", "malformed"),
        (vec![bearer(&old)], 401, ", error=\"invalid_token\", error_description=\"expired\"", "expired"),
        (
            vec![bearer(&foreign.unwrap())],
            401,
            ", error=\"invalid_token\", error_description=\"claim_mismatch\"",
            "claim_mismatch",
        ),
    ] {
        let authorization: Vec<&str> = authorization.iter().map(String::as_str).collect();
        let (found, headers, body) = api.get("/me", &authorization).await;
        assert_eq!((found, challenge(&headers)), (status, format!("Bearer realm=\"api\"{words}").as_str()));
        assert!(body.ends_with(&format!(r#""status":{status},"code":"{code}"}}"#)), "{body}");
        assert_eq!(headers["cache-control"], "no-store");
    }
    let (status, headers, _) = api.get("/orders", &[&bearer(&token)]).await;
    let words = r#"Bearer realm="api", error="insufficient_scope", scope="read:orders""#;
    assert_eq!((status, challenge(&headers)), (403, words));
    let scoped = sign(provider.claims().claim("scope", "openid read:orders"), &one, &lifetime(9), Timestamp::now());
    assert_eq!(api.get("/orders", &[&bearer(&scoped.unwrap())]).await.0, 200);
}

#[tokio::test]
async fn a_new_key_is_fetched_when_its_first_token_arrives() {
    let (one, two) = (key(1), key(2));
    let provider = Provider::start(&[&one]).await;
    let api = Arc::new(Api::start(&provider, RemoteOptions::new()).await);
    assert_eq!(api.at_once(50, &provider.token(&one)).await, [200; 50]);
    assert_eq!(provider.hits(), 1);
    provider.publish(&[&one, &two]);
    assert_eq!(api.at_once(50, &provider.token(&two)).await, [200; 50]);
    assert_eq!(provider.hits(), 2);
    // A key that the provider does not publish causes no other request within the cool-down.
    assert_eq!(api.at_once(50, &provider.token(&key(3))).await, [401; 50]);
    assert_eq!(provider.hits(), 2);
}

#[tokio::test]
async fn fifty_tokens_with_an_unknown_key_cause_one_request() {
    let one = key(1);
    let provider = Provider::start(&[&one]).await;
    let api = Arc::new(Api::start(&provider, RemoteOptions::new()).await);
    assert_eq!(api.status(&provider.token(&one)).await, 200);
    assert_eq!(api.at_once(50, &provider.token(&key(9))).await, [401; 50]);
    assert_eq!(provider.hits(), 2);
}

#[tokio::test]
async fn old_keys_are_used_in_an_outage() {
    let one = key(1);
    let provider = Provider::start(&[&one]).await;
    let second = Duration::from_secs(1);
    let options = RemoteOptions::new().max_age(second / 5).stale_if_error(second).cooldown(second / 5);
    let api = Api::start(&provider, options).await;
    let token = provider.token(&one);
    assert_eq!(api.status(&token).await, 200);
    provider.answer(StatusCode::BAD_GATEWAY, "");
    sleep(second / 2).await;
    assert_eq!((api.status(&token).await, provider.hits()), (200, 2));
    sleep(second).await;
    let (status, headers, body) = api.get("/me", &[&format!("Bearer {token}")]).await;
    assert_eq!((status, body.contains("jwks_unavailable")), (503, true));
    assert_eq!((headers[RETRY_AFTER].to_str().unwrap(), challenge(&headers)), ("5", ""));
    provider.publish(&[&one]);
    sleep(second).await;
    assert_eq!(api.status(&token).await, 200);
}

#[tokio::test]
async fn what_is_not_a_key_set_from_the_provider_is_not_used() {
    let one = key(1);
    let provider = Provider::start(&[&one]).await;
    let elsewhere = Provider::start(&[&one]).await;
    let token = provider.token(&one);
    let moved = format!("{}.well-known/jwks.json", elsewhere.issuer);
    for (status, text) in [
        (StatusCode::OK, "<html>"),
        (StatusCode::OK, " ".repeat(300_000).as_str()),
        (StatusCode::NOT_FOUND, jwks(&[&one]).as_str()),
        (StatusCode::TEMPORARY_REDIRECT, &moved),
        (StatusCode::TEMPORARY_REDIRECT, "/moved"),
    ] {
        provider.answer(status, text);
        let api = Api::start(&provider, RemoteOptions::new()).await;
        assert_eq!(api.status(&token).await, 503, "{status} {text:.20}");
    }
    assert_eq!(elsewhere.hits(), 0);
}

/// A client that hangs up must not end the request that others wait for.
#[tokio::test]
async fn a_client_that_hangs_up_takes_nothing_from_others() {
    let one = key(1);
    let provider = Provider::start(&[&one]).await;
    let api = Arc::new(Api::start(&provider, RemoteOptions::new()).await);
    let token = provider.token(&one);
    let (first, theirs) = (Arc::clone(&api), token.clone());
    let first = tokio::spawn(async move { first.status(&theirs).await });
    sleep(Duration::from_millis(20)).await;
    first.abort();
    assert_eq!(api.status(&token).await, 200);
    assert_eq!(provider.hits(), 1);
}
