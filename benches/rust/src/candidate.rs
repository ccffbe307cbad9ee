//! What a library has to offer.

use crate::Result;
use crate::corpus::{Alg, Keys};
use serde::{Deserialize, Serialize};

pub(crate) struct Candidate {
    pub(crate) name: &'static str,
    /// The package of crates.io.
    pub(crate) package: &'static str,
    /// Whether its arithmetic is Rust, or C and assembly.
    pub(crate) is_pure_rust: bool,
    /// Makes keys and options, which is not timed.
    pub(crate) offer: fn(Alg, &Keys) -> Result<Offer>,
}

/// Makes a token of the claims, with `iat` and `exp`.
type Sign = Box<dyn Fn() -> Result<String>>;

/// Reads a token into a type of serde, and returns its claim `tenant`.
type Read = Box<dyn Fn(&str) -> Result<u64>>;

/// `None` for what the library cannot do.
#[derive(Default)]
pub(crate) struct Offer {
    pub(crate) sign: Option<Sign>,
    /// Checks the signature, `exp`, `iss` and `aud`.
    pub(crate) verify: Option<Read>,
    /// Checks nothing.
    pub(crate) decode: Option<Read>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Operation {
    Verify,
    Sign,
    Decode,
}

impl Operation {
    pub(crate) const ALL: [Self; 3] = [Self::Verify, Self::Sign, Self::Decode];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Sign => "sign",
            Self::Decode => "decode",
        }
    }
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) alg: Alg,
    pub(crate) operation: Operation,
}

impl Row {
    /// Decoding does not depend on the algorithm.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let rows = Operation::ALL.into_iter().flat_map(|operation| Alg::ALL.map(|alg| Self { alg, operation }));
        rows.filter(|row| row.operation != Operation::Decode || row.alg == Alg::Hs256)
    }

    pub(crate) fn name(self) -> String {
        format!("{} {}", self.alg.name(), self.operation.name())
    }
}
