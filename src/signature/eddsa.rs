//! EdDSA on Ed25519 (RFC 8037 §3.1, RFC 8032 §5.1).

use alloc::vec::Vec;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::error::{Error, KeyProblem};
use crate::key::{invalid, wrong_length};

pub(super) struct EdDsaKey(VerifyingKey);

impl EdDsaKey {
    pub(super) fn new(x: &[u8]) -> Result<Self, Error> {
        VerifyingKey::try_from(x).map(Self).map_err(|_| invalid(KeyProblem::OffCurve))
    }

    /// Strict: it refuses an S beyond the group's order and a point of small order.
    pub(super) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.0.verify_strict(input, &signature).is_ok())
    }
}

pub(super) struct EdDsaSigner(SigningKey);

impl EdDsaSigner {
    pub(super) fn new(d: &[u8]) -> Result<Self, Error> {
        let seed = d.try_into().map_err(|_| wrong_length("d", d.len(), "Ed25519", 32))?;
        Ok(Self(SigningKey::from_bytes(seed)))
    }

    pub(super) fn point(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub(super) fn sign(&self, input: &[u8]) -> Vec<u8> {
        self.0.sign(input).to_bytes().to_vec()
    }
}
