use jwt_wasm::{Error, KeySet, Policy, Timestamp, verify};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct User {
    pub sub: String,
}

pub fn check(jwks: &str, token: &str) -> Result<User, Error> {
    let policy = Policy::new().issuer("https://issuer.example").audience("api");
    verify(token, KeySet::from_jwks(jwks)?, &policy, Timestamp::now())?.claims()
}
