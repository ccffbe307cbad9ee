//! ECDSA on the NIST curves (RFC 7518 §3.4), and with the feature `es256k` on secp256k1 (RFC 8812 §3.2). Signing is
//! deterministic (RFC 6979).

use p256::ecdsa::signature::{Signer, Verifier};

use crate::algorithm::Curve;
use crate::error::Error;
use crate::key::invalid;

pub(crate) enum EcdsaKey {
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    P521(p521::ecdsa::VerifyingKey),
    #[cfg(feature = "es256k")]
    Secp256k1(k256::ecdsa::VerifyingKey),
}

impl EcdsaKey {
    pub(crate) fn new(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, Error> {
        let point = [&[4], x, y].concat();
        let key = match curve {
            Curve::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(&point).map(Self::P256),
            Curve::P384 => p384::ecdsa::VerifyingKey::from_sec1_bytes(&point).map(Self::P384),
            Curve::P521 => p521::ecdsa::VerifyingKey::from_sec1_bytes(&point).map(Self::P521),
            #[cfg(feature = "es256k")]
            Curve::Secp256k1 => k256::ecdsa::VerifyingKey::from_sec1_bytes(&point).map(Self::Secp256k1),
        };
        key.map_err(|_| invalid("the point is not on its curve"))
    }

    /// r and s side by side, each in the curve's full length and in 1 to n - 1.
    pub(crate) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::P256(key) => p256::ecdsa::Signature::from_slice(signature).and_then(|it| key.verify(input, &it)),
            Self::P384(key) => p384::ecdsa::Signature::from_slice(signature).and_then(|it| key.verify(input, &it)),
            Self::P521(key) => p521::ecdsa::Signature::from_slice(signature).and_then(|it| key.verify(input, &it)),
            // Only Bitcoin asks for the lower half of the range of s, and the crate with it; other signers give either.
            #[cfg(feature = "es256k")]
            Self::Secp256k1(key) => {
                k256::ecdsa::Signature::from_slice(signature).and_then(|it| key.verify(input, &it.normalize_s()))
            }
        }
        .is_ok()
    }
}

pub(crate) enum EcdsaSigner {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
    #[cfg(feature = "es256k")]
    Secp256k1(k256::ecdsa::SigningKey),
}

impl EcdsaSigner {
    pub(crate) fn new(curve: Curve, d: &[u8]) -> Result<Self, Error> {
        let key = match curve {
            Curve::P256 => p256::ecdsa::SigningKey::from_slice(d).map(Self::P256),
            Curve::P384 => p384::ecdsa::SigningKey::from_slice(d).map(Self::P384),
            Curve::P521 => p521::ecdsa::SigningKey::from_slice(d).map(Self::P521),
            #[cfg(feature = "es256k")]
            Curve::Secp256k1 => k256::ecdsa::SigningKey::from_slice(d).map(Self::Secp256k1),
        };
        key.map_err(|_| invalid("the EC private key is not in 1 to n - 1"))
    }

    /// The public point, uncompressed.
    pub(crate) fn point(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Self::P384(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Self::P521(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            #[cfg(feature = "es256k")]
            Self::Secp256k1(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
        }
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(input);
                signature.to_bytes().to_vec()
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign(input);
                signature.to_bytes().to_vec()
            }
            Self::P521(key) => {
                let signature: p521::ecdsa::Signature = key.sign(input);
                signature.to_bytes().to_vec()
            }
            #[cfg(feature = "es256k")]
            Self::Secp256k1(key) => {
                let signature: k256::ecdsa::Signature = key.sign(input);
                signature.to_bytes().to_vec()
            }
        }
    }
}
