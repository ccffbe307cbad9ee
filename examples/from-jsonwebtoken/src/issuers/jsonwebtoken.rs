use std::collections::HashMap;
use std::error::Error;

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, dangerous, decode, decode_header};
use serde_json::{Map, Value};

pub fn check(sets: &[(&str, &str)], token: &str) -> Result<String, Box<dyn Error>> {
    let mut issuers: HashMap<&str, JwkSet> = HashMap::new();
    for (name, jwks) in sets {
        issuers.insert(name, serde_json::from_str(jwks)?);
    }
    let said = dangerous::insecure_decode::<Map<String, Value>>(token)?.claims;
    let issuer = said.get("iss").and_then(Value::as_str).ok_or("the token names no issuer")?;
    let set = issuers.get(issuer).ok_or("the issuer is not trusted")?;
    let kid = decode_header(token)?.kid.ok_or("the token names no key")?;
    let jwk = set.find(&kid).ok_or("the set has no such key")?;
    let algorithm: Algorithm = jwk.common.key_algorithm.ok_or("the key names no algorithm")?.to_string().parse()?;
    let mut validation = Validation::new(algorithm);
    validation.leeway = 0;
    validation.set_issuer(&[issuer]);
    validation.set_audience(&["api"]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    let claims = decode::<Map<String, Value>>(token, &DecodingKey::from_jwk(jwk)?, &validation)?.claims;
    Ok(serde_json::to_string(&claims)?)
}
