//! P-256 by crrl. It verifies in a fifth of the time of RustCrypto's crate, and in WebAssembly in a third. There it signs as
//! well. `docs/arithmetic.md` says why it may.

#[cfg(feature = "_crrl")]
mod both;

#[cfg(feature = "_crrl")]
pub(in crate::signature) use both::P256;

use crrl::field::GFp256;
use crrl::p256::{Point, PublicKey};

// From coordinates: reading a point's bytes would link the code for compressed points.
pub(super) fn key(x: &[u8], y: &[u8]) -> Option<PublicKey> {
    // crrl reads fields in little-endian order.
    let [x, y] = [x, y].map(|number| {
        let mut number = number.to_vec();
        number.reverse();
        GFp256::decode(&number)
    });
    Point::from_affine(x?, y?).map(|point| PublicKey { point })
}

pub(super) fn verify(key: &PublicKey, hash: &[u8], signature: &[u8]) -> bool {
    // crrl also takes numbers that are shorter or longer than the curve's.
    signature.len() == 64 && key.verify_hash(signature, hash)
}
