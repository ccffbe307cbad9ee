//! JSON Web Keys (RFC 7517) of type `oct` (RFC 7518 §6.4).

use zeroize::Zeroizing;

use crate::algorithm::Algorithm;
use crate::base64url;
use crate::error::Error;
use crate::json::{Object, Value};
use crate::key::{Key, Operations};

impl Key {
    /// A key from a JWK's JSON text. Its own `alg`, `use` and `key_ops` are respected; where it has no `alg`,
    /// `algorithm` binds it.
    ///
    /// # Errors
    /// `key_invalid` if the JWK is malformed, of another type, meant for another use, without an algorithm, or its
    /// `alg` is another than `algorithm`; `key_too_weak` as [`Key::secret`].
    pub fn from_jwk(json: &str, algorithm: Option<Algorithm>) -> Result<Self, Error> {
        let jwk = Object::parse(json).map_err(|_| invalid("the JWK is not a strict JSON object"))?;
        match text(&jwk, "kty")? {
            Some("oct") => {}
            Some(_) => return Err(invalid("the JWK's kty is not supported by this build")),
            None => return Err(invalid("the JWK has no kty")),
        }
        if !matches!(text(&jwk, "use")?, None | Some("sig")) {
            return Err(invalid("the JWK's use is not sig"));
        }
        let operations = operations(&jwk)?;
        let algorithm = bound_algorithm(&jwk, algorithm)?;
        let encoded = text(&jwk, "k")?.ok_or(invalid("the JWK has no k"))?;
        let secret = base64url::decode(encoded).map_err(|_| invalid("the JWK's k is not canonical base64url"))?;
        let key = Self::secret(&Zeroizing::new(secret), algorithm)?;
        Ok(Self { kid: text(&jwk, "kid")?.map(String::from), operations, ..key })
    }
}

fn bound_algorithm(jwk: &Object<'_>, algorithm: Option<Algorithm>) -> Result<Algorithm, Error> {
    let own = match text(jwk, "alg")? {
        Some(name) => Some(Algorithm::from_name(name).ok_or(invalid("the JWK's alg does not fit its kty"))?),
        None => None,
    };
    match (own, algorithm) {
        (Some(own), Some(asked)) if own != asked => Err(invalid("the JWK's alg is another than the one asked for")),
        (own, asked) => own.or(asked).ok_or(invalid("the JWK has no alg, and none was given with it")),
    }
}

/// RFC 7517 §4.3: unique strings.
fn operations(jwk: &Object<'_>) -> Result<Operations, Error> {
    const MALFORMED: Error = invalid("the JWK's key_ops is not a list of unique strings");
    let items = match jwk.get("key_ops") {
        None => return Ok(Operations::ALL),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(MALFORMED),
    };
    let mut operations = Operations { verify: false, sign: false };
    let mut rest = items.as_slice();
    while let [Value::String(name), tail @ ..] = rest {
        if tail.contains(&Value::String(name.clone())) {
            return Err(MALFORMED);
        }
        operations.verify |= name == "verify";
        operations.sign |= name == "sign";
        rest = tail;
    }
    if rest.is_empty() { Ok(operations) } else { Err(MALFORMED) }
}

fn text<'a>(jwk: &'a Object<'_>, name: &str) -> Result<Option<&'a str>, Error> {
    match jwk.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(invalid("a member of the JWK that must be a string is none")),
    }
}

const fn invalid(why: &'static str) -> Error {
    Error::KeyInvalid { why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    const K: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    fn code(json: &str, algorithm: Option<Algorithm>) -> Option<Code> {
        Key::from_jwk(json, algorithm).err().map(|error| error.code())
    }

    #[test]
    fn a_good_jwk_binds_its_algorithm() {
        let key = Key::from_jwk(&format!(r#"{{"kty":"oct","k":"{K}","alg":"HS256","kid":"a","use":"sig"}}"#), None);
        let key = key.unwrap();
        assert_eq!((key.algorithm(), key.kid()), (Algorithm::Hs256, Some("a")));
        assert_eq!(code(&format!(r#"{{"kty":"oct","k":"{K}"}}"#), Some(Algorithm::Hs256)), None);
    }

    #[test]
    fn a_wrong_jwk_is_refused() {
        for json in [
            "",
            "[]",
            "{}",
            r#"{"kty":"oct","alg":"HS256"}"#,
            r#"{"kty":"oct","alg":"HS256","k":""}"#,
            r#"{"kty":"oct","alg":"HS256","k":7}"#,
            r#"{"kty":"oct","alg":"HS256","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}"#,
            r#"{"kty":"OCT","alg":"HS256","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
            r#"{"kty":"oct","kty":"oct","alg":"HS256","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
            r#"{"kty":"oct","alg":"RS256","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
            r#"{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
            r#"{"kty":"oct","alg":"HS256","use":"enc","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
            r#"{"kty":"oct","alg":"HS256","kid":1,"k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
            r#"{"kty":"oct","alg":"HS256","key_ops":"verify","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
            r#"{"kty":"oct","alg":"HS256","key_ops":["verify","verify"],"k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
            r#"{"kty":"oct","alg":"HS256","key_ops":["verify",1],"k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
        ] {
            assert_eq!(code(json, None), Some(Code::KeyInvalid), "{json}");
        }
        assert_eq!(code(r#"{"kty":"oct","alg":"HS256","k":"AAEC"}"#, None), Some(Code::KeyTooWeak));
        let other = format!(r#"{{"kty":"oct","k":"{K}","alg":"HS256"}}"#);
        assert_eq!(code(&other, Some(Algorithm::Hs512)), Some(Code::KeyInvalid));
    }
}
