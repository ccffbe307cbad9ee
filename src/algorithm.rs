//! One row per algorithm: the only place that says what an `alg` value means.

use core::fmt;

use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// A signature algorithm for tokens (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2.2). There is no `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with SHA-256.
    Hs256,
    /// HMAC with SHA-384.
    Hs384,
    /// HMAC with SHA-512.
    Hs512,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// RSASSA-PSS with SHA-384.
    Ps384,
    /// RSASSA-PSS with SHA-512.
    Ps512,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// ECDSA on P-521 with SHA-512.
    Es512,
    /// ECDSA on secp256k1 with SHA-256 (RFC 8812 §3.2). Only with the feature `es256k`.
    #[cfg(feature = "es256k")]
    Es256k,
    /// EdDSA, which here is always on Ed25519.
    EdDsa,
    /// EdDSA on Ed25519 by its fully specified name. It is the same algorithm: a key bound to either takes tokens of both.
    Ed25519,
}

/// The hash inside of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// Once: hashing is large where it is inlined.
    #[inline(never)]
    pub(crate) fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    /// Bytes of output.
    pub(crate) const fn size(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// The curve of an ECDSA key, each with its one hash (RFC 7518 §3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Curve {
    /// NIST P-256, of ES256.
    P256,
    /// NIST P-384, of ES384.
    P384,
    /// NIST P-521, of ES512.
    P521,
    /// secp256k1, of ES256K. Only with the feature `es256k`.
    #[cfg(feature = "es256k")]
    Secp256k1,
}

impl Curve {
    /// Every curve.
    pub const ALL: &'static [Self] = &[
        Self::P256,
        Self::P384,
        Self::P521,
        #[cfg(feature = "es256k")]
        Self::Secp256k1,
    ];

    /// Bytes of a coordinate, of the private key, and of each half of a signature (RFC 7518 §3.4, §6.2).
    #[must_use]
    pub const fn size(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
            #[cfg(feature = "es256k")]
            Self::Secp256k1 => 32,
        }
    }

    /// The `crv` of a JWK (RFC 7518 §6.2.1.1, RFC 8812 §3.1).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            #[cfg(feature = "es256k")]
            Self::Secp256k1 => "secp256k1",
        }
    }

    /// The one algorithm of its keys.
    pub(crate) const fn algorithm(self) -> Algorithm {
        match self {
            Self::P256 => Algorithm::Es256,
            Self::P384 => Algorithm::Es384,
            Self::P521 => Algorithm::Es512,
            #[cfg(feature = "es256k")]
            Self::Secp256k1 => Algorithm::Es256k,
        }
    }
}

/// What kind of key an algorithm works with, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Hmac(Hash),
    RsaPkcs1(Hash),
    RsaPss(Hash),
    Ecdsa(Curve),
    EdDsa,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; if cfg!(feature = "es256k") { 15 } else { 14 }] = [
        Self::Hs256,
        Self::Hs384,
        Self::Hs512,
        Self::Rs256,
        Self::Rs384,
        Self::Rs512,
        Self::Ps256,
        Self::Ps384,
        Self::Ps512,
        Self::Es256,
        Self::Es384,
        Self::Es512,
        #[cfg(feature = "es256k")]
        Self::Es256k,
        Self::EdDsa,
        Self::Ed25519,
    ];

    /// One row an algorithm. There is no arm for the rest, so that one without a row does not compile.
    const fn row(self) -> (&'static str, Family) {
        match self {
            Self::Hs256 => ("HS256", Family::Hmac(Hash::Sha256)),
            Self::Hs384 => ("HS384", Family::Hmac(Hash::Sha384)),
            Self::Hs512 => ("HS512", Family::Hmac(Hash::Sha512)),
            Self::Rs256 => ("RS256", Family::RsaPkcs1(Hash::Sha256)),
            Self::Rs384 => ("RS384", Family::RsaPkcs1(Hash::Sha384)),
            Self::Rs512 => ("RS512", Family::RsaPkcs1(Hash::Sha512)),
            Self::Ps256 => ("PS256", Family::RsaPss(Hash::Sha256)),
            Self::Ps384 => ("PS384", Family::RsaPss(Hash::Sha384)),
            Self::Ps512 => ("PS512", Family::RsaPss(Hash::Sha512)),
            Self::Es256 => ("ES256", Family::Ecdsa(Curve::P256)),
            Self::Es384 => ("ES384", Family::Ecdsa(Curve::P384)),
            Self::Es512 => ("ES512", Family::Ecdsa(Curve::P521)),
            #[cfg(feature = "es256k")]
            Self::Es256k => ("ES256K", Family::Ecdsa(Curve::Secp256k1)),
            Self::EdDsa => ("EdDSA", Family::EdDsa),
            Self::Ed25519 => ("Ed25519", Family::EdDsa),
        }
    }

    /// The registered name, as it stands in a header's `alg`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The algorithm of this name. Names are compared byte for byte (RFC 7515 §4.1.1).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// The shortest secret that is taken without a spelled-out exception, in bytes; `None` where the key is not a secret.
    #[must_use]
    pub fn minimum_secret(self) -> Option<usize> {
        match self.family() {
            // RFC 7518 §3.2: at least as long as the hash's output.
            Family::Hmac(hash) => Some(hash.size()),
            _ => None,
        }
    }

    /// The curve of its keys, if it is ECDSA.
    #[must_use]
    pub const fn curve(self) -> Option<Curve> {
        match self.family() {
            Family::Ecdsa(curve) => Some(curve),
            Family::Hmac(_) | Family::RsaPkcs1(_) | Family::RsaPss(_) | Family::EdDsa => None,
        }
    }

    /// The hash inside of the signature; that of Ed25519 is SHA-512 (RFC 8032 §5.1).
    pub(crate) const fn hash(self) -> Hash {
        match self.family() {
            Family::Hmac(hash) | Family::RsaPkcs1(hash) | Family::RsaPss(hash) => hash,
            Family::Ecdsa(Curve::P256) => Hash::Sha256,
            Family::Ecdsa(Curve::P384) => Hash::Sha384,
            Family::Ecdsa(Curve::P521) | Family::EdDsa => Hash::Sha512,
            #[cfg(feature = "es256k")]
            Family::Ecdsa(Curve::Secp256k1) => Hash::Sha256,
        }
    }

    pub(crate) const fn family(self) -> Family {
        self.row().1
    }

    /// Whether both are one algorithm: `EdDSA` here is always Ed25519, which is its name in full (RFC 9864 §2.2).
    pub(crate) fn is_same(self, other: Self) -> bool {
        self.family() == other.family()
    }
}

/// One algorithm stands where a list of them may.
impl AsRef<[Self]> for Algorithm {
    fn as_ref(&self) -> &[Self] {
        core::slice::from_ref(self)
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_algorithm_is_found_by_its_name() {
        for (place, algorithm) in Algorithm::ALL.into_iter().enumerate() {
            assert_eq!(algorithm as usize, place, "{algorithm}");
            assert_eq!(Algorithm::from_name(algorithm.name()), Some(algorithm));
        }
        for name in ["none", "None", "hs256", "HS256 ", "", "RS256\0", "ES256k"] {
            assert_eq!(Algorithm::from_name(name), None, "{name:?}");
        }
        assert_eq!(Algorithm::from_name("ES256K").is_some(), cfg!(feature = "es256k"));
    }

    #[test]
    fn each_curve_has_its_algorithm() {
        for curve in Curve::ALL {
            assert_eq!(curve.algorithm().curve(), Some(*curve));
        }
        assert_eq!(Algorithm::ALL.iter().filter_map(|one| one.curve()).collect::<Vec<_>>(), Curve::ALL);
    }

    #[test]
    fn only_the_two_names_of_ed25519_are_one_algorithm() {
        for one in Algorithm::ALL {
            for other in Algorithm::ALL {
                let names = [one, other].map(Algorithm::name);
                let are_both = matches!(names, ["EdDSA", "Ed25519"] | ["Ed25519", "EdDSA"]);
                assert_eq!(one.is_same(other), one == other || are_both, "{names:?}");
            }
        }
    }
}
