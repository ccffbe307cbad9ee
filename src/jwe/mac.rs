//! HMAC with SHA-2, with which content is authenticated (RFC 7518 §5.2.2) and keys are derived (RFC 5869). It is
//! RustCrypto's.

use alloc::vec::Vec;

use hkdf::HmacImpl;
use hmac::Hmac;
use hmac::digest::{Output, OutputSizeUser};
use sha2::{Sha256, Sha384, Sha512};

use crate::algorithm::Hash;

/// HMAC of the parts, one after the other.
pub(crate) fn mac(hash: Hash, key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    match hash {
        Hash::Sha256 => computed::<Hmac<Sha256>>(key, parts),
        Hash::Sha384 => computed::<Hmac<Sha384>>(key, parts),
        Hash::Sha512 => computed::<Hmac<Sha512>>(key, parts),
    }
}

fn computed<H: HmacImpl>(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = OnceCompiled::<H>::new_from_slice(key);
    for part in parts {
        mac.update(part);
    }
    mac.finalize().to_vec()
}

/// Without it, the compiler would inline HMAC, and the WebAssembly module would have a copy for each call.
#[derive(Clone)]
pub(crate) struct OnceCompiled<H>(H);

impl<H: OutputSizeUser> OutputSizeUser for OnceCompiled<H> {
    type OutputSize = H::OutputSize;
}

impl<H: HmacImpl> HmacImpl for OnceCompiled<H> {
    #[inline(never)]
    fn new_from_slice(key: &[u8]) -> Self {
        Self(H::new_from_slice(key))
    }

    #[inline(never)]
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    #[inline(never)]
    fn finalize(self) -> Output<Self> {
        self.0.finalize()
    }
}
