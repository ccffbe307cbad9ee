//! Why an option of the caller is wrong.

use super::Error;
use super::detail::Detail;
use super::named::named;
use crate::algorithm::Algorithm;
use crate::json::JsonText;

named! {
    /// Why an option, or what was given with it, is wrong.
    #[derive(Clone, Debug, PartialEq)]
    pub enum OptionsProblem, REASONS, reason {
        /// The options are not an object of JSON values.
        NotObject = "not_object",
        /// There is no option of this name.
        Unknown { name: String } = "unknown_option",
        /// There is no algorithm of this name.
        UnknownAlgorithm { name: String } = "unknown_algorithm",
        /// The option has a value of another type or range; `found` is a number or the name of a type.
        Value { name: String, expected: &'static str, found: String } = "wrong_value",
        /// The time is not in seconds, or from a clock that is not set.
        Now { now: JsonText } = "wrong_now",
        /// A duration is longer than 1e11 seconds.
        Duration = "duration_too_long",
        /// The profile cannot be checked without this option.
        ProfileNeeds { profile: &'static str, option: &'static str } = "profile_needs",
        /// The option would turn off what the profile checks.
        ProfileExcludes { profile: &'static str, option: &'static str } = "profile_excludes",
        /// The option is for ID tokens, and the profile is another, or none.
        IdTokenOnly { option: &'static str } = "id_token_only",
        /// The algorithm has no secret that could be generated.
        NoSecret { algorithm: Algorithm } = "no_secret",
        /// `typ` is to be left out, and the header sets it.
        TypTwice = "typ_twice",
        /// An option sets a claim that is in the claims already.
        ClaimTwice { name: &'static str } = "claim_twice",
        /// The header would be refused, for this error.
        Header { error: Error } = "header_refused",
        /// An unencoded payload cannot stand in a token (RFC 7797 §5.2).
        UnencodedPayload = "unencoded_payload",
        /// Padding is allowed for a payload that has none.
        PaddingWithoutBase64url = "padding_without_base64url",
    }
}

impl OptionsProblem {
    /// The option.
    pub(super) fn part(&self) -> Option<&str> {
        match self {
            Self::Unknown { name } | Self::Value { name, .. } => Some(name),
            Self::ProfileNeeds { option, .. } | Self::ProfileExcludes { option, .. } | Self::IdTokenOnly { option } => {
                Some(option)
            }
            _ => None,
        }
    }

    pub(super) fn expected(&self) -> Detail<'_> {
        match self {
            Self::Value { expected, .. } => Detail::Text(expected),
            _ => Detail::None,
        }
    }

    pub(super) fn actual(&self) -> Detail<'_> {
        match self {
            Self::UnknownAlgorithm { name } => Detail::Text(name),
            Self::Value { found, .. } => Detail::Text(found),
            Self::Now { now } if now.is_number() => Detail::Json(now),
            Self::ProfileNeeds { profile, .. } | Self::ProfileExcludes { profile, .. } => Detail::Text(profile),
            Self::NoSecret { algorithm } => Detail::Text(algorithm.name()),
            _ => Detail::None,
        }
    }
}
