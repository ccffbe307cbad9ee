//! Why a key cannot be used.

use alloc::string::String;
use alloc::vec::Vec;

use super::Malformation;
use super::detail::Detail;
use super::named::named;
use crate::algorithm::{Algorithm, Family};
use crate::json::JsonText;

named! {
    /// Why a key, a JWK or a key set cannot be used. It contains no part of a secret.
    #[derive(Clone, Debug, PartialEq)]
    pub enum KeyProblem, REASONS, reason, OffCurve is "off_curve" {
        /// No key was given.
        NoKey = "no_key",
        /// One key is needed, and this is a key set.
        KeySet = "key_set",
        /// A public key is needed, and this is a private one.
        PrivateKey = "private_key",
        /// A public key is needed, and this JWK has a private member.
        PrivateMember { name: &'static str } = "private_key",
        /// A private key is needed, and this is a public one.
        PublicKey = "public_key",
        /// A public key is needed, and this JWK is a shared secret.
        SharedSecret = "shared_secret",
        /// The set has a shared secret, and the caller has not said that the set is its own.
        SecretInSet = "secret_in_set",
        /// The key is of another kind than the algorithm needs.
        WrongKind { found: KeyKind, algorithm: Algorithm } = "wrong_kind",
        /// The JWK's `key_ops` do not include this operation (RFC 7517 §4.3).
        Operation { needed: &'static str } = "key_ops",
        /// Neither the key nor the caller names an algorithm.
        NoAlgorithm = "no_algorithm",
        /// A key that signs is bound to one algorithm, and several are named.
        SeveralAlgorithms = "several_algorithms",
        /// The JWK's `alg` is not one that was asked for.
        OtherAlgorithm { own: Algorithm, asked: Vec<Algorithm> } = "other_algorithm",
        /// The JWK's `alg` is for another `kty`.
        AlgorithmForKty { algorithm: Algorithm } = "alg_not_for_kty",
        /// The secret has no bytes.
        SecretEmpty = "secret_empty",
        /// The secret is something public (CVE-2023-48223, CVE-2026-34950).
        PublicSecret { look: PublicLook } = "public_secret",
        /// The JWK is not a strict JSON object.
        JwkMalformed { form: Malformation } = "jwk_malformed",
        /// The key set is not a strict JSON object.
        KeySetMalformed { form: Malformation } = "key_set_malformed",
        /// The set's `keys` are absent or not an array (RFC 7517 §5.1).
        NotKeySet { found: Option<&'static str> } = "not_a_key_set",
        /// The set has more keys than are accepted.
        TooManyKeys { limit: usize, count: usize } = "too_many_keys",
        /// The set's entry is not an object.
        EntryType { found: &'static str } = "entry_type",
        /// The set's entry cannot be read, for the reason that the host gave.
        EntryUnreadable { why: String } = "entry_unreadable",
        /// The JWK lacks a member that its type needs.
        MemberMissing { name: &'static str } = "member_missing",
        /// The JWK has the private member `found`, but not the one that its type needs.
        PrivateIncomplete { found: &'static str, needed: &'static str } = "member_missing",
        /// The JWK lacks a member, and a certificate beside it does not replace that (RFC 7517 §4.7).
        CertificateOnly { name: &'static str } = "certificate_only",
        /// The JWK's member is not a string.
        MemberType { name: &'static str, found: &'static str } = "member_type",
        /// The JWK's `key_ops` are not unique strings (RFC 7517 §4.3).
        KeyOpsType = "member_type",
        /// The JWK's member has a value that is not known or not accepted.
        MemberValue { name: &'static str, found: JsonText, expected: &'static [&'static str] } = "member_value",
        /// The JWK's member is base64url with padding.
        MemberPadded { name: &'static str } = "member_padded",
        /// The JWK's member is not canonical base64url.
        MemberBase64url { name: &'static str } = "member_base64url",
        /// A number of the key does not have the length, in bytes, that its curve needs.
        Length { name: &'static str, actual: usize, curve: &'static str, needed: usize } = "wrong_length",
        /// A number of the RSA key has no bytes.
        NumberEmpty { name: &'static str } = "number_empty",
        /// A number of the RSA key is 0, or has a leading zero byte (RFC 7518 §6.3.1).
        NumberLeadingZero { name: &'static str } = "number_leading_zero",
        /// The RSA modulus is even.
        ModulusEven = "modulus_even",
        /// The RSA modulus is longer, in bits, than is accepted.
        ModulusTooLong { limit: usize, bits: usize } = "modulus_too_long",
        /// The RSA exponent is even.
        ExponentEven { exponent: u32 } = "exponent_even",
        /// The RSA exponent is 1.
        ExponentTooSmall { exponent: u32 } = "exponent_too_small",
        /// The RSA exponent is larger than 2^32 - 1.
        ExponentTooLarge = "exponent_too_large",
        /// The RSA key has more than two primes.
        MultiPrime = "multi_prime",
        /// The RSA modulus and exponent do not make a key.
        RsaUnsound = "rsa_unsound",
        /// The EC point is not in uncompressed form (SEC 1 §2.3.3).
        PointForm = "point_form",
        /// The point is not on its curve.
        OffCurve = "off_curve",
        /// The Ed25519 or Ed448 point is of small order or not canonical (RFC 8032 §5.1.3, §5.2.3, RFC 8725 §3.4).
        SmallOrder = "small_order",
        /// The EC private key is not in 1 to n - 1.
        PrivateNumber = "private_number",
        /// The parts of an expanded ML-DSA key, or it and the seed beside it, do not belong together (RFC 9881 §6).
        ExpandedKey = "expanded_key",
        /// The public key beside the private one belongs to another private key.
        PublicHalfDiffers = "public_half_differs",
        /// The private key came without its public half, and this build cannot compute it.
        PublicHalfMissing = "public_half_missing",
    }
}

impl KeyProblem {
    /// The member or the number of the key that is wrong, if one is.
    pub(super) const fn part(&self) -> Option<&'static str> {
        match self {
            _ if self.is_elsewhere() => None,
            Self::PrivateMember { name }
            | Self::MemberMissing { name }
            | Self::CertificateOnly { name }
            | Self::MemberType { name, .. }
            | Self::MemberValue { name, .. }
            | Self::MemberPadded { name }
            | Self::MemberBase64url { name }
            | Self::Length { name, .. }
            | Self::NumberEmpty { name }
            | Self::NumberLeadingZero { name } => Some(name),
            Self::PrivateIncomplete { needed, .. } => Some(needed),
            Self::KeyOpsType => Some("key_ops"),
            _ => None,
        }
    }

    pub(super) fn expected(&self) -> Detail<'_> {
        match self {
            _ if self.is_elsewhere() => Detail::None,
            Self::WrongKind { algorithm: Algorithm::EdDsa, .. } => Detail::Texts(&["Ed25519", "Ed448"]),
            Self::WrongKind { algorithm, .. } => Detail::Text(KeyKind::name_for(*algorithm)),
            Self::Operation { needed } => Detail::Text(needed),
            Self::OtherAlgorithm { asked, .. } => Detail::Algorithms(asked),
            Self::MemberValue { expected, .. } if !expected.is_empty() => Detail::Texts(expected),
            Self::TooManyKeys { limit: count, .. }
            | Self::ModulusTooLong { limit: count, .. }
            | Self::Length { needed: count, .. } => Detail::Count(*count),
            _ => Detail::None,
        }
    }

    pub(super) fn actual(&self) -> Detail<'_> {
        match self {
            _ if self.is_elsewhere() => Detail::None,
            Self::WrongKind { found, .. } => Detail::Text(found.name()),
            Self::OtherAlgorithm { own: algorithm, .. } | Self::AlgorithmForKty { algorithm } => {
                Detail::Text(algorithm.name())
            }
            Self::PublicSecret { look } => Detail::Text(look.name()),
            Self::JwkMalformed { form } | Self::KeySetMalformed { form } => Detail::Text(form.as_str()),
            Self::NotKeySet { found: Some(found) }
            | Self::EntryType { found }
            | Self::PrivateIncomplete { found, .. }
            | Self::MemberType { found, .. } => Detail::Text(found),
            Self::MemberValue { found, .. } => Detail::Json(found),
            Self::TooManyKeys { count, .. }
            | Self::ModulusTooLong { bits: count, .. }
            | Self::Length { actual: count, .. } => Detail::Count(*count),
            Self::ExponentEven { exponent } | Self::ExponentTooSmall { exponent } => Detail::Count(*exponent as usize),
            _ => Detail::None,
        }
    }
}

/// A kind of key: the one that was found, or the one that an algorithm needs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyKind {
    /// A shared secret.
    Secret,
    /// An RSA key.
    Rsa,
    /// A key on this curve, named as in a JWK's `crv`.
    Ec(&'static str),
    /// A key of RFC 8037, named as in a JWK's `crv`.
    Okp(&'static str),
    /// A key of RFC 9964, named as in a JWK's `alg`.
    Akp(&'static str),
    /// A key on another curve, by its object identifier.
    OtherCurve(String),
    /// A key for another algorithm, by its object identifier.
    OtherAlgorithm(String),
}

impl KeyKind {
    /// What the algorithm needs.
    pub(crate) const fn of(algorithm: Algorithm) -> Self {
        match algorithm.family() {
            Family::Hmac(_) => Self::Secret,
            Family::RsaPkcs1(_) | Family::RsaPss(_) => Self::Rsa,
            Family::Ecdsa(curve) => Self::Ec(curve.name()),
            Family::EdDsa(None) => Self::Okp("Ed25519 or Ed448"),
            Family::EdDsa(Some(curve)) => Self::Okp(curve.name()),
            Family::MlDsa(set) => Self::Akp(set.name()),
        }
    }

    const fn name_for(algorithm: Algorithm) -> &'static str {
        match algorithm.family() {
            Family::Hmac(_) => "secret",
            Family::RsaPkcs1(_) | Family::RsaPss(_) => "RSA",
            Family::Ecdsa(curve) => curve.name(),
            Family::EdDsa(_) => algorithm.name(),
            Family::MlDsa(set) => set.name(),
        }
    }

    /// `secret`, `RSA`, a curve's name, the name of an ML-DSA algorithm, or an object identifier.
    ///
    /// ```
    /// use jwt_wasm::KeyKind;
    /// assert_eq!(KeyKind::Ec("P-256").name(), "P-256");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Secret => "secret",
            Self::Rsa => "RSA",
            Self::Ec(name) | Self::Okp(name) | Self::Akp(name) => name,
            Self::OtherCurve(identifier) | Self::OtherAlgorithm(identifier) => identifier,
        }
    }
}

named! {
    /// What a text that was given as a secret looks like.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum PublicLook, NAMES, name, Pem is "pem" {
        /// A key or a certificate in DER, or base64 of it.
        Der = "der",
        /// A PEM file.
        Pem = "pem",
        /// A JWK or a set of them.
        Jwk = "jwk",
        /// An SSH key.
        Ssh = "ssh",
        /// A token, or a JWK in base64.
        Token = "token",
        /// A key printed as text, as `openssl pkey -text` does.
        Text = "text",
    }
}
