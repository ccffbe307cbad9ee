//! The arithmetic of signatures, one file a family. All of it is RustCrypto's and dalek's.

#[cfg(feature = "_ecdsa")]
mod ecdsa;
#[cfg(feature = "eddsa")]
mod eddsa;
mod hmac;
#[cfg(feature = "rsa")]
mod rsa;
mod signing;
mod verifying;
#[cfg(all(test, feature = "keyfile", any(feature = "rsa", feature = "es256", feature = "es256k")))]
mod wycheproof;

#[cfg(feature = "wasm")]
use crate::algorithm::{Algorithm, Curve, Family};
pub(crate) use hmac::HmacKey;
pub use signing::SigningKey;
pub use verifying::VerifyingKey;

/// Whether this build verifies, and signs, by its own arithmetic.
#[cfg(feature = "wasm")]
pub(crate) fn computes(algorithm: Algorithm) -> (bool, bool) {
    match algorithm.family() {
        Family::Hmac(_) => (true, true),
        Family::RsaPkcs1(_) | Family::RsaPss(_) => (cfg!(feature = "rsa"), false),
        Family::Ecdsa(curve) => {
            let computes = match curve {
                Curve::P256 => cfg!(feature = "es256"),
                Curve::P384 => cfg!(feature = "es384"),
                Curve::P521 => cfg!(feature = "es512"),
                #[cfg(feature = "es256k")]
                Curve::Secp256k1 => true,
            };
            (computes, computes)
        }
        Family::EdDsa => (cfg!(feature = "eddsa"), cfg!(feature = "eddsa")),
    }
}
