//! P-256 by crrl. In WebAssembly it verifies in a third of the time of RustCrypto's crate, and signs in a sixth.
//! `docs/arithmetic.md` says why it may.

use alloc::vec::Vec;

use crrl::field::GFp256;
use crrl::p256::{Point, PrivateKey, PublicKey};
use sha2_of_crrl::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::Arithmetic;
use crate::signature::wiping::wiping;

pub(in crate::signature) struct P256;

impl Arithmetic for P256 {
    type Key = PublicKey;
    /// The number d, because crrl's own private key is not zeroized on drop.
    type Signer = Zeroizing<[u8; 32]>;

    // From coordinates: reading a point's bytes would link the code for compressed points.
    fn key(x: &[u8], y: &[u8]) -> Option<Self::Key> {
        // crrl reads fields in little-endian order.
        let [x, y] = [x, y].map(|number| {
            let mut number = number.to_vec();
            number.reverse();
            GFp256::decode(&number)
        });
        Point::from_affine(x?, y?).map(|point| PublicKey { point })
    }

    fn verify(key: &Self::Key, input: &[u8], signature: &[u8]) -> bool {
        // crrl also takes numbers that are shorter or longer than the curve's.
        signature.len() == 64 && key.verify_hash(signature, &Sha256::digest(input))
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
