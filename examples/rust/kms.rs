//! Signs with a key that this program never sees. `Kms` stands for the client of a KMS or an HSM.

use std::error::Error;
use std::time::Duration;

use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, SigningInput, SigningKey, Timestamp, verify};

const SEED: [u8; 32] = [7; 32];

struct Kms(SigningKey);

impl Kms {
    /// For ECDSA a KMS often answers in DER. A token has r and s side by side, and `finish` refuses another length.
    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, jwt_wasm::Error> {
        self.0.sign(bytes)
    }

    /// A KMS gives PEM or DER, for `Key::public_pem` or `Key::public_der`.
    fn public_key(&self) -> Result<Option<Key>, jwt_wasm::Error> {
        Ok(Key::private_ed25519(&SEED, Algorithm::EdDsa)?.public())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let kms = Kms(SigningKey::ed25519(&SEED)?);
    let options = SignOptions::new().expires_in(Duration::from_secs(300)).kid("kms-1");
    let input = SigningInput::new(Claims::new().subject("user-42"), Algorithm::EdDsa, &options, Timestamp::now())?;
    let signature = kms.sign(input.as_bytes())?;
    let token = input.finish(signature)?;

    let public = kms.public_key()?.ok_or("the KMS has no public key")?;
    println!("{}", verify(&token, &public, &Policy::new(), Timestamp::now())?.payload());
    Ok(())
}
