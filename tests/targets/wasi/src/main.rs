//! A WASI program: it has the clock and the random bytes of its host. `wasi verify JWKS TOKEN` prints the token's claims, and
//! `wasi sign` makes a token with a new secret and verifies it.

use jwt_wasm::{Algorithm, Claims, Error, Key, KeySet, Policy, SignOptions, Timestamp, generate_secret, sign, verify};
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let answer = match arguments.as_slice() {
        ["verify", keys, token] => verified(keys, token),
        ["sign"] => signed(),
        _ => return ExitCode::from(2),
    };
    match answer {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{}", error.to_json());
            ExitCode::FAILURE
        }
    }
}

fn verified(keys: &str, token: &str) -> Result<String, Error> {
    let policy = Policy::new().issuer("https://issuer.example").audience("api");
    Ok(verify(token, &KeySet::from_jwks(keys)?, &policy, Timestamp::now())?.payload().to_owned())
}

fn signed() -> Result<String, Error> {
    let key = Key::secret(&generate_secret(Algorithm::Hs256)?, Algorithm::Hs256)?;
    let options = SignOptions::new().expires_in(Duration::from_secs(300)).random_jwt_id();
    let token = sign(Claims::new().subject("user-42"), &key, &options, Timestamp::now())?;
    Ok(verify(&token, &key, &Policy::new(), Timestamp::now())?.payload().to_owned())
}
