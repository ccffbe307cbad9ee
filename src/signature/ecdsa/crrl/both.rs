//! Verifying and signing by crrl, for the npm package.

use alloc::vec::Vec;

use crrl::p256::{PrivateKey, PublicKey};
use sha2_of_crrl::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::signature::ecdsa::Arithmetic;
use crate::signature::wiping::wiping;

pub(in crate::signature) struct P256;

impl Arithmetic for P256 {
    type Key = PublicKey;
    /// The number d, because crrl's own private key is not zeroized on drop.
    type Signer = Zeroizing<[u8; 32]>;

    fn key(x: &[u8], y: &[u8]) -> Option<Self::Key> {
        super::key(x, y)
    }

    fn verify(key: &Self::Key, input: &[u8], signature: &[u8]) -> bool {
        super::verify(key, &Sha256::digest(input), signature)
    }

    fn signer(d: &[u8]) -> Option<Self::Signer> {
        wiping(|| PrivateKey::decode(d).is_some()).then(|| d.try_into().ok().map(Zeroizing::new))?
    }

    fn point(signer: &Self::Signer) -> Vec<u8> {
        let point = wiping(|| PrivateKey::decode(&signer[..]).map(|key| key.to_public_key().encode_uncompressed()));
        point.and_then(|point| point.get(1..).map(Vec::from)).unwrap_or_default()
    }

    fn sign(signer: &Self::Signer, input: &[u8]) -> Vec<u8> {
        let hash = Sha256::digest(input);
        // Always a key, because `signer` has checked the number. Without further bytes it signs by RFC 6979.
        let signature = wiping(|| PrivateKey::decode(&signer[..]).map(|key| key.sign_hash(&hash, &[])));
        signature.map(|signature| signature.to_vec()).unwrap_or_default()
    }
}
