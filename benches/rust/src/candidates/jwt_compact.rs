//! jwt-compact, with its pure Rust algorithms.

use crate::Result;
use crate::candidate::{Candidate, Offer};
use crate::claims::{AUDIENCE, ISSUER, LIFETIME, Untimed};
use crate::corpus::{Alg, Keys};
use ed25519_dalek::{SigningKey as EdSigningKey, VerifyingKey as EdVerifyingKey};
use jwt_compact::Algorithm;
use jwt_compact::alg::{Ed25519, Es256, Hs256, Hs256Key, Rsa, RsaPrivateKey, RsaPublicKey, SigningKey, VerifyingKey};
use jwt_compact::prelude::*;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey};

pub(crate) const CANDIDATE: Candidate =
    Candidate { name: "jwt-compact", package: "jwt-compact", is_pure_rust: true, offer };

fn offer(alg: Alg, keys: &Keys) -> Result<Offer> {
    Ok(match alg {
        Alg::Hs256 => of([Hs256, Hs256], Hs256Key::new(&keys.secret), Hs256Key::new(&keys.secret)),
        Alg::Rs256 => rsa(Rsa::rs256(), keys)?,
        Alg::Ps256 => rsa(Rsa::ps256(), keys)?,
        Alg::Es256 => of([Es256, Es256], SigningKey::from_slice(&keys.secret)?, VerifyingKey::from_slice(&keys.point)?),
        Alg::Es384 => Offer::default(),
        Alg::EdDsa => {
            let signing = EdSigningKey::from_bytes(keys.secret.as_slice().try_into()?);
            of([Ed25519, Ed25519], signing, EdVerifyingKey::from_bytes(keys.point.as_slice().try_into()?)?)
        }
    })
}

fn rsa(algorithm: Rsa, keys: &Keys) -> Result<Offer> {
    let private = RsaPrivateKey::from_pkcs8_der(&keys.private_der)?;
    Ok(of([algorithm, algorithm], private, RsaPublicKey::from_public_key_der(&keys.public_der)?))
}

fn of<A>([signing, verifying]: [A; 2], private: A::SigningKey, public: A::VerifyingKey) -> Offer
where
    A: Algorithm + 'static,
    A::SigningKey: 'static,
    A::VerifyingKey: 'static,
{
    let claims = Untimed::new(7);
    let lifetime = chrono::Duration::seconds(LIFETIME as i64);
    let times = || TimeOptions::from_leeway(chrono::Duration::zero());
    Offer {
        sign: Some(Box::new(move || {
            let claims = Claims::new(&claims).set_duration_and_issuance(&times(), lifetime);
            Ok(signing.token(&Header::empty().with_token_type("JWT"), &claims, &private)?)
        })),
        verify: Some(Box::new(move |token| {
            let token = UntrustedToken::new(token)?;
            let token: Token<Untimed> = verifying.validator(&public).validate(&token)?;
            let claims = &token.claims().validate_expiration(&times())?.custom;
            // It leaves these to its caller.
            if claims.iss != ISSUER || claims.aud != AUDIENCE {
                return Err("another issuer or audience".into());
            }
            Ok(claims.tenant)
        })),
        decode: Some(Box::new(|token| {
            let claims: Claims<Untimed> = UntrustedToken::new(token)?.deserialize_claims_unchecked()?;
            Ok(claims.custom.tenant)
        })),
    }
}
