//! Why a check was not made.

use super::named::named;

named! {
    /// Why a check of a report could not be made, or had nothing to check.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum SkipReason, REASONS, reason, NoKey is "no_key" {
        /// The token could not be split.
        NotSplit = "not_split",
        /// A segment could not be decoded.
        NotDecoded = "not_decoded",
        /// The header was refused.
        HeaderRefused = "header_refused",
        /// The payload could not be read.
        PayloadUnreadable = "payload_unreadable",
        /// The payload is empty, or it is not in the token.
        PayloadEmpty = "payload_empty",
        /// No key was given.
        NoKey = "no_key",
        /// No key may be used with the token's algorithm.
        NoKeyAllowed = "no_key_allowed",
        /// Nothing here can compute this signature with this key.
        NotComputed = "not_computed",
        /// The claim is absent, and it is not required.
        Absent = "absent",
        /// The policy expects nothing of what the check looks at.
        NothingExpected = "nothing_expected",
        /// The policy said not to check `exp`.
        ExpiryIgnored = "expiry_ignored",
        /// The policy said not to check `aud`.
        AudienceIgnored = "audience_ignored",
    }
}

impl SkipReason {
    /// Every reason, in the order of [`REASONS`](Self::REASONS).
    pub const ALL: &'static [Self] = &[
        Self::NotSplit,
        Self::NotDecoded,
        Self::HeaderRefused,
        Self::PayloadUnreadable,
        Self::PayloadEmpty,
        Self::NoKey,
        Self::NoKeyAllowed,
        Self::NotComputed,
        Self::Absent,
        Self::NothingExpected,
        Self::ExpiryIgnored,
        Self::AudienceIgnored,
    ];
}
