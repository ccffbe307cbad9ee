//! What has been verified.

use alloc::string::String;
use core::fmt;

use super::sha256;
use crate::time::Timestamp;
use crate::verified::Verified;

/// A proof that has passed every check but whether it was used before. `Debug` prints none of it.
#[derive(Clone, PartialEq)]
pub struct VerifiedProof {
    pub(super) verified: Verified,
    pub(super) jwk: String,
    pub(super) jkt: String,
    pub(super) jti: String,
    pub(super) until: Timestamp,
}

impl VerifiedProof {
    /// The thumbprint of the client's key (RFC 7638): `cnf.jkt` of an access token that is bound to it.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key, thumbprint};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// let verified = ProofPolicy::new("POST", url)?.verify(&proof, 1_700_000_000.0)?;
    /// assert_eq!(verified.jkt(), thumbprint(verified.jwk())?);
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn jkt(&self) -> &str {
        &self.jkt
    }

    /// The client's public key, as a JWK's JSON text.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// let verified = ProofPolicy::new("POST", url)?.verify(&proof, 1_700_000_000.0)?;
    /// assert_eq!(Some(verified.jwk().to_owned()), key.public_jwk());
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn jwk(&self) -> &str {
        &self.jwk
    }

    /// The proof's own identifier.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.jwt_id("-BwC3ESc6acc2lTc").sign(&key, 1_700_000_000.0)?;
    /// assert_eq!(ProofPolicy::new("POST", url)?.verify(&proof, 1_700_000_000.0)?.jti(), "-BwC3ESc6acc2lTc");
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn jti(&self) -> &str {
        &self.jti
    }

    /// Header, claims and algorithm of the proof.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// let verified = ProofPolicy::new("POST", url)?.verify(&proof, 1_700_000_000.0)?;
    /// assert_eq!(verified.verified().algorithm(), Algorithm::EdDsa);
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub const fn verified(&self) -> &Verified {
        &self.verified
    }

    /// What a store of used proofs keeps: a hash of [`jkt`](Self::jkt) and [`jti`](Self::jti), of 43 letters.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// let verified = ProofPolicy::new("POST", url)?.verify(&proof, 1_700_000_000.0)?;
    /// assert_eq!(verified.replay_id().len(), 43);
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub fn replay_id(&self) -> String {
        sha256(&format!("{} {}", self.jkt, self.jti))
    }

    /// How long a store must keep it. Later the proof is too old.
    ///
    /// ```
    /// use jwt_wasm::dpop::{NewProof, ProofPolicy};
    /// use jwt_wasm::{Algorithm, Key, Timestamp};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// let url = "https://server.example/token";
    /// let proof = NewProof::new("POST", url)?.sign(&key, 1_700_000_000.0)?;
    /// let verified = ProofPolicy::new("POST", url)?.verify(&proof, 1_700_000_000.0)?;
    /// assert_eq!(verified.remember_until(), Timestamp::from(1_700_000_390));
    /// # Ok::<(), jwt_wasm::dpop::Problem>(())
    /// ```
    #[must_use]
    pub const fn remember_until(&self) -> Timestamp {
        self.until
    }
}

impl fmt::Debug for VerifiedProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedProof").finish_non_exhaustive()
    }
}
