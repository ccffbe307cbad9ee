//! The forms that the private key of ML-DSA has (FIPS 204 §5.1, §7.2, RFC 9881 §6).

use crate::algorithm::ParameterSet;
use crate::error::Error;
use crate::key::wrong_length;

/// The private key of a parameter set. In bytes, the seed comes before the expanded key, and the length says which form
/// it is.
#[cfg_attr(not(feature = "mldsa"), expect(dead_code, reason = "only arithmetic uses the parts"))]
pub(crate) enum MlDsaPrivate<'k> {
    Seed(&'k [u8; ParameterSet::SEED_SIZE]),
    Expanded(&'k [u8]),
    Both(&'k [u8; ParameterSet::SEED_SIZE], &'k [u8]),
}

impl<'k> MlDsaPrivate<'k> {
    pub(crate) fn of(set: ParameterSet, bytes: &'k [u8]) -> Result<Self, Error> {
        if bytes.len() == set.expanded_key_size() {
            return Ok(Self::Expanded(bytes));
        }
        match bytes.split_first_chunk() {
            Some((seed, [])) => Ok(Self::Seed(seed)),
            Some((seed, expanded)) if expanded.len() == set.expanded_key_size() => Ok(Self::Both(seed, expanded)),
            _ => Err(wrong_length("priv", bytes.len(), set.name(), ParameterSet::SEED_SIZE)),
        }
    }
}

/// A JWK's `priv` is a seed (RFC 9964 §3).
pub(super) fn check_seed(set: ParameterSet, seed: &[u8]) -> Result<(), Error> {
    if seed.len() == ParameterSet::SEED_SIZE {
        Ok(())
    } else {
        Err(wrong_length("priv", seed.len(), set.name(), ParameterSet::SEED_SIZE))
    }
}
