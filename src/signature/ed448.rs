//! EdDSA on Ed448 (RFC 8037 §3.1, RFC 8032 §5.2), by crrl; `docs/arithmetic.md` says why.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::hint::black_box;

use crrl::ed448::{PrivateKey, PublicKey};

use super::wiping::wiping;
use crate::error::{Error, KeyProblem};
use crate::key::{invalid, wrong_length};

pub(super) struct Ed448Key(Box<PublicKey>);

impl Ed448Key {
    pub(super) fn new(x: &[u8]) -> Result<Self, Error> {
        PublicKey::decode(x).map(Box::new).map(Self).ok_or_else(|| invalid(KeyProblem::OffCurve))
    }

    /// It refuses an S beyond the group's order and an R that is not canonical. Points of small order have been refused
    /// before.
    pub(super) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        self.0.verify_raw(signature, input)
    }
}

/// The private key, overwritten on drop, because crrl's own is not.
pub(super) struct Ed448Signer(Box<PrivateKey>);

impl Ed448Signer {
    pub(super) fn new(d: &[u8]) -> Result<Self, Error> {
        let key = wiping(|| PrivateKey::decode(d).map(Box::new));
        key.map(Self).ok_or_else(|| wrong_length("d", d.len(), "Ed448", 57))
    }

    pub(super) fn point(&self) -> Vec<u8> {
        self.0.public_key.encoded.to_vec()
    }

    pub(super) fn sign(&self, input: &[u8]) -> Vec<u8> {
        wiping(|| self.0.sign_raw(input)).to_vec()
    }
}

impl Drop for Ed448Signer {
    fn drop(&mut self) {
        *self.0 = PrivateKey::from_seed(&[0; 57]);
        black_box(&mut self.0);
    }
}
