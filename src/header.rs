//! The rules for every protected header (RFC 7515 §4), whatever the key and the caller want.

use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorKind, HeaderRule};
use crate::json::JsonText;
use crate::json::{Object, Value};
use crate::token::read_header;

/// A header in good form. Its `alg` is only compared with what the key allows, and embedded keys (`jwk`, `jku`, `x5u`,
/// `x5c`) are not read at all.
pub(crate) struct Header<'t> {
    members: Object<'t>,
}

impl<'t> Header<'t> {
    pub(crate) fn read(text: &'t str) -> Result<Self, Error> {
        Self::with_payload(text, false)
    }

    /// As [`read`](Self::read), for a caller that says whether the payload is unencoded (RFC 7797).
    pub(crate) fn with_payload(text: &'t str, is_unencoded: bool) -> Result<Self, Error> {
        let header = Self { members: read_header(text)? };
        if is_unencoded {
            header.check_unencoded()?;
        } else {
            header.check_b64()?;
            header.check_crit()?;
        }
        header.check_string("kid", HeaderRule::Kid)?;
        header.check_string("typ", HeaderRule::Typ)?;
        Ok(header)
    }

    pub(crate) fn alg(&self) -> Option<&Value<'t>> {
        self.members.get("alg")
    }

    /// The algorithm that `alg` names. `None` if it is not known.
    pub(crate) fn algorithm(&self) -> Option<Algorithm> {
        match self.alg() {
            Some(Value::String(name)) => Algorithm::from_name(name),
            _ => None,
        }
    }

    #[cfg(feature = "jwe")]
    pub(crate) fn member(&self, name: &str) -> Option<&Value<'t>> {
        self.members.get(name)
    }

    pub(crate) fn kid(&self) -> Option<&str> {
        match self.members.get("kid") {
            Some(Value::String(kid)) => Some(kid),
            _ => None,
        }
    }

    pub(crate) fn typ(&self) -> Option<&str> {
        match self.members.get("typ") {
            Some(Value::String(typ)) => Some(typ),
            _ => None,
        }
    }

    /// RFC 8725 §3.11: the caller says which kind of token it wants, so that no other kind passes.
    pub(crate) fn check_typ(&self, expected: &str) -> Result<(), Error> {
        let actual = self.typ();
        if actual.is_some_and(|typ| media_type(typ).eq_ignore_ascii_case(media_type(expected))) {
            return Ok(());
        }
        Err(Error::from(ErrorKind::HeaderRejected {
            rule: HeaderRule::Typ,
            expected: Some(JsonText::string(expected)),
            actual: actual.map(JsonText::string),
        }))
    }

    /// RFC 7797 §7: a JWT's payload is always encoded. This has an error of its own, although `crit` must name `b64`
    /// too and would be refused.
    fn check_b64(&self) -> Result<(), Error> {
        match self.members.get("b64") {
            None | Some(Value::Bool(true)) => Ok(()),
            Some(other) => Err(rejected(HeaderRule::B64, other)),
        }
    }

    /// RFC 7515 §4.1.11: refuse extensions that are not understood. None is understood today, and an empty list is
    /// malformed.
    fn check_crit(&self) -> Result<(), Error> {
        match self.members.get("crit") {
            None => Ok(()),
            Some(crit) => Err(rejected(HeaderRule::Crit, crit)),
        }
    }

    /// RFC 7797 §3, §6: `b64` and `crit` are both present, so that software that does not know `b64` refuses the token.
    /// `crit` may name nothing else.
    fn check_unencoded(&self) -> Result<(), Error> {
        let [b64, crit] = ["b64", "crit"].map(|name| self.members.get(name));
        if !matches!(b64, Some(Value::Bool(false))) {
            return Err(unexpected(HeaderRule::B64, "false", b64));
        }
        match crit {
            Some(Value::Array(names)) if matches!(names.as_slice(), [Value::String(name)] if name == "b64") => Ok(()),
            _ => Err(unexpected(HeaderRule::Crit, "[\"b64\"]", crit)),
        }
    }

    fn check_string(&self, name: &str, rule: HeaderRule) -> Result<(), Error> {
        match self.members.get(name) {
            None | Some(Value::String(_)) => Ok(()),
            Some(other) => Err(rejected(rule, other)),
        }
    }
}

fn rejected(rule: HeaderRule, actual: &Value<'_>) -> Error {
    Error::from(ErrorKind::HeaderRejected { rule, expected: None, actual: Some(JsonText::value(actual)) })
}

fn unexpected(rule: HeaderRule, expected: &str, actual: Option<&Value<'_>>) -> Error {
    Error::from(ErrorKind::HeaderRejected {
        rule,
        expected: Some(JsonText::json(expected)),
        actual: actual.map(JsonText::value),
    })
}

/// RFC 7515 §4.1.9: `application/` may be left out if no other slash follows.
fn media_type(typ: &str) -> &str {
    const PREFIX: &str = "application/";
    match typ.split_at_checked(PREFIX.len()) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case(PREFIX) && !rest.contains('/') => rest,
        _ => typ,
    }
}

/// Whether it is the media type of another kind of token, such as `at+jwt`: by RFC 8725 §3.11 each new kind has one.
pub(crate) fn is_of_other_kind(typ: &str) -> bool {
    let typ = typ.as_bytes();
    typ.len().checked_sub(4).and_then(|start| typ.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(b"+jwt"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    fn refusal(text: &str) -> Option<(Code, Option<&'static str>)> {
        Header::read(text).err().map(|error| (error.code(), error.reason()))
    }

    #[test]
    fn a_header_asks_for_nothing_that_is_not_understood() {
        for good in [
            r#"{"alg":"HS256"}"#,
            r#"{}"#,
            r#"{"alg":"HS256","typ":"at+jwt","kid":"a\u00e9\n","b64":true,"jwk":{"kty":"oct"},"x5c":[]}"#,
            r#" { "alg" : 7 } "#,
        ] {
            assert_eq!(refusal(good), None, "{good}");
        }
        for (bad, code, reason) in [
            ("", Code::Malformed, "json"),
            ("[]", Code::Malformed, "not_object"),
            (r#"{"alg":"a","alg":"a"}"#, Code::Malformed, "duplicate_name"),
            (r#"{"alg":"a","\u0061lg":"b"}"#, Code::Malformed, "duplicate_name"),
            (r#"{"crit":[]}"#, Code::HeaderRejected, "crit"),
            (r#"{"crit":["b64"],"b64":true}"#, Code::HeaderRejected, "crit"),
            (r#"{"b64":false}"#, Code::HeaderRejected, "b64"),
            (r#"{"b64":null}"#, Code::HeaderRejected, "b64"),
            (r#"{"typ":7}"#, Code::HeaderRejected, "typ"),
            (r#"{"kid":null}"#, Code::HeaderRejected, "kid"),
        ] {
            assert_eq!(refusal(bad), Some((code, Some(reason))), "{bad}");
        }
    }

    #[test]
    fn typ_is_a_media_type() {
        let check = |typ: &str, expected: &str| {
            let text = format!(r#"{{"typ":"{typ}"}}"#);
            Header::read(&text).and_then(|header| header.check_typ(expected)).is_ok()
        };
        for (typ, expected) in [("JWT", "jwt"), ("application/at+jwt", "at+JWT"), ("at+jwt", "APPLICATION/at+jwt")] {
            assert!(check(typ, expected), "{typ}");
        }
        for (typ, expected) in [("JWT", "at+jwt"), ("application/a/jwt", "a/jwt"), ("", "JWT"), ("é", "JWT")] {
            assert!(!check(typ, expected), "{typ}");
        }
        assert!(Header::read("{}").and_then(|header| header.check_typ("JWT")).is_err());
    }

    #[test]
    fn only_a_kid_that_is_there_is_given() {
        assert_eq!(Header::read(r#"{"kid":"a"}"#).unwrap().kid(), Some("a"));
        assert_eq!(Header::read("{}").unwrap().kid(), None);
    }
}
