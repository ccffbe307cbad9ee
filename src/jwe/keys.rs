//! Which key decrypts a token: the only one, or the one of a set that the header selects.

use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::error::{Error, ErrorKind, JweProblem, KeyProblem};
use crate::json::{JsonText, Object, Value};
use crate::jwe::algorithm::ContentEncryption;
use crate::jwe::form::problem;
use crate::jwe::header::JweHeader;
use crate::jwe::key::EncryptionKey;
use crate::key::{Handle, invalid};

/// More than anybody has. It limits the work that one set can cause.
const MAX_KEYS: usize = 1000;

/// Keys for encryption to choose from, by the token's `kid`, `alg` and `enc`. The first of them encrypts.
///
/// ```
/// use jwt_wasm::{ContentEncryption, EncryptionKeySet};
/// let jwks = r#"{"keys":[{"kty":"oct","alg":"A128KW","kid":"2026","k":"GawgguFyGrWKav7AX4VKUg"}]}"#;
/// let keys = EncryptionKeySet::from_jwks(jwks, &[ContentEncryption::A128Gcm])?;
/// assert_eq!(keys.len(), 1);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct EncryptionKeySet {
    keys: Vec<EncryptionKey>,
    left_out: Option<Arc<Error>>,
}

impl EncryptionKeySet {
    /// A set of these keys.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, EncryptionKeySet, KeyManagement};
    /// let key = |secret| EncryptionKey::secret(secret, KeyManagement::Dir, &[ContentEncryption::A256Gcm]);
    /// let keys = EncryptionKeySet::new(vec![key(&[7; 32])?.with_kid("2026"), key(&[8; 32])?.with_kid("2025")]);
    /// assert_eq!(keys.len(), 2);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn new(keys: Vec<EncryptionKey>) -> Self {
        Self { keys, left_out: None }
    }

    /// Reads a set of the caller's own keys (RFC 7517 §5). Entries without their own `alg`, and entries that cannot be
    /// used, are left out. `encs` is what each of them is bound to, unless its `alg` says it.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKeySet};
    /// let jwks = r#"{"keys":[{"kty":"oct","alg":"A128KW","kid":"2026","k":"GawgguFyGrWKav7AX4VKUg"}]}"#;
    /// let keys = EncryptionKeySet::from_jwks(jwks, &[ContentEncryption::A128Gcm])?;
    /// assert_eq!(keys.get(0).and_then(|key| key.kid()), Some("2026"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if it is not a strict JSON object with a list `keys`, or has more than 1000 keys.
    pub fn from_jwks(json: &str, encs: &[ContentEncryption]) -> Result<Self, Error> {
        let set = Object::parse(json).map_err(|form| invalid(KeyProblem::KeySetMalformed { form }))?;
        let entries = match set.get("keys") {
            Some(Value::Array(entries)) => entries,
            other => return Err(invalid(KeyProblem::NotKeySet { found: other.map(Value::kind) })),
        };
        if entries.len() > MAX_KEYS {
            return Err(invalid(KeyProblem::TooManyKeys { limit: MAX_KEYS, count: entries.len() }));
        }
        let mut read = Self::default();
        for entry in entries {
            let key = match entry {
                Value::Object(jwk) => EncryptionKey::from_members(jwk, None, encs),
                other => Err(invalid(KeyProblem::EntryType { found: other.kind() })),
            };
            match key {
                Ok(key) => read.keys.push(key),
                Err(why) => read.left_out = Some(Arc::new(why)),
            }
        }
        Ok(read)
    }

    /// The number of keys that can be used.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, EncryptionKeySet, KeyManagement};
    /// let key = |secret| EncryptionKey::secret(secret, KeyManagement::Dir, &[ContentEncryption::A256Gcm]);
    /// let keys = EncryptionKeySet::new(vec![key(&[7; 32])?.with_kid("2026"), key(&[8; 32])?.with_kid("2025")]);
    /// assert_eq!(keys.len(), 2);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no key can be used.
    ///
    /// ```
    /// use jwt_wasm::EncryptionKeySet;
    /// assert!(EncryptionKeySet::new(vec![]).is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The key at this place, counted from 0.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, EncryptionKeySet, KeyManagement};
    /// let key = |secret| EncryptionKey::secret(secret, KeyManagement::Dir, &[ContentEncryption::A256Gcm]);
    /// let keys = EncryptionKeySet::new(vec![key(&[7; 32])?.with_kid("2026"), key(&[8; 32])?.with_kid("2025")]);
    /// assert_eq!(keys.get(1).and_then(|key| key.kid()), Some("2025"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&EncryptionKey> {
        self.keys.get(index)
    }

    /// RFC 7516 §5.2, step 6: if the token has a `kid`, only keys with the same one count.
    fn select(&self, header: &JweHeader<'_>) -> Result<usize, Error> {
        let kid = header.common.kid();
        let shown = || kid.map(JsonText::string);
        let mut selected = None;
        let mut refused = None;
        for (index, key) in self.keys.iter().enumerate().filter(|(_, key)| kid.is_none() || key.kid() == kid) {
            match key.check_names(header.alg, header.enc) {
                Ok(()) if selected.is_some() => return Err(Error::from(ErrorKind::KeyAmbiguous { kid: shown() })),
                Ok(()) => selected = Some(index),
                Err(error) => refused = Some(error),
            }
        }
        match (selected, refused) {
            (Some(index), _) => Ok(index),
            (None, Some(error)) if kid.is_some() => Err(error),
            (None, _) => Err(Error::from(ErrorKind::KeyNotFound { kid: shown(), left_out: self.left_out.clone() })),
        }
    }
}

/// One [`EncryptionKey`] or an [`EncryptionKeySet`], borrowed, owned or shared: what decrypts a token.
///
/// With one key, the token's `kid` does not matter.
#[derive(Clone, Debug)]
pub struct EncryptionKeys<'k>(Kind<'k>);

#[derive(Clone, Debug)]
enum Kind<'k> {
    One(Handle<'k, EncryptionKey>),
    Set(Handle<'k, EncryptionKeySet>),
}

macro_rules! from {
    ($($source:ty, $of:ident => $kind:ident $handle:expr;)*) => {
        $(impl<'k> From<$source> for EncryptionKeys<'k> {
            fn from($of: $source) -> Self {
                Self(Kind::$kind($handle))
            }
        })*
    };
}

from! {
    &'k EncryptionKey, key => One Handle::Borrowed(key);
    &'k EncryptionKeySet, set => Set Handle::Borrowed(set);
    EncryptionKey, key => One Handle::Shared(Arc::new(key));
    EncryptionKeySet, set => Set Handle::Shared(Arc::new(set));
    Arc<EncryptionKey>, key => One Handle::Shared(key);
    Arc<EncryptionKeySet>, set => Set Handle::Shared(set);
    &Arc<EncryptionKey>, key => One Handle::Shared(Arc::clone(key));
    &Arc<EncryptionKeySet>, set => Set Handle::Shared(Arc::clone(set));
}

impl EncryptionKeys<'_> {
    pub(super) fn select(&self, header: &JweHeader<'_>) -> Result<usize, Error> {
        match &self.0 {
            Kind::One(key) => key.check_names(header.alg, header.enc).map(|()| 0),
            Kind::Set(set) => set.select(header),
        }
    }

    /// The key at this place, counted from 0. One key is at every place.
    pub(super) fn get(&self, index: usize) -> Result<&EncryptionKey, Error> {
        match &self.0 {
            Kind::One(key) => Ok(key),
            Kind::Set(set) => set.get(index).ok_or_else(|| problem(JweProblem::NoAlg)),
        }
    }
}
