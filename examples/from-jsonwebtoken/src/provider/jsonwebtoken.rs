use std::error::Error;

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct User {
    pub sub: String,
}

pub fn check(jwks: &str, token: &str) -> Result<User, Box<dyn Error>> {
    let set: JwkSet = serde_json::from_str(jwks)?;
    let kid = decode_header(token)?.kid.ok_or("the token names no key")?;
    let jwk = set.find(&kid).ok_or("the set has no such key")?;
    // The key must say the algorithm: the token's own `alg` may not choose it.
    let algorithm: Algorithm = jwk.common.key_algorithm.ok_or("the key names no algorithm")?.to_string().parse()?;
    let mut validation = Validation::new(algorithm);
    validation.leeway = 0;
    validation.set_issuer(&["https://issuer.example"]);
    validation.set_audience(&["api"]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    Ok(decode::<User>(token, &DecodingKey::from_jwk(jwk)?, &validation)?.claims)
}
