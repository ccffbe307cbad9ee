//! Makes proofs (RFC 9449 §4.2).

use alloc::string::String;
use alloc::vec::Vec;

use super::{Problem, TYP, method, sha256, url};
use crate::claims::Claims;
use crate::json::{Object, Value};
use crate::key::{Key, KeyRole};
use crate::sign::{SignOptions, sign};
use crate::time::Timestamp;

/// A proof for one request, which a client makes. Send it in the header `DPoP`, together with `Authorization: DPoP` and the
/// access token. Each request needs a new proof.
///
/// ```
/// use jwt_wasm::dpop::NewProof;
/// use jwt_wasm::{Algorithm, Key};
/// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
/// let proof = NewProof::new("POST", "https://server.example/token")?.nonce("a-nonce").sign(&key, 1_700_000_000.0)?;
/// # let _ = proof;
/// # Ok::<(), jwt_wasm::dpop::Problem>(())
/// ```
#[derive(Clone, Debug)]
pub struct NewProof {
    method: String,
    url: String,
    ath: Option<String>,
    nonce: Option<String>,
    jwt_id: Option<String>,
}

impl NewProof {
    /// For a request with this method, and to this URL, whose query and fragment are left out.
    ///
    /// ```
    /// use jwt_wasm::dpop::NewProof;
    /// assert!(NewProof::new("GET", "https://api.example/orders?page=2").is_ok());
    /// assert!(NewProof::new("GET", "/orders").is_err());
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    ///
    /// # Errors
    /// [`Problem::RequestMethodInvalid`] and [`Problem::RequestUrlInvalid`].
    pub fn new(method: &str, url: &str) -> Result<Self, Problem> {
        let (method, url) = (self::method(method)?, self::url(url)?);
        Ok(Self { method, url, ath: None, nonce: None, jwt_id: None })
    }

    /// The access token of the request. The proof holds its hash as `ath`.
    ///
    /// ```
    /// use jwt_wasm::dpop::NewProof;
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let proof = NewProof::new("GET", "https://api.example/orders")?.access_token("an.access.token").sign(&key, 1_700_000_000.0)?;
    /// # let _ = proof;
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn access_token(mut self, token: &str) -> Self {
        self.ath = Some(sha256(token));
        self
    }

    /// The last nonce that the server sent in the header `DPoP-Nonce`.
    ///
    /// ```
    /// use jwt_wasm::dpop::NewProof;
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let proof = NewProof::new("POST", "https://server.example/token")?.nonce("a-nonce").sign(&key, 1_700_000_000.0)?;
    /// # let _ = proof;
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn nonce(mut self, nonce: impl Into<String>) -> Self {
        self.nonce = Some(nonce.into());
        self
    }

    /// Sets `jti`, which is otherwise 128 random bits, for a build without the feature `rand`. It must be another one in
    /// each proof, and nobody may guess it.
    ///
    /// ```
    /// use jwt_wasm::dpop::NewProof;
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let proof = NewProof::new("POST", "https://server.example/token")?.jwt_id("-BwC3ESc6acc2lTc").sign(&key, 1_700_000_000.0)?;
    /// # let _ = proof;
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn jwt_id(mut self, jwt_id: impl Into<String>) -> Self {
        self.jwt_id = Some(jwt_id.into());
        self
    }

    /// Signs the proof with the client's private key, whose public half it carries. `now` is in seconds since
    /// 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, Problem, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// assert!(ProofPolicy::new("POST", url)?.verify(&proof, 1_700_000_001.0).is_ok());
    /// let secret = Key::secret(&[7; 32], Algorithm::Hs256)?;
    /// assert!(matches!(NewProof::new("POST", url)?.sign(&secret, 1_700_000_000.0), Err(Problem::NotPrivate)));
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    ///
    /// # Errors
    /// [`Problem::NotPrivate`], and [`Problem::Token`] with the errors of [`sign`].
    pub fn sign(self, key: &Key, now: impl Into<Timestamp>) -> Result<String, Problem> {
        let is_private = key.role() == KeyRole::Private;
        let public = key.public_jwk().filter(|_| is_private).ok_or(Problem::NotPrivate)?;
        let jwk = Object::parse(&public).map(only_the_key).unwrap_or_default();
        let jwt_id = match self.jwt_id {
            Some(jwt_id) => jwt_id,
            None => crate::random::hex()?,
        };
        let claims = Claims::new().claim("htm", self.method).claim("htu", self.url);
        let claims = claims.claim_if_some("ath", self.ath).claim_if_some("nonce", self.nonce);
        let options = SignOptions::new().typ(TYP).header("jwk", Value::Object(jwk)).jwt_id(jwt_id).without_expiry();
        Ok(sign(claims, key, &options, now)?)
    }
}

/// RFC 9449 §4.2 needs only the public key, so its other members are not sent. The `alg` of ML-DSA is a part of the key (RFC
/// 9964 §3).
fn only_the_key(jwk: Object<'_>) -> Object<'static> {
    let is_akp = jwk.get("kty").and_then(Value::as_str) == Some("AKP");
    let is_kept = |name: &str| !matches!(name, "kid" | "use") && (name != "alg" || is_akp);
    let members: Vec<_> = jwk.into_owned().into_iter().filter(|(name, _)| is_kept(name)).collect();
    Object::from_members(members).unwrap_or_default()
}
