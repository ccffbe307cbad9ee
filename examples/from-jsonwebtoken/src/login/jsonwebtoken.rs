use jsonwebtoken::errors::Error;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode, get_current_timestamp};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Login {
    iss: String,
    aud: String,
    pub sub: String,
    pub tenant: u64,
    iat: u64,
    exp: u64,
}

pub fn issue(secret: &[u8], user: &str, tenant: u64) -> Result<String, Error> {
    let now = get_current_timestamp();
    let claims = Login {
        iss: "https://issuer.example".to_owned(),
        aud: "api".to_owned(),
        sub: user.to_owned(),
        tenant,
        iat: now,
        exp: now + 300,
    };
    encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(secret))
}

pub fn check(secret: &[u8], token: &str) -> Result<Login, Error> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.leeway = 0;
    validation.set_issuer(&["https://issuer.example"]);
    validation.set_audience(&["api"]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    Ok(decode::<Login>(token, &DecodingKey::from_secret(secret), &validation)?.claims)
}
