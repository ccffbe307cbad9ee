//! What is wrong with a key, in words, to follow "the key cannot be used: ".

use core::fmt;

use super::list;
use crate::error::{KeyKind, KeyProblem, PublicLook};

impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoKey => "no key was given",
            Self::KeySet => "it is a set of keys; one key is needed here",
            Self::PrivateKey => "it is a private key; a public one is needed here",
            Self::PrivateMember { name } => {
                return write!(f, "the JWK has the private member {name}; a public key is needed here");
            }
            Self::PublicKey => "it is a public key; a private one is needed here",
            Self::SharedSecret => "it is a shared secret; a public key is needed here",
            Self::SecretInSet => "it is a shared secret, and secrets in a set are taken only where they are allowed",
            Self::WrongKind { found, algorithm } => {
                return write!(f, "it is {found}, {algorithm} needs {}", KeyKind::of(*algorithm));
            }
            Self::Operation { needed } => return write!(f, "its key_ops do not include {needed}"),
            Self::NoAlgorithm => "it names no algorithm, and none was named for it",
            Self::SeveralAlgorithms => "a key that signs is for one algorithm; name one when making it",
            Self::OtherAlgorithm { own, asked } => {
                write!(f, "the JWK's alg is {own}, and what was asked for is ")?;
                return list(f, asked.iter().map(|algorithm| algorithm.name()));
            }
            Self::AlgorithmForKty { algorithm } => {
                return write!(f, "the JWK's alg is {algorithm}, which does not fit its kty");
            }
            Self::SecretEmpty => "the secret is empty",
            Self::PublicSecret { look } => return look.fmt(f),
            Self::JwkMalformed { form } => return write!(f, "the JWK is not a strict JSON object: {form}"),
            Self::KeySetMalformed { form } => return write!(f, "the key set is not a strict JSON object: {form}"),
            Self::NotKeySet { found: None } => "the key set has no keys",
            Self::NotKeySet { found: Some(found) } => {
                return write!(f, "the key set's keys must be an array, it is {found}");
            }
            Self::TooManyKeys { limit, count } => {
                return write!(f, "the key set has {count} keys, more than {limit} are not taken");
            }
            Self::EntryType { found } => return write!(f, "it is {found}, not an object"),
            Self::EntryUnreadable { why } => why,
            Self::MemberMissing { name } => return write!(f, "the JWK lacks {name}"),
            Self::PrivateIncomplete { found } => {
                return write!(f, "the JWK has the private member {found} and lacks d");
            }
            Self::CertificateOnly { name } => {
                return write!(f, "the JWK lacks {name}, and its x5c is not read: give that certificate to publicKey");
            }
            Self::MemberType { name, found } => return write!(f, "the JWK's {name} must be a string, it is {found}"),
            Self::KeyOpsType => "the JWK's key_ops is not a list of unique strings",
            Self::MemberValue { name, found, expected } => {
                write!(f, "the JWK's {name} is {}, ", found.shortened())?;
                if expected.is_empty() {
                    return f.write_str("which is not a signature algorithm");
                }
                f.write_str(if expected.len() > 1 { "it must be one of " } else { "it must be " })?;
                return list(f, expected.iter().copied());
            }
            Self::MemberPadded { name } => {
                return write!(f, "the JWK's {name} is not canonical base64url: it is padded");
            }
            Self::MemberBase64url { name } => return write!(f, "the JWK's {name} is not canonical base64url"),
            Self::Length { name, actual, curve, needed } => {
                return write!(f, "the key's {name} has {actual} bytes, {curve} needs {needed}");
            }
            Self::NumberEmpty { name } => return write!(f, "the RSA key's {name} is empty"),
            Self::NumberLeadingZero { name } => {
                return write!(f, "the RSA key's {name} is 0, or has a leading zero byte");
            }
            Self::ModulusEven => "the RSA key's modulus is even",
            Self::ModulusTooLong { limit, bits } => {
                return write!(f, "the RSA key's modulus has {bits} bits, more than {limit} bits are not taken");
            }
            Self::ExponentEven { exponent } => {
                return write!(f, "the RSA key's exponent is even: it is {exponent}, and must be odd");
            }
            Self::ExponentTooSmall { exponent } => {
                return write!(f, "the RSA key's exponent is {exponent}, it must be at least 3");
            }
            Self::ExponentTooLarge => "the RSA key's exponent is larger than 2^32 - 1",
            Self::MultiPrime => "it is an RSA key with more than two primes",
            Self::RsaUnsound => "the RSA key's modulus and exponent do not make a key",
            Self::PointForm => {
                "the EC point is not in uncompressed form, as openssl ec -conv_form uncompressed writes it"
            }
            Self::OffCurve => "the point is not on its curve",
            Self::SmallOrder => {
                "the Ed25519 point is of small order or not canonical: one signature would fit any message"
            }
            Self::PrivateNumber => "the EC private key is not in 1 to n - 1",
            Self::PublicHalfDiffers => "the private key and the public key beside it do not belong together",
            Self::PublicHalfMissing => "the public half of the private key is missing",
        })
    }
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret => f.write_str("a shared secret"),
            Self::Rsa => f.write_str("an RSA key"),
            Self::Ec(curve) => write!(f, "a key on {curve}"),
            Self::Okp(name) => write!(f, "an {name} key"),
            Self::OtherCurve(identifier) => write!(f, "a key on the curve {identifier}"),
            Self::OtherAlgorithm(identifier) => write!(f, "a key with the algorithm {identifier}"),
        }
    }
}

impl fmt::Display for PublicLook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Der => {
                "the secret is a key or a certificate (DER, or base64 of it); read it by publicKey or privateKey"
            }
            Self::Pem => "the secret is a PEM file; read it by publicKey or privateKey",
            Self::Jwk => "the secret is a JWK or a set of them; read it by jwk or jwks",
            Self::Ssh => "the secret is an SSH key",
            Self::Token => "the secret is a token, or a JWK in base64",
            Self::Text => "the secret is a key that is written out as text",
        })
    }
}
