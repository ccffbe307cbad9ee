//! The arithmetic of signatures, a file for each family. All of it is RustCrypto's, dalek's and, for ML-DSA,
//! fips204's.

#[cfg(feature = "_ecdsa")]
mod ecdsa;
#[cfg(feature = "eddsa")]
mod eddsa;
mod hmac;
#[cfg(feature = "mldsa")]
mod ml_dsa;
#[cfg(feature = "rsa")]
mod rsa;
mod signing;
mod verifying;

pub(crate) use hmac::HmacKey;
pub use signing::SigningKey;
pub use verifying::VerifyingKey;
