//! What is wrong with an encrypted token or with a key for one, in words.

use core::fmt;

use super::list;
use crate::error::JweProblem;
use crate::json::JsonText;

impl fmt::Display for JweProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotEncrypted => {
                "the token is signed (a JWS, of three segments), but an encrypted token is needed here; verify reads it"
            }
            Self::Segments => "the token is malformed: it is not five segments joined by four dots",
            Self::Base64url { part } => {
                return write!(f, "the {} is malformed: it is not canonical base64url without padding", words(part));
            }
            Self::Padding { part } => {
                return write!(f, "the {} is malformed: it is padded with =, which a token must not be", words(part));
            }
            Self::PartLength { part, needed, actual } => {
                return write!(f, "the {} has {actual} bytes, but enc needs {needed}", words(part));
            }
            Self::NotEmpty { alg } => {
                return write!(f, "the token has an encrypted key, but alg is {alg}, which has none");
            }
            Self::Rsa15 => "the header's alg is RSA1_5, whose padding is not safe; RSA-OAEP-256 replaces it",
            Self::Pbes2 => "the header's alg is of PBES2, which encrypts with a password; use a key of random bytes",
            Self::NoneAlg => "the header's alg is none, which encrypts nothing",
            Self::UnknownAlg { found } => return unknown(f, "alg", found.as_ref()),
            Self::UnknownEnc { found } => return unknown(f, "enc", found.as_ref()),
            Self::OtherAlg { bound, found } => return other(f, "alg", bound, found),
            Self::OtherEnc { bound, found } => return other(f, "enc", bound, found),
            Self::ReadOnly => "RSA-OAEP, which uses SHA-1, only decrypts here; encrypt with RSA-OAEP-256",
            Self::Zip { .. } => "the header's zip must be absent, since compressed tokens are not accepted",
            Self::Epk { found: None } => "the header's epk is missing",
            Self::Epk { .. } => "the header's epk is not a public key on the curve of the key",
            Self::Apu { found } => return written(f, "apu", "base64url", found),
            Self::Apv { found } => return written(f, "apv", "base64url", found),
            Self::Iv { found: None } => "the header's iv is missing",
            Self::Iv { found: Some(found) } => return written(f, "iv", "12 bytes in base64url", found),
            Self::Tag { found: None } => "the header's tag is missing",
            Self::Tag { found: Some(found) } => return written(f, "tag", "16 bytes in base64url", found),
            Self::Cty { found } => return written(f, "cty", "JWT", found),
            Self::Nested => {
                "the header's cty is JWT: a signed token is inside; the option nested verifies it with its key"
            }
            Self::Failed => "the token cannot be decrypted: it is for another key, or it was changed",
            Self::HostNeeded { alg } => {
                return write!(f, "{alg} is not computed by this build, but by an engine of the host");
            }
            Self::WrongKind { found, alg, needed } => {
                return write!(f, "the key cannot be used: it is {found}, but {alg} needs {needed}");
            }
            Self::SecretLength { algorithm, needed, actual } => {
                return write!(
                    f,
                    "the key cannot be used: the secret has {actual} bytes, but {algorithm} needs {needed}"
                );
            }
            Self::Use { found } => {
                return write!(
                    f,
                    "the key cannot be used: the JWK's use is {}, but must be enc for encryption",
                    found.shortened()
                );
            }
            Self::KeyAlg { found } => {
                return write!(
                    f,
                    "the key cannot be used: the JWK's alg is {}, which does not encrypt",
                    found.shortened()
                );
            }
            Self::NoAlg => "the key cannot be used: it has no alg, so its algorithm must be given with it",
            Self::NoEnc => "the key cannot be used: no enc is given, so it must be named with the key",
            Self::SeveralEnc => "the key cannot be used: it is given several enc, but is for one; make it with one",
            Self::OtherKeyAlg { own, asked } => {
                return write!(f, "the key cannot be used: the JWK's alg is {own}, but the caller names {asked}");
            }
        })
    }
}

fn words(part: &'static str) -> &'static str {
    if part == "encrypted_key" { "encrypted key" } else { part }
}

fn unknown(f: &mut fmt::Formatter<'_>, name: &str, found: Option<&JsonText>) -> fmt::Result {
    match found {
        Some(found) => write!(f, "the header's {name} is {}, which is not supported", found.shortened()),
        None => write!(f, "the header's {name} is missing"),
    }
}

fn other(f: &mut fmt::Formatter<'_>, name: &str, bound: &[&'static str], found: &str) -> fmt::Result {
    write!(f, "the header's {name} is {found}, but the key allows only ")?;
    list(f, bound.iter().copied())
}

fn written(f: &mut fmt::Formatter<'_>, name: &str, needed: &str, found: &JsonText) -> fmt::Result {
    write!(f, "the header's {name} must be {needed}, but it is {}", found.shortened())
}
