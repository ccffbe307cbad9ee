//! HMAC with SHA-2 (RFC 7518 §3.2, RFC 2104).

use alloc::vec::Vec;

use hmac::digest::{CtOutput, InvalidLength, Output};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};

use crate::algorithm::Hash;
use crate::error::{Error, ErrorKind, KeyProblem};
use crate::key::invalid;

/// The states of both hashes after the padded secret, which saves hashing it for each token. The secret itself is not
/// in them.
pub(crate) enum HmacKey {
    Sha256(Hmac<Sha256>),
    Sha384(Hmac<Sha384>),
    Sha512(Hmac<Sha512>),
}

impl HmacKey {
    pub(crate) fn new(secret: &[u8], hash: Hash) -> Result<Self, Error> {
        let key = match hash {
            Hash::Sha256 => keyed(secret).map(Self::Sha256),
            Hash::Sha384 => keyed(secret).map(Self::Sha384),
            Hash::Sha512 => keyed(secret).map(Self::Sha512),
        };
        // RFC 2104 §3: a secret of any length is accepted.
        key.map_err(|_| invalid(KeyProblem::SecretEmpty))
    }

    /// Compares in constant time, and compares the length too.
    pub(crate) fn verify(&self, input: &[u8], signature: &[u8]) -> Result<(), Error> {
        let is_good = match self {
            Self::Sha256(mac) => is_of(mac, input, signature),
            Self::Sha384(mac) => is_of(mac, input, signature),
            Self::Sha512(mac) => is_of(mac, input, signature),
        };
        if is_good { Ok(()) } else { Err(ErrorKind::SignatureInvalid.into()) }
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256(mac) => compute(mac, input).as_bytes().to_vec(),
            Self::Sha384(mac) => compute(mac, input).as_bytes().to_vec(),
            Self::Sha512(mac) => compute(mac, input).as_bytes().to_vec(),
        }
    }
}

/// Not inlined: a WebAssembly runtime compiles a function when it is first called, and a program rarely has keys of several hashes.
#[inline(never)]
fn keyed<M: KeyInit>(secret: &[u8]) -> Result<M, InvalidLength> {
    M::new_from_slice(secret)
}

fn is_of<M: Mac + Clone>(mac: &M, input: &[u8], signature: &[u8]) -> bool {
    <&Output<M>>::try_from(signature).is_ok_and(|signature| compute(mac, input) == CtOutput::from(signature))
}

/// Not inlined: a copy at each call would make the module larger.
#[inline(never)]
fn compute<M: Mac + Clone>(mac: &M, input: &[u8]) -> CtOutput<M> {
    let mut mac = mac.clone();
    mac.update(input);
    mac.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231. Its keys are too short for tokens.
    #[test]
    fn the_macs_of_rfc_4231() {
        let vectors: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/vectors/rfc-more.json")).unwrap();
        let cases = vectors["hmac"].as_array().unwrap();
        assert!(!cases.is_empty());
        for case in cases {
            let bytes = |name: &str| hex(case[name].as_str().unwrap());
            for (name, hash) in [("HS256", Hash::Sha256), ("HS384", Hash::Sha384), ("HS512", Hash::Sha512)] {
                let Some(expected) = case[name].as_str().map(hex) else { continue };
                let key = HmacKey::new(&bytes("key"), hash).unwrap();
                let mac = key.sign(&bytes("data"));
                assert_eq!(mac.get(..expected.len()), Some(&expected[..]), "{case}");
                assert_eq!(key.verify(&bytes("data"), &mac), Ok(()), "{case}");
            }
        }
    }

    fn hex(text: &str) -> Vec<u8> {
        text.as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }
}
