//! ECDSA on the NIST curves (RFC 7518 §3.4), and on secp256k1 (RFC 8812 §3.2). Signing is
//! deterministic (RFC 6979).

#[cfg(any(feature = "_crrl", feature = "es256-crrl"))]
mod crrl;
#[cfg(all(feature = "es256-crrl", not(feature = "_crrl")))]
mod p256;
#[cfg(any(all(feature = "es256", not(feature = "_crrl")), feature = "es384", feature = "es512", feature = "es256k"))]
mod rust_crypto;

use alloc::vec::Vec;

use crate::algorithm::Curve;
use crate::error::{Error, KeyProblem};
use crate::key::invalid;

/// One curve by one crate.
pub(super) trait Arithmetic {
    type Key;
    type Signer;

    /// `None` if the point is not on the curve. The coordinates have the curve's length.
    fn key(x: &[u8], y: &[u8]) -> Option<Self::Key>;

    /// r and s side by side, each in the curve's full length and in 1 to n - 1.
    fn verify(key: &Self::Key, input: &[u8], signature: &[u8]) -> bool;

    /// `None` if d is not in 1 to n - 1.
    fn signer(d: &[u8]) -> Option<Self::Signer>;

    /// The public point's x and y side by side.
    fn point(signer: &Self::Signer) -> Vec<u8>;

    fn sign(signer: &Self::Signer, input: &[u8]) -> Vec<u8>;
}

/// One row for each curve: the features that turn it on, and what computes it.
macro_rules! curves {
    ($($on:meta: $curve:ident of $($by:ident)::*;)*) => {
        pub(super) enum EcdsaKey {
            $(#[cfg($on)] $curve(<$($by)::* as Arithmetic>::Key),)*
        }

        impl EcdsaKey {
            /// `None` if this build leaves the curve to the host.
            pub(super) fn new(curve: Curve, x: &[u8], y: &[u8]) -> Result<Option<Self>, Error> {
                let key = match curve {
                    $(#[cfg($on)]
                    Curve::$curve => $($by)::*::key(x, y).map(Self::$curve),)*
                    #[allow(unreachable_patterns, reason = "a build can have every curve")]
                    _ => return Ok(None),
                };
                key.map(Some).ok_or_else(|| invalid(KeyProblem::OffCurve))
            }

            /// r and s side by side, each in the curve's full length and in 1 to n - 1.
            pub(super) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
                match self {
                    $(#[cfg($on)]
                    Self::$curve(key) => $($by)::*::verify(key, input, signature),)*
                }
            }
        }

        pub(super) enum EcdsaSigner {
            $(#[cfg($on)] $curve(<$($by)::* as Arithmetic>::Signer),)*
        }

        impl EcdsaSigner {
            /// `None` if this build leaves the curve to the host.
            pub(super) fn new(curve: Curve, d: &[u8]) -> Result<Option<Self>, Error> {
                let key = match curve {
                    $(#[cfg($on)]
                    Curve::$curve => $($by)::*::signer(d).map(Self::$curve),)*
                    #[allow(unreachable_patterns, reason = "a build can have every curve")]
                    _ => return Ok(None),
                };
                key.map(Some).ok_or_else(|| invalid(KeyProblem::PrivateNumber))
            }

            /// The public point's x and y side by side.
            pub(super) fn point(&self) -> Vec<u8> {
                match self {
                    $(#[cfg($on)]
                    Self::$curve(signer) => $($by)::*::point(signer),)*
                }
            }

            pub(super) fn sign(&self, input: &[u8]) -> Vec<u8> {
                match self {
                    $(#[cfg($on)]
                    Self::$curve(signer) => $($by)::*::sign(signer, input),)*
                }
            }
        }
    };
}

curves! {
    feature = "_crrl": P256 of crrl::P256;
    all(feature = "es256-crrl", not(feature = "_crrl")): P256 of p256::P256;
    all(feature = "es256", not(any(feature = "_crrl", feature = "es256-crrl"))): P256 of rust_crypto::P256;
    feature = "es384": P384 of rust_crypto::P384;
    feature = "es512": P521 of rust_crypto::P521;
    feature = "es256k": Secp256k1 of rust_crypto::Secp256k1;
}
