use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, Header, get_current_timestamp};
use serde::Serialize;

#[derive(Serialize)]
struct Claims<'a> {
    sub: &'a str,
    iat: u64,
    exp: u64,
}

pub fn issue(user: &str, kms: impl FnOnce(&[u8]) -> Vec<u8>) -> Result<String, serde_json::Error> {
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some("kms-1".to_owned());
    let now = get_current_timestamp();
    let claims = Claims { sub: user, iat: now, exp: now + 300 };
    let header = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&header)?);
    let claims = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims)?);
    let input = format!("{header}.{claims}");
    let signature = kms(input.as_bytes());
    Ok(format!("{input}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)))
}
