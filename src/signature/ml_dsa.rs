//! ML-DSA (FIPS 204, RFC 9964 §4) with an empty context string, by fips204; `docs/arithmetic.md` says why.

use alloc::boxed::Box;
use alloc::vec::Vec;

use fips204::traits::{KeyGen, SerDes, Signer, Verifier};
use fips204::{ml_dsa_44, ml_dsa_65, ml_dsa_87};

use crate::algorithm::ParameterSet;
use crate::error::{Error, ErrorKind, KeyProblem};
use crate::key::{MlDsaPrivate, invalid, wrong_length};

/// RFC 9964 §4.
const NO_CONTEXT: &[u8] = &[];

/// Cannot be the signing input of a token, because it has no dot.
const PROBE: &[u8] = b"jwt-wasm";

/// `None` if it panics, as a debug build of fips204 does if t0 does not fit. Without `std`, nothing can stop a panic.
fn caught<T>(work: impl FnOnce() -> T + core::panic::UnwindSafe) -> Option<T> {
    #[cfg(feature = "std")]
    return std::panic::catch_unwind(work).ok();
    #[cfg(not(feature = "std"))]
    Some(work())
}

/// One row for each parameter set. Keys are boxed, because one has up to 24 KB.
macro_rules! sets {
    ($($set:ident by $of:ident;)*) => {
        pub(super) enum MlDsaKey {
            $($set(Box<$of::PublicKey>),)*
        }

        impl MlDsaKey {
            pub(super) fn new(set: ParameterSet, key: &[u8]) -> Result<Self, Error> {
                let wrong = || wrong_length("pub", key.len(), set.name(), set.public_key_size());
                Ok(match set {
                    $(ParameterSet::$set => {
                        let bytes = key.try_into().map_err(|_| wrong())?;
                        Self::$set(Box::new($of::PublicKey::try_from_bytes(bytes).map_err(|_| wrong())?))
                    })*
                })
            }

            pub(super) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
                match self {
                    $(Self::$set(key) => {
                        signature.try_into().is_ok_and(|signature| key.verify(input, signature, NO_CONTEXT))
                    })*
                }
            }
        }

        /// The private key, which is zeroized on drop, and the bytes of the public one.
        pub(super) enum MlDsaSigner {
            $($set(Box<$of::PrivateKey>, Vec<u8>),)*
        }

        impl MlDsaSigner {
            fn of_seed(set: ParameterSet, seed: &[u8; ParameterSet::SEED_SIZE]) -> Self {
                match set {
                    $(ParameterSet::$set => {
                        let (public, private) = $of::KG::keygen_from_seed(seed);
                        Self::$set(Box::new(private), public.into_bytes().to_vec())
                    })*
                }
            }

            /// `None` if a number is out of range.
            fn of_expanded(set: ParameterSet, expanded: &[u8]) -> Option<Self> {
                Some(match set {
                    $(ParameterSet::$set => {
                        let private = Box::new($of::PrivateKey::try_from_bytes(expanded.try_into().ok()?).ok()?);
                        let public = caught(|| private.get_public_key().into_bytes())?;
                        Self::$set(private, public.to_vec())
                    })*
                })
            }

            pub(super) fn public_key(&self) -> &[u8] {
                match self {
                    $(Self::$set(_, public) => public,)*
                }
            }

            /// The random bytes are those of FIPS 204 §3.4, all of them 0 for the deterministic variant.
            pub(super) fn sign(&self, input: &[u8], random: &[u8; 32]) -> Result<Vec<u8>, Error> {
                match self {
                    $(Self::$set(private, _) => private
                        .try_sign_with_seed(random, input, NO_CONTEXT)
                        .map(|signature| signature.to_vec())
                        // FIPS 204 appendix C: 814 attempts fail once in 2^256 signatures, so only other random bytes are
                        // needed.
                        .map_err(|_| Error::from(ErrorKind::RandomUnavailable)),)*
                }
            }
        }
    };
}

sets! {
    MlDsa44 by ml_dsa_44;
    MlDsa65 by ml_dsa_65;
    MlDsa87 by ml_dsa_87;
}

impl MlDsaSigner {
    pub(super) fn new(set: ParameterSet, private: MlDsaPrivate<'_>) -> Result<Self, Error> {
        match private {
            MlDsaPrivate::Seed(seed) => Ok(Self::of_seed(set, seed)),
            MlDsaPrivate::Expanded(expanded) => Self::checked(set, expanded, None),
            MlDsaPrivate::Both(seed, expanded) => Self::checked(set, expanded, Some(Self::of_seed(set, seed))),
        }
    }

    /// A key whose parts belong together, and to the seed's key if there is one. Otherwise the public key that is
    /// computed from rho, s1 and s2 does not match a signature, which depends on all parts, or the two deterministic
    /// signatures differ. A small change of t0 shows in few signatures.
    fn checked(set: ParameterSet, expanded: &[u8], of_seed: Option<Self>) -> Result<Self, Error> {
        let unsound = || invalid(KeyProblem::ExpandedKey);
        let signer = Self::of_expanded(set, expanded).ok_or_else(unsound)?;
        let sign = |signer: &Self| signer.sign(PROBE, &[0; 32]).map_err(|_| unsound());
        let signature = sign(&signer)?;
        let is_sound = match &of_seed {
            Some(of_seed) => sign(of_seed)? == signature && of_seed.public_key() == signer.public_key(),
            None => MlDsaKey::new(set, signer.public_key())?.verify(PROBE, &signature),
        };
        if is_sound { Ok(of_seed.unwrap_or(signer)) } else { Err(unsound()) }
    }
}
