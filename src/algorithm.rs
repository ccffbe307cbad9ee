//! One row per algorithm: the only place that says what an `alg` value means.

use core::fmt;

/// A signature algorithm for tokens (RFC 7518 §3.1). There is no `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with SHA-256.
    Hs256,
    /// HMAC with SHA-384.
    Hs384,
    /// HMAC with SHA-512.
    Hs512,
}

struct Row {
    algorithm: Algorithm,
    name: &'static str,
    /// RFC 7518 §3.2: a secret at least as long as the hash's output, in bytes.
    minimum_secret: usize,
}

const fn row(algorithm: Algorithm, name: &'static str, minimum_secret: usize) -> Row {
    Row { algorithm, name, minimum_secret }
}

const TABLE: [Row; 3] =
    [row(Algorithm::Hs256, "HS256", 32), row(Algorithm::Hs384, "HS384", 48), row(Algorithm::Hs512, "HS512", 64)];

impl Algorithm {
    /// Every algorithm of this build.
    pub const ALL: [Self; TABLE.len()] = [Self::Hs256, Self::Hs384, Self::Hs512];

    /// The registered name, as it stands in a header's `alg`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The algorithm of this name. Names are compared byte for byte (RFC 7515 §4.1.1).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.algorithm)
    }

    /// The shortest secret that is taken without a spelled-out exception, in bytes.
    #[must_use]
    pub const fn minimum_secret(self) -> usize {
        self.row().minimum_secret
    }

    const fn row(self) -> &'static Row {
        let [hs256, hs384, hs512] = &TABLE;
        match self {
            Self::Hs256 => hs256,
            Self::Hs384 => hs384,
            Self::Hs512 => hs512,
        }
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
    fn each_algorithm_finds_its_own_row() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.row().algorithm, algorithm);
            assert_eq!(Algorithm::from_name(algorithm.name()), Some(algorithm));
        }
        for name in ["none", "None", "hs256", "HS256 ", "", "RS256\0"] {
            assert_eq!(Algorithm::from_name(name), None, "{name:?}");
        }
    }
}
