//! What can be wrong, as values: a stable code each, with the facts as fields.

use core::fmt;

use crate::algorithm::Algorithm;
use crate::fact::Fact;

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

/// The part of a token that is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The compact serialization as a whole.
    Token,
    /// The first segment.
    Header,
    /// The second segment.
    Payload,
    /// The third segment.
    Signature,
}

impl Part {
    const fn name(self) -> &'static str {
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
}

impl Malformation {
    /// The reason as it is spelled outside Rust.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Segments => "segments",
            Self::Base64url => "base64url",
            Self::Utf8 => "utf8",
            Self::Json => "json",
            Self::DuplicateName => "duplicate_name",
            Self::NotObject => "not_object",
            Self::Depth => "depth",
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Segments => "it is not three segments joined by two dots",
            Self::Base64url => "it is not canonical base64url without padding",
            Self::Utf8 => "it is not UTF-8",
            Self::Json => "it is not strict JSON",
            Self::DuplicateName => "an object has the same name twice",
            Self::NotObject => "it is not a JSON object",
            Self::Depth => "it is nested deeper than 32 levels",
        }
    }
}

/// The header parameter that rules a token out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderRule {
    /// `crit` names an extension, and none is understood (RFC 7515 §4.1.11).
    Crit,
    /// `b64` is not `true`: a JWT must not have an unencoded payload (RFC 7797 §7).
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
    Malformed { part: Part, reason: Malformation },
    TooLarge { length: usize, limit: usize },
    Encrypted,
    AlgorithmNotAllowed { expected: Vec<Algorithm>, actual: Option<Fact> },
    HeaderRejected { rule: HeaderRule, expected: Option<Fact>, actual: Option<Fact> },
    KeyInvalid { why: &'static str },
    KeyTooWeak { algorithm: Algorithm, minimum_bytes: usize, actual_bytes: usize },
    SignatureInvalid,
    Expired { exp: f64, now: f64, tolerance: f64 },
    NotYetValid { claim: &'static str, time: f64, now: f64, tolerance: f64 },
    TooOld { iat: f64, max_age: f64, now: f64 },
    ClaimMissing { claim: String },
    ClaimInvalid { claim: String, expected: &'static str, actual: &'static str },
    ClaimMismatch { claim: String, expected: Option<Fact>, actual: Fact },
    OptionsInvalid { why: String },
    RandomUnavailable,
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
            Self::KeyTooWeak { .. } => Code::KeyTooWeak,
            Self::SignatureInvalid => Code::SignatureInvalid,
            Self::Expired { .. } => Code::Expired,
            Self::NotYetValid { .. } => Code::NotYetValid,
            Self::TooOld { .. } => Code::TooOld,
            Self::ClaimMissing { .. } => Code::ClaimMissing,
            Self::ClaimInvalid { .. } => Code::ClaimInvalid,
            Self::ClaimMismatch { .. } => Code::ClaimMismatch,
            Self::OptionsInvalid { .. } => Code::OptionsInvalid,
            Self::RandomUnavailable => Code::SyncUnavailable,
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
            Self::KeyTooWeak { minimum_bytes, .. } => Some(Fact::count(*minimum_bytes)),
            Self::Expired { now, tolerance, .. } => Some(Fact::number(now - tolerance)),
            Self::NotYetValid { now, tolerance, .. } => Some(Fact::number(now + tolerance)),
            Self::TooOld { max_age, .. } => Some(Fact::number(*max_age)),
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
            Self::KeyTooWeak { actual_bytes, .. } => Some(Fact::count(*actual_bytes)),
            Self::Expired { exp, .. } => Some(Fact::number(*exp)),
            Self::NotYetValid { time, .. } => Some(Fact::number(*time)),
            Self::TooOld { iat, now, .. } => Some(Fact::number(now - iat)),
            Self::ClaimInvalid { actual, .. } => Some(Fact::string(actual)),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { part, reason } => {
                write!(f, "the {} is malformed: {}", part.name(), reason.sentence())
            }
            Self::TooLarge { length, limit } => {
                write!(f, "the token has {length} characters, at most {limit} are looked at")
            }
            Self::Encrypted => f.write_str("the token is encrypted (a JWE of five segments), not signed"),
            Self::AlgorithmNotAllowed { expected, actual } => {
                f.write_str("the header's alg is ")?;
                match actual {
                    Some(alg) => write!(f, "{}", alg.shortened())?,
                    None => f.write_str("missing")?,
                }
                f.write_str(", the key and the options allow ")?;
                list(f, expected.iter().map(|algorithm| algorithm.name()))
            }
            Self::HeaderRejected { rule, expected, actual } => {
                header_rejected(f, *rule, expected.as_ref(), actual.as_ref())
            }
            Self::KeyInvalid { why } => write!(f, "the key cannot be used: {why}"),
            Self::KeyTooWeak { algorithm, minimum_bytes, actual_bytes } => write!(
                f,
                "the secret has {actual_bytes} bytes, {algorithm} needs at least {minimum_bytes} (RFC 7518 section 3.2)"
            ),
            Self::SignatureInvalid => f.write_str("the signature does not match: other key, or the token was changed"),
            Self::Expired { exp, now, tolerance } => {
                write!(f, "the token expired: exp is {exp}, now is {now}{}", Tolerance(*tolerance))
            }
            Self::NotYetValid { claim, time, now, tolerance } => {
                write!(f, "the token is not yet valid: {claim} is {time}, now is {now}{}", Tolerance(*tolerance))
            }
            Self::TooOld { iat, max_age, now } => {
                write!(f, "the token is too old: iat is {iat}, now is {now}, at most {max_age} seconds are allowed")
            }
            Self::ClaimMissing { claim } => write!(f, "the claim {} is missing", Fact::string(claim).shortened()),
            Self::ClaimInvalid { claim, expected, actual } => {
                write!(f, "the claim {} must be {expected}, it is {actual}", Fact::string(claim).shortened())
            }
            Self::ClaimMismatch { claim, expected, actual } => {
                write!(f, "the claim {} is {}, ", Fact::string(claim).shortened(), actual.shortened())?;
                match expected {
                    Some(expected) => write!(f, "expected is {}", expected.shortened()),
                    None => f.write_str("and no expected value was given"),
                }
            }
            Self::OptionsInvalid { why } => f.write_str(why),
            Self::RandomUnavailable => f.write_str("the host gave no random bytes here"),
        }
    }
}

fn header_rejected(
    f: &mut fmt::Formatter<'_>,
    rule: HeaderRule,
    expected: Option<&Fact>,
    actual: Option<&Fact>,
) -> fmt::Result {
    match rule {
        HeaderRule::Crit => f.write_str("the header has crit, and no extension is understood")?,
        HeaderRule::B64 => f.write_str("the header's b64 is not true: the payload must be encoded")?,
        HeaderRule::Typ => f.write_str("the header's typ is not the expected media type")?,
        HeaderRule::Kid => f.write_str("the header's kid is not a string")?,
    }
    if let Some(expected) = expected {
        write!(f, ", expected is {}", expected.shortened())?;
    }
    if let Some(actual) = actual {
        write!(f, ", it is {}", actual.shortened())?;
    }
    Ok(())
}

struct Tolerance(f64);

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 0.0 { write!(f, ", with a tolerance of {} seconds", self.0) } else { Ok(()) }
    }
}

fn list<'a>(f: &mut fmt::Formatter<'_>, names: impl Iterator<Item = &'a str>) -> fmt::Result {
    for (index, name) in names.enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        f.write_str(name)?;
    }
    Ok(())
}

impl core::error::Error for Error {}
