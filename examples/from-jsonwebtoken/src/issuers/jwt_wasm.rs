use jwt_wasm::{Error, KeySet, Policy, Timestamp, TrustedIssuer, TrustedIssuers};

pub fn check(sets: &[(&str, &str)], token: &str) -> Result<String, Error> {
    let mut issuers = TrustedIssuers::new();
    for (name, jwks) in sets {
        issuers.add(*name, TrustedIssuer::new(KeySet::from_jwks(jwks)?))?;
    }
    let verified = issuers.verify(token, &Policy::new().audience("api"), Timestamp::now())?;
    Ok(verified.payload().to_owned())
}
