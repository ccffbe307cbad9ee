//! Errors in words: one sentence each, with what was expected and what was found.

use core::fmt;

use crate::error::{Error, HeaderRule};
use crate::fact::Fact;
use crate::number::write;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { around: Some(around), .. } => {
                write!(f, "the token is malformed: {}", around.sentence())
            }
            Self::Malformed { part, reason, around: None } => {
                write!(f, "the {} is malformed: {}", part.as_str(), reason.sentence())
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
                if expected.is_empty() {
                    return f.write_str(", which the key and the options do not allow");
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
            Self::RsaTooWeak { minimum_bits, actual_bits } => write!(
                f,
                "the RSA key has {actual_bits} bits, at least {minimum_bits} are needed (RFC 7518 section 3.3)"
            ),
            Self::KeyNotFound { kid, left_out } => {
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
            Self::KeyAmbiguous { kid: Some(kid) } => {
                write!(
                    f,
                    "two different keys of the set have the kid {}, and which is meant is unclear",
                    kid.shortened()
                )
            }
            Self::KeyAmbiguous { kid: None } => {
                f.write_str("more than one key of the set fits the token, which names none")
            }
            Self::HostNeeded { algorithm } => {
                write!(f, "{algorithm} is computed by the host here, which does so only asynchronously or not at all")
            }
            Self::SignatureInvalid => f.write_str("the signature does not match: other key, or the token was changed"),
            Self::Expired { exp, now, tolerance } => {
                write!(f, "the token expired: exp is {}, now is {}{}", write(*exp), write(*now), Tolerance(*tolerance))
            }
            Self::NotYetValid { claim, time, now, tolerance } => {
                let (time, now) = (write(*time), write(*now));
                write!(f, "the token is not yet valid: {claim} is {time}, now is {now}{}", Tolerance(*tolerance))
            }
            Self::TooOld { iat, max_age, now, tolerance } => {
                let (iat, now, max_age) = (write(*iat), write(*now), write(*max_age));
                write!(f, "the token is too old: iat is {iat}, now is {now}, at most {max_age} seconds are allowed")?;
                write!(f, "{}", Tolerance(*tolerance))
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

struct Tolerance(f64);

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 0.0 { write!(f, ", with a tolerance of {} seconds", write(self.0)) } else { Ok(()) }
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
