//! Signs RS256 tokens with aws-lc-rs and with ring, and verifies them.

use std::error::Error;
use std::time::Duration;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, SigningInput, Timestamp, verify};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    // A program reads its key from a file, by `KeyPair::from_pkcs8`.
    let pair = KeyPair::generate(KeySize::Rsa2048)?;
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der()?;
    let public = Key::public_der(public.as_ref(), Algorithm::Rs256)?;
    for sign in [by_aws_lc, by_ring] {
        let token = token(|input| sign(&pair, input))?;
        println!("{}", verify(&token, &public, &Policy::new(), Timestamp::now())?.payload());
    }
    Ok(())
}

fn token(sign: impl FnOnce(&[u8]) -> Result<Vec<u8>>) -> Result<String> {
    let options = SignOptions::new().expires_in(Duration::from_secs(300)).kid("2026");
    let claims = Claims::new().subject("user-42");
    let input = SigningInput::new(claims, Algorithm::Rs256, &options, Timestamp::now())?;
    let signature = sign(input.as_bytes())?;
    Ok(input.finish(signature)?)
}

fn by_aws_lc(pair: &KeyPair, input: &[u8]) -> Result<Vec<u8>> {
    use aws_lc_rs::{rand::SystemRandom, signature::RSA_PKCS1_SHA256};
    let mut signature = vec![0; pair.public_modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), input, &mut signature)?;
    Ok(signature)
}

fn by_ring(pair: &KeyPair, input: &[u8]) -> Result<Vec<u8>> {
    use ring::{rand::SystemRandom, signature::RSA_PKCS1_SHA256, signature::RsaKeyPair};
    let file: Pkcs8V1Der<'_> = pair.as_der()?;
    let pair = RsaKeyPair::from_pkcs8(file.as_ref()).map_err(|error| error.to_string())?;
    let mut signature = vec![0; pair.public().modulus_len()];
    let failed = |_| "ring does not sign";
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), input, &mut signature).map_err(failed)?;
    Ok(signature)
}

#[cfg(test)]
mod tests {
    #[test]
    fn tokens_of_both_libraries_verify() {
        super::main().unwrap();
    }
}
