//! What can be wrong with an encrypted token or with a key for one.

use alloc::vec::Vec;

use super::code::Code;
use super::detail::Detail;
use super::named::named;
use crate::json::JsonText;

named! {
    /// Why an encrypted token (RFC 7516), or a key for one, is refused. It contains no part of a secret and never the
    /// token.
    #[derive(Clone, Debug, PartialEq)]
    pub enum JweProblem, REASONS, reason, Rsa15 is "rsa1_5" {
        /// The token has three segments: it is signed (JWS) and not encrypted.
        NotEncrypted = "signed",
        /// Not exactly five segments (RFC 7516 §7.1).
        Segments = "segments",
        /// The part is not canonical base64url without padding.
        Base64url { part: &'static str } = "base64url",
        /// As `Base64url`: the part is padded with `=`.
        Padding { part: &'static str } = "base64url",
        /// The part does not have the length, in bytes, that `enc` needs.
        PartLength { part: &'static str, needed: usize, actual: usize } = "length",
        /// `alg` has no encrypted key, but the token has one (RFC 7516 §5.2, step 10).
        NotEmpty { alg: &'static str } = "not_empty",
        /// RSAES-PKCS1-v1_5: its padding has been an oracle again and again (RFC 8725 §3.2).
        Rsa15 = "rsa1_5",
        /// PBES2: the token would choose how much work the key costs, and a password is weaker than a key.
        Pbes2 = "pbes2",
        /// `none` does not exist here.
        NoneAlg = "none",
        /// `alg` is missing or not a name that is known.
        UnknownAlg { found: Option<JsonText> } = "unknown_alg",
        /// `enc` is missing or not a name that is known.
        UnknownEnc { found: Option<JsonText> } = "unknown_enc",
        /// `alg` is not the one that the key is bound to.
        OtherAlg { bound: Vec<&'static str>, found: &'static str } = "alg",
        /// `enc` is not one that the key is bound to.
        OtherEnc { bound: Vec<&'static str>, found: &'static str } = "enc",
        /// RSA-OAEP with SHA-1 is only for tokens that others have encrypted.
        ReadOnly = "read_only",
        /// `zip` is never accepted: a small token could become a large one (RFC 8725 §3.6).
        Zip { found: JsonText } = "zip",
        /// `epk` is missing, malformed, private, not on the key's curve, or gives a shared secret of zeros.
        Epk { found: Option<JsonText> } = "epk",
        /// `apu` is not base64url.
        Apu { found: JsonText } = "apu",
        /// `apv` is not base64url.
        Apv { found: JsonText } = "apv",
        /// `iv`, of the key's encryption, is missing or not 12 bytes in base64url (RFC 7518 §4.7.1.1).
        Iv { found: Option<JsonText> } = "iv",
        /// `tag`, of the key's encryption, is missing or not 16 bytes in base64url (RFC 7518 §4.7.1.2).
        Tag { found: Option<JsonText> } = "tag",
        /// `cty` is not a string, or not `JWT` where a signed token inside is expected (RFC 7519 §5.2).
        Cty { found: JsonText } = "cty",
        /// There is a signed token inside, and the caller has not said how it is verified.
        Nested = "nested",
        /// The tag, the padding or the wrapped key does not match: another key, or a token that was changed.
        Failed = "decryption",
        /// This build leaves the private operation to the host.
        HostNeeded { alg: &'static str } = "engine",
        /// The key is of another kind than `alg` needs.
        WrongKind { found: &'static str, alg: &'static str, needed: &'static str } = "wrong_kind",
        /// The secret does not have the length, in bytes, that its algorithm needs.
        SecretLength { algorithm: &'static str, needed: usize, actual: usize } = "wrong_length",
        /// The JWK's `use` is not `enc`.
        Use { found: JsonText } = "member_value",
        /// The JWK's `alg` is not one that encrypts.
        KeyAlg { found: JsonText } = "member_value",
        /// Neither the key nor the caller names `alg`.
        NoAlg = "no_algorithm",
        /// No `enc` is named.
        NoEnc = "no_enc",
        /// A key that encrypts, or whose `alg` is `dir`, is bound to one `enc`, and several are named.
        SeveralEnc = "several_enc",
        /// The JWK's `alg` is not the one that was asked for.
        OtherKeyAlg { own: &'static str, asked: &'static str } = "other_algorithm",
    }
}

impl JweProblem {
    /// The parts of an encrypted token (RFC 7516 §7.1), by which an error names them.
    pub const PARTS: [&'static str; 5] = ["header", "encrypted_key", "iv", "ciphertext", "tag"];

    /// The stable code.
    ///
    /// ```
    /// use jwt_wasm::{Code, JweProblem};
    /// assert_eq!(JweProblem::Rsa15.code(), Code::AlgorithmNotAllowed);
    /// ```
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::NotEncrypted => Code::NotEncrypted,
            Self::Segments
            | Self::Base64url { .. }
            | Self::Padding { .. }
            | Self::PartLength { .. }
            | Self::NotEmpty { .. } => Code::Malformed,
            Self::Rsa15
            | Self::Pbes2
            | Self::NoneAlg
            | Self::UnknownAlg { .. }
            | Self::UnknownEnc { .. }
            | Self::OtherAlg { .. }
            | Self::OtherEnc { .. }
            | Self::ReadOnly => Code::AlgorithmNotAllowed,
            Self::Zip { .. }
            | Self::Epk { .. }
            | Self::Apu { .. }
            | Self::Apv { .. }
            | Self::Iv { .. }
            | Self::Tag { .. }
            | Self::Cty { .. }
            | Self::Nested => Code::HeaderRejected,
            Self::Failed => Code::DecryptionFailed,
            Self::HostNeeded { .. } => Code::SyncUnavailable,
            Self::WrongKind { .. }
            | Self::SecretLength { .. }
            | Self::Use { .. }
            | Self::KeyAlg { .. }
            | Self::NoAlg
            | Self::NoEnc
            | Self::SeveralEnc
            | Self::OtherKeyAlg { .. } => Code::KeyInvalid,
        }
    }

    /// The part of the token, or the member of the key, that is wrong, if one is.
    #[cfg_attr(not(feature = "jwe"), expect(dead_code, reason = "only encrypted tokens have these problems"))]
    pub(super) const fn part(&self) -> Option<&'static str> {
        match self {
            Self::Segments => Some("token"),
            Self::Base64url { part } | Self::Padding { part } | Self::PartLength { part, .. } => Some(part),
            Self::NotEmpty { .. } => Some("encrypted_key"),
            Self::Use { .. } => Some("use"),
            Self::KeyAlg { .. } => Some("alg"),
            _ => None,
        }
    }

    #[cfg_attr(not(feature = "jwe"), expect(dead_code, reason = "only encrypted tokens have these problems"))]
    pub(super) fn expected(&self) -> Detail<'_> {
        match self {
            Self::OtherAlg { bound, .. } | Self::OtherEnc { bound, .. } => Detail::Texts(bound),
            Self::WrongKind { needed, .. } => Detail::Text(needed),
            Self::OtherKeyAlg { asked, .. } => Detail::Text(asked),
            Self::PartLength { needed, .. } | Self::SecretLength { needed, .. } => Detail::Count(*needed),
            Self::Use { .. } => Detail::Text("enc"),
            _ => Detail::None,
        }
    }

    #[cfg_attr(not(feature = "jwe"), expect(dead_code, reason = "only encrypted tokens have these problems"))]
    pub(super) fn actual(&self) -> Detail<'_> {
        match self {
            Self::Zip { found }
            | Self::Apu { found }
            | Self::Apv { found }
            | Self::Cty { found }
            | Self::Use { found }
            | Self::KeyAlg { found } => Detail::Json(found),
            Self::UnknownAlg { found: Some(found) }
            | Self::UnknownEnc { found: Some(found) }
            | Self::Epk { found: Some(found) }
            | Self::Iv { found: Some(found) }
            | Self::Tag { found: Some(found) } => Detail::Json(found),
            Self::OtherAlg { found, .. } | Self::OtherEnc { found, .. } | Self::WrongKind { found, .. } => {
                Detail::Text(found)
            }
            Self::OtherKeyAlg { own, .. } => Detail::Text(own),
            Self::PartLength { actual, .. } | Self::SecretLength { actual, .. } => Detail::Count(*actual),
            Self::Padding { .. } => Detail::Text("padding"),
            _ => Detail::None,
        }
    }
}
