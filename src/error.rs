//! What can be wrong, as values: a stable code each, with the facts as fields.

use core::fmt;
use std::borrow::Cow;
use std::sync::Arc;

use crate::algorithm::Algorithm;
use crate::fact::Fact;
use crate::surroundings::Surroundings;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// The stable name of what is wrong. The list is closed and the same in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as it is spelled outside Rust.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

codes! {
    /// The text is no compact JWS of strict form.
    Malformed = "malformed",
    /// The token is longer than the caller allows.
    TooLarge = "too_large",
    /// The token is a JWE: encrypted, not signed.
    Encrypted = "encrypted",
    /// The header's `alg` is not one that the key and the caller allow.
    AlgorithmNotAllowed = "algorithm_not_allowed",
    /// A header parameter rules the token out.
    HeaderRejected = "header_rejected",
    /// The key cannot be used.
    KeyInvalid = "key_invalid",
    /// The key is below the minimum strength.
    KeyTooWeak = "key_too_weak",
    /// No key of the set fits the token.
    KeyNotFound = "key_not_found",
    /// More than one key of the set fits the token.
    KeyAmbiguous = "key_ambiguous",
    /// The signature does not match.
    SignatureInvalid = "signature_invalid",
    /// `exp` has passed.
    Expired = "expired",
    /// `nbf`, or `iat` where an age is demanded, is in the future.
    NotYetValid = "not_yet_valid",
    /// A demanded claim is absent.
    ClaimMissing = "claim_missing",
    /// A claim has the wrong type.
    ClaimInvalid = "claim_invalid",
    /// A claim has another value than demanded.
    ClaimMismatch = "claim_mismatch",
    /// More time than `maxAge` has passed since `iat`.
    TooOld = "too_old",
    /// The token was revoked.
    Revoked = "revoked",
    /// Whether the token was revoked could not be found out.
    RevocationUnavailable = "revocation_unavailable",
    /// The key set could not be fetched.
    JwksUnavailable = "jwks_unavailable",
    /// An option of the caller is wrong.
    OptionsInvalid = "options_invalid",
    /// The operation cannot be done synchronously here.
    SyncUnavailable = "sync_unavailable",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The part of a token that is malformed: the first, if several segments are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The compact serialization as a whole: it does not have three segments.
    Token,
    /// The first segment.
    Header,
    /// The second segment.
    Payload,
    /// The third segment.
    Signature,
}

impl Part {
    /// The part as it is spelled outside Rust.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        }
    }
}

/// The strict form that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformation {
    /// Not exactly three segments (RFC 7515 §7.1).
    Segments,
    /// Not base64url without padding, in its one canonical spelling (RFC 7515 §2, RFC 4648 §3.5).
    Base64url,
    /// As `Base64url`: it is padded with `=`, which RFC 7515 §2 leaves out.
    Padding,
    /// As `Base64url`, if padding is allowed: the padding is not exactly what RFC 4648 §3.2 wants.
    PaddedBase64url,
    /// Not UTF-8 (RFC 7519 §7.2).
    Utf8,
    /// Not JSON (RFC 8259), or a number beyond a double's range.
    Json,
    /// An object with one name twice (RFC 7519 §4).
    DuplicateName,
    /// JSON, but not an object.
    NotObject,
    /// Nested deeper than 32 levels.
    Depth,
    /// The payload is in the token, but the caller has given it apart (RFC 7515 appendix F).
    Detached,
    /// The payload is unencoded and has a character that cannot be in a compact token (RFC 7797 §5.2).
    Unencoded,
}

impl Malformation {
    /// The reason as it is spelled outside Rust.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Segments => "segments",
            Self::Base64url | Self::Padding | Self::PaddedBase64url => "base64url",
            Self::Utf8 => "utf8",
            Self::Json => "json",
            Self::DuplicateName => "duplicate_name",
            Self::NotObject => "not_object",
            Self::Depth => "depth",
            Self::Detached => "detached",
            Self::Unencoded => "unencoded",
        }
    }

    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            Self::Segments => "it is not three segments joined by two dots",
            Self::Base64url => "it is not canonical base64url without padding",
            Self::Padding => "it is padded with =, which a token's base64url is not; allowPadding takes what is padded",
            Self::PaddedBase64url => "it is not canonical base64url with exactly its padding, as allowPadding wants it",
            Self::Utf8 => "it is not UTF-8",
            Self::Json => "it is not strict JSON",
            Self::DuplicateName => "an object has the same name twice",
            Self::NotObject => "it is not a JSON object",
            Self::Depth => "it is nested deeper than 32 levels",
            Self::Detached => "it stands in the token, and is given beside it as well",
            Self::Unencoded => "it is not encoded, and has a character that cannot stand in a compact token",
        }
    }
}

/// The header parameter that rules a token out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderRule {
    /// `crit` names an extension, and none is understood (RFC 7515 §4.1.11); or it is not what an unencoded payload
    /// needs.
    Crit,
    /// `b64` is not `true`: a JWT must not have an unencoded payload (RFC 7797 §7). Or the caller has said that the
    /// payload is unencoded, and `b64` is not `false`.
    B64,
    /// `typ` is absent or another media type than demanded, or no string (RFC 8725 §3.11).
    Typ,
    /// `kid` is no string (RFC 7515 §4.1.4).
    Kid,
}

impl HeaderRule {
    /// The header parameter's name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Crit => "crit",
            Self::B64 => "b64",
            Self::Typ => "typ",
            Self::Kid => "kid",
        }
    }
}

/// Why a token, a key or an option is refused. It holds no part of a secret and never the token.
///
/// Times are in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the variants are documented on Code, their facts are named for what they are")]
pub enum Error {
    Malformed { part: Part, reason: Malformation, around: Option<Surroundings> },
    TooLarge { length: usize, limit: usize },
    Encrypted,
    AlgorithmNotAllowed { expected: Vec<Algorithm>, actual: Option<Fact> },
    HeaderRejected { rule: HeaderRule, expected: Option<Fact>, actual: Option<Fact> },
    KeyInvalid { why: Cow<'static, str> },
    KeyTooWeak { algorithm: Algorithm, minimum_bytes: usize, actual_bytes: usize },
    RsaTooWeak { minimum_bits: usize, actual_bits: usize },
    KeyNotFound { kid: Option<Fact>, left_out: Option<Arc<Self>> },
    KeyAmbiguous { kid: Option<Fact> },
    SignatureInvalid,
    Expired { exp: f64, now: f64, tolerance: f64 },
    NotYetValid { claim: &'static str, time: f64, now: f64, tolerance: f64 },
    TooOld { iat: f64, max_age: f64, now: f64, tolerance: f64 },
    ClaimMissing { claim: String },
    ClaimInvalid { claim: String, expected: &'static str, actual: &'static str },
    ClaimMismatch { claim: String, expected: Option<Fact>, actual: Fact },
    OptionsInvalid { why: String },
    RandomUnavailable,
    HostNeeded { algorithm: Algorithm },
}

impl Error {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Malformed { .. } => Code::Malformed,
            Self::TooLarge { .. } => Code::TooLarge,
            Self::Encrypted => Code::Encrypted,
            Self::AlgorithmNotAllowed { .. } => Code::AlgorithmNotAllowed,
            Self::HeaderRejected { .. } => Code::HeaderRejected,
            Self::KeyInvalid { .. } => Code::KeyInvalid,
            Self::KeyTooWeak { .. } | Self::RsaTooWeak { .. } => Code::KeyTooWeak,
            Self::KeyNotFound { .. } => Code::KeyNotFound,
            Self::KeyAmbiguous { .. } => Code::KeyAmbiguous,
            Self::SignatureInvalid => Code::SignatureInvalid,
            Self::Expired { .. } => Code::Expired,
            Self::NotYetValid { .. } => Code::NotYetValid,
            Self::TooOld { .. } => Code::TooOld,
            Self::ClaimMissing { .. } => Code::ClaimMissing,
            Self::ClaimInvalid { .. } => Code::ClaimInvalid,
            Self::ClaimMismatch { .. } => Code::ClaimMismatch,
            Self::OptionsInvalid { .. } => Code::OptionsInvalid,
            Self::RandomUnavailable | Self::HostNeeded { .. } => Code::SyncUnavailable,
        }
    }

    pub(crate) const fn malformed(part: Part, reason: Malformation) -> Self {
        Self::Malformed { part, reason, around: None }
    }

    /// The part of the token that is malformed, where one is.
    #[must_use]
    pub const fn part(&self) -> Option<Part> {
        match self {
            Self::Malformed { part, .. } => Some(*part),
            _ => None,
        }
    }

    /// A finer stable name below the code, where there is one.
    #[must_use]
    pub const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Malformed { reason, .. } => Some(reason.as_str()),
            Self::HeaderRejected { rule, .. } => Some(rule.as_str()),
            _ => None,
        }
    }

    /// The claim that failed, where one did.
    #[must_use]
    pub fn claim(&self) -> Option<&str> {
        match self {
            Self::Expired { .. } => Some("exp"),
            Self::TooOld { .. } => Some("iat"),
            Self::NotYetValid { claim, .. } => Some(claim),
            Self::ClaimMissing { claim } | Self::ClaimInvalid { claim, .. } | Self::ClaimMismatch { claim, .. } => {
                Some(claim)
            }
            _ => None,
        }
    }

    /// What would have passed, as a JSON value.
    #[must_use]
    pub fn expected(&self) -> Option<Fact> {
        match self {
            Self::TooLarge { limit, .. } => Some(Fact::count(*limit)),
            Self::AlgorithmNotAllowed { expected, .. } => Some(Fact::strings(expected.iter().map(|a| a.name()))),
            Self::HeaderRejected { expected, .. } | Self::ClaimMismatch { expected, .. } => expected.clone(),
            Self::KeyTooWeak { minimum_bytes: minimum, .. } | Self::RsaTooWeak { minimum_bits: minimum, .. } => {
                Some(Fact::count(*minimum))
            }
            Self::Expired { now, tolerance, .. } => Some(Fact::number(now - tolerance)),
            Self::NotYetValid { now, tolerance, .. } => Some(Fact::number(now + tolerance)),
            Self::TooOld { max_age, now, tolerance, .. } => Some(Fact::number(now - max_age - tolerance)),
            Self::ClaimInvalid { expected, .. } => Some(Fact::string(expected)),
            _ => None,
        }
    }

    /// What was found instead, as a JSON value.
    #[must_use]
    pub fn actual(&self) -> Option<Fact> {
        match self {
            Self::TooLarge { length, .. } => Some(Fact::count(*length)),
            Self::AlgorithmNotAllowed { actual, .. } | Self::HeaderRejected { actual, .. } => actual.clone(),
            Self::ClaimMismatch { actual, .. } => Some(actual.clone()),
            Self::KeyTooWeak { actual_bytes: actual, .. } | Self::RsaTooWeak { actual_bits: actual, .. } => {
                Some(Fact::count(*actual))
            }
            Self::KeyNotFound { kid, .. } | Self::KeyAmbiguous { kid } => kid.clone(),
            Self::Expired { exp, .. } => Some(Fact::number(*exp)),
            Self::NotYetValid { time, .. } => Some(Fact::number(*time)),
            Self::TooOld { iat, .. } => Some(Fact::number(*iat)),
            Self::ClaimInvalid { actual, .. } => Some(Fact::string(actual)),
            _ => None,
        }
    }
}

impl core::error::Error for Error {
    /// Why the entry of a set that may have been meant cannot be used.
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::KeyNotFound { left_out: Some(why), .. } => Some(&**why),
            _ => None,
        }
    }
}
