//! Private keys as numbers, named as in a JWK (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2, RFC 9964 §3).

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::algorithm::Algorithm;
use crate::error::{Error, KeyKind, KeyProblem};
#[cfg(feature = "keyfile")]
use crate::key::MlDsaPrivate;
use crate::key::domain::Domain;
use crate::key::form::{check_rsa_number, fits, push_number};
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

/// The public half of a private key. If the file lacks it and this build cannot compute it, only its domain is known.
pub(crate) enum PublicHalf {
    Known(PublicForm),
    Unknown(Domain),
}

impl PublicHalf {
    pub(crate) const fn known(&self) -> Option<&PublicForm> {
        match self {
            Self::Known(public) => Some(public),
            Self::Unknown(_) => None,
        }
    }

    /// `None` for RSA.
    fn domain(&self) -> Option<Domain> {
        match self {
            Self::Known(public) => public.domain(),
            Self::Unknown(domain) => Some(*domain),
        }
    }
}

impl PrivateForm {
    /// The numbers are those of [`RSA_MEMBERS`].
    pub(crate) fn rsa(public: PublicForm, members: Vec<(&'static str, Zeroizing<Vec<u8>>)>) -> Result<Self, Error> {
        for (name, number) in &members {
            check_rsa_number(name, number)?;
        }
        Ok(Self { public: PublicHalf::Known(public), members })
    }

    /// A key other than RSA's, from its private number. For ML-DSA from its seed, its expanded key, or both. Computes the public
    /// half, if this build can.
    pub(crate) fn of(domain: Domain, private: Zeroizing<Vec<u8>>, given: Option<PublicForm>) -> Result<Self, Error> {
        let computed = domain.signing_key(&private)?.map(|key| domain.public(&key.public_key())).transpose()?;
        let public = match (given, computed) {
            (Some(given), Some(computed)) if given != computed => return Err(invalid(KeyProblem::PublicHalfDiffers)),
            (given, computed) => computed.or(given).map_or(PublicHalf::Unknown(domain), PublicHalf::Known),
        };
        Ok(Self { public, members: vec![(domain.private_member(), private)] })
    }

    /// The form that a JWK can have: of ML-DSA only the seed (RFC 9964 §3). `None` if there is none.
    #[cfg(feature = "keyfile")]
    pub(super) fn for_jwk(mut self) -> Option<Self> {
        let Some(Domain::Set(set)) = self.public.domain() else { return Some(self) };
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
        let Some(domain) = self.public.domain() else { return Ok(None) };
        domain.signing_key(self.members.first().map(|(_, private)| private.as_slice()).unwrap_or_default())
    }

    /// The algorithms that this kind of key can be bound to.
    pub(crate) fn fits(&self, algorithm: Algorithm) -> bool {
        fits(self.public.domain(), algorithm)
    }

    pub(crate) fn kind(&self) -> KeyKind {
        self.public.domain().map_or(KeyKind::Rsa, Domain::kind)
    }

    /// The private JWK, for a host that signs.
    pub(crate) fn to_jwk(&self) -> Zeroizing<String> {
        let public = match &self.public {
            PublicHalf::Known(public) => public.to_jwk(),
            PublicHalf::Unknown(_) if cfg!(feature = "_encryption_only") => String::new(),
            PublicHalf::Unknown(domain) => domain.start_jwk(),
        };
        let mut json = Zeroizing::new(String::with_capacity(4096));
        json.push_str(public.strip_suffix('}').unwrap_or(&public));
        for (name, number) in &self.members {
            push_number(&mut json, name, number);
        }
        json.push('}');
        json
    }
}
