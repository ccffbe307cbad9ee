use std::time::Duration;

use jwt_wasm::{Algorithm, Claims, Error, Key, Policy, SignOptions, Timestamp, sign, verify};

pub fn issue(pem: &str, tenant: u64) -> Result<String, Error> {
    let key = Key::private_pem(pem, Algorithm::EdDsa)?;
    let options = SignOptions::new().expires_in(Duration::from_secs(300)).kid("2026");
    sign(Claims::new().subject("job").claim("tenant", tenant), &key, &options, Timestamp::now())
}

pub fn check(pem: &str, token: &str, tenant: u64) -> Result<(), Error> {
    let policy = Policy::new().subject("job").claim("tenant", tenant);
    verify(token, &Key::public_pem(pem, Algorithm::EdDsa)?, &policy, Timestamp::now()).map(drop)
}
