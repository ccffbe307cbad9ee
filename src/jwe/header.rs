//! The rules for the header of an encrypted token (RFC 7516 §4), whatever the key and the caller want.

use alloc::vec::Vec;

use crate::base64url;
use crate::error::{Error, JweProblem};
use crate::header::Header;
use crate::json::{JsonText, Value};
use crate::jwe::algorithm::{ContentEncryption, KeyManagement, Management};
use crate::jwe::form::problem;
use crate::jwe::point::PublicPoint;

/// A header in good form. Embedded keys (`jwk`, `jku`, `x5u`, `x5c`) are not read at all, and `p2c` neither.
pub(crate) struct JweHeader<'t> {
    pub(crate) common: Header<'t>,
    pub(crate) alg: KeyManagement,
    pub(crate) enc: ContentEncryption,
}

impl<'t> JweHeader<'t> {
    pub(crate) fn read(text: &'t str) -> Result<Self, Error> {
        let common = Header::read(text)?;
        if let Some(zip) = common.member("zip") {
            return Err(problem(JweProblem::Zip { found: JsonText::value(zip) }));
        }
        let alg = alg_of(&common)?;
        let enc = common.member("enc");
        let known = enc.and_then(string).and_then(ContentEncryption::from_name);
        let enc = known.ok_or_else(|| problem(JweProblem::UnknownEnc { found: enc.map(JsonText::value) }))?;
        match common.member("cty") {
            None | Some(Value::String(_)) => Ok(Self { common, alg, enc }),
            Some(cty) => Err(problem(JweProblem::Cty { found: JsonText::value(cty) })),
        }
    }

    /// Whether a token is inside (RFC 7519 §5.2). `None` if `cty` does not say.
    pub(crate) fn is_nested(&self) -> Option<bool> {
        let cty = self.common.member("cty").and_then(string)?;
        Some(cty.eq_ignore_ascii_case("JWT") || cty.eq_ignore_ascii_case("application/jwt"))
    }

    /// What a key agreement needs (RFC 7518 §4.6.1).
    pub(crate) fn agreement(&self) -> Result<Option<Agreement>, Error> {
        let Management::Agreement(_) = self.alg.management() else { return Ok(None) };
        let epk = self.common.member("epk");
        let point = match epk {
            Some(Value::Object(epk)) if epk.get("d").is_none() => PublicPoint::read(epk).ok(),
            _ => None,
        };
        // A private `epk` is not shown: it would be a private key in an error.
        let shown = epk.filter(|epk| !matches!(epk, Value::Object(epk) if epk.get("d").is_some()));
        let found = || epk.map(|_| shown.map_or_else(|| JsonText::string("a private key"), JsonText::value));
        Ok(Some(Agreement {
            epk: point.ok_or_else(|| problem(JweProblem::Epk { found: found() }))?,
            apu: self.bytes("apu").map_err(|found| problem(JweProblem::Apu { found }))?.unwrap_or_default(),
            apv: self.bytes("apv").map_err(|found| problem(JweProblem::Apv { found }))?.unwrap_or_default(),
        }))
    }

    /// The IV and the tag of the key's own encryption by AES-GCM (RFC 7518 §4.7.1).
    pub(crate) fn key_wrap(&self) -> Result<Option<KeyWrap>, Error> {
        let Management::GcmWrap(_) = self.alg.management() else { return Ok(None) };
        let found = |name: &str| self.common.member(name).map(JsonText::value);
        let iv = self.bytes("iv").ok().flatten().and_then(|iv| iv.try_into().ok());
        let iv = iv.ok_or_else(|| problem(JweProblem::Iv { found: found("iv") }))?;
        let tag = self.bytes("tag").ok().flatten().and_then(|tag| tag.try_into().ok());
        let tag = tag.ok_or_else(|| problem(JweProblem::Tag { found: found("tag") }))?;
        Ok(Some(KeyWrap { iv, tag }))
    }

    #[inline(never)]
    fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, JsonText> {
        let Some(value) = self.common.member(name) else { return Ok(None) };
        let decoded = string(value).and_then(|text| base64url::decode(text).ok());
        decoded.map(Some).ok_or_else(|| JsonText::value(value))
    }
}

/// The IV and the tag of a key that AES-GCM has encrypted.
pub(crate) struct KeyWrap {
    pub(crate) iv: [u8; 12],
    pub(crate) tag: [u8; 16],
}

/// What a key agreement needs besides the recipient's key.
pub(crate) struct Agreement {
    pub(crate) epk: PublicPoint,
    pub(crate) apu: Vec<u8>,
    pub(crate) apv: Vec<u8>,
}

fn alg_of(header: &Header<'_>) -> Result<KeyManagement, Error> {
    let alg = header.member("alg");
    let name = alg.and_then(string);
    if let Some(known) = name.and_then(KeyManagement::from_name) {
        return Ok(known);
    }
    Err(problem(match name {
        Some("RSA1_5") => JweProblem::Rsa15,
        Some("none") => JweProblem::NoneAlg,
        Some(name) if name.starts_with("PBES2-") => JweProblem::Pbes2,
        _ => JweProblem::UnknownAlg { found: alg.map(JsonText::value) },
    }))
}

fn string<'a>(value: &'a Value<'_>) -> Option<&'a str> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
