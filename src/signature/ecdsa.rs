//! ECDSA on the NIST curves (RFC 7518 §3.4), and with the feature `es256k` on secp256k1 (RFC 8812 §3.2). Signing is
//! deterministic (RFC 6979).

use crate::algorithm::Curve;
use crate::error::{Error, KeyProblem};
use crate::key::invalid;

/// One row a curve: its feature, and its crate, in all of which things have the same names.
macro_rules! curves {
    ($($feature:tt: $curve:ident of $of:ident, $normal:expr;)*) => {
        pub(super) enum EcdsaKey {
            $(#[cfg(feature = $feature)] $curve($of::ecdsa::VerifyingKey),)*
        }

        impl EcdsaKey {
            /// `None` where this build leaves the curve to the host.
            pub(super) fn new(curve: Curve, x: &[u8], y: &[u8]) -> Result<Option<Self>, Error> {
                let key = match curve {
                    // Not from the bytes of a point, which would link what reads compressed ones.
                    $(#[cfg(feature = $feature)]
                    Curve::$curve => {
                        use $of::elliptic_curve::point::AffineCoordinates;
                        let (x, y) = (x.try_into().ok(), y.try_into().ok());
                        let point = x.zip(y).and_then(|(x, y)| $of::AffinePoint::from_coordinates(x, y).into_option());
                        point.and_then(|point| $of::ecdsa::VerifyingKey::from_affine(point).ok()).map(Self::$curve)
                    })*
                    #[cfg(not(all(feature = "es256", feature = "es384", feature = "es512")))]
                    _ => return Ok(None),
                };
                key.map(Some).ok_or_else(|| invalid(KeyProblem::OffCurve))
            }

            /// r and s side by side, each in the curve's full length and in 1 to n - 1.
            pub(super) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
                match self {
                    $(#[cfg(feature = $feature)]
                    Self::$curve(key) => {
                        use $of::ecdsa::signature::Verifier;
                        let normal: fn($of::ecdsa::Signature) -> $of::ecdsa::Signature = $normal;
                        $of::ecdsa::Signature::from_slice(signature).and_then(|it| key.verify(input, &normal(it))).is_ok()
                    })*
                }
            }
        }

        pub(super) enum EcdsaSigner {
            $(#[cfg(feature = $feature)] $curve($of::ecdsa::SigningKey),)*
        }

        impl EcdsaSigner {
            /// `None` where this build leaves the curve to the host.
            pub(super) fn new(curve: Curve, d: &[u8]) -> Result<Option<Self>, Error> {
                let key = match curve {
                    $(#[cfg(feature = $feature)]
                    Curve::$curve => $of::ecdsa::SigningKey::from_slice(d).map(Self::$curve),)*
                    #[cfg(not(all(feature = "es256", feature = "es384", feature = "es512")))]
                    _ => return Ok(None),
                };
                key.map(Some).map_err(|_| invalid(KeyProblem::PrivateNumber))
            }

            /// The public point's x and y side by side.
            pub(super) fn point(&self) -> Vec<u8> {
                match self {
                    $(#[cfg(feature = $feature)]
                    Self::$curve(key) => {
                        use $of::elliptic_curve::point::AffineCoordinates;
                        let point = key.verifying_key().as_affine();
                        [point.x(), point.y()].concat()
                    })*
                }
            }

            pub(super) fn sign(&self, input: &[u8]) -> Vec<u8> {
                match self {
                    $(#[cfg(feature = $feature)]
                    Self::$curve(key) => {
                        use $of::ecdsa::signature::Signer;
                        let signature: $of::ecdsa::Signature = key.sign(input);
                        signature.to_bytes().to_vec()
                    })*
                }
            }
        }
    };
}

curves! {
    "es256": P256 of p256, |it| it;
    "es384": P384 of p384, |it| it;
    "es512": P521 of p521, |it| it;
    // Only Bitcoin asks for the lower half of the range of s, and the crate with it; other signers give either.
    "es256k": Secp256k1 of k256, |it| it.normalize_s();
}
