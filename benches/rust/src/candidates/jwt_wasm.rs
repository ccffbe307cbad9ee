//! This repository's crate.

use crate::Result;
use crate::candidate::{Candidate, Offer};
use crate::claims::{AUDIENCE, ISSUER, LIFETIME, Untimed, Whole};
use crate::corpus::{Alg, Keys, rsa_signer};
use jwt_wasm::{
    DecodeOptions, Key, Policy, SignOptions, SigningInput, Timestamp, Verifier, decode_unverified, sign_claims,
};
use std::time::Duration;

pub(crate) const CANDIDATE: Candidate = Candidate { name: "jwt-wasm", package: "jwt-wasm", is_pure_rust: true, offer };

fn offer(alg: Alg, keys: &Keys) -> Result<Offer> {
    let public = match alg {
        Alg::Hs256 => Key::secret(&keys.secret, alg.ours())?,
        _ => Key::public_pem(&keys.public_pem(), alg.ours())?,
    };
    let verifier = Verifier::new(public, Policy::new().issuer(ISSUER).audience(AUDIENCE));
    let decoding = DecodeOptions::new();

    let claims = Untimed::new(7);
    let options = SignOptions::new().expires_in(Duration::from_secs(LIFETIME));
    let sign: Box<dyn Fn() -> Result<String>> = match alg {
        // It makes no RSA signature, so its documentation names another library for that.
        Alg::Rs256 | Alg::Ps256 => {
            let signer = rsa_signer(alg, keys)?;
            Box::new(move || {
                let text = serde_json::to_string(&claims)?;
                let input = SigningInput::new(text.as_str(), alg.ours(), &options, Timestamp::now())?;
                let signature = signer(input.as_bytes())?;
                Ok(input.finish(signature)?)
            })
        }
        _ => {
            let key = match alg {
                Alg::Hs256 => Key::secret(&keys.secret, alg.ours())?,
                _ => Key::private_pem(&keys.private_pem(), alg.ours())?,
            };
            Box::new(move || Ok(sign_claims(&claims, &key, &options, Timestamp::now())?))
        }
    };
    Ok(Offer {
        sign: Some(sign),
        verify: Some(Box::new(move |token| {
            let claims: Whole = verifier.verify(token, Timestamp::now())?.claims()?;
            Ok(claims.tenant)
        })),
        decode: Some(Box::new(move |token| {
            let claims: Whole = serde_json::from_str(decode_unverified(token, &decoding)?.payload())?;
            Ok(claims.tenant)
        })),
    })
}
