//! JWK thumbprints (RFC 7638).

use alloc::string::String;

use crate::algorithm::Hash;
use crate::base64url;
use crate::error::Error;
use crate::key::jwk;

/// The SHA-256 thumbprint of a JWK (RFC 7638), in base64url. The public and the private half of a key have the same.
///
/// ```
/// use jwt_wasm::thumbprint;
/// // RFC 8037 appendix A.3.
/// let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// assert_eq!(thumbprint(jwk)?, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// `key_invalid` if the JWK is malformed or of an unknown type.
pub fn thumbprint(json: &str) -> Result<String, Error> {
    let members = jwk::parse(json)?;
    let required = jwk::required_members(&members)?;
    Ok(base64url::encode(&Hash::Sha256.of(required.as_bytes())))
}
