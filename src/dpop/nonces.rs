//! A server's nonces (RFC 9449 §8).

use alloc::string::String;
use core::fmt;
use core::time::Duration;

use super::Problem;
use crate::algorithm::Hash;
use crate::base64url;
use crate::signature::HmacKey;
use crate::time::Timestamp;

const SHORTEST_SECRET: usize = 32;
const LONGEST: u64 = 86_400;

/// A server's nonces (RFC 9449 §8). Nothing is stored: each nonce is an HMAC of the time, and changes after a lifetime. The
/// previous one stays valid for as long again. They are those of the npm package's `dpopNonces` with the same secret.
///
/// ```
/// use jwt_wasm::dpop::{NewProof, Nonces, Problem, ProofPolicy};
/// use jwt_wasm::{Algorithm, Key};
/// let nonces = Nonces::new(b"for the examples only: 32 bytes or more")?;
/// let (url, now) = ("https://server.example/token", 1_700_000_000.0);
/// let policy = || Ok::<_, Problem>(ProofPolicy::new("POST", url)?.nonces(&nonces, now));
///
/// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
/// let proof = NewProof::new("POST", url)?.sign(&key, now)?;
/// assert!(matches!(policy()?.verify(&proof, now), Err(Problem::ClaimMissing { claim: "nonce" })));
/// // Answer with the error `use_dpop_nonce`, and with this in the header `DPoP-Nonce`.
/// let proof = NewProof::new("POST", url)?.nonce(nonces.issue(now)).sign(&key, now)?;
/// assert!(policy()?.verify(&proof, now).is_ok());
/// # Ok::<(), Problem>(())
/// ```
pub struct Nonces {
    key: HmacKey,
    /// Seconds.
    lifetime: u64,
}

impl Nonces {
    /// Nonces of this secret, which all servers behind one address must share. The lifetime is 300 seconds.
    ///
    /// ```
    /// use jwt_wasm::dpop::{Nonces, Problem};
    /// assert!(Nonces::new(b"for the examples only: 32 bytes or more").is_ok());
    /// assert!(matches!(Nonces::new(b"short"), Err(Problem::SecretTooShort)));
    /// ```
    ///
    /// # Errors
    /// [`Problem::SecretTooShort`] if it has fewer than 32 bytes.
    pub fn new(secret: &[u8]) -> Result<Self, Problem> {
        if secret.len() < SHORTEST_SECRET {
            return Err(Problem::SecretTooShort);
        }
        Ok(Self { key: HmacKey::new(secret, Hash::Sha256)?, lifetime: 300 })
    }

    /// Sets the lifetime: whole seconds, 1 to 86,400.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::dpop::{Nonces, Problem};
    /// let nonces = || Nonces::new(b"for the examples only: 32 bytes or more");
    /// let short = nonces()?.lifetime(Duration::from_secs(60))?;
    /// assert!(!short.is_good(&short.issue(1_700_000_000.0), 1_700_000_120.0));
    /// assert!(matches!(nonces()?.lifetime(Duration::ZERO), Err(Problem::LifetimeInvalid)));
    /// # Ok::<(), Problem>(())
    /// ```
    ///
    /// # Errors
    /// [`Problem::LifetimeInvalid`] for another lifetime.
    pub fn lifetime(mut self, lifetime: Duration) -> Result<Self, Problem> {
        let seconds = lifetime.as_secs();
        if lifetime.subsec_nanos() != 0 || !(1..=LONGEST).contains(&seconds) {
            return Err(Problem::LifetimeInvalid);
        }
        self.lifetime = seconds;
        Ok(self)
    }

    /// The nonce to send to clients now, in the header `DPoP-Nonce`. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::dpop::Nonces;
    /// let nonces = Nonces::new(b"for the examples only: 32 bytes or more")?;
    /// assert_eq!(nonces.issue(1_700_000_000.0).len(), 43);
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn issue(&self, now: impl Into<Timestamp>) -> String {
        self.of(self.window(now.into()))
    }

    /// Whether the server sent this nonce recently. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::dpop::Nonces;
    /// let nonces = Nonces::new(b"for the examples only: 32 bytes or more")?;
    /// let nonce = nonces.issue(1_700_000_000.0);
    /// assert!(nonces.is_good(&nonce, 1_700_000_300.0));
    /// assert!(!nonces.is_good(&nonce, 1_700_000_600.0));
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn is_good(&self, nonce: &str, now: impl Into<Timestamp>) -> bool {
        // A nonce is not secret, so the comparison need not take constant time.
        self.recent(now.into()).iter().any(|recent| recent == nonce)
    }

    /// This one and the one before.
    pub(super) fn recent(&self, now: Timestamp) -> [String; 2] {
        let window = self.window(now);
        [window, window.saturating_sub(1)].map(|window| self.of(window))
    }

    fn window(&self, now: Timestamp) -> u64 {
        (now.as_seconds() as u64).checked_div(self.lifetime).unwrap_or_default()
    }

    fn of(&self, window: u64) -> String {
        base64url::encode(&self.key.sign(format!("jwt-wasm DPoP nonce {} {window}", self.lifetime).as_bytes()))
    }
}

impl fmt::Debug for Nonces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nonces").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}
