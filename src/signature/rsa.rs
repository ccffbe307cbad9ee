//! RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 7518 §3.3, §3.5, RFC 8017 §8), verifying only. The private operations of the
//! `rsa` crate do not take constant time (RUSTSEC-2023-0071), so hosts sign.

use alloc::vec::Vec;

use crypto_bigint::modular::BoxedMontyForm;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, Pss, PublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::algorithm::{Algorithm, Family, Hash};
use crate::error::{Error, KeyProblem};
use crate::key::invalid;

pub(super) struct RsaKey {
    /// It has the parameters of Montgomery's multiplication.
    key: PublicKey,
    /// The exponent.
    e: u32,
}

impl RsaKey {
    pub(super) fn new(n: &[u8], e: &[u8]) -> Result<Self, Error> {
        let number = BoxedUint::from_be_slice_vartime;
        let key = PublicKey::new(number(n), number(e)).map_err(|_| invalid(KeyProblem::RsaUnsound))?;
        // `PublicForm` has checked that e fits.
        let e = e.iter().fold(0, |value: u32, byte| value << 8 | u32::from(*byte));
        Ok(Self { key, e })
    }

    pub(super) fn verify(&self, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> bool {
        match algorithm.family() {
            Family::RsaPkcs1(hash) => self.verify_pkcs1(hash, input, signature),
            // RFC 7518 §3.5: the salt is as long as the hash.
            Family::RsaPss(Hash::Sha256) => {
                self.key.verify(Pss::<Sha256>::new_with_salt(32), &Sha256::digest(input), signature).is_ok()
            }
            Family::RsaPss(Hash::Sha384) => {
                self.key.verify(Pss::<Sha384>::new_with_salt(48), &Sha384::digest(input), signature).is_ok()
            }
            Family::RsaPss(Hash::Sha512) => {
                self.key.verify(Pss::<Sha512>::new_with_salt(64), &Sha512::digest(input), signature).is_ok()
            }
            Family::Hmac(_) | Family::Ecdsa(_) | Family::EdDsa(_) | Family::MlDsa(_) => false,
        }
    }

    /// RFC 8017 §8.2.2. Not by the `rsa` crate, which raises to a public exponent as to a secret one: that takes 44
    /// products for 65537 instead of 17.
    fn verify_pkcs1(&self, hash: Hash, input: &[u8], signature: &[u8]) -> bool {
        let message = encoded(hash, input, self.key.size());
        let number = |bytes: &[u8]| BoxedUint::from_be_slice(bytes, self.key.n_bits_precision()).ok();
        match (number(signature), message.as_deref().and_then(number)) {
            (Some(signature), Some(message)) => signature < *self.key.n().as_ref() && self.power(signature) == message,
            _ => false,
        }
    }

    /// RSAVP1 (RFC 8017 §5.2.2): signature^e mod n, from the second highest bit of e on.
    fn power(&self, signature: BoxedUint) -> BoxedUint {
        let params = self.key.n_params();
        let plain = BoxedMontyForm::from_montgomery(signature.clone(), params);
        let base = BoxedMontyForm::new(signature, params);
        let bits = (1..self.e.checked_ilog2().unwrap_or(0)).rev();
        let power = bits.fold(base.clone(), |power, bit| {
            let square = power.square();
            if self.e >> bit & 1 == 1 { square.mul(&base) } else { square }
        });
        // e is odd. The last product is with the number itself, so it is not in Montgomery's form and need not be converted.
        power.square().mul(&plain).to_montgomery()
    }
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2). `None` if the modulus, of `size` bytes, is too short.
fn encoded(hash: Hash, input: &[u8], size: usize) -> Option<Vec<u8>> {
    // Note 1 there: the DER of the hash's identifier and length, before the hash.
    let (all, last, length) = match hash {
        Hash::Sha256 => (0x31, 1, 32),
        Hash::Sha384 => (0x41, 2, 48),
        Hash::Sha512 => (0x51, 3, 64),
    };
    let info =
        [&[0x30, all, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, last, 5, 0, 4, length], &hash.of(input)[..]]
            .concat();
    // At least eight bytes of padding.
    let padding = size.checked_sub(info.len())?.checked_sub(3).filter(|padding| *padding >= 8)?;
    Some([&[0, 1][..], &vec![0xff; padding], &[0], &info].concat())
}
