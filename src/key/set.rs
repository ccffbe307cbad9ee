//! JSON Web Key Sets (RFC 7517 §5), of which the token's `kid` and `alg` choose one key.

use std::collections::BinaryHeap;

use crate::algorithm::Algorithm;
use crate::error::Error;
use crate::fact::Fact;
use crate::header::Header;
use crate::json::{Object, Value};
use crate::key::jwk::malformed;
use crate::key::{Key, invalid, invalid_for};
use crate::policy::Policy;
use crate::verify::Choice;

/// More than any provider has, and a bound on the work of one set.
const MAX_KEYS: usize = 1000;

/// Keys to choose from. Entries that cannot be used are left out, as RFC 7517 §5 advises.
#[derive(Debug)]
pub struct KeySet {
    keys: Vec<Key>,
}

impl KeySet {
    /// A set from its JSON text.
    ///
    /// # Errors
    /// `key_invalid` if it is no strict JSON object with a list `keys`, or if two keys share a `kid`, a type and
    /// an algorithm.
    pub fn from_jwks(json: &str) -> Result<Self, Error> {
        Self::read(json, |_| true)
    }

    /// As [`from_jwks`](Self::from_jwks), of a set that was published: a secret in it is known to everybody, who could
    /// sign with it.
    #[cfg(feature = "wasm")]
    pub(crate) fn from_published(json: &str) -> Result<Self, Error> {
        Self::read(json, |jwk| jwk.get("kty").is_none_or(|kty| *kty != Value::from("oct")))
    }

    fn read(json: &str, is_taken: impl Fn(&Object<'_>) -> bool) -> Result<Self, Error> {
        let set = Object::parse(json).map_err(|reason| malformed("the key set", reason))?;
        // RFC 7517 §5.1.
        let entries = match set.get("keys") {
            Some(Value::Array(entries)) => entries,
            Some(other) => {
                return Err(invalid_for(format!("the key set's keys must be an array, it is {}", other.kind())));
            }
            None => return Err(invalid("the key set has no keys")),
        };
        let entries: Vec<&Object<'_>> =
            entries.iter().filter_map(object).filter(|jwk| may_verify(jwk) && is_taken(jwk)).collect();
        if entries.len() > MAX_KEYS {
            return Err(invalid("the key set has more than 1000 keys"));
        }
        if let Some(kid) = unclear_kid(&entries) {
            let kid = kid.shortened();
            return Err(invalid_for(format!(
                "two keys of the set have the same kid, {kid}, and which is meant is unclear"
            )));
        }
        let keys = entries.into_iter().filter_map(|jwk| Key::from_set(jwk).ok()).collect();
        Ok(Self { keys })
    }

    /// How many keys can be used.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no key can be used.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Key> {
        self.keys.get(index)
    }

    /// By `kid` where the token has one, and always by algorithm (RFC 7515 §4.1.4, RFC 7517 §4.5).
    pub(crate) fn choose(&self, header: &Header<'_>, policy: &Policy) -> Result<Choice, Error> {
        let kid = header.kid();
        let is_named = |key: &Key| kid.is_none() || key.kid() == kid;
        let mut chosen = None;
        let mut refusal = None;
        for (index, key) in self.keys.iter().enumerate().filter(|(_, key)| is_named(key)) {
            match key.check_algorithm(header, policy) {
                Ok(_) if chosen.is_some() => return Err(Error::KeyAmbiguous { kid: kid.map(Fact::string) }),
                Ok(algorithm) => chosen = Some(Choice { index, algorithm }),
                Err(error) => refusal = Some(error),
            }
        }
        // The key that the token names is told of; of many unnamed ones, none is to blame.
        let refusal = refusal.filter(|_| kid.is_some());
        chosen.ok_or_else(|| refusal.unwrap_or_else(|| Self::none_fits(header, policy, kid)))
    }

    /// A token without an algorithm of any key is told so, whatever its `kid`: no other key would help.
    fn none_fits(header: &Header<'_>, policy: &Policy, kid: Option<&str>) -> Error {
        let known = matches!(header.alg(), Some(Value::String(name)) if Algorithm::from_name(name).is_some_and(|a| policy.allows(a)));
        if known {
            return Error::KeyNotFound { kid: kid.map(Fact::string) };
        }
        Error::AlgorithmNotAllowed { expected: policy.algorithms.clone(), actual: header.alg().map(Fact::value) }
    }
}

fn object<'a, 't>(value: &'a Value<'t>) -> Option<&'a Object<'t>> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// Some providers list a key a second time for encryption, under the same `kid`, by `use` or by `key_ops`.
fn may_verify(jwk: &Object<'_>) -> bool {
    let verifies = |operations: &Value<'_>| match operations {
        Value::Array(operations) => operations.contains(&Value::from("verify")),
        _ => true,
    };
    jwk.get("use").is_none_or(|value| *value == Value::from("sig")) && jwk.get("key_ops").is_none_or(verifies)
}

/// A `kid` of two keys of one type, of which either lacks `alg` or both have the same. RFC 7517 §4.5: keys of different types
/// may share a `kid` as equivalent alternatives. Whether either can be used does not matter: which is meant is unclear all
/// the same.
fn unclear_kid(entries: &[&Object<'_>]) -> Option<Fact> {
    let text = |jwk: &Object<'_>, name: &str| jwk.get(name).map(|value| Fact::value(value).as_json().to_owned());
    let named = entries.iter().enumerate().filter_map(|(index, jwk)| {
        let kid = text(jwk, "kid")?;
        Some((kid, text(jwk, "kty"), text(jwk, "alg"), index))
    });
    // In order, so that not each has to be compared with each; who lacks `alg` comes first of its like.
    let sorted = named.collect::<BinaryHeap<_>>().into_sorted_vec();
    let unclear = sorted.windows(2).find_map(|pair| match pair {
        [(kid, kty, alg, index), (other_kid, other_kty, other_alg, _)]
            if kid == other_kid && kty == other_kty && (alg.is_none() || alg == other_alg) =>
        {
            Some(*index)
        }
        _ => None,
    });
    entries.get(unclear?)?.get("kid").map(Fact::value)
}
