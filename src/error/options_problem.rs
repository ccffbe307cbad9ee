//! Why an option of the caller is wrong.

use alloc::string::String;

use super::Error;
use super::detail::Detail;
use super::named::named;
use crate::algorithm::Algorithm;
use crate::json::JsonText;

named! {
    /// Why an option, or what was given with it, is wrong.
    #[derive(Clone, Debug, PartialEq)]
    pub enum OptionsProblem, REASONS, reason, Duration is "duration_too_long" {
        /// The options are not an object of JSON values.
        NotObject = "not_object",
        /// There is no option of this name.
        Unknown { name: String } = "unknown_option",
        /// There is no algorithm of this name.
        UnknownAlgorithm { name: String } = "unknown_algorithm",
        /// The option has a value of another type or range. `found` is a number or the name of a type.
        Value { name: String, expected: &'static str, found: String } = "wrong_value",
        /// The time is not in seconds, or the clock was never set.
        Now { now: JsonText } = "wrong_now",
        /// A duration is longer than 1e11 seconds.
        Duration = "duration_too_long",
        /// The profile cannot be checked without this option.
        ProfileNeeds { profile: &'static str, option: &'static str } = "profile_needs",
        /// The option would turn off what the profile checks.
        ProfileExcludes { profile: &'static str, option: &'static str } = "profile_excludes",
        /// The option is for ID tokens, and there is no profile or another one.
        IdTokenOnly { option: &'static str } = "id_token_only",
        /// The algorithm does not use secrets, so none can be generated.
        NoSecret { algorithm: Algorithm } = "no_secret",
        /// `typ` is to be left out, and an option sets it.
        TypTwice = "typ_twice",
        /// An option sets a claim that the claims have already.
        ClaimTwice { name: &'static str } = "claim_twice",
        /// A verifier would refuse the header, for this reason.
        Header { error: Error } = "header_refused",
        /// A token cannot hold this unencoded payload (RFC 7797 §5.2).
        UnencodedPayload = "unencoded_payload",
        /// Padding is allowed for a payload that is not in base64url.
        PaddingWithoutBase64url = "padding_without_base64url",
    }
}

impl OptionsProblem {
    /// The option's name.
    pub(super) fn part(&self) -> Option<&str> {
        match self {
            _ if self.is_elsewhere() => None,
            Self::Unknown { name } | Self::Value { name, .. } => Some(name),
            Self::ProfileNeeds { option, .. } | Self::ProfileExcludes { option, .. } | Self::IdTokenOnly { option } => {
                Some(option)
            }
            _ => None,
        }
    }

    pub(super) fn expected(&self) -> Detail<'_> {
        match self {
            _ if self.is_elsewhere() => Detail::None,
            Self::Value { expected, .. } => Detail::Text(expected),
            _ => Detail::None,
        }
    }

    pub(super) fn actual(&self) -> Detail<'_> {
        match self {
            _ if self.is_elsewhere() => Detail::None,
            Self::UnknownAlgorithm { name } => Detail::Text(name),
            Self::Value { found, .. } => Detail::Text(found),
            Self::Now { now } if now.is_number() => Detail::Json(now),
            Self::ProfileNeeds { profile, .. } | Self::ProfileExcludes { profile, .. } => Detail::Text(profile),
            Self::NoSecret { algorithm } => Detail::Text(algorithm.name()),
            _ => Detail::None,
        }
    }
}
