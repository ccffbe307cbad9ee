//! Decides whether a request passes. Only its `Authorization` headers and the time count.

use crate::settings::Settings;
use jwt_wasm::{Object, Value};
use std::time::SystemTime;

pub enum Decision {
    /// With headers for the origin.
    Pass(Vec<(String, String)>),
    Refuse(Refusal),
}

pub struct Refusal {
    pub status: u16,
    code: String,
    challenge: Option<String>,
}

pub fn decide(settings: &Settings, authorization: &[&[u8]], now: SystemTime) -> Decision {
    match token_of(authorization) {
        Ok(None) => Decision::Refuse(Refusal::new(settings, 401, "token_missing", "")),
        Err(()) => Decision::Refuse(Refusal::new(settings, 400, "invalid_request", "invalid_request")),
        Ok(Some(token)) => match identity(settings, token, now) {
            Ok(identity) => Decision::Pass(identity),
            // This build has no arithmetic for the algorithm of a key, so the client did nothing wrong.
            Err(code) if code == "sync_unavailable" => Decision::Refuse(Refusal::misconfigured()),
            Err(code) => Decision::Refuse(Refusal::new(settings, 401, &code, "invalid_token")),
        },
    }
}

/// `None` if there is no token (RFC 6750 §2.1). Two tokens are an error, and so is a text that cannot be one.
fn token_of<'r>(authorization: &[&'r [u8]]) -> Result<Option<&'r str>, ()> {
    let [value] = authorization else { return if authorization.is_empty() { Ok(None) } else { Err(()) } };
    let value = std::str::from_utf8(value).map_err(|_| ())?;
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Ok(None);
    }
    let token = token.trim_matches(' ');
    if token.is_empty() {
        return Ok(None);
    }
    let is_whole = token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte));
    if is_whole { Ok(Some(token)) } else { Err(()) }
}

/// The headers for the origin, or the code of the error.
fn identity(settings: &Settings, token: &str, now: SystemTime) -> Result<Vec<(String, String)>, String> {
    let verified = settings.verifier.verify(token, now).map_err(|error| error.code().as_str().to_owned())?;
    let claims = Object::parse(verified.payload()).map_err(|_| "malformed")?;
    let present = settings.forwarded.iter().filter_map(|(header, claim)| Some((header, claims.get(claim)?)));
    present.map(|(header, value)| Ok((header.clone(), text(value).ok_or("claim_invalid")?))).collect()
}

/// Only what every server reads as the same text.
fn text(value: &Value<'_>) -> Option<String> {
    match value {
        Value::String(text) => {
            let is_printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
            let is_trimmed = !text.starts_with(' ') && !text.ends_with(' ');
            (is_printable && is_trimmed && (1..=4096).contains(&text.len())).then(|| text.to_string())
        }
        Value::Bool(value) => Some(value.to_string()),
        Value::Integer(value) => Some(value.to_string()),
        _ => None,
    }
}

impl Refusal {
    fn new(settings: &Settings, status: u16, code: &str, error: &str) -> Self {
        let mut challenge = format!("Bearer realm=\"{}\"", settings.realm);
        if !error.is_empty() {
            challenge += &format!(", error=\"{error}\"");
        }
        if error == "invalid_token" {
            challenge += &format!(", error_description=\"{code}\"");
        }
        Self { status, code: code.to_owned(), challenge: Some(challenge) }
    }

    pub fn misconfigured() -> Self {
        Self { status: 500, code: "gate_misconfigured".to_owned(), challenge: None }
    }

    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("cache-control", "no-store".to_owned()),
            ("content-type", "application/problem+json".to_owned()),
            ("vary", "authorization".to_owned()),
        ];
        headers.extend(self.challenge.clone().map(|challenge| ("www-authenticate", challenge)));
        headers
    }

    /// A problem document (RFC 9457).
    pub fn body(&self) -> String {
        let Self { status, code, .. } = self;
        let title = match status {
            400 => "Bad Request",
            401 => "Unauthorized",
            _ => "Internal Server Error",
        };
        format!(r#"{{"title":"{title}","status":{status},"code":"{code}"}}"#)
    }
}
