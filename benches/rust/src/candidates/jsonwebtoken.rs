//! jsonwebtoken, with each of its two backends.

use crate::Result;
use crate::candidate::{Candidate, Offer};
use crate::claims::{AUDIENCE, ISSUER, LIFETIME, Whole};
use crate::corpus::{Alg, Keys, now};
use jsonwebtoken::crypto::{CryptoProvider, aws_lc, rust_crypto};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, dangerous, decode, encode};
use std::cell::RefCell;

pub(crate) const RUST_CRYPTO: Candidate = Candidate {
    name: "jsonwebtoken (rust_crypto)",
    package: "jsonwebtoken",
    is_pure_rust: true,
    offer: |alg, keys| offer(alg, keys, &rust_crypto::DEFAULT_PROVIDER),
};

pub(crate) const AWS_LC: Candidate = Candidate {
    name: "jsonwebtoken (aws_lc_rs)",
    package: "jsonwebtoken",
    is_pure_rust: false,
    offer: |alg, keys| offer(alg, keys, &aws_lc::DEFAULT_PROVIDER),
};

fn offer(alg: Alg, keys: &Keys, provider: &'static CryptoProvider) -> Result<Offer> {
    // A process installs one backend, so this fails after the first algorithm.
    let _ = provider.install_default();
    let (private, public) = (keys.private_pem(), keys.public_pem());
    let (private, public) = (private.as_bytes(), public.as_bytes());
    let (algorithm, encoding, decoding) = match alg {
        Alg::Hs256 => {
            (Algorithm::HS256, EncodingKey::from_secret(&keys.secret), DecodingKey::from_secret(&keys.secret))
        }
        Alg::Rs256 => (Algorithm::RS256, EncodingKey::from_rsa_pem(private)?, DecodingKey::from_rsa_pem(public)?),
        Alg::Ps256 => (Algorithm::PS256, EncodingKey::from_rsa_pem(private)?, DecodingKey::from_rsa_pem(public)?),
        Alg::Es256 => (Algorithm::ES256, EncodingKey::from_ec_pem(private)?, DecodingKey::from_ec_pem(public)?),
        Alg::Es384 => (Algorithm::ES384, EncodingKey::from_ec_pem(private)?, DecodingKey::from_ec_pem(public)?),
        Alg::EdDsa => (Algorithm::EdDSA, EncodingKey::from_ed_pem(private)?, DecodingKey::from_ed_pem(public)?),
    };
    let header = Header::new(algorithm);
    let mut validation = Validation::new(algorithm);
    validation.leeway = 0;
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);

    let claims = RefCell::new(Whole::new(0, 0, 7));
    Ok(Offer {
        sign: Some(Box::new(move || {
            let mut claims = claims.borrow_mut();
            claims.iat = now();
            claims.exp = claims.iat + LIFETIME;
            Ok(encode(&header, &*claims, &encoding)?)
        })),
        verify: Some(Box::new(move |token| Ok(decode::<Whole>(token, &decoding, &validation)?.claims.tenant))),
        decode: Some(Box::new(|token| Ok(dangerous::insecure_decode::<Whole>(token)?.claims.tenant))),
    })
}
