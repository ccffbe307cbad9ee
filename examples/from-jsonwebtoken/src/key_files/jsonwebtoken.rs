use std::error::Error;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode, get_current_timestamp};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Job {
    sub: String,
    tenant: u64,
    iat: u64,
    exp: u64,
}

pub fn issue(pem: &str, tenant: u64) -> Result<String, Box<dyn Error>> {
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some("2026".to_owned());
    let now = get_current_timestamp();
    let claims = Job { sub: "job".to_owned(), tenant, iat: now, exp: now + 300 };
    Ok(encode(&header, &claims, &EncodingKey::from_ed_pem(pem.as_bytes())?)?)
}

pub fn check(pem: &str, token: &str, tenant: u64) -> Result<(), Box<dyn Error>> {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.leeway = 0;
    validation.sub = Some("job".to_owned());
    validation.set_required_spec_claims(&["exp", "sub"]);
    let claims = decode::<Job>(token, &DecodingKey::from_ed_pem(pem.as_bytes())?, &validation)?.claims;
    if claims.tenant == tenant { Ok(()) } else { Err("it is for another tenant".into()) }
}
