//! Errors in words: one sentence for each, with what was found and what was expected. These words are nowhere else.

#[cfg(feature = "keyfile")]
mod file;
#[cfg(feature = "jwe")]
mod jwe;
mod key;

use core::fmt;

use super::elsewhere::IS_LEFT_OUT;
use super::words::{option_name, words, write_words};
use super::{Clock, Error, ErrorKind, HeaderRule, Malformation, OptionsProblem, SkipReason};
use crate::json::JsonText;
use crate::surroundings::Surroundings;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind().is_elsewhere() {
            return Ok(());
        }
        match self.kind() {
            ErrorKind::Malformed { around: Some(around), .. } => {
                write!(f, "the token is malformed: {around}")
            }
            ErrorKind::Malformed { part, reason, around: None } => {
                write!(f, "the {} is malformed: {reason}", part.as_str())
            }
            ErrorKind::TooLarge { length, limit } => {
                write_words!(
                    f,
                    rust: "the token has {length} bytes, and max_token_length is {limit}",
                    npm: "the token has {length} characters, and maxTokenLength is {limit}",
                )
            }
            ErrorKind::Encrypted => {
                f.write_str(words!(
                    rust: "the token is encrypted (a JWE, of five segments), but a signed token is needed here; decrypt (feature jwe) reads it",
                    npm: "the token is encrypted (a JWE, of five segments), but a signed token is needed here; decrypt (jwt-wasm/jwe) reads it",
                ))
            }
            ErrorKind::AlgorithmNotAllowed { expected, actual } => {
                f.write_str("the header's alg is ")?;
                match actual {
                    Some(alg) => write!(f, "{}", alg.shortened())?,
                    None => f.write_str("missing")?,
                }
                if expected.is_empty() {
                    return f.write_str(", which the key and the options do not allow");
                }
                f.write_str(", but the key and the options allow only ")?;
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
                "the secret has {actual_bytes} bytes, but {algorithm} needs at least {minimum_bytes} (RFC 7518 section 3.2)"
            ),
            ErrorKind::RsaTooWeak { minimum_bits, actual_bits } => write!(
                f,
                "the RSA key has {actual_bits} bits, but at least {minimum_bits} are needed (RFC 7518 section 3.3)"
            ),
            ErrorKind::KeyNotFound { kid, left_out } => {
                f.write_str("no usable key in the set has ")?;
                if let Some(kid) = kid {
                    write!(f, "the kid {} and ", kid.shortened())?;
                }
                f.write_str("the token's algorithm")?;
                match left_out {
                    Some(why) => write!(f, "; an entry was left out: {why}"),
                    None => Ok(()),
                }
            }
            ErrorKind::KeyAmbiguous { kid: Some(kid) } => {
                write!(
                    f,
                    "two different keys in the set have the kid {}, so it is unclear which one is meant",
                    kid.shortened()
                )
            }
            ErrorKind::KeyAmbiguous { kid: None } => {
                f.write_str("several keys in the set fit the token, which has no kid to choose one")
            }
            ErrorKind::HostNeeded { algorithm } => {
                write!(f, "{algorithm} is not computed by this build, but by an engine of the host")
            }
            ErrorKind::SignatureInvalid => {
                f.write_str("the signature does not match: another key signed the token, or the token was changed")
            }
            #[cfg(not(feature = "_npm"))]
            ErrorKind::SignatureLength { algorithm, least_bytes, actual_bytes } => {
                let (least, most) = algorithm.signature_size();
                let words = if least < most { "at least " } else { "" };
                write!(f, "the signature has {actual_bytes} bytes, but one of {algorithm} has {words}{least_bytes}")?;
                match algorithm.curve() {
                    Some(_) => f.write_str(": r and s side by side, and not DER (RFC 7518 section 3.4)"),
                    None => Ok(()),
                }
            }
            #[cfg(not(feature = "_npm"))]
            ErrorKind::RsaSigning { algorithm } => write!(
                f,
                "this crate makes no {algorithm} signature, because no private RSA operation in Rust is known to take constant \
                 time (RUSTSEC-2023-0071): let another library, such as aws-lc-rs, sign SigningInput::as_bytes, and give the \
                 signature to SigningInput::finish"
            ),
            ErrorKind::Expired { exp, clock } => {
                write!(f, "the token has expired: exp is {exp}, now is {}", clock.now)?;
                tolerance(f, clock)
            }
            ErrorKind::NotYetValid { claim, time, clock } => {
                write!(f, "the token is not yet valid: {claim} is {time}, now is {}", clock.now)?;
                tolerance(f, clock)
            }
            ErrorKind::TooOld { claim, time, max_age, clock } => {
                write!(f, "the token is too old: {claim} is {time}, now is {}", clock.now)?;
                write!(f, ", and the limit is {max_age} seconds")?;
                tolerance(f, clock)
            }
            ErrorKind::ClaimMissing { claim } => {
                write!(f, "the claim {} is missing", JsonText::string(claim).shortened())
            }
            ErrorKind::ClaimInvalid { claim, expected, actual } => {
                write!(f, "the claim {} must be {expected}, but it is {actual}", JsonText::string(claim).shortened())
            }
            ErrorKind::ClaimMismatch { claim, expected, actual } => {
                write!(f, "the claim {} is {}, but ", JsonText::string(claim).shortened(), actual.shortened())?;
                match expected {
                    Some(expected) => write!(f, "{} is expected", expected.shortened()),
                    // Of `aud` alone.
                    None => f.write_str(words!(
                        rust: "no audience was given: give your own by Policy::audience",
                        npm: "no audience was given: give your own as the option audience",
                    )),
                }
            }
            #[cfg(feature = "serde")]
            ErrorKind::ClaimsUnread { message } => write!(f, "the claims do not fit the type: {message}"),
            #[cfg(feature = "serde")]
            ErrorKind::ClaimsUnwritten { message } => write!(f, "the claims cannot be written as JSON: {message}"),
            ErrorKind::IssuerUnknown { actual } => {
                write!(f, "the token's issuer {} is not one of the trusted issuers", actual.shortened())
            }
            ErrorKind::ClaimUnfit { claim, option } => {
                write!(f, "the claim \"{claim}\" does not match the option {}", option_name(option))
            }
            ErrorKind::OptionsInvalid(problem) => problem.fmt(f),
            #[cfg(feature = "jwe")]
            ErrorKind::Jwe(problem) => problem.fmt(f),
            ErrorKind::RandomUnavailable if cfg!(feature = "rand") => f.write_str(words!(
                rust: "the system gives no random bytes; choose another source of getrandom, or give bytes of your own",
                npm: "there are no random bytes here; in Workers, call in a request",
            )),
            ErrorKind::RandomUnavailable => {
                f.write_str("this build has no random bytes; turn on the feature `rand`, or give bytes of your own")
            }
        }
    }
}

impl core::error::Error for Malformation {}

impl fmt::Display for Malformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_elsewhere() {
            return Ok(());
        }
        f.write_str(match self {
            Self::Segments => "it is not three segments joined by two dots",
            Self::Base64url => "it is not canonical base64url without padding",
            Self::Padding => words!(
                rust: "it is padded with =, which a token must not be; allow_padding accepts it",
                npm: "it is padded with =, which a token must not be; allowPadding accepts it",
            ),
            Self::PaddedBase64url => words!(
                rust: "it is not canonical base64url with exactly the = that allow_padding needs",
                npm: "it is not canonical base64url with exactly the = that allowPadding needs",
            ),
            Self::Utf8 => "it is not UTF-8",
            Self::Json => "it is not strict JSON",
            Self::DuplicateName => "an object in it has the same name twice",
            Self::NotObject => "it is not a JSON object",
            Self::Depth => "it is nested deeper than 32 levels",
            Self::Detached => "it is in the token and was also given separately; give it once",
            Self::Unencoded => "it is unencoded and has a character that a compact token cannot hold",
        })
    }
}

impl fmt::Display for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "it begins with a word such as Bearer; give only what follows the space",
            Self::Name => "it begins with a name and =; give only what follows",
            Self::Quotes => "it begins or ends with a quotation mark; remove it",
            Self::Json => "it is JSON; give only the compact token, which is a string in it",
            Self::PercentEncoding => "it is percent-encoded; decode it first",
            Self::WhiteSpace => "it begins or ends with white space or a line break; remove it",
            Self::WhiteSpaceInside => "it has white space or a line break inside; remove it",
            Self::Invisible => "it begins or ends with an invisible or non-ASCII character; remove it",
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
            Self::PayloadEmpty => "the payload is empty or not in the token",
            Self::NoKey => "no key was given",
            Self::NoKeyAllowed => "no key may be used with the token's algorithm",
            Self::NotComputed => "no engine here can check this signature with this key",
            Self::Absent => "the claim is absent and not required",
            Self::NothingExpected => "no value is expected",
            Self::ExpiryIgnored => words!(
                rust: "the option ignore_expiry turns this check off",
                npm: "the option ignoreExpiry: true turns this check off",
            ),
            Self::AudienceIgnored => words!(
                rust: "the option without_audience_check turns this check off",
                npm: "the option audience: false turns this check off",
            ),
        })
    }
}

impl fmt::Display for OptionsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_elsewhere() {
            return Ok(());
        }
        f.write_str(match self {
            Self::NotObject => "the options must be an object of JSON values, with no number beyond 2^53 - 1",
            Self::Unknown { name } => return write!(f, "{name} is not an option"),
            Self::UnknownAlgorithm { name } => {
                return write!(f, "{} is not a supported algorithm", JsonText::string(name).shortened());
            }
            Self::Value { name, expected, found } => {
                return write!(f, "the option {name} must be {expected}, but it is {found}");
            }
            Self::Now { now } => {
                return write!(
                    f,
                    "now is {now}, but it must be the seconds since 1970-01-01T00:00:00Z: above 0 and at most 1e11"
                );
            }
            Self::Duration => "a duration is longer than the limit of 1e11 seconds",
            Self::ProfileNeeds { profile, option } => {
                return write!(f, "the profile {profile} needs the option {option}");
            }
            Self::ProfileExcludes { profile, option } => {
                let option = option_name(option);
                return write!(
                    f,
                    "the profile {profile} makes the check that the option {option} turns off; leave it out"
                );
            }
            Self::IdTokenOnly { option } => {
                return write!(f, "the option {} needs the profile id_token", option_name(option));
            }
            Self::NoSecret { algorithm } => {
                return write_words!(
                    f,
                    rust: "{algorithm} has no secret; generate_secret is for HS256, HS384 and HS512",
                    npm: "{algorithm} has no secret; generateSecret is for HS256, HS384 and HS512",
                );
            }
            Self::TypTwice => words!(
                rust: "without_typ leaves typ out, but header sets it; remove one of the two",
                npm: "typ: false leaves typ out, but the option header sets it; remove one of the two",
            ),
            Self::ClaimTwice { name } => {
                return write!(f, "an option sets {name}, but the claims have it already; remove one of the two");
            }
            Self::Header { error } => return write!(f, "the header cannot be signed: {error}"),
            Self::UnencodedPayload => {
                "an unencoded payload that is in the token must be printable ASCII without a dot; make it detached"
            }
            Self::PaddingWithoutBase64url => words!(
                rust: "the option allow_padding needs a payload that is in the token in base64url",
                npm: "the option allowPadding needs a payload that is in the token in base64url",
            ),
        })
    }
}

fn header_rejected(
    f: &mut fmt::Formatter<'_>,
    rule: HeaderRule,
    expected: Option<&JsonText>,
    actual: Option<&JsonText>,
) -> fmt::Result {
    let name = rule.as_str();
    match (rule, expected.filter(|_| !IS_LEFT_OUT)) {
        // Only an unencoded payload has an expected value.
        (HeaderRule::B64 | HeaderRule::Crit, Some(expected)) => {
            write!(f, "an unencoded payload needs a header whose {name} is {}", expected.shortened())?;
        }
        (_, Some(expected)) => write!(f, "the header's {name} must be {}", expected.shortened())?,
        (HeaderRule::Crit, None) => {
            f.write_str("the header's crit must be absent, since no extension is supported")?;
        }
        (HeaderRule::B64, None) => f.write_str("the header's b64 must be true")?,
        (HeaderRule::Typ | HeaderRule::Kid, None) => write!(f, "the header's {name} must be a string")?,
    }
    match actual {
        Some(actual) => write!(f, ", but it is {}", actual.shortened()),
        None => f.write_str(", but it is missing"),
    }
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
