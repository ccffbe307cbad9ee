//! What has been verified.

use core::fmt;
use core::ops::Range;

use crate::algorithm::Algorithm;
use crate::token::Body;
use crate::verifier::CheckedHeader;

/// Which key verified it.
macro_rules! key_facts {
    () => {
        /// The algorithm that verified it, by the name that the key has for it.
        #[must_use]
        pub const fn algorithm(&self) -> Algorithm {
            self.header.selected.algorithm
        }

        /// The place in its set, from 0, of the key that verified it: [`KeySet::kid`](crate::KeySet::kid) says its `kid`.
        #[must_use]
        pub const fn key_index(&self) -> usize {
            self.header.selected.index
        }
    };
}

/// A token that has passed every check. `Debug` prints nothing of it, for logs.
#[derive(Clone, PartialEq)]
pub struct Verified {
    pub(crate) header: CheckedHeader,
    pub(crate) payload: String,
    pub(crate) validity: Range<f64>,
}

impl Verified {
    /// The header: the text of one JSON object with unique names.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header.text
    }

    key_facts!();

    /// The claims: the text of one JSON object with unique names, for `serde_json` or [`Object::parse`](crate::Object::parse).
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// From when and until when, in seconds since 1970-01-01T00:00:00Z, the same token goes on passing the same verifier, so
    /// that a program may keep the answer. The times of `exp`, `nbf` and the maximum age are narrowed by a millisecond, since
    /// sums of doubles are not exact.
    #[must_use]
    pub fn validity(&self) -> Range<f64> {
        self.validity.clone()
    }

    /// A number that the tokens of one [`Verifier`](crate::Verifier) share as long as their header is the same, so that a
    /// program may keep what it made of it. Never 0.
    #[must_use]
    pub const fn header_generation(&self) -> u32 {
        self.header.generation
    }
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").finish_non_exhaustive()
    }
}

/// Signed content that has passed every check but those of claims: the payload's bytes need not be a JWT's. `Debug` prints
/// nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifiedJws {
    pub(crate) header: CheckedHeader,
    pub(crate) payload: Vec<u8>,
}

impl VerifiedJws {
    pub(crate) fn new(header: CheckedHeader, body: Body) -> Self {
        Self { header, payload: body.into_payload() }
    }

    /// The header: the text of one JSON object with unique names.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header.text
    }

    key_facts!();

    /// The payload's bytes.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }
}

impl fmt::Debug for VerifiedJws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedJws").finish_non_exhaustive()
    }
}
