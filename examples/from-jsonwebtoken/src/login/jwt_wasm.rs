use std::time::Duration;

use jwt_wasm::{Algorithm, Claims, Error, Key, Policy, SignOptions, Timestamp, sign, verify};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Login {
    pub sub: String,
    pub tenant: u64,
}

pub fn issue(secret: &[u8], user: &str, tenant: u64) -> Result<String, Error> {
    let claims = Claims::new().issuer("https://issuer.example").audience("api").subject(user).claim("tenant", tenant);
    let options = SignOptions::new().expires_in(Duration::from_secs(300));
    sign(claims, &Key::secret(secret, Algorithm::Hs256)?, &options, Timestamp::now())
}

pub fn check(secret: &[u8], token: &str) -> Result<Login, Error> {
    let policy = Policy::new().issuer("https://issuer.example").audience("api");
    verify(token, &Key::secret(secret, Algorithm::Hs256)?, &policy, Timestamp::now())?.claims()
}
