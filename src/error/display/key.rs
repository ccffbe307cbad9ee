//! What is wrong with a key, in words, to follow "the key cannot be used: ".

use core::fmt;

use super::{list, words, write_words};
use crate::error::elsewhere::IS_LEFT_OUT;
use crate::error::{KeyKind, KeyProblem, PublicLook};

impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_elsewhere() {
            return Ok(());
        }
        f.write_str(match self {
            Self::NoKey => "no key was given",
            Self::KeySet => "it is a set of keys, but one key is needed here",
            Self::PrivateKey => "it is a private key, but a public one is needed here",
            Self::PrivateMember { name } => {
                return write!(f, "the JWK has the private member {name}, but a public key is needed here");
            }
            Self::PublicKey => "it is a public key, but a private one is needed here",
            Self::SharedSecret => "it is a shared secret, but a public key is needed here",
            Self::SecretInSet => words!(
                rust: "it is a shared secret, which only KeySet::from_jwks_with_secrets reads",
                npm: "it is a shared secret, which a set may hold only with allowSecrets",
            ),
            Self::WrongKind { found, algorithm } => {
                return write!(f, "it is {found}, but {algorithm} needs {}", KeyKind::of(*algorithm));
            }
            Self::Operation { needed } => return write!(f, "its key_ops do not include {needed}"),
            Self::NoAlgorithm => "it has no alg, so its algorithm must be given with it",
            Self::SeveralAlgorithms => "it has several algorithms, but a key that signs has one; make it with one",
            Self::OtherAlgorithm { own, asked } => {
                write!(f, "the JWK's alg is {own}, but the caller names ")?;
                return list(f, asked.iter().map(|algorithm| algorithm.name()));
            }
            Self::AlgorithmForKty { algorithm } => {
                return write!(f, "the JWK's alg is {algorithm}, which does not fit its kty");
            }
            Self::SecretEmpty => "the secret is empty",
            Self::PublicSecret { look } => return look.fmt(f),
            Self::JwkMalformed { form } => return write!(f, "the JWK is not a strict JSON object: {form}"),
            Self::KeySetMalformed { form } => return write!(f, "the key set is not a strict JSON object: {form}"),
            Self::NotKeySet { found: None } => "the key set has no member \"keys\"",
            Self::NotKeySet { found: Some(found) } => {
                return write!(f, "the key set's \"keys\" must be an array, but it is {found}");
            }
            Self::TooManyKeys { limit, count } => {
                return write!(f, "the key set has {count} keys, but the limit is {limit}");
            }
            Self::EntryType { found } => return write!(f, "it must be an object, but it is {found}"),
            Self::EntryUnreadable { why } => why,
            Self::MemberMissing { name } => return write!(f, "the JWK lacks {name}"),
            Self::PrivateIncomplete { found, needed } => {
                return write!(f, "the JWK has the private member {found} but lacks {needed}");
            }
            Self::CertificateOnly { name } => {
                return write_words!(
                    f,
                    rust: "the JWK lacks {name}, and its x5c is never read; give that certificate to Key::public_der",
                    npm: "the JWK lacks {name}, and its x5c is never read; give that certificate to publicKey",
                );
            }
            Self::MemberType { name, found } => {
                return write!(f, "the JWK's {name} must be a string, but it is {found}");
            }
            Self::KeyOpsType => "the JWK's key_ops must be a list of unique strings",
            Self::MemberValue { name, found, expected } => {
                write!(f, "the JWK's {name} is {}, ", found.shortened())?;
                if expected.is_empty() && !IS_LEFT_OUT {
                    return f.write_str("which is not a signature algorithm");
                }
                f.write_str(if expected.len() > 1 { "but must be one of " } else { "but must be " })?;
                return list(f, expected.iter().copied());
            }
            Self::MemberPadded { name } => {
                return write!(f, "the JWK's {name} is padded with =; remove the padding");
            }
            Self::MemberBase64url { name } => return write!(f, "the JWK's {name} is not canonical base64url"),
            Self::Length { name, actual, curve, needed } => {
                return write!(f, "the key's {name} has {actual} bytes, but {curve} needs {needed}");
            }
            Self::NumberEmpty { name } => return write!(f, "the RSA key's {name} is empty"),
            Self::NumberLeadingZero { name } => {
                return write!(f, "the RSA key's {name} is 0 or has a leading zero byte");
            }
            Self::ModulusEven => "the RSA key's modulus is even",
            Self::ModulusTooLong { limit, bits } => {
                return write!(f, "the RSA key's modulus has {bits} bits, but the limit is {limit}");
            }
            Self::ExponentEven { exponent } => {
                return write!(f, "the RSA key's exponent is {exponent}, but it must be odd");
            }
            Self::ExponentTooSmall { exponent } => {
                return write!(f, "the RSA key's exponent is {exponent}, but it must be at least 3");
            }
            Self::ExponentTooLarge => "the RSA key's exponent is above the limit of 2^32 - 1",
            Self::MultiPrime => "it is an RSA key with more than two primes, but only two are supported",
            Self::RsaUnsound => "the RSA key's modulus and exponent are not a valid key",
            Self::PointForm => "the EC point is not in uncompressed form; openssl ec -conv_form uncompressed writes it",
            Self::OffCurve => "the point is not on its curve",
            Self::SmallOrder => {
                "the point has a small order or is not canonical, so one signature could fit any message"
            }
            Self::PrivateNumber => "the EC private key is not a number from 1 to n - 1",
            Self::ExpandedKey => {
                "the expanded ML-DSA key is damaged, or does not match the seed in the same file; export the key again"
            }
            Self::PublicHalfDiffers => "the private key and the public key beside it are not a pair",
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
            Self::Okp(name) | Self::Akp(name) => write!(f, "an {name} key"),
            Self::OtherCurve(identifier) => write!(f, "a key on the curve {identifier}"),
            Self::OtherAlgorithm(identifier) => write!(f, "a key with the algorithm {identifier}"),
        }
    }
}

impl fmt::Display for PublicLook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Der => words!(
                rust: "the secret is a key or a certificate (DER, or its base64); read it with Key::public_der or Key::private_der",
                npm: "the secret is a key or a certificate (DER, or its base64); read it with publicKey or privateKey",
            ),
            Self::Pem => words!(
                rust: "the secret is a PEM file; read it with Key::public_pem or Key::private_pem",
                npm: "the secret is a PEM file; read it with publicKey or privateKey",
            ),
            Self::Jwk => words!(
                rust: "the secret is a JWK or a set of them; read it with Key::from_jwk or KeySet::from_jwks",
                npm: "the secret is a JWK or a set of them; read it with jwk or jwks",
            ),
            Self::Ssh => "the secret is an SSH key; give random bytes",
            Self::Token => "the secret is a token, or a JWK in base64; give random bytes",
            Self::Text => "the secret is a key written out as text; give random bytes",
        })
    }
}
