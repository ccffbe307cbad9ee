//! Errors in words: one sentence each, with what was expected and what was found. The only place that has these words.

#[cfg(feature = "keyfile")]
mod file;
mod key;

use core::fmt;

use super::{Clock, Error, ErrorKind, HeaderRule, Malformation, OptionsProblem, SkipReason};
use crate::json::JsonText;
use crate::surroundings::Surroundings;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Malformed { around: Some(around), .. } => {
                write!(f, "the token is malformed: {around}")
            }
            ErrorKind::Malformed { part, reason, around: None } => {
                write!(f, "the {} is malformed: {reason}", part.as_str())
            }
            ErrorKind::TooLarge { length, limit } => {
                write!(f, "the token has {length} characters, at most {limit} are looked at")
            }
            ErrorKind::Encrypted => f.write_str("the token is encrypted (a JWE of five segments), not signed"),
            ErrorKind::AlgorithmNotAllowed { expected, actual } => {
                f.write_str("the header's alg is ")?;
                match actual {
                    Some(alg) => write!(f, "{}", alg.shortened())?,
                    None => f.write_str("missing")?,
                }
                if expected.is_empty() {
                    return f.write_str(", which the key and the options do not allow");
                }
                f.write_str(", the key and the options allow ")?;
                list(f, expected.iter().map(|algorithm| algorithm.name()))
            }
            ErrorKind::HeaderRejected { rule, expected, actual } => {
                header_rejected(f, *rule, expected.as_ref(), actual.as_ref())
            }
            ErrorKind::KeyInvalid(problem) => write!(f, "the key cannot be used: {problem}"),
            #[cfg(feature = "keyfile")]
            ErrorKind::KeyFileInvalid(problem) => write!(f, "the key cannot be used: {problem}"),
            ErrorKind::KeyTooWeak { algorithm, minimum_bytes, actual_bytes } => write!(
                f,
                "the secret has {actual_bytes} bytes, {algorithm} needs at least {minimum_bytes} (RFC 7518 section 3.2)"
            ),
            ErrorKind::RsaTooWeak { minimum_bits, actual_bits } => write!(
                f,
                "the RSA key has {actual_bits} bits, at least {minimum_bits} are needed (RFC 7518 section 3.3)"
            ),
            ErrorKind::KeyNotFound { kid, left_out } => {
                f.write_str("no usable key of the set has ")?;
                if let Some(kid) = kid {
                    write!(f, "the kid {} and ", kid.shortened())?;
                }
                f.write_str("the token's algorithm")?;
                match left_out {
                    Some(why) => write!(f, "; an entry of the set was left out: {why}"),
                    None => Ok(()),
                }
            }
            ErrorKind::KeyAmbiguous { kid: Some(kid) } => {
                write!(
                    f,
                    "two different keys of the set have the kid {}, and which is meant is unclear",
                    kid.shortened()
                )
            }
            ErrorKind::KeyAmbiguous { kid: None } => {
                f.write_str("more than one key of the set fits the token, which names none")
            }
            ErrorKind::HostNeeded { algorithm } => {
                write!(f, "{algorithm} is computed by the host here, which does so only asynchronously or not at all")
            }
            ErrorKind::SignatureInvalid => {
                f.write_str("the signature does not match: other key, or the token was changed")
            }
            ErrorKind::Expired { exp, clock } => {
                write!(f, "the token expired: exp is {exp}, now is {}", clock.now)?;
                tolerance(f, clock)
            }
            ErrorKind::NotYetValid { claim, time, clock } => {
                write!(f, "the token is not yet valid: {claim} is {time}, now is {}", clock.now)?;
                tolerance(f, clock)
            }
            ErrorKind::TooOld { claim, time, max_age, clock } => {
                write!(f, "the token is too old: {claim} is {time}, now is {}", clock.now)?;
                write!(f, ", at most {max_age} seconds are allowed")?;
                tolerance(f, clock)
            }
            ErrorKind::ClaimMissing { claim } => {
                write!(f, "the claim {} is missing", JsonText::string(claim).shortened())
            }
            ErrorKind::ClaimInvalid { claim, expected, actual } => {
                write!(f, "the claim {} must be {expected}, it is {actual}", JsonText::string(claim).shortened())
            }
            ErrorKind::ClaimMismatch { claim, expected, actual } => {
                write!(f, "the claim {} is {}, ", JsonText::string(claim).shortened(), actual.shortened())?;
                match expected {
                    Some(expected) => write!(f, "expected is {}", expected.shortened()),
                    None => f.write_str("and no expected value was given"),
                }
            }
            ErrorKind::IssuerUnknown { actual } => {
                write!(f, "the token's issuer {} is not one of the trusted issuers", actual.shortened())
            }
            ErrorKind::ClaimUnfit { claim, option } => {
                write!(f, "the claim \"{claim}\" does not match the option {option}")
            }
            ErrorKind::OptionsInvalid(problem) => problem.fmt(f),
            ErrorKind::RandomUnavailable => f.write_str("the host gave no random bytes here"),
        }
    }
}

impl fmt::Display for Malformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
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
        })
    }
}

impl fmt::Display for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "a word such as Bearer stands before it; give what follows the white space",
            Self::Name => "a name and an equals sign stand before it; give what follows them",
            Self::Quotes => "a quotation mark stands before or after it; take it away",
            Self::Json => "it is a JSON text; give the compact token, which is one string of it",
            Self::PercentEncoding => "it is percent-encoded; decode it first",
            Self::WhiteSpace => "white space or a line break stands before or after it; take it away",
            Self::WhiteSpaceInside => "white space or a line break stands inside it; take it out",
            Self::Invisible => "an invisible or foreign character stands before or after it; take it away",
        })
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSplit => "the token could not be split",
            Self::NotDecoded => "a segment could not be decoded",
            Self::HeaderRefused => "the header was refused",
            Self::PayloadUnreadable => "the payload could not be read",
            Self::PayloadEmpty => "the payload is empty, or it is not in the token",
            Self::NoKey => "no key was given",
            Self::NoKeyAllowed => "no key may be used with the token's algorithm",
            Self::NotComputed => "nothing here computes this signature with this key",
            Self::Absent => "the claim is absent, and nothing requires it",
            Self::NothingExpected => "no value is expected",
            Self::ExpiryIgnored => "the caller said ignoreExpiry: true",
            Self::AudienceIgnored => "the caller said audience: false",
        })
    }
}

impl fmt::Display for OptionsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotObject => "the options must be an object of JSON values, with no number beyond 2^53 - 1",
            Self::Unknown { name } => return write!(f, "there is no option {name}"),
            Self::UnknownAlgorithm { name } => {
                return write!(f, "there is no algorithm {}", JsonText::string(name).shortened());
            }
            Self::Value { name, expected, found } => {
                return write!(f, "the option {name} must be {expected}, it is {found}");
            }
            Self::Now { now } => {
                return write!(
                    f,
                    "now is {now}, it must be seconds since 1970-01-01T00:00:00Z: above 0, and at most 1e11"
                );
            }
            Self::Duration => "a duration must be at most 1e11 seconds",
            Self::ProfileNeeds { profile, option } => {
                return write!(f, "the profile {profile} needs the option {option}");
            }
            Self::ProfileExcludes { profile, option } => {
                return write!(
                    f,
                    "the profile {profile} demands what the option {option} turns off; leave the option out"
                );
            }
            Self::IdTokenOnly { option } => return write!(f, "the option {option} is for the profile id_token"),
            Self::NoSecret { algorithm } => {
                return write!(f, "{algorithm} has no secret; generateSecret is for HS256, HS384 and HS512");
            }
            Self::TypTwice => "typ is to be left out, and the header sets it",
            Self::ClaimTwice { name } => {
                return write!(f, "{name} is in the claims already, an option sets it again");
            }
            Self::Header { error } => return write!(f, "the header cannot be signed: {error}"),
            Self::UnencodedPayload => {
                "an unencoded payload in a token must be printable ASCII without a dot; make it detached"
            }
            Self::PaddingWithoutBase64url => "allowPadding is for a payload that is in the token, in base64url",
        })
    }
}

fn header_rejected(
    f: &mut fmt::Formatter<'_>,
    rule: HeaderRule,
    expected: Option<&JsonText>,
    actual: Option<&JsonText>,
) -> fmt::Result {
    match rule {
        // Only an unencoded payload has a `crit` or a `b64` that is expected.
        HeaderRule::Crit | HeaderRule::B64 if expected.is_some() => {
            write!(f, "the header's {} does not say that the payload is unencoded", rule.as_str())?;
        }
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

fn tolerance(f: &mut fmt::Formatter<'_>, clock: &Clock) -> fmt::Result {
    match &clock.tolerance {
        Some(tolerance) => write!(f, ", with a tolerance of {tolerance} seconds"),
        None => Ok(()),
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
