//! The parameter sets of ML-DSA keys.

use super::Algorithm;

/// The parameter set of an ML-DSA key (FIPS 204 §4). Each set has one algorithm, of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParameterSet {
    /// Security category 2.
    MlDsa44,
    /// Security category 3.
    MlDsa65,
    /// Security category 5.
    MlDsa87,
}

impl ParameterSet {
    /// Every parameter set.
    pub const ALL: &'static [Self] = &[Self::MlDsa44, Self::MlDsa65, Self::MlDsa87];

    /// The length in bytes of the seed that is the private key (RFC 9964 §3).
    pub const SEED_SIZE: usize = 32;

    /// The length of a public key in bytes (FIPS 204 table 2).
    ///
    /// ```
    /// use jwt_wasm::ParameterSet;
    /// assert_eq!(ParameterSet::MlDsa44.public_key_size(), 1312);
    /// ```
    #[must_use]
    pub const fn public_key_size(self) -> usize {
        match self {
            Self::MlDsa44 => 1312,
            Self::MlDsa65 => 1952,
            Self::MlDsa87 => 2592,
        }
    }

    /// The length in bytes of an expanded private key (FIPS 204 table 2).
    ///
    /// ```
    /// use jwt_wasm::ParameterSet;
    /// assert_eq!(ParameterSet::MlDsa44.expanded_key_size(), 2560);
    /// ```
    #[must_use]
    pub const fn expanded_key_size(self) -> usize {
        match self {
            Self::MlDsa44 => 2560,
            Self::MlDsa65 => 4032,
            Self::MlDsa87 => 4896,
        }
    }

    /// The length of a signature in bytes (FIPS 204 table 2).
    ///
    /// ```
    /// use jwt_wasm::ParameterSet;
    /// assert_eq!(ParameterSet::MlDsa44.signature_size(), 2420);
    /// ```
    #[must_use]
    pub const fn signature_size(self) -> usize {
        match self {
            Self::MlDsa44 => 2420,
            Self::MlDsa65 => 3309,
            Self::MlDsa87 => 4627,
        }
    }

    /// The `alg` of a JWK and of a token (RFC 9964 §7.1).
    ///
    /// ```
    /// use jwt_wasm::ParameterSet;
    /// assert_eq!(ParameterSet::MlDsa44.name(), "ML-DSA-44");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.algorithm().name()
    }

    /// The one algorithm that keys of this set are for.
    pub(crate) const fn algorithm(self) -> Algorithm {
        match self {
            Self::MlDsa44 => Algorithm::MlDsa44,
            Self::MlDsa65 => Algorithm::MlDsa65,
            Self::MlDsa87 => Algorithm::MlDsa87,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn each_parameter_set_has_its_algorithm() {
        for set in ParameterSet::ALL.iter().copied() {
            assert_eq!(set.algorithm().parameter_set(), Some(set));
        }
        assert_eq!(Algorithm::ALL.iter().filter_map(|one| one.parameter_set()).collect::<Vec<_>>(), ParameterSet::ALL);
    }
}
