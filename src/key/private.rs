//! Private keys as numbers, named as in a JWK (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2, RFC 9964 §3).

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, Curve, EdwardsCurve, Family, ParameterSet};
use crate::base64url;
use crate::error::{Error, KeyKind, KeyProblem};
#[cfg(feature = "keyfile")]
use crate::key::MlDsaPrivate;
use crate::key::form::check_rsa_number;
use crate::key::{PublicForm, invalid};
use crate::signature::SigningKey;

/// A private key with its public half. The numbers are zeroized on drop.
pub(crate) struct PrivateForm {
    pub(crate) public: PublicHalf,
    /// The private members in the order of the RFC.
    members: Vec<(&'static str, Zeroizing<Vec<u8>>)>,
}

/// The private members of an RSA key with two primes. Hosts need all of them.
pub(crate) const RSA_MEMBERS: [&str; 6] = ["d", "p", "q", "dp", "dq", "qi"];

/// The private members of a JWK of any type (RFC 7518 §6, RFC 8037 §2, RFC 9964 §3).
pub(super) const PRIVATE_MEMBERS: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/// The public half of a private key. If the file lacks it and this build cannot compute it, only its kind is known.
pub(crate) enum PublicHalf {
    Known(PublicForm),
    OfCurve(Curve),
    OfEdwards(EdwardsCurve),
    OfSet(ParameterSet),
}

impl PublicHalf {
    pub(crate) const fn known(&self) -> Option<&PublicForm> {
        match self {
            Self::Known(public) => Some(public),
            Self::OfCurve(_) | Self::OfEdwards(_) | Self::OfSet(_) => None,
        }
    }
}

impl PrivateForm {
    pub(crate) fn rsa(public: PublicForm, numbers: [Zeroizing<Vec<u8>>; 6]) -> Result<Self, Error> {
        for (name, number) in RSA_MEMBERS.into_iter().zip(&numbers) {
            check_rsa_number(name, number)?;
        }
        Ok(Self { public: PublicHalf::Known(public), members: RSA_MEMBERS.into_iter().zip(numbers).collect() })
    }

    /// Computes the public point, if this build can.
    pub(crate) fn ec(curve: Curve, d: Zeroizing<Vec<u8>>, point: Option<&[u8]>) -> Result<Self, Error> {
        let computed = SigningKey::of_curve(curve, &d)?;
        let given = point.map(|point| PublicForm::ec_point(curve, point)).transpose()?;
        let computed = computed.map(|key| PublicForm::ec_coordinates(curve, &key.public_key())).transpose()?;
        let public = one_public(given, computed)?.map_or(PublicHalf::OfCurve(curve), PublicHalf::Known);
        Ok(Self { public, members: vec![("d", d)] })
    }

    /// As [`ec`](Self::ec), for Ed25519 and Ed448.
    pub(crate) fn edwards(curve: EdwardsCurve, d: Zeroizing<Vec<u8>>, point: Option<&[u8]>) -> Result<Self, Error> {
        let computed = SigningKey::of_edwards(curve, &d)?;
        let given = point.map(|point| PublicForm::edwards(curve, point)).transpose()?;
        let computed = computed.map(|key| PublicForm::edwards(curve, &key.public_key())).transpose()?;
        let public = one_public(given, computed)?.map_or(PublicHalf::OfEdwards(curve), PublicHalf::Known);
        Ok(Self { public, members: vec![("d", d)] })
    }

    /// As [`ec`](Self::ec), for ML-DSA, from its seed, its expanded key, or both.
    pub(crate) fn ml_dsa(set: ParameterSet, private: Zeroizing<Vec<u8>>, key: Option<&[u8]>) -> Result<Self, Error> {
        let computed = SigningKey::of_ml_dsa(set, &private)?;
        let given = key.map(|key| PublicForm::ml_dsa(set, key)).transpose()?;
        let computed = computed.map(|key| PublicForm::ml_dsa(set, &key.public_key())).transpose()?;
        let public = one_public(given, computed)?.map_or(PublicHalf::OfSet(set), PublicHalf::Known);
        Ok(Self { public, members: vec![("priv", private)] })
    }

    /// The form that a JWK can have: of ML-DSA only the seed (RFC 9964 §3). `None` if there is none.
    #[cfg(feature = "keyfile")]
    pub(super) fn for_jwk(mut self) -> Option<Self> {
        let (PublicHalf::Known(PublicForm::MlDsa { set, .. }) | PublicHalf::OfSet(set)) = self.public else {
            return Some(self);
        };
        let (_, private) = self.members.first_mut()?;
        let seed = match MlDsaPrivate::of(set, private).ok()? {
            MlDsaPrivate::Seed(seed) | MlDsaPrivate::Both(seed, _) => Zeroizing::new(seed.to_vec()),
            MlDsaPrivate::Expanded(_) => return None,
        };
        *private = seed;
        Some(self)
    }

    /// `None` if this build leaves signing to the host, as every build does for RSA.
    pub(crate) fn signing_key(&self) -> Result<Option<SigningKey>, Error> {
        let d = self.members.first().map(|(_, d)| d.as_slice()).unwrap_or_default();
        match self.public {
            PublicHalf::Known(PublicForm::Rsa { .. }) => Ok(None),
            PublicHalf::Known(PublicForm::Ec { curve, .. }) | PublicHalf::OfCurve(curve) => {
                SigningKey::of_curve(curve, d)
            }
            PublicHalf::Known(PublicForm::Edwards { curve, .. }) | PublicHalf::OfEdwards(curve) => {
                SigningKey::of_edwards(curve, d)
            }
            PublicHalf::Known(PublicForm::MlDsa { set, .. }) | PublicHalf::OfSet(set) => SigningKey::of_ml_dsa(set, d),
        }
    }

    /// The algorithms that this kind of key can be bound to.
    pub(crate) fn fits(&self, algorithm: Algorithm) -> bool {
        match &self.public {
            PublicHalf::Known(public) => public.fits(algorithm),
            PublicHalf::OfCurve(curve) => algorithm.family() == Family::Ecdsa(*curve),
            PublicHalf::OfEdwards(curve) => curve.algorithm().may_be(algorithm),
            PublicHalf::OfSet(set) => algorithm.family() == Family::MlDsa(*set),
        }
    }

    pub(crate) const fn kind(&self) -> KeyKind {
        match &self.public {
            PublicHalf::Known(public) => public.kind(),
            PublicHalf::OfCurve(curve) => KeyKind::Ec(curve.name()),
            PublicHalf::OfEdwards(curve) => KeyKind::Okp(curve.name()),
            PublicHalf::OfSet(set) => KeyKind::Akp(set.name()),
        }
    }

    /// The private JWK, for a host that signs.
    pub(crate) fn to_jwk(&self) -> Zeroizing<String> {
        let public = match &self.public {
            PublicHalf::Known(public) => public.to_jwk(),
            _ if cfg!(feature = "_encryption_only") => String::new(),
            PublicHalf::OfCurve(curve) => format!(r#"{{"crv":"{}","kty":"EC"}}"#, curve.name()),
            PublicHalf::OfEdwards(curve) => format!(r#"{{"crv":"{}","kty":"OKP"}}"#, curve.name()),
            PublicHalf::OfSet(set) => format!(r#"{{"alg":"{}","kty":"AKP"}}"#, set.name()),
        };
        let mut json = Zeroizing::new(String::with_capacity(4096));
        json.push_str(public.strip_suffix('}').unwrap_or(&public));
        for (name, number) in &self.members {
            json.push_str(",\"");
            json.push_str(name);
            json.push_str("\":\"");
            json.push_str(&Zeroizing::new(base64url::encode(number)));
            json.push('"');
        }
        json.push('}');
        json
    }
}

fn one_public(given: Option<PublicForm>, computed: Option<PublicForm>) -> Result<Option<PublicForm>, Error> {
    match (given, computed) {
        (Some(given), Some(computed)) if given != computed => Err(invalid(KeyProblem::PublicHalfDiffers)),
        (given, computed) => Ok(computed.or(given)),
    }
}
