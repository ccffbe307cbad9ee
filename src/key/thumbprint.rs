//! JWK thumbprints (RFC 7638).

use crate::algorithm::Hash;
use crate::base64url;
use crate::error::Error;
use crate::key::jwk;

/// The SHA-256 thumbprint of a JWK, in base64url: the same for the public and the private half.
///
/// # Errors
/// `key_invalid` if the JWK is malformed or of an unknown type.
pub fn thumbprint(json: &str) -> Result<String, Error> {
    let members = jwk::parse(json)?;
    let required = jwk::required_members(&members)?;
    Ok(base64url::encode(&Hash::Sha256.of(required.as_bytes())))
}
