//! What an engine says about a signature, and what all checks together say.

/// What an engine outside of this crate says about a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The key made it.
    Good,
    /// The key did not make it.
    Bad,
    /// The engine cannot compute with this key.
    Unable,
}

/// What all checks together say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every check passed, the signature's included: [`verify`](crate::verify()) accepts the token.
    Verified,
    /// At least one check failed.
    Refused,
    /// Nothing failed, but the signature was not checked: there was no key, or nothing here can compute with it.
    Unchecked,
}

impl Verdict {
    /// The verdict as JSON and other languages have it.
    ///
    /// ```
    /// use jwt_wasm::Verdict;
    /// assert_eq!(Verdict::Refused.as_str(), "refused");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Refused => "refused",
            Self::Unchecked => "unchecked",
        }
    }
}
