//! The Concat KDF: a hash over a counter, the shared secret and what both sides know (RFC 7518 §4.6.2, NIST SP 800-56A
//! §5.8.1).

use alloc::vec::Vec;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A key of this size in bytes. `id` is `enc` for direct agreement, and `alg` otherwise.
pub(crate) fn derive(shared: &[u8], size: usize, id: &str, apu: &[u8], apv: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes();
    let bits = u32::try_from(size.saturating_mul(8)).unwrap_or(u32::MAX).to_be_bytes();
    let mut key = Zeroizing::new(Vec::with_capacity(size.saturating_add(32)));
    // No key has more than 64 bytes, so there are at most two rounds.
    for round in 1_u32.. {
        if key.len() >= size {
            break;
        }
        let known = [&length(id.as_bytes()), id.as_bytes(), &length(apu), apu, &length(apv), apv, &bits].concat();
        let input = Zeroizing::new([&round.to_be_bytes(), shared, &known].concat());
        key.extend_from_slice(&hashed::<Sha256>(&input));
    }
    key.truncate(size);
    key
}

/// Not inlined, for the size of the module.
#[inline(never)]
pub(crate) fn hashed<D: Digest>(bytes: &[u8]) -> Vec<u8> {
    D::digest(bytes).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base64url;

    /// RFC 7518 appendix C.
    #[test]
    fn the_key_is_that_of_rfc_7518() {
        let shared = [
            158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128,
            106, 72, 246, 218, 167, 121, 140, 254, 144, 196,
        ];
        let key = derive(&shared, 16, "A128GCM", b"Alice", b"Bob");
        assert_eq!(base64url::encode(&key), "VqqN6vgjbSBcIijNcacQGg");
    }

    #[test]
    fn a_long_key_takes_two_rounds() {
        let long = derive(&[7; 32], 64, "A256CBC-HS512", b"", b"");
        assert_eq!(long.len(), 64);
        assert_ne!(long[..32], long[32..]);
    }
}
