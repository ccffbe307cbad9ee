//! EdDSA on Ed25519 (RFC 8037 §3.1, RFC 8032 §5.1).

use alloc::vec::Vec;

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};

use crate::error::{Error, KeyProblem};
use crate::key::{invalid, wrong_length};

pub(super) struct EdDsaKey(VerifyingKey);

impl EdDsaKey {
    pub(super) fn new(x: &[u8]) -> Result<Self, Error> {
        VerifyingKey::try_from(x).map(Self).map_err(|_| invalid(KeyProblem::OffCurve))
    }

    /// As strict as dalek's `verify_strict`, which also refuses a key or an R of small order. `PublicForm` has refused
    /// both, and every other spelling of R, so R need not be decompressed: that takes a tenth of the time. dalek compares the R
    /// that it computes with the signature's bytes.
    pub(super) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.0.verify(input, &signature).is_ok())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithm::{Algorithm, EdwardsCurve};
    use crate::key::PublicForm;

    /// With bytes changed in every part of a signature, and with y = 0, 1 and p - 1, in each spelling, in place of R.
    #[test]
    fn what_a_strict_verification_refuses_is_refused() {
        let signer = SigningKey::from_bytes(&[7; 32]);
        let strict = signer.verifying_key();
        let form = PublicForm::edwards(EdwardsCurve::Ed25519, strict.as_bytes()).unwrap();
        let key = crate::VerifyingKey::new(form).unwrap();
        let compare = |input: &[u8], bytes: &[u8; 64]| {
            let is_good = strict.verify_strict(input, &Signature::from_bytes(bytes)).is_ok();
            assert_eq!(key.verify(Algorithm::EdDsa, input, bytes).is_ok(), is_good, "{bytes:x?}");
            is_good
        };
        let good = signer.sign(b"input").to_bytes();
        assert!(compare(b"input", &good));
        assert!(!compare(b"another", &good));
        for place in [0, 15, 31, 32, 47, 63] {
            for change in [1, 0x80] {
                let mut changed = good;
                changed[place] ^= change;
                assert!(!compare(b"input", &changed));
            }
        }
        let torsion = [0, 1, 2].map(|low| [&[low][..], &[0; 31]].concat()).into_iter();
        let torsion = torsion.chain([0xeb, 0xec, 0xed, 0xee].map(|low| [&[low][..], &[0xff; 30], &[0x7f]].concat()));
        for (r, sign) in torsion.flat_map(|r| [(r.clone(), 0), (r, 0x80)]) {
            let mut changed = good;
            changed[..32].copy_from_slice(&r);
            changed[31] |= sign;
            assert!(!compare(b"input", &changed));
        }
    }
}
