//! jwt-simple, with its feature `pure-rust`. By default it needs BoringSSL, whose build needs CMake.

use crate::Result;
use crate::candidate::{Candidate, Offer};
use crate::claims::{AUDIENCE, Custom, ISSUER, LIFETIME, Untimed};
use crate::corpus::{Alg, Keys};
use jwt_simple::prelude::*;
use std::collections::HashSet;

pub(crate) const CANDIDATE: Candidate =
    Candidate { name: "jwt-simple", package: "jwt-simple", is_pure_rust: true, offer };

/// Each algorithm has traits of its own for its keys, with methods of the same names.
macro_rules! pair {
    ($private:expr, $public:expr, $sign:ident) => {{
        let (private, public) = ($private, $public);
        let options = options();
        let all = Untimed::new(7);
        let custom = Custom::with(7);
        Offer {
            // Every call takes the claims and the options by value.
            sign: Some(Box::new(move || {
                let claims = Claims::with_custom_claims(custom.clone(), Duration::from_secs(LIFETIME))
                    .with_issuer(&all.iss)
                    .with_subject(&all.sub)
                    .with_audience(&all.aud);
                Ok(private.$sign(claims)?)
            })),
            verify: Some(Box::new(move |token| {
                Ok(public.verify_token::<Custom>(token, Some(options.clone()))?.custom.tenant)
            })),
            // Without a key it reads only headers.
            decode: None,
        }
    }};
}

fn offer(alg: Alg, keys: &Keys) -> Result<Offer> {
    let (private, public) = (&keys.private_pem(), &keys.public_pem());
    Ok(match alg {
        Alg::Hs256 => pair!(HS256Key::from_bytes(&keys.secret), HS256Key::from_bytes(&keys.secret), authenticate),
        Alg::Rs256 => pair!(RS256KeyPair::from_pem(private)?, RS256PublicKey::from_pem(public)?, sign),
        Alg::Ps256 => pair!(PS256KeyPair::from_pem(private)?, PS256PublicKey::from_pem(public)?, sign),
        Alg::Es256 => pair!(ES256KeyPair::from_pem(private)?, ES256PublicKey::from_pem(public)?, sign),
        Alg::Es384 => pair!(ES384KeyPair::from_pem(private)?, ES384PublicKey::from_pem(public)?, sign),
        Alg::EdDsa => pair!(Ed25519KeyPair::from_pem(private)?, Ed25519PublicKey::from_pem(public)?, sign),
    })
}

fn options() -> VerificationOptions {
    VerificationOptions {
        allowed_issuers: Some(HashSet::from([ISSUER.to_owned()])),
        allowed_audiences: Some(HashSet::from([AUDIENCE.to_owned()])),
        time_tolerance: Some(Duration::from_secs(0)),
        ..VerificationOptions::default()
    }
}
