//! What has been verified.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use crate::algorithm::Algorithm;
use crate::time::Timestamp;
use crate::token::Body;
use crate::verifier::CheckedHeader;

/// The methods that say which key verified a token.
macro_rules! key_facts {
    () => {
        /// The algorithm that verified it, by the name that the key has for it.
        #[must_use]
        pub const fn algorithm(&self) -> Algorithm {
            self.header.selected.algorithm
        }

        /// The place in its set, counted from 0, of the key that verified it. [`KeySet::kid`](crate::KeySet::kid) gives
        /// its `kid`.
        #[must_use]
        pub const fn key_index(&self) -> usize {
            self.header.selected.index
        }
    };
}

/// A token that has passed every check. `Debug` prints none of it, so that no log holds it.
#[derive(Clone, PartialEq)]
pub struct Verified {
    pub(crate) header: CheckedHeader,
    pub(crate) payload: String,
    pub(crate) validity: Range<Timestamp>,
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

    /// The time during which the same verifier accepts the same token, so that a program can keep the answer. It is a millisecond shorter at each end than `exp`, `nbf` and the maximum age
    /// allow, because sums of doubles are not exact.
    #[must_use]
    pub fn validity(&self) -> Range<Timestamp> {
        self.validity.clone()
    }

    /// A number that stays the same while the tokens of one [`Verifier`](crate::Verifier) have the same header, so that
    /// a program can keep what it made of the header. Never 0.
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

/// Signed content that has passed every check except those of claims. The payload's bytes need not be a JWT's. `Debug`
/// prints none of it.
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
