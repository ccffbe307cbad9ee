//! The checks of RFC 9449 §4.3.

use alloc::string::String;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::{Nonces, Problem, TYP, VerifiedProof, htu, method, sha256, url};
use crate::algorithm::Algorithm;
use crate::decode::{DecodeOptions, decode_unverified};
use crate::error::KeyProblem;
use crate::json::{Object, Value};
use crate::key::{Key, thumbprint};
use crate::policy::Policy;
use crate::time::Timestamp;
use crate::verified::Verified;
use crate::verify::verify;

/// By how much the client's clock may be ahead or behind (RFC 9449 §11.1).
const SKEW: Duration = Duration::from_secs(30);

/// By how much the clock of a store may be ahead.
const STORE_SKEW: Duration = Duration::from_secs(60);

const LONGEST_AGE: Duration = Duration::from_secs(86_400);

/// The request that a proof came with, and what the proof must fulfil.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::Algorithm;
/// use jwt_wasm::dpop::{Problem, ProofPolicy};
/// let request = ProofPolicy::new("POST", "https://server.example/token")?
///     .algorithm(Algorithm::Es256)
///     .max_age(Duration::from_secs(60))
///     .nonce("the last nonce that was sent");
/// assert!(matches!(request.verify("not a proof", 1_700_000_000.0), Err(Problem::Token(_))));
/// # Ok::<(), Problem>(())
/// ```
#[derive(Clone)]
pub struct ProofPolicy {
    method: String,
    url: String,
    ath: Option<String>,
    jkt: Option<String>,
    nonces: Vec<String>,
    algorithms: Vec<Algorithm>,
    max_age: Duration,
}

/// It does not print the nonces, which a thief of a token lacks.
impl fmt::Debug for ProofPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProofPolicy").field("method", &self.method).field("url", &self.url).finish_non_exhaustive()
    }
}

impl ProofPolicy {
    /// A request with this method, as it was sent, and to this URL, as the client knows it. The query and the fragment do
    /// not matter.
    ///
    /// ```
    /// use jwt_wasm::dpop::ProofPolicy;
    /// assert!(ProofPolicy::new("GET", "https://api.example/orders?page=2").is_ok());
    /// assert!(ProofPolicy::new("GET", "/orders").is_err());
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    ///
    /// # Errors
    /// [`Problem::RequestMethodInvalid`] and [`Problem::RequestUrlInvalid`].
    pub fn new(method: &str, url: &str) -> Result<Self, Problem> {
        let (method, url) = (self::method(method)?, self::url(url)?);
        let (nonces, algorithms) = (Vec::new(), Vec::new());
        Ok(Self { method, url, ath: None, jkt: None, nonces, algorithms, max_age: Duration::from_secs(300) })
    }

    /// The access token of the request, whose hash the proof must hold as `ath`, and `cnf.jkt` of that token: the
    /// thumbprint of the only key that may sign the proof. Verify the token first. Only requests to a token endpoint have
    /// none.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, Problem, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key, thumbprint};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://api.example/orders";
    /// let proof = NewProof::new("GET", url)?.access_token("an.access.token").sign(&key, 1_700_000_000.0)?;
    /// let jkt = thumbprint(&key.public_jwk().unwrap_or_default())?;
    /// assert!(ProofPolicy::new("GET", url)?.access_token("an.access.token", &jkt).verify(&proof, 1_700_000_000.0).is_ok());
    /// let other = ProofPolicy::new("GET", url)?.access_token("another.token", &jkt);
    /// assert!(matches!(other.verify(&proof, 1_700_000_000.0), Err(Problem::AccessTokenMismatch)));
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn access_token(mut self, token: &str, jkt: &str) -> Self {
        self.ath = Some(sha256(token));
        self.key(jkt)
    }

    /// The thumbprint of the only key that may sign the proof, such as of a refresh token's (RFC 9449 §5).
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, Problem, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// let request = ProofPolicy::new("POST", url)?.key("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    /// assert!(matches!(request.verify(&proof, 1_700_000_000.0), Err(Problem::KeyMismatch)));
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn key(mut self, jkt: &str) -> Self {
        self.jkt = Some(String::from(jkt));
        self
    }

    /// Demands a nonce, and adds one to those that are accepted, such as the last one and the one before (RFC 9449 §8).
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, Problem, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// let request = ProofPolicy::new("POST", url)?.nonce("the last one").nonce("the one before");
    /// assert!(matches!(request.verify(&proof, 1_700_000_000.0), Err(Problem::ClaimMissing { claim: "nonce" })));
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn nonce(mut self, nonce: impl Into<String>) -> Self {
        self.nonces.push(nonce.into());
        self
    }

    /// Demands one of the nonces that the server sends at this time, or sent in the lifetime before. `now` is in seconds since
    /// 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::dpop::{Nonces, ProofPolicy};
    /// let nonces = Nonces::new(b"for the examples only: 32 bytes or more")?;
    /// let policy = ProofPolicy::new("POST", "https://server.example/token")?.nonces(&nonces, 1_700_000_000.0);
    /// # let _ = policy;
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn nonces(mut self, nonces: &Nonces, now: impl Into<Timestamp>) -> Self {
        self.nonces.extend(nonces.recent(now.into()));
        self
    }

    /// Adds one algorithm to those that are accepted. Without any, every public-key algorithm is.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, Problem, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// let request = ProofPolicy::new("POST", url)?.algorithm(Algorithm::Es256);
    /// assert!(matches!(request.verify(&proof, 1_700_000_000.0), Err(Problem::AlgorithmNotAllowed)));
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithms.push(algorithm);
        self
    }

    /// The greatest age of the proof, counted from `iat`: 300 seconds by default, 1 second to 86,400. Clocks may differ by
    /// 30 seconds more.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::dpop::{NewProof, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// let request = ProofPolicy::new("POST", url)?.max_age(Duration::from_secs(60));
    /// assert!(request.verify(&proof, 1_700_000_090.0).is_ok());
    /// assert!(request.verify(&proof, 1_700_000_091.0).is_err());
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub const fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = max_age;
        self
    }

    /// Makes every check of RFC 9449 §4.3 except the last: that the proof was not used before. For that, keep each
    /// [`replay_id`](VerifiedProof::replay_id) until [`remember_until`](VerifiedProof::remember_until). The request must
    /// have had exactly one header `DPoP`. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, Problem, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// assert!(ProofPolicy::new("POST", url)?.verify(&proof, 1_700_000_001.0).is_ok());
    /// assert!(matches!(ProofPolicy::new("GET", url)?.verify(&proof, 1_700_000_001.0), Err(Problem::MethodMismatch)));
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    ///
    /// # Errors
    /// The [`Problem`] of the first check that fails.
    pub fn verify(&self, proof: &str, now: impl Into<Timestamp>) -> Result<VerifiedProof, Problem> {
        if !(Duration::from_secs(1)..=LONGEST_AGE).contains(&self.max_age) {
            return Err(Problem::MaxAgeInvalid);
        }
        if self.algorithms.iter().any(|algorithm| algorithm.minimum_secret().is_some()) {
            return Err(Problem::SecretAllowed);
        }
        let (key, jkt) = self.read_key(proof)?;
        // A proof has `htm` and `htu` instead of an audience.
        let policy = Policy::new()
            .typ(TYP)
            .max_age(self.max_age)
            .clock_tolerance(SKEW)
            .without_audience_check()
            .require_expiry(false);
        let verified = verify(proof, &key, &policy, now)?;
        self.check(verified, &key, jkt)
    }

    /// Nothing shows whose key it is: the proof only shows that the client has its private half.
    fn read_key(&self, proof: &str) -> Result<(Key, String), Problem> {
        let unverified = decode_unverified(proof, &DecodeOptions::new())?;
        let header = Object::parse(unverified.header()).unwrap_or_default();
        let named = header.get("alg").and_then(Value::as_str).and_then(Algorithm::from_name);
        let alg = named.filter(|alg| alg.minimum_secret().is_none()).ok_or(Problem::AlgorithmNotAllowed)?;
        let allowed: Vec<Algorithm> = match self.algorithms.as_slice() {
            [] => vec![alg],
            allowed => allowed.iter().copied().filter(|allowed| allowed.may_be(alg)).collect(),
        };
        let first = allowed.first().copied().ok_or(Problem::AlgorithmNotAllowed)?;
        let Some(jwk @ Value::Object(members)) = header.get("jwk") else { return Err(Problem::NoKey) };
        if let Some(name) = PRIVATE.into_iter().find(|name| members.get(name).is_some()) {
            return Err(Problem::Key(crate::key::invalid(KeyProblem::PrivateMember { name })));
        }
        let jwk = jwk.to_string();
        let jkt = thumbprint(&jwk).map_err(Problem::Key)?;
        if self.jkt.as_ref().is_some_and(|bound| *bound != jkt) {
            return Err(Problem::KeyMismatch);
        }
        // `EdDSA` means Ed25519 or Ed448, whichever is the key's curve.
        let of = |alg| Key::from_public_jwk(&jwk, Some(alg));
        let key = allowed.iter().find_map(|alg| of(*alg).ok()).map_or_else(|| of(first), Ok).map_err(Problem::Key)?;
        Ok((key, jkt))
    }

    fn check(&self, verified: Verified, key: &Key, jkt: String) -> Result<VerifiedProof, Problem> {
        let claims = Object::parse(verified.payload()).unwrap_or_default();
        // A missing claim is named before one that is wrong.
        for claim in ["jti", "htm", "htu"] {
            text(&claims, claim)?;
        }
        if text(&claims, "htm")? != self.method {
            return Err(Problem::MethodMismatch);
        }
        let found = htu::normalized(text(&claims, "htu")?).ok_or(Problem::ClaimInvalid { claim: "htu" })?;
        if found != self.url {
            return Err(Problem::UrlMismatch { seen: self.url.clone() });
        }
        if let Some(ath) = &self.ath
            && text(&claims, "ath")? != ath
        {
            return Err(Problem::AccessTokenMismatch);
        }
        if !self.nonces.is_empty() {
            let nonce = text(&claims, "nonce")?;
            if !self.nonces.iter().any(|good| good == nonce) {
                return Err(Problem::NonceMismatch);
            }
        }
        let jti = String::from(text(&claims, "jti")?);
        let iat = claims.get("iat").and_then(Value::as_f64).unwrap_or_default();
        let lifetime = self.max_age.saturating_add(SKEW).saturating_add(STORE_SKEW);
        let until = Timestamp::from_seconds(iat + lifetime.as_secs_f64());
        drop(claims);
        Ok(VerifiedProof { verified, jwk: key.public_jwk().unwrap_or_default(), jkt, jti, until })
    }
}

/// The private members of all key types (RFC 7518 §6, RFC 8037 §2, RFC 9964). None may be there, whatever `kty` says.
const PRIVATE: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

fn text<'c>(claims: &'c Object<'_>, claim: &'static str) -> Result<&'c str, Problem> {
    match claims.get(claim) {
        None => Err(Problem::ClaimMissing { claim }),
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        Some(_) => Err(Problem::ClaimInvalid { claim }),
    }
}
