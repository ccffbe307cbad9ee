//! ML-DSA (FIPS 204, RFC 9964 §4) with an empty context string, by fips204; `docs/arithmetic.md` says why.

use fips204::traits::{KeyGen, SerDes, Signer, Verifier};
use fips204::{ml_dsa_44, ml_dsa_65, ml_dsa_87};

use crate::algorithm::ParameterSet;
use crate::error::{Error, ErrorKind};
use crate::key::wrong_length;

/// RFC 9964 §4.
const NO_CONTEXT: &[u8] = &[];

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
            pub(super) fn new(set: ParameterSet, seed: &[u8; ParameterSet::SEED_SIZE]) -> Self {
                match set {
                    $(ParameterSet::$set => {
                        let (public, private) = $of::KG::keygen_from_seed(seed);
                        Self::$set(Box::new(private), public.into_bytes().to_vec())
                    })*
                }
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
