//! josekit, which uses OpenSSL.

use crate::Result;
use crate::candidate::{Candidate, Offer};
use crate::claims::{AUDIENCE, ISSUER, LIFETIME, Untimed};
use crate::corpus::{Alg, Keys, now};
use josekit::jws::{ES256, ES384, EdDSA, HS256, JwsHeader, JwsSigner, JwsVerifier, PS256, RS256};
use josekit::jwt::{self, JwtPayload, JwtPayloadValidator};
use serde_json::Value;
use std::cell::RefCell;
use std::time::SystemTime;

pub(crate) const CANDIDATE: Candidate = Candidate { name: "josekit", package: "josekit", is_pure_rust: false, offer };

fn offer(alg: Alg, keys: &Keys) -> Result<Offer> {
    let Keys { secret, private_der, public_der, .. } = keys;
    let (signer, verifier): (Box<dyn JwsSigner>, Box<dyn JwsVerifier>) = match alg {
        Alg::Hs256 => (Box::new(HS256.signer_from_bytes(secret)?), Box::new(HS256.verifier_from_bytes(secret)?)),
        Alg::Rs256 => (Box::new(RS256.signer_from_der(private_der)?), Box::new(RS256.verifier_from_der(public_der)?)),
        Alg::Ps256 => (Box::new(PS256.signer_from_der(private_der)?), Box::new(PS256.verifier_from_der(public_der)?)),
        Alg::Es256 => (Box::new(ES256.signer_from_der(private_der)?), Box::new(ES256.verifier_from_der(public_der)?)),
        Alg::Es384 => (Box::new(ES384.signer_from_der(private_der)?), Box::new(ES384.verifier_from_der(public_der)?)),
        Alg::EdDsa => (Box::new(EdDSA.signer_from_der(private_der)?), Box::new(EdDSA.verifier_from_der(public_der)?)),
    };
    let mut header = JwsHeader::new();
    header.set_token_type("JWT");
    let Value::Object(claims) = serde_json::to_value(Untimed::new(7))? else { return Err("not an object".into()) };
    let template = JwtPayload::from_map(claims)?;
    let mut demands = JwtPayloadValidator::new();
    demands.set_issuer(ISSUER);
    demands.set_audience(AUDIENCE);
    let demands = RefCell::new(demands);
    Ok(Offer {
        sign: Some(Box::new(move || {
            let mut payload = template.clone();
            // `set_issued_at` writes a fraction of a second, which the type of the claims does not take.
            let now = now();
            payload.set_claim("iat", Some(now.into()))?;
            payload.set_claim("exp", Some((now + LIFETIME).into()))?;
            Ok(jwt::encode_with_signer(&payload, &header, &*signer)?)
        })),
        verify: Some(Box::new(move |token| {
            let (payload, _) = jwt::decode_with_verifier(token, &*verifier)?;
            let mut demands = demands.borrow_mut();
            demands.set_base_time(SystemTime::now());
            demands.validate(&payload)?;
            Ok(payload.claim("tenant").and_then(Value::as_u64).ok_or("no tenant")?)
        })),
        // Without a key it reads only headers.
        decode: None,
    })
}
