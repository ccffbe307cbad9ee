//! The arithmetic of signatures, one file a family. All of it is RustCrypto's.

mod hmac;

pub(crate) use hmac::HmacKey;
