use std::time::Duration;

use jwt_wasm::{Algorithm, Claims, Error, SignOptions, SigningInput, Timestamp};

pub fn issue(user: &str, kms: impl FnOnce(&[u8]) -> Vec<u8>) -> Result<String, Error> {
    let options = SignOptions::new().expires_in(Duration::from_secs(300)).kid("kms-1");
    let input = SigningInput::new(Claims::new().subject(user), Algorithm::EdDsa, &options, Timestamp::now())?;
    let signature = kms(input.as_bytes());
    input.finish(signature)
}
