//! Lets a request pass if its bearer token is good. The answers are those of the npm package's gate (docs/gate-answers.md).

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jwt_wasm::{Code, Error, Policy, Verified};
use serde::de::DeserializeOwned;

use crate::keys::{Keys, Refused};

#[derive(Clone)]
pub struct Gate {
    keys: Arc<Keys>,
    policy: Arc<Policy>,
    realm: Arc<str>,
    /// The scopes that `insufficient_scope` names, separated by spaces.
    scope: Arc<str>,
}

impl Gate {
    /// `realm` names what is protected, in printable ASCII without quotes.
    pub fn new(keys: Arc<Keys>, policy: Policy, realm: &str) -> Self {
        Self { keys, policy: Arc::new(policy), realm: realm.into(), scope: "".into() }
    }

    /// The same gate, for routes that need this scope as well.
    pub fn scope(&self, scope: &str) -> Self {
        let policy = Arc::new(Policy::clone(&self.policy).scope(scope));
        let scope = format!("{} {scope}", self.scope).trim_start().into();
        Self { policy, scope, ..self.clone() }
    }

    async fn verified(&self, headers: &HeaderMap) -> Result<Verified, Refusal> {
        let token = match token_of(headers) {
            Ok(Some(token)) => token,
            Ok(None) => return Err(self.refusal(StatusCode::UNAUTHORIZED, "token_missing", "")),
            Err(()) => {
                return Err(self.refusal(StatusCode::BAD_REQUEST, "invalid_request", "error=\"invalid_request\""));
            }
        };
        self.keys.verify(token, &self.policy).await.map_err(|refused| match refused {
            Refused::Token(error) => self.refused(&error),
            Refused::Keys(error) => {
                eprintln!("gate: {error}");
                Refusal { status: StatusCode::SERVICE_UNAVAILABLE, code: "jwks_unavailable", challenge: None }
            }
        })
    }

    fn refused(&self, error: &Error) -> Refusal {
        match error.code() {
            // The client did nothing wrong: an option cannot be used, or a feature of the crate is off.
            Code::OptionsInvalid | Code::SyncUnavailable => {
                eprintln!("gate: {error}");
                Refusal { status: StatusCode::INTERNAL_SERVER_ERROR, code: "gate_misconfigured", challenge: None }
            }
            Code::ClaimMissing | Code::ClaimMismatch if matches!(error.claim(), Some("scope" | "scp")) => {
                let words = format!("error=\"insufficient_scope\", scope=\"{}\"", self.scope);
                self.refusal(StatusCode::FORBIDDEN, "insufficient_scope", &words)
            }
            code => {
                let words = format!("error=\"invalid_token\", error_description=\"{code}\"");
                self.refusal(StatusCode::UNAUTHORIZED, code.as_str(), &words)
            }
        }
    }

    fn refusal(&self, status: StatusCode, code: &'static str, words: &str) -> Refusal {
        let comma = if words.is_empty() { "" } else { ", " };
        Refusal { status, code, challenge: Some(format!("Bearer realm=\"{}\"{comma}{words}", self.realm)) }
    }
}

/// The layer: `route_layer(from_fn_with_state(gate, gate::check))`.
pub async fn check(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    match gate.verified(request.headers()).await {
        Ok(verified) => {
            request.extensions_mut().insert(Arc::new(verified));
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// The claims of the verified token, as your own type.
pub struct Claims<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Claims<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        // Without the layer there is no verified token, and nothing passes.
        let verified = parts.extensions.get::<Arc<Verified>>();
        let misconfigured =
            Refusal { status: StatusCode::INTERNAL_SERVER_ERROR, code: "gate_misconfigured", challenge: None };
        let unfit = Refusal { status: StatusCode::FORBIDDEN, code: "claim_invalid", challenge: None };
        verified.ok_or(misconfigured)?.claims().map(Self).map_err(|_| unfit)
    }
}

/// `None` if there is no token (RFC 6750 §2.1). Two tokens are an error, and so is a text that cannot be one.
fn token_of(headers: &HeaderMap) -> Result<Option<&str>, ()> {
    let mut sent = headers.get_all(header::AUTHORIZATION).into_iter();
    let (Some(value), None) = (sent.next(), sent.next()) else {
        return if headers.contains_key(header::AUTHORIZATION) { Err(()) } else { Ok(None) };
    };
    let (scheme, token) = value.to_str().map_err(|_| ())?.split_once(' ').unwrap_or_default();
    let token = token.trim_matches(' ');
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Ok(None);
    }
    let is_whole = token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte));
    if is_whole { Ok(Some(token)) } else { Err(()) }
}

pub struct Refusal {
    status: StatusCode,
    code: &'static str,
    challenge: Option<String>,
}

impl IntoResponse for Refusal {
    /// A problem document (RFC 9457).
    fn into_response(self) -> Response {
        let Self { status, code, challenge } = self;
        let title = status.canonical_reason().unwrap_or_default();
        let body = format!(r#"{{"title":"{title}","status":{},"code":"{code}"}}"#, status.as_u16());
        let headers = [(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (status, headers, body).into_response();
        if let Some(Ok(challenge)) = challenge.map(|challenge| challenge.parse()) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
        }
        response
    }
}
