//! P-256: verified by crrl, signed by RustCrypto. Verifying handles no secret, so only signing must take constant time.

use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::{Arithmetic, crrl, rust_crypto};

pub(in crate::signature) struct P256;

impl Arithmetic for P256 {
    type Key = ::crrl::p256::PublicKey;
    type Signer = <rust_crypto::P256 as Arithmetic>::Signer;

    fn key(x: &[u8], y: &[u8]) -> Option<Self::Key> {
        crrl::key(x, y)
    }

    fn verify(key: &Self::Key, input: &[u8], signature: &[u8]) -> bool {
        crrl::verify(key, &Sha256::digest(input), signature)
    }

    fn signer(d: &[u8]) -> Option<Self::Signer> {
        rust_crypto::P256::signer(d)
    }

    fn point(signer: &Self::Signer) -> Vec<u8> {
        rust_crypto::P256::point(signer)
    }

    fn sign(signer: &Self::Signer, input: &[u8]) -> Vec<u8> {
        rust_crypto::P256::sign(signer, input)
    }
}
