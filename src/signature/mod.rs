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

pub(crate) use hmac::HmacKey;
pub use signing::SigningKey;
pub use verifying::VerifyingKey;
