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
    /// The key is a sum of a usual point and one of order 8. Its signatures with each R of small order satisfy the equation.
    #[test]
    fn no_r_of_small_order_is_good() {
        let hex = |text: &str| -> Vec<u8> {
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
        };
        let key = hex("ef2a32ce8d9c67056724a53f63c0c182a6e021dc6e708741f63a7d50c730982c");
        let lax = VerifyingKey::try_from(key.as_slice()).unwrap();
        let key = crate::VerifyingKey::ed25519(&key).unwrap();
        let [zeros, y1, y2] = [
            &"00".repeat(30),
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03",
        ];
        for (input, r, s) in [
            ("17", format!("01{zeros}00"), "642511f544036b46adb68532e8a165542d83322ff126efa4382f885d8c3fa80c"),
            ("24", format!("00{zeros}00"), "6af42fff87283aecde68527aab168b82da698fafee3c0fc059f8f76fcaf28107"),
            ("4", format!("00{zeros}80"), "6ccb8280a9526fa020a668f6978e75a454e4b09745cbfb9f30012755287cd504"),
            (
                "10",
                format!("ec{}7f", "ff".repeat(30)),
                "b16ec8b61f282667fe69fd08fd58e0f88558de0d22ac48e2df5e0a65204ee80e",
            ),
            ("0", format!("{y1}05"), "47d06eee59f48038bfaf5042784a3cdd34a529f3ceedefbbb78bc0d75933b906"),
            ("5", format!("{y1}85"), "b2eda15bd74a5b85fd25a98d045414232bf27bf08715682893025b721ff5860f"),
            ("5", format!("{y2}7a"), "77a18150a16d06ddce5ae94440e7c1e976e6a99762e862641a155c16f1a2c40c"),
            ("4", format!("{y2}fa"), "7068ea2e0f3af5748d4ad359d052f1858db03d11f551a70f2b9fdb0bce382004"),
        ] {
            let bytes = hex(&format!("{r}{s}"));
            let signature = Signature::from_slice(&bytes).unwrap();
            assert!(lax.verify(input.as_bytes(), &signature).is_ok(), "{r}");
            assert!(lax.verify_strict(input.as_bytes(), &signature).is_err(), "{r}");
            assert!(key.verify(Algorithm::EdDsa, input.as_bytes(), &bytes).is_err(), "{r}");
        }
    }
}
