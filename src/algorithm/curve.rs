//! The curves of ECDSA and EdDSA keys.

use super::Algorithm;

/// The curve of an ECDSA key. Each curve has one hash (RFC 7518 §3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Curve {
    /// NIST P-256, for ES256.
    P256,
    /// NIST P-384, for ES384.
    P384,
    /// NIST P-521, for ES512.
    P521,
    /// secp256k1, for ES256K (RFC 8812 §3.1).
    Secp256k1,
}

impl Curve {
    /// Every curve.
    pub const ALL: &'static [Self] = &[Self::P256, Self::P384, Self::P521, Self::Secp256k1];

    /// The size in bytes of a coordinate, of the private key, and of each half of a signature (RFC 7518 §3.4, §6.2).
    ///
    /// ```
    /// use jwt_wasm::Curve;
    /// assert_eq!(Curve::P521.size(), 66);
    /// ```
    #[must_use]
    pub const fn size(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
            Self::Secp256k1 => 32,
        }
    }

    /// The `crv` of a JWK (RFC 7518 §6.2.1.1, RFC 8812 §3.1).
    ///
    /// ```
    /// use jwt_wasm::Curve;
    /// assert_eq!(Curve::P256.name(), "P-256");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Secp256k1 => "secp256k1",
        }
    }

    /// The one algorithm that keys on this curve are for.
    pub(crate) const fn algorithm(self) -> Algorithm {
        match self {
            Self::P256 => Algorithm::Es256,
            Self::P384 => Algorithm::Es384,
            Self::P521 => Algorithm::Es512,
            Self::Secp256k1 => Algorithm::Es256k,
        }
    }
}

/// The curve of an EdDSA key (RFC 8032 §5). Its numbers are little-endian there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EdwardsCurve {
    Ed25519,
    Ed448,
}

impl EdwardsCurve {
    /// The size in bytes of the private key, of the public key, and of each half of a signature (RFC 8032 §5.1.5,
    /// §5.2.5).
    pub(crate) const fn size(self) -> usize {
        match self {
            Self::Ed25519 => 32,
            Self::Ed448 => 57,
        }
    }

    /// The `crv` of a JWK (RFC 8037 §2), which is also the name of the algorithm (RFC 9864 §2.2).
    pub(crate) const fn name(self) -> &'static str {
        self.algorithm().name()
    }

    /// The fully specified algorithm.
    pub(crate) const fn algorithm(self) -> Algorithm {
        match self {
            Self::Ed25519 => Algorithm::Ed25519,
            Self::Ed448 => Algorithm::Ed448,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn each_curve_has_its_algorithm() {
        for curve in Curve::ALL {
            assert_eq!(curve.algorithm().curve(), Some(*curve));
        }
        assert_eq!(Algorithm::ALL.iter().filter_map(|one| one.curve()).collect::<Vec<_>>(), Curve::ALL);
    }
}
