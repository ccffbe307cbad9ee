//! Signs a token with a private key, and verifies it with the public half, as two programs do that share a key set.

use std::time::Duration;

use jwt_wasm::{Algorithm, Key, KeySet, Policy, SignOptions, Timestamp, Verifier, sign_claims};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Debug)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    tenant: u64,
}

fn main() -> Result<(), jwt_wasm::Error> {
    // The issuer. A program reads its key from a file, by `Key::private_pem`.
    let private = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?.with_kid("2026");
    let claims = Claims {
        iss: "https://issuer.example".to_owned(),
        aud: "api".to_owned(),
        sub: "user-42".to_owned(),
        tenant: 7,
    };
    let options = SignOptions::new().expires_in(Duration::from_secs(300)).random_jwt_id();
    let token = sign_claims(&claims, &private, &options, Timestamp::now())?;

    // The service. Make the verifier once: threads can share it.
    let keys = KeySet::from_keys(private.public())?;
    let policy = Policy::new().issuer("https://issuer.example").audience("api").claim("tenant", 7_u64);
    let verifier = Verifier::new(keys, policy);
    let claims: Claims = verifier.verify(&token, Timestamp::now())?.claims()?;
    println!("{claims:?}");
    Ok(())
}
