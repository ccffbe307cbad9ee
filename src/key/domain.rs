//! What a key is besides its numbers: on which curve, or of which parameter set of ML-DSA.

use alloc::string::String;

use crate::algorithm::{Algorithm, Curve, EdwardsCurve, Family, ParameterSet};
use crate::error::{Error, KeyKind};
use crate::key::PublicForm;
use crate::signature::SigningKey;

/// The curve or the parameter set of a key. A key of RSA has none.
#[derive(Clone, Copy)]
pub(crate) enum Domain {
    Curve(Curve),
    Edwards(EdwardsCurve),
    Set(ParameterSet),
}

impl Domain {
    pub(crate) fn fits(self, algorithm: Algorithm) -> bool {
        match (self, algorithm.family()) {
            (Self::Curve(curve), Family::Ecdsa(other)) => curve == other,
            (Self::Edwards(curve), _) => curve.algorithm().may_be(algorithm),
            (Self::Set(set), Family::MlDsa(other)) => set == other,
            _ => false,
        }
    }

    pub(crate) const fn kind(self) -> KeyKind {
        match self {
            Self::Curve(curve) => KeyKind::Ec(curve.name()),
            Self::Edwards(curve) => KeyKind::Okp(curve.name()),
            Self::Set(set) => KeyKind::Akp(set.name()),
        }
    }

    /// `None` if this build leaves signing to the host.
    pub(crate) fn signing_key(self, private: &[u8]) -> Result<Option<SigningKey>, Error> {
        match self {
            Self::Curve(curve) => SigningKey::of_curve(curve, private),
            Self::Edwards(curve) => SigningKey::of_edwards(curve, private),
            Self::Set(set) => SigningKey::of_ml_dsa(set, private),
        }
    }

    /// The key of these bytes, which [`SigningKey::public_key`] gives.
    pub(crate) fn public(self, key: &[u8]) -> Result<PublicForm, Error> {
        match self {
            Self::Curve(curve) => PublicForm::ec_coordinates(curve, key),
            Self::Edwards(curve) => PublicForm::edwards(curve, key),
            Self::Set(set) => PublicForm::ml_dsa(set, key),
        }
    }

    /// The JWK's member for the private number, or for ML-DSA's seed.
    pub(crate) const fn private_member(self) -> &'static str {
        match self {
            Self::Curve(_) | Self::Edwards(_) => "d",
            Self::Set(_) => "priv",
        }
    }

    /// A JWK without its numbers and its end.
    pub(crate) fn start_jwk(self) -> String {
        let (member, name, kty) = match self {
            Self::Curve(curve) => ("crv", curve.name(), "EC"),
            Self::Edwards(curve) => ("crv", curve.name(), "OKP"),
            Self::Set(set) => ("alg", set.name(), "AKP"),
        };
        format!(r#"{{"{member}":"{name}","kty":"{kty}""#)
    }
}
