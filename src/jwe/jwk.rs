//! JWKs for encryption (RFC 7517, RFC 7518 §6, RFC 8037 §2).

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{Error, JweProblem, KeyProblem};
use crate::json::{JsonText, Object, Value};
use crate::jwe::agree;
use crate::jwe::algorithm::{ContentEncryption, KeyManagement, Management};
use crate::jwe::form::problem;
use crate::jwe::key::{EncryptionKey, Material, Operations, wrong_kind};
use crate::jwe::point::{PublicPoint, private_number};
use crate::key::jwk::{bytes, kty, parse, private_member, private_rsa, string, text};
use crate::key::{PublicForm, invalid};

impl EncryptionKey {
    /// A key from a JWK's JSON text. Its own `alg`, `use` and `key_ops` are respected. Without `alg`, the key is bound
    /// to the one that is given. If its `alg` is the name of a content encryption, it is for `dir` with that.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement};
    /// let jwk = r#"{"kty":"oct","use":"enc","alg":"A128KW","k":"GawgguFyGrWKav7AX4VKUg"}"#;
    /// let key = EncryptionKey::from_jwk(jwk, None, &[ContentEncryption::A128Gcm])?;
    /// assert_eq!(key.alg(), KeyManagement::A128Kw);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if the JWK is malformed, for signatures, of another kind than its `alg` needs, or without `alg` or
    /// `enc`; `key_too_weak` for a short RSA key.
    pub fn from_jwk(json: &str, alg: Option<KeyManagement>, encs: &[ContentEncryption]) -> Result<Self, Error> {
        Self::from_members(&parse(json)?, alg, encs)
    }

    pub(super) fn from_members(
        jwk: &Object<'_>,
        asked: Option<KeyManagement>,
        encs: &[ContentEncryption],
    ) -> Result<Self, Error> {
        match jwk.get("use") {
            None => {}
            Some(Value::String(name)) if name == "enc" => {}
            Some(found) => return Err(problem(JweProblem::Use { found: JsonText::value(found) })),
        }
        let kid = text(jwk, "kid")?.map(String::from);
        let operations = operations(jwk)?;
        let own_enc = text(jwk, "alg")?.and_then(ContentEncryption::from_name);
        let alg = bound(own_algorithm(jwk)?, asked)?;
        let encs = match (&own_enc, encs) {
            (Some(own), []) => core::slice::from_ref(own),
            (Some(own), encs) if encs != [*own] => {
                let asked = encs.iter().find(|enc| *enc != own).map_or("", |enc| enc.name());
                return Err(problem(JweProblem::OtherKeyAlg { own: own.name(), asked }));
            }
            _ => encs,
        };
        let is_private = jwk.get("d").is_some();
        if let (false, Some(found)) = (is_private, private_member(jwk)) {
            return Err(invalid(KeyProblem::PrivateIncomplete { found, needed: "d" }));
        }
        let key = match (alg.management(), kty(jwk)?) {
            (Management::Direct | Management::Wrap(_) | Management::GcmWrap(_), "oct") => {
                Self::secret(&bytes(jwk, "k")?, alg, encs)?
            }
            (Management::Agreement(_), "EC" | "OKP") => {
                let point = PublicPoint::read(jwk)?;
                agree::check(&point)?;
                Self::of(if is_private { private_point(jwk, point)? } else { Material::Point(point) }, alg, encs)?
            }
            (Management::Rsa, "RSA") => {
                let public = PublicForm::rsa(&bytes(jwk, "n")?, &bytes(jwk, "e")?)?;
                let material =
                    if is_private { Material::RsaPrivate(private_rsa(jwk, public)?) } else { Material::Rsa(public) };
                Self::of(material, alg, encs)?
            }
            (_, "oct") => return Err(wrong_kind("a shared secret", alg)),
            (_, "RSA") => return Err(wrong_kind("an RSA key", alg)),
            _ => return Err(wrong_kind("a key on a curve", alg)),
        };
        Ok(Self { kid, operations, ..key })
    }
}

fn private_point(jwk: &Object<'_>, point: PublicPoint) -> Result<Material, Error> {
    let d = private_number(jwk, point.curve)?;
    match agree::public_of(point.curve, &d)? {
        Some(public) if public != point => Err(invalid(KeyProblem::PublicHalfDiffers)),
        _ => Ok(Material::PointPrivate(point, d)),
    }
}

/// The `alg` that a JWK names: a content encryption is used directly.
fn own_algorithm(jwk: &Object<'_>) -> Result<Option<KeyManagement>, Error> {
    let Some(name) = text(jwk, "alg")? else { return Ok(None) };
    let directly = || ContentEncryption::from_name(name).map(|_| KeyManagement::Dir);
    let alg = KeyManagement::from_name(name).or_else(directly);
    alg.map(Some).ok_or_else(|| problem(JweProblem::KeyAlg { found: JsonText::string(name) }))
}

fn bound(own: Option<KeyManagement>, asked: Option<KeyManagement>) -> Result<KeyManagement, Error> {
    match (own, asked) {
        (Some(own), Some(asked)) if own != asked => {
            Err(problem(JweProblem::OtherKeyAlg { own: own.name(), asked: asked.name() }))
        }
        (own, asked) => own.or(asked).ok_or_else(|| problem(JweProblem::NoAlg)),
    }
}

/// RFC 7517 §4.3. WebCrypto writes an empty list for the public key of an agreement, so such a list allows encryption.
fn operations(jwk: &Object<'_>) -> Result<Operations, Error> {
    let malformed = || invalid(KeyProblem::KeyOpsType);
    let items = match jwk.get("key_ops") {
        None => return Ok(Operations::ALL),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(malformed()),
    };
    let names = items.iter().map(string).collect::<Option<Vec<&str>>>().ok_or_else(malformed)?;
    let has = |wanted: [&str; 4]| names.iter().any(|name| wanted.contains(name));
    let is_public = jwk.get("d").is_none();
    Ok(Operations {
        decrypt: has(["decrypt", "unwrapKey", "deriveKey", "deriveBits"]),
        encrypt: has(["encrypt", "wrapKey", "deriveKey", "deriveBits"]) || (names.is_empty() && is_public),
    })
}
