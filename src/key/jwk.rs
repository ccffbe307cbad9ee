//! JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037 §2, RFC 9964 §3).

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, Curve, EdwardsCurve, Family, ParameterSet};
use crate::base64url;
use crate::error::{Error, KeyKind, KeyProblem};
use crate::json::JsonText;
use crate::json::{Object, Value, in_order, repeats};
use crate::key::ml_dsa::check_seed;
use crate::key::private::{PRIVATE_MEMBERS, RSA_MEMBERS};
use crate::key::public::{all_of, check_fit};
use crate::key::{Domain, Key, Operations, PrivateForm, PublicForm, invalid};

impl Key {
    /// A key from a JWK's JSON text. Its own `alg`, `use` and `key_ops` are respected. Without `alg`, the key is bound
    /// to `algorithms`, or to the algorithm of its curve. A JWK with private members signs and does not verify.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    /// assert_eq!(Key::from_jwk(jwk, None)?.algorithms(), [Algorithm::EdDsa, Algorithm::Ed25519]);
    /// assert_eq!(Key::from_jwk(jwk, Some(Algorithm::EdDsa))?.algorithms(), [Algorithm::EdDsa]);
    /// assert_eq!(Key::from_jwk(jwk, [Algorithm::EdDsa, Algorithm::Ed25519])?.algorithms().len(), 2);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if the JWK is malformed, of an unknown type, meant for another use, or without an algorithm; if
    /// its `alg` is not one of `algorithms`; if one of these is for another kind of key; or if there are several for a
    /// key that signs. `key_too_weak` as [`Key::secret`] and [`Key::public_pem`].
    pub fn from_jwk(json: &str, algorithms: impl IntoIterator<Item = Algorithm>) -> Result<Self, Error> {
        Self::jwk_for(json, &algorithms.into_iter().collect::<Vec<_>>())
    }

    pub(crate) fn jwk_for(json: &str, algorithms: &[Algorithm]) -> Result<Self, Error> {
        Self::from_members(&parse(json)?, algorithms, Binding::One)
    }

    /// A public key from a JWK that another party sent, such as the one in a DPoP proof's header (RFC 9449 §4.2). It is
    /// read as by [`Key::from_jwk`], and must be public.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Code, Key};
    /// let secret = r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75"}"#;
    /// let error = Key::from_public_jwk(secret, Some(Algorithm::Hs256)).unwrap_err();
    /// assert_eq!(error.code(), Code::KeyInvalid);
    /// ```
    ///
    /// # Errors
    /// As [`Key::from_jwk`]. `key_invalid` also for a shared secret (`oct`) and for any private member.
    pub fn from_public_jwk(json: &str, algorithms: impl IntoIterator<Item = Algorithm>) -> Result<Self, Error> {
        let jwk = parse(json)?;
        if kty(&jwk)? == "oct" {
            return Err(invalid(KeyProblem::SharedSecret));
        }
        match private_member(&jwk) {
            Some(name) => Err(invalid(KeyProblem::PrivateMember { name })),
            None => Self::from_members(&jwk, &algorithms.into_iter().collect::<Vec<_>>(), Binding::One),
        }
    }

    /// A key of a set: public or a secret. If it names no algorithm, it is for all of its kind.
    pub(super) fn from_set(jwk: &Object<'_>) -> Result<Self, Error> {
        if let Some(name) = private_member(jwk) {
            return Err(invalid(KeyProblem::PrivateMember { name }));
        }
        Self::from_members(jwk, &[], Binding::Kind)
    }

    fn from_members(jwk: &Object<'_>, asked: &[Algorithm], binding: Binding) -> Result<Self, Error> {
        if !matches!(text(jwk, "use")?, None | Some("sig")) {
            return Err(wrong_use(jwk));
        }
        let kid = text(jwk, "kid")?.map(String::from);
        let operations = operations(jwk)?;
        let own = own_algorithm(jwk)?;
        // If one algorithm has two names, the key keeps the names that were asked for.
        let bound = all_of(&|one| asked.contains(&one) && own.is_none_or(|own| own.may_be(one)));
        let bound = match own {
            Some(own) if asked.is_empty() => vec![own],
            Some(own) if bound.is_empty() => {
                return Err(invalid(KeyProblem::OtherAlgorithm { own, asked: asked.to_vec() }));
            }
            _ => bound,
        };
        let key = match kty(jwk)? {
            "oct" => {
                check_fit(&|one| one.minimum_secret().is_some(), KeyKind::Secret, asked)?;
                match bound.as_slice() {
                    [] => return Err(invalid(KeyProblem::NoAlgorithm)),
                    [one] => Self::secret(&bytes(jwk, "k")?, *one)?,
                    _ => return Err(invalid(KeyProblem::SeveralAlgorithms)),
                }
            }
            _ => {
                let public = public_form(jwk)?;
                check_fit(&|one| public.fits(one), public.kind(), asked)?;
                let algorithms = if bound.is_empty() { binding.algorithms(&public)? } else { bound };
                let needed = public.domain().map_or("d", Domain::private_member);
                if jwk.get(needed).is_some() {
                    Self::private(private_form(jwk, public)?, algorithms)?
                } else if let Some(found) = private_member(jwk) {
                    // A caller that takes it for a public key could pass on a private one.
                    return Err(invalid(KeyProblem::PrivateIncomplete { found, needed }));
                } else {
                    Self::of_public(public, algorithms)?
                }
            }
        };
        let operations = Operations {
            verify: operations.verify && key.operations.verify,
            sign: operations.sign && key.operations.sign,
        };
        Ok(Self { kid, operations, ..key })
    }
}

/// The first of a JWK's private members. The `k` of a shared secret does not count.
pub(crate) fn private_member(jwk: &Object<'_>) -> Option<&'static str> {
    let is_secret = jwk.get("kty").and_then(string) == Some("oct");
    PRIVATE_MEMBERS.into_iter().find(|name| jwk.get(name).is_some() && !(is_secret && *name == "k"))
}

/// What a JWK without `alg` is bound to.
enum Binding {
    /// The one algorithm of its curve. RSA has six, so such a key is bound to none.
    One,
    /// All algorithms of its kind. A set's tokens choose among them, and none of them is for another kind of key.
    Kind,
}

impl Binding {
    fn algorithms(&self, form: &PublicForm) -> Result<Vec<Algorithm>, Error> {
        match (self, form) {
            (Self::One, PublicForm::Rsa { .. }) => Err(invalid(KeyProblem::NoAlgorithm)),
            _ => Ok(all_of(&|algorithm| form.fits(algorithm))),
        }
    }
}

const CURVES: &[&str] = &["P-256", "P-384", "P-521", "secp256k1"];

const SETS: &[&str] = &[ParameterSet::MlDsa44.name(), ParameterSet::MlDsa65.name(), ParameterSet::MlDsa87.name()];

/// The public form of a JWK, without its private members.
fn public_form(jwk: &Object<'_>) -> Result<PublicForm, Error> {
    match kty(jwk)? {
        "RSA" => PublicForm::rsa(&bytes(jwk, "n")?, &bytes(jwk, "e")?),
        "EC" => {
            let name = text(jwk, "crv")?;
            let curve = Curve::ALL.iter().copied().find(|curve| name == Some(curve.name()));
            let curve = curve.ok_or_else(|| unfit(jwk, "crv", CURVES))?;
            PublicForm::ec(curve, &bytes(jwk, "x")?, &bytes(jwk, "y")?)
        }
        "OKP" => match text(jwk, "crv")? {
            Some("Ed25519") => PublicForm::edwards(EdwardsCurve::Ed25519, &bytes(jwk, "x")?),
            Some("Ed448") => PublicForm::edwards(EdwardsCurve::Ed448, &bytes(jwk, "x")?),
            _ => Err(unfit(jwk, "crv", &["Ed25519", "Ed448"])),
        },
        // RFC 9964 §3: `alg` says which parameter set the key is of, so it is required.
        _ => match text(jwk, "alg")?.and_then(Algorithm::from_name).and_then(Algorithm::parameter_set) {
            Some(set) => PublicForm::ml_dsa(set, &bytes(jwk, "pub")?),
            None => Err(unfit(jwk, "alg", SETS)),
        },
    }
}

fn private_form(jwk: &Object<'_>, public: PublicForm) -> Result<PrivateForm, Error> {
    let Some(domain) = public.domain() else { return private_rsa(jwk, public) };
    let private = bytes(jwk, domain.private_member())?;
    if let Domain::Set(set) = domain {
        check_seed(set, &private)?;
    }
    PrivateForm::of(domain, private, Some(public))
}

pub(crate) fn private_rsa(jwk: &Object<'_>, public: PublicForm) -> Result<PrivateForm, Error> {
    if jwk.get("oth").is_some() {
        return Err(invalid(KeyProblem::MultiPrime));
    }
    let mut members = Vec::with_capacity(RSA_MEMBERS.len());
    for name in RSA_MEMBERS {
        members.push((name, bytes(jwk, name)?));
    }
    PrivateForm::rsa(public, members)
}

/// The members of a thumbprint's input (RFC 7638 §3.2), in lexicographic order.
pub(super) fn required_members(jwk: &Object<'_>) -> Result<Zeroizing<String>, Error> {
    if kty(jwk)? == "oct" {
        let k = bytes(jwk, "k")?;
        return Ok(Zeroizing::new(format!(r#"{{"k":"{}","kty":"oct"}}"#, *Zeroizing::new(base64url::encode(&k)))));
    }
    Ok(Zeroizing::new(public_form(jwk)?.to_jwk()))
}

fn own_algorithm(jwk: &Object<'_>) -> Result<Option<Algorithm>, Error> {
    let Some(name) = text(jwk, "alg")? else { return Ok(None) };
    let algorithm = Algorithm::from_name(name).ok_or_else(|| unfit(jwk, "alg", &[]))?;
    let kty = kty(jwk)?;
    if (kty == "oct") != matches!(algorithm.family(), Family::Hmac(_))
        || (kty == "AKP") != matches!(algorithm.family(), Family::MlDsa(_))
    {
        return Err(invalid(KeyProblem::AlgorithmForKty { algorithm }));
    }
    Ok(Some(algorithm))
}

/// RFC 7517 §4.3: unique strings.
fn operations(jwk: &Object<'_>) -> Result<Operations, Error> {
    let malformed = || invalid(KeyProblem::KeyOpsType);
    let items = match jwk.get("key_ops") {
        None => return Ok(Operations::ALL),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(malformed()),
    };
    let names: Option<Vec<&str>> = items.iter().map(string).collect();
    let names = names.filter(|names| !repeats(&in_order(names.iter().copied()))).ok_or_else(malformed)?;
    Ok(Operations { verify: names.contains(&"verify"), sign: names.contains(&"sign") })
}

/// A `kty` that is known.
pub(crate) fn kty<'a>(jwk: &'a Object<'_>) -> Result<&'a str, Error> {
    match text(jwk, "kty")? {
        Some(kty @ ("oct" | "RSA" | "EC" | "OKP" | "AKP")) => Ok(kty),
        _ => Err(unfit(jwk, "kty", &["oct", "RSA", "EC", "OKP", "AKP"])),
    }
}

pub(crate) fn text<'a>(jwk: &'a Object<'_>, name: &'static str) -> Result<Option<&'a str>, Error> {
    let Some(value) = jwk.get(name) else { return Ok(None) };
    let wrong = || invalid(KeyProblem::MemberType { name, found: value.kind() });
    string(value).map(Some).ok_or_else(wrong)
}

pub(crate) fn string<'a>(value: &'a Value<'_>) -> Option<&'a str> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

pub(crate) fn bytes(jwk: &Object<'_>, name: &'static str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let encoded = text(jwk, name)?.ok_or_else(|| lacking(jwk, name))?;
    match base64url::decode(encoded) {
        Ok(bytes) => Ok(Zeroizing::new(bytes)),
        Err(_) if encoded.ends_with('=') => Err(invalid(KeyProblem::MemberPadded { name })),
        Err(_) => Err(invalid(KeyProblem::MemberBase64url { name })),
    }
}

/// The error for a member whose value is not one of these. The member is not a secret.
#[cold]
pub(crate) fn unfit(jwk: &Object<'_>, name: &'static str, expected: &'static [&'static str]) -> Error {
    match jwk.get(name) {
        Some(value) => invalid(KeyProblem::MemberValue { name, found: JsonText::value(value), expected }),
        None => lacking(jwk, name),
    }
}

#[cold]
pub(super) fn wrong_use(jwk: &Object<'_>) -> Error {
    unfit(jwk, "use", &["sig"])
}

/// RFC 7517 §4.7: the key's own members must be there even if there is a certificate.
#[cold]
fn lacking(jwk: &Object<'_>, name: &'static str) -> Error {
    // For encryption, nothing reads certificates.
    invalid(match jwk.get("x5c").filter(|_| cfg!(not(feature = "_encryption_only"))) {
        Some(_) => KeyProblem::CertificateOnly { name },
        None => KeyProblem::MemberMissing { name },
    })
}

pub(crate) fn parse(json: &str) -> Result<Object<'_>, Error> {
    Object::parse(json).map_err(|form| invalid(KeyProblem::JwkMalformed { form }))
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
        assert_eq!((key.algorithms(), key.kid()), (&[Algorithm::Hs256][..], Some("a")));
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
