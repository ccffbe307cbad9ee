//! JSON Web Key Sets (RFC 7517 §5). The token's `kid` and `alg` choose one key.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::error::{Error, ErrorKind, KeyProblem};
use crate::header::Header;
use crate::json::JsonText;
use crate::json::{Object, Value};
use crate::key::SelectedKey;
use crate::key::duplicates::{compare, text_of};
use crate::key::jwk::{string, wrong_use};
use crate::key::{Key, invalid};
use crate::policy::AllowedAlgorithms;

/// More than any provider publishes. It limits the work that one set can cause.
pub(super) const MAX_KEYS: usize = 1000;

/// Keys to choose from. Entries that cannot be used are left out, as RFC 7517 §5 advises. If a token names such an
/// entry, its error says why it was left out, and [`skipped`](Self::skipped) lists them.
///
/// ```
/// use jwt_wasm::KeySet;
/// let jwks = r#"{"keys":[
///     {"kty":"OKP","crv":"Ed25519","kid":"2026","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
///     {"kty":"unknown","kid":"2027"}
/// ]}"#;
/// let keys = KeySet::from_jwks(jwks)?;
/// assert_eq!(keys.len(), 1);
/// assert_eq!(keys.kid(0), Some("2026"));
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
#[derive(Debug)]
pub struct KeySet {
    pub(super) keys: Vec<Member>,
    /// If two have one `kid`, the later is reported: that an entry for signatures cannot be used says more than that
    /// another is for encryption.
    pub(super) left_out: Vec<LeftOut>,
}

#[derive(Debug)]
pub(super) struct Member {
    pub(super) key: Key,
    /// Another key has the same `kid`.
    pub(super) is_unclear: bool,
}

#[derive(Debug)]
pub(super) struct LeftOut {
    /// JSON text. Empty if the entry has no `kid`.
    pub(super) kid: String,
    pub(super) why: Arc<Error>,
}

impl KeySet {
    /// Reads a set that was published. Secrets (`oct`) in it are left out, because everybody who can read it could sign
    /// with them.
    ///
    /// ```
    /// use jwt_wasm::KeySet;
    /// let jwks = r#"{"keys":[
    ///     {"kty":"OKP","crv":"Ed25519","kid":"2026","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    /// ]}"#;
    /// let keys = KeySet::from_jwks(jwks)?;
    /// assert_eq!((keys.len(), keys.skipped().count()), (1, 0));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if it is not a strict JSON object with a list `keys`, or has more than 1000 keys.
    pub fn from_jwks(json: &str) -> Result<Self, Error> {
        Self::read(json, false)
    }

    /// Reads a set of the caller's own that nobody else can read, with the secrets in it.
    ///
    /// ```
    /// use jwt_wasm::KeySet;
    /// let jwks = r#"{"keys":[{"kty":"oct","alg":"HS256","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T"}]}"#;
    /// assert_eq!(KeySet::from_jwks_with_secrets(jwks)?.len(), 1);
    /// assert_eq!(KeySet::from_jwks(jwks)?.len(), 0);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`from_jwks`](Self::from_jwks).
    pub fn from_jwks_with_secrets(json: &str) -> Result<Self, Error> {
        Self::read(json, true)
    }

    pub(crate) fn read(json: &str, takes_secrets: bool) -> Result<Self, Error> {
        let set = Object::parse(json).map_err(|form| invalid(KeyProblem::KeySetMalformed { form }))?;
        let mut meant = Vec::new();
        let mut left_out = Vec::new();
        for entry in entries_of(&set)? {
            match check_purpose(entry, takes_secrets) {
                Ok(jwk) => meant.push(jwk),
                Err((kid, why)) => leave_out(&mut left_out, kid, why),
            }
        }
        if meant.len() > MAX_KEYS {
            return Err(invalid(KeyProblem::TooManyKeys { limit: MAX_KEYS, count: meant.len() }));
        }
        let read: Vec<Result<Key, Error>> = meant.iter().map(|jwk| Key::from_set(jwk)).collect();
        let marks = compare(&meant, |index| matches!(read.get(index), Some(Ok(_))));
        let mut keys = Vec::new();
        let mut broken = Vec::new();
        for ((key, jwk), mark) in read.into_iter().zip(meant).zip(marks) {
            match key {
                Ok(_) if mark.is_repeated => {}
                Ok(key) => keys.push(Member { key, is_unclear: mark.is_unclear }),
                Err(why) => leave_out(&mut broken, text_of(jwk, "kid"), why),
            }
        }
        left_out.append(&mut broken);
        Ok(Self { keys, left_out })
    }

    /// The number of keys that can be used.
    ///
    /// ```
    /// use jwt_wasm::KeySet;
    /// let jwks = r#"{"keys":[
    ///     {"kty":"OKP","crv":"Ed25519","kid":"2026","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    /// ]}"#;
    /// let keys = KeySet::from_jwks(jwks)?;
    /// assert_eq!(keys.len(), 1);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.iter().filter(|member| !member.is_unclear).count()
    }

    /// Whether no key can be used.
    ///
    /// ```
    /// use jwt_wasm::KeySet;
    /// assert!(KeySet::from_jwks(r#"{"keys":[]}"#)?.is_empty());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Key> {
        self.keys.get(index).map(|member| &member.key)
    }

    /// By `kid` if the token has one, and always by algorithm (RFC 7515 §4.1.4, RFC 7517 §4.5).
    ///
    /// Not inlined: a WebAssembly runtime compiles a function when it is first called, and a single key needs no selection.
    #[inline(never)]
    pub(crate) fn select(&self, header: &Header<'_>, by_caller: &AllowedAlgorithms) -> Result<SelectedKey, Error> {
        let kid = header.kid();
        // Read once, because a header may be long and the keys many.
        let named = header.algorithm();
        let mut selected: Option<(SelectedKey, &Key)> = None;
        let mut refusing = None;
        for (index, Member { key, is_unclear }) in self.keys.iter().enumerate() {
            if kid.is_some() && key.kid() != kid {
                continue;
            }
            match named.and_then(|named| key.fitting(named, by_caller)) {
                None => refusing = Some(key),
                Some(_) if *is_unclear || selected.is_some_and(|(_, other)| !key.is_listed_as(other)) => {
                    return Err(Error::from(ErrorKind::KeyAmbiguous { kid: kid.map(JsonText::string) }));
                }
                Some(algorithm) => selected = selected.or(Some((SelectedKey { index, algorithm }, key))),
            }
        }
        match (selected, refusing) {
            (Some((selected, _)), _) => Ok(selected),
            // The error is about the key that the token names. If many keys without `kid` are left, it is about none of
            // them.
            (None, Some(key)) if kid.is_some() => Err(key.not_allowed(header, by_caller)),
            (None, _) => Err(self.none_fits(header, by_caller)),
        }
    }

    /// If no key has the token's algorithm, the error says so whatever its `kid` is, because no other key would help.
    fn none_fits(&self, header: &Header<'_>, by_caller: &AllowedAlgorithms) -> Error {
        if !header.algorithm().is_some_and(|algorithm| by_caller.may_allow(algorithm)) {
            return Error::from(ErrorKind::AlgorithmNotAllowed {
                expected: by_caller.0.clone(),
                actual: header.alg().map(JsonText::value),
            });
        }
        let kid = header.kid().map(JsonText::string);
        // A number is not a `kid` (RFC 7517 §4.5), so an entry with one was left out. A token means it if its `kid` has
        // the digits.
        let raw = header.kid().unwrap_or_default();
        let json = kid.as_ref().map_or("", JsonText::as_json);
        let named = |entry: &&LeftOut| !entry.kid.is_empty() && (entry.kid == raw || entry.kid == json);
        let why = match self.left_out.iter().rev().find(named) {
            None if self.keys.is_empty() => self.left_out.last(),
            named => named,
        };
        Error::from(ErrorKind::KeyNotFound { left_out: why.map(|entry| Arc::clone(&entry.why)), kid })
    }
}

impl KeySet {
    /// The `kid` of the key at this place, counted from 0, if there is such a key and it has one.
    ///
    /// ```
    /// use jwt_wasm::KeySet;
    /// let jwks = r#"{"keys":[
    ///     {"kty":"OKP","crv":"Ed25519","kid":"2026","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    /// ]}"#;
    /// let keys = KeySet::from_jwks(jwks)?;
    /// assert_eq!(keys.kid(0), Some("2026"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn kid(&self, index: usize) -> Option<&str> {
        self.get(index)?.kid()
    }

    /// The `kid` of each key as a JSON list, in the order of their places, with `null` for a key without one.
    ///
    /// ```
    /// use jwt_wasm::KeySet;
    /// let jwks = r#"{"keys":[
    ///     {"kty":"OKP","crv":"Ed25519","kid":"2026","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    /// ]}"#;
    /// let keys = KeySet::from_jwks(jwks)?;
    /// assert_eq!(keys.kids(), r#"["2026"]"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn kids(&self) -> String {
        self.list(|key| key.kid().map(|kid| JsonText::string(kid).as_json().to_owned()))
    }

    /// The public JWKs of the keys as a JSON list, in the order in which an engine's answers name them, with `null` for
    /// a secret.
    ///
    /// ```
    /// use jwt_wasm::KeySet;
    /// let jwks = r#"{"keys":[
    ///     {"kty":"OKP","crv":"Ed25519","kid":"2026","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    /// ]}"#;
    /// let keys = KeySet::from_jwks(jwks)?;
    /// assert!(keys.public_jwks().starts_with(r#"[{"crv":"Ed25519","kty":"OKP","x":"11qYAYKx"#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn public_jwks(&self) -> String {
        self.list(Key::public_jwk)
    }

    fn list(&self, json: fn(&Key) -> Option<String>) -> String {
        let mut list = String::from("[");
        for (index, member) in self.keys.iter().enumerate() {
            if index > 0 {
                list.push(',');
            }
            list.push_str(json(&member.key).as_deref().unwrap_or("null"));
        }
        list.push(']');
        list
    }

    /// Leaves out a key that only the caller can know to be unusable: the one at this place, counted from 0, or, if
    /// there is none, an entry with this `kid` that is not in the set. If you leave out several, begin with the last,
    /// because the others move up.
    ///
    /// ```
    /// use jwt_wasm::{KeyProblem, KeySet};
    /// let jwks = r#"{"keys":[
    ///     {"kty":"OKP","crv":"Ed25519","kid":"2026","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    /// ]}"#;
    /// let mut keys = KeySet::from_jwks(jwks)?;
    /// // An engine of the caller's cannot import the key.
    /// keys.leave_out(0, None, KeyProblem::OffCurve);
    /// assert_eq!((keys.len(), keys.skipped().count()), (0, 1));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    pub fn leave_out(&mut self, place: usize, kid: Option<String>, problem: KeyProblem) {
        let kid = if place < self.keys.len() { self.keys.remove(place).key.kid } else { kid };
        let kid = kid.map_or_else(String::new, |kid| JsonText::string(&kid).as_json().to_owned());
        self.left_out.push(LeftOut { kid, why: Arc::new(invalid(problem)) });
    }
}

impl Key {
    /// RFC 7517 §4.5: whether an entry says no more than another does. A key under two names counts as two keys.
    fn is_listed_as(&self, other: &Self) -> bool {
        (self.kid == other.kid || self.kid.is_none() || other.kid.is_none()) && self.is_same_public(other)
    }
}

/// No token can name an entry without a `kid`, so the first such entry is enough.
fn leave_out(entries: &mut Vec<LeftOut>, kid: String, why: Error) {
    if !kid.is_empty() || entries.is_empty() {
        entries.push(LeftOut { kid, why: Arc::new(why) });
    }
}

/// RFC 7517 §5.1.
fn entries_of<'s, 't>(set: &'s Object<'t>) -> Result<&'s [Value<'t>], Error> {
    match set.get("keys") {
        Some(Value::Array(entries)) => Ok(entries),
        other => Err(invalid(KeyProblem::NotKeySet { found: other.map(Value::kind) })),
    }
}

/// The entry, if it is for verifying, before the key itself is looked at; otherwise its `kid` and the reason. Some
/// providers list a key a second time, for encryption, with the same `kid` and another `use` or `key_ops`.
fn check_purpose<'s, 't>(entry: &'s Value<'t>, takes_secrets: bool) -> Result<&'s Object<'t>, (String, Error)> {
    let Value::Object(jwk) = entry else {
        return Err((String::new(), invalid(KeyProblem::EntryType { found: entry.kind() })));
    };
    let verifies = |operations: &Value<'_>| match operations {
        Value::Array(operations) => operations.iter().any(|operation| string(operation) == Some("verify")),
        _ => true,
    };
    let why = if !matches!(jwk.get("use").map(string), None | Some(Some("sig"))) {
        wrong_use(jwk)
    } else if !jwk.get("key_ops").is_none_or(verifies) {
        invalid(KeyProblem::Operation { needed: "verify" })
    } else if !takes_secrets && jwk.get("kty").and_then(string) == Some("oct") {
        invalid(KeyProblem::SecretInSet)
    } else {
        return Ok(jwk);
    };
    Err((text_of(jwk, "kid"), why))
}
