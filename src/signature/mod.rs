//! The arithmetic of signatures, a file for each family. It is RustCrypto's and dalek's, for ML-DSA fips204's, and
//! crrl's for Ed448 and to verify on P-256.

#[cfg(feature = "_ecdsa")]
mod ecdsa;
#[cfg(feature = "ed448")]
mod ed448;
#[cfg(feature = "eddsa")]
mod eddsa;
mod hmac;
#[cfg(feature = "mldsa")]
mod ml_dsa;
#[cfg(feature = "rsa")]
mod rsa;
mod signing;
mod verifying;
#[cfg(any(feature = "ed448", feature = "_crrl"))]
mod wiping;

pub(crate) use hmac::HmacKey;
pub use signing::SigningKey;
pub use verifying::VerifyingKey;
