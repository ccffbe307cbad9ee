//! One row per algorithm: the only place that says what an `alg` value means.

mod curve;
mod hash;
mod parameter_set;

use alloc::borrow::ToOwned;
use core::fmt;
use core::str::FromStr;

pub use self::curve::Curve;
pub(crate) use self::curve::EdwardsCurve;
pub(crate) use self::hash::Hash;
pub use self::parameter_set::ParameterSet;
use crate::error::{Error, ErrorKind, OptionsProblem};

/// One row for each algorithm, so that none can lack a name or a family.
macro_rules! algorithms {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $family:expr;)*) => {
        /// A signature algorithm for tokens (RFC 7518 §3.1, RFC 8037 §3.1, RFC 8812 §3.2, RFC 9864 §2.2, RFC 9964 §4).
        /// `none` does not exist here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Algorithm {
            $($(#[$doc])* $variant,)*
        }

        impl Algorithm {
            /// Every algorithm.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            const fn row(self) -> (&'static str, Family) {
                match self {
                    $(Self::$variant => ($name, $family),)*
                }
            }
        }
    };
}

algorithms! {
    /// HMAC with SHA-256.
    Hs256 = "HS256", Family::Hmac(Hash::Sha256);
    /// HMAC with SHA-384.
    Hs384 = "HS384", Family::Hmac(Hash::Sha384);
    /// HMAC with SHA-512.
    Hs512 = "HS512", Family::Hmac(Hash::Sha512);
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256 = "RS256", Family::RsaPkcs1(Hash::Sha256);
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384 = "RS384", Family::RsaPkcs1(Hash::Sha384);
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512 = "RS512", Family::RsaPkcs1(Hash::Sha512);
    /// RSASSA-PSS with SHA-256.
    Ps256 = "PS256", Family::RsaPss(Hash::Sha256);
    /// RSASSA-PSS with SHA-384.
    Ps384 = "PS384", Family::RsaPss(Hash::Sha384);
    /// RSASSA-PSS with SHA-512.
    Ps512 = "PS512", Family::RsaPss(Hash::Sha512);
    /// ECDSA on P-256 with SHA-256.
    Es256 = "ES256", Family::Ecdsa(Curve::P256);
    /// ECDSA on P-384 with SHA-384.
    Es384 = "ES384", Family::Ecdsa(Curve::P384);
    /// ECDSA on P-521 with SHA-512.
    Es512 = "ES512", Family::Ecdsa(Curve::P521);
    /// ECDSA on secp256k1 with SHA-256 (RFC 8812 §3.2).
    Es256k = "ES256K", Family::Ecdsa(Curve::Secp256k1);
    /// EdDSA on the curve of the key, Ed25519 or Ed448.
    EdDsa = "EdDSA", Family::EdDsa(None);
    /// EdDSA with Ed25519, by its fully specified name (RFC 9864). It is the same algorithm as [`EdDsa`](Self::EdDsa)
    /// with an Ed25519 key: a key bound to one name takes tokens with either.
    Ed25519 = "Ed25519", Family::EdDsa(Some(EdwardsCurve::Ed25519));
    /// EdDSA with Ed448, by its fully specified name (RFC 9864). It is the same algorithm as [`EdDsa`](Self::EdDsa)
    /// with an Ed448 key.
    Ed448 = "Ed448", Family::EdDsa(Some(EdwardsCurve::Ed448));
    /// ML-DSA-44 (RFC 9964 §4, FIPS 204), with an empty context string.
    MlDsa44 = "ML-DSA-44", Family::MlDsa(ParameterSet::MlDsa44);
    /// ML-DSA-65 (RFC 9964 §4, FIPS 204), with an empty context string.
    MlDsa65 = "ML-DSA-65", Family::MlDsa(ParameterSet::MlDsa65);
    /// ML-DSA-87 (RFC 9964 §4, FIPS 204), with an empty context string.
    MlDsa87 = "ML-DSA-87", Family::MlDsa(ParameterSet::MlDsa87);
}

/// What kind of key an algorithm works with, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Hmac(Hash),
    RsaPkcs1(Hash),
    RsaPss(Hash),
    Ecdsa(Curve),
    /// Without a curve if the key's decides (RFC 9864 §2.2).
    EdDsa(Option<EdwardsCurve>),
    MlDsa(ParameterSet),
}

impl Algorithm {
    /// The registered name, which a header has as `alg`.
    ///
    /// ```
    /// use jwt_wasm::Algorithm;
    /// assert_eq!(Algorithm::EdDsa.name(), "EdDSA");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The algorithm with this name. Names are compared byte for byte (RFC 7515 §4.1.1).
    ///
    /// ```
    /// use jwt_wasm::Algorithm;
    /// assert_eq!(Algorithm::from_name("ES256"), Some(Algorithm::Es256));
    /// assert_eq!(Algorithm::from_name("none"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.name() == name)
    }

    /// The length in bytes of the shortest secret that [`Key::secret`](crate::Key::secret) takes for this algorithm.
    /// `None` if its keys are not secrets.
    ///
    /// ```
    /// use jwt_wasm::Algorithm;
    /// assert_eq!(Algorithm::Hs512.minimum_secret(), Some(64));
    /// assert_eq!(Algorithm::Es256.minimum_secret(), None);
    /// ```
    #[must_use]
    pub fn minimum_secret(self) -> Option<usize> {
        match self.family() {
            // RFC 7518 §3.2: at least as long as the hash's output.
            Family::Hmac(hash) => Some(hash.size()),
            _ => None,
        }
    }

    /// The curve of its keys. `None` if it is not ECDSA.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Curve};
    /// assert_eq!(Algorithm::Es384.curve(), Some(Curve::P384));
    /// ```
    #[must_use]
    pub const fn curve(self) -> Option<Curve> {
        match self.family() {
            Family::Ecdsa(curve) => Some(curve),
            Family::Hmac(_) | Family::RsaPkcs1(_) | Family::RsaPss(_) | Family::EdDsa(_) | Family::MlDsa(_) => None,
        }
    }

    /// The parameter set of its keys. `None` if it is not ML-DSA.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, ParameterSet};
    /// assert_eq!(Algorithm::MlDsa65.parameter_set(), Some(ParameterSet::MlDsa65));
    /// ```
    #[must_use]
    pub const fn parameter_set(self) -> Option<ParameterSet> {
        match self.family() {
            Family::MlDsa(set) => Some(set),
            Family::Hmac(_) | Family::RsaPkcs1(_) | Family::RsaPss(_) | Family::Ecdsa(_) | Family::EdDsa(_) => None,
        }
    }

    /// The hash that the signature uses; for Ed25519 it is SHA-512 (RFC 8032 §5.1), and also for `EdDSA`, which nearly
    /// always means that curve. `None` for Ed448 and ML-DSA, for which OpenID Connect defines no hash.
    pub(crate) const fn hash(self) -> Option<Hash> {
        Some(match self.family() {
            Family::Hmac(hash) | Family::RsaPkcs1(hash) | Family::RsaPss(hash) => hash,
            Family::Ecdsa(Curve::P256 | Curve::Secp256k1) => Hash::Sha256,
            Family::Ecdsa(Curve::P384) => Hash::Sha384,
            Family::Ecdsa(Curve::P521) | Family::EdDsa(None | Some(EdwardsCurve::Ed25519)) => Hash::Sha512,
            Family::EdDsa(Some(EdwardsCurve::Ed448)) | Family::MlDsa(_) => return None,
        })
    }

    /// The lengths in bytes that a signature can have: the least and the greatest.
    #[cfg(not(feature = "_npm"))]
    pub(crate) const fn signature_size(self) -> (usize, usize) {
        let size = match self.family() {
            Family::Hmac(hash) => hash.size(),
            // RFC 7518 §3.3, §3.5: as long as the modulus, of which 2048 bits are the least, and 8192 the most that this
            // crate verifies.
            Family::RsaPkcs1(_) | Family::RsaPss(_) => return (256, 1024),
            Family::Ecdsa(curve) => curve.size().saturating_mul(2),
            // Which curve it is on is not known here.
            Family::EdDsa(None) => return (64, 114),
            Family::EdDsa(Some(curve)) => curve.size().saturating_mul(2),
            Family::MlDsa(set) => set.signature_size(),
        };
        (size, size)
    }

    pub(crate) const fn family(self) -> Family {
        self.row().1
    }

    /// Whether both names can mean one algorithm: `EdDSA` is either of the other two, as the key says (RFC 9864 §2.2).
    pub(crate) fn may_be(self, other: Self) -> bool {
        match (self.family(), other.family()) {
            (Family::EdDsa(None), Family::EdDsa(_)) | (Family::EdDsa(_), Family::EdDsa(None)) => true,
            _ => self as usize == other as usize,
        }
    }
}

/// So that one algorithm can be given where a list is taken.
impl AsRef<[Self]> for Algorithm {
    fn as_ref(&self) -> &[Self] {
        core::slice::from_ref(self)
    }
}

/// By the registered name.
impl FromStr for Algorithm {
    type Err = Error;

    /// # Errors
    /// `options_invalid` if no algorithm has this name.
    fn from_str(name: &str) -> Result<Self, Error> {
        let unknown = || OptionsProblem::UnknownAlgorithm { name: name.to_owned() };
        Self::from_name(name).ok_or_else(|| Error::from(ErrorKind::OptionsInvalid(unknown())))
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
        for (place, algorithm) in Algorithm::ALL.iter().copied().enumerate() {
            assert_eq!(algorithm as usize, place, "{algorithm}");
            assert_eq!(Algorithm::from_name(algorithm.name()), Some(algorithm));
        }
        for name in ["none", "None", "hs256", "HS256 ", "", "RS256\0", "ES256k", "ML-DSA", "ml-dsa-44"] {
            assert_eq!(Algorithm::from_name(name), None, "{name:?}");
        }
    }

    #[test]
    fn only_eddsa_is_a_name_of_other_algorithms() {
        for one in Algorithm::ALL.iter().copied() {
            for other in Algorithm::ALL.iter().copied() {
                let names = [one, other].map(Algorithm::name);
                let are_both = matches!(names, ["EdDSA", "Ed25519" | "Ed448"] | ["Ed25519" | "Ed448", "EdDSA"]);
                assert_eq!(one.may_be(other), one == other || are_both, "{names:?}");
            }
        }
    }
}
