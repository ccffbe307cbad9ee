//! RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 7518 §3.3, §3.5, RFC 8017 §8). Verifying only: the crate's private operations
//! are not constant in time (RUSTSEC-2023-0071), so signing is the host's.

use rsa::{BoxedUint, Pkcs1v15Sign, Pss, PublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::algorithm::{Algorithm, Family, Hash};
use crate::error::{Error, KeyProblem};
use crate::key::invalid;

pub(super) struct RsaKey(PublicKey);

impl RsaKey {
    pub(super) fn new(n: &[u8], e: &[u8]) -> Result<Self, Error> {
        let n = BoxedUint::from_be_slice_vartime(n);
        let e = BoxedUint::from_be_slice_vartime(e);
        PublicKey::new(n, e).map(Self).map_err(|_| invalid(KeyProblem::RsaUnsound))
    }

    pub(super) fn verify(&self, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> bool {
        let verified = match algorithm.family() {
            Family::RsaPkcs1(Hash::Sha256) => {
                self.0.verify(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(input), signature)
            }
            Family::RsaPkcs1(Hash::Sha384) => {
                self.0.verify(Pkcs1v15Sign::new::<Sha384>(), &Sha384::digest(input), signature)
            }
            Family::RsaPkcs1(Hash::Sha512) => {
                self.0.verify(Pkcs1v15Sign::new::<Sha512>(), &Sha512::digest(input), signature)
            }
            // RFC 7518 §3.5: the salt is as long as the hash.
            Family::RsaPss(Hash::Sha256) => {
                self.0.verify(Pss::<Sha256>::new_with_salt(32), &Sha256::digest(input), signature)
            }
            Family::RsaPss(Hash::Sha384) => {
                self.0.verify(Pss::<Sha384>::new_with_salt(48), &Sha384::digest(input), signature)
            }
            Family::RsaPss(Hash::Sha512) => {
                self.0.verify(Pss::<Sha512>::new_with_salt(64), &Sha512::digest(input), signature)
            }
            Family::Hmac(_) | Family::Ecdsa(_) | Family::EdDsa => return false,
        };
        verified.is_ok()
    }
}
