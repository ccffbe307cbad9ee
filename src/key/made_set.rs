//! Sets of keys that a program has, and what a set left out.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::set::{KeySet, LeftOut, MAX_KEYS, Member};
use super::{Key, KeyRole, invalid};
use crate::error::{Error, ErrorKind, KeyProblem};
use crate::json::JsonText;

impl KeySet {
    /// A set of keys that verify, in this order. Tokens choose among them by `kid` and `alg`, so give each its `kid`, by
    /// [`Key::with_kid`]. A public key that is there twice counts once.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, KeySet};
    /// let current = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?.with_kid("2026");
    /// let previous = Key::private_ed25519(&[8; 32], Algorithm::EdDsa)?.with_kid("2025");
    /// let keys = KeySet::from_keys([&current, &previous].into_iter().filter_map(Key::public))?;
    /// assert_eq!((keys.len(), keys.kid(0)), (2, Some("2026")));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` for a private key, whose [`public`](Key::public) half is needed, and for more than 1000 keys.
    /// `key_ambiguous` if two different keys for one algorithm have the same `kid`.
    pub fn from_keys(keys: impl IntoIterator<Item = Key>) -> Result<Self, Error> {
        let mut members: Vec<Member> = Vec::new();
        for key in keys {
            if key.role() == KeyRole::Private {
                return Err(invalid(KeyProblem::PrivateKey));
            }
            let namesake = members.iter().map(|member| &member.key).find(|other| {
                key.kid().is_some() && key.kid() == other.kid() && key.algorithms().iter().any(|one| other.has(*one))
            });
            match namesake {
                Some(other) if key.is_same_public(other) && key.algorithms() == other.algorithms() => {}
                Some(_) => return Err(Error::from(ErrorKind::KeyAmbiguous { kid: key.kid().map(JsonText::string) })),
                None => members.push(Member { key, is_unclear: false }),
            }
            if members.len() > MAX_KEYS {
                return Err(invalid(KeyProblem::TooManyKeys { limit: MAX_KEYS, count: members.len() }));
            }
        }
        Ok(Self { keys: members, left_out: Vec::new() })
    }

    /// The entries that cannot be used, with the reasons, for the log of a program that fetches a set. Entries for
    /// encryption are among them. Entries without `kid`, which no token can name, are not all listed.
    ///
    /// ```
    /// use jwt_wasm::KeySet;
    /// let keys = KeySet::from_jwks(r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"2026","use":"sig"}]}"#)?;
    /// let told: Vec<String> = keys.skipped().map(|entry| entry.to_string()).collect();
    /// assert_eq!(told, [r#"the entry "2026" was skipped: the key cannot be used: the JWK lacks x"#]);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    pub fn skipped(&self) -> impl Iterator<Item = SkippedKey<'_>> {
        self.left_out.iter().map(SkippedKey)
    }
}

/// An entry of a [`KeySet`] that cannot be used.
#[derive(Clone, Copy, Debug)]
pub struct SkippedKey<'s>(&'s LeftOut);

impl<'s> SkippedKey<'s> {
    /// The entry's `kid` as JSON text, because it need not be a string; `None` if it has none.
    ///
    /// ```
    /// use jwt_wasm::KeySet;
    /// let keys = KeySet::from_jwks(r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"2026"}]}"#)?;
    /// assert_eq!(keys.skipped().next().and_then(|entry| entry.kid()), Some(r#""2026""#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn kid(&self) -> Option<&'s str> {
        if self.0.kid.is_empty() { None } else { Some(&self.0.kid) }
    }

    /// Why it cannot be used.
    ///
    /// ```
    /// use jwt_wasm::{Code, KeySet};
    /// let keys = KeySet::from_jwks(r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"2026"}]}"#)?;
    /// assert_eq!(keys.skipped().next().map(|entry| entry.reason().code()), Some(Code::KeyInvalid));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn reason(&self) -> &'s Error {
        &self.0.why
    }
}

impl fmt::Display for SkippedKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kid() {
            Some(kid) => write!(f, "the entry {} was skipped: {}", JsonText::json(kid).shortened(), self.reason()),
            None => write!(f, "an entry without kid was skipped: {}", self.reason()),
        }
    }
}

impl Key {
    /// The same key with this identifier (RFC 7517 §4.5), which [`sign`](crate::sign()) writes into the header, and by
    /// which a token chooses it in a [`KeySet`].
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// assert_eq!(key.with_kid("2026").kid(), Some("2026"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn with_kid(mut self, kid: impl Into<String>) -> Self {
        self.kid = Some(kid.into());
        self
    }

    /// The public half of a private key, or a copy of a public key, with the same `kid` and algorithms. `None` for a
    /// secret, and for a private key whose public half this build cannot compute.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, KeyRole};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?.with_kid("2026");
    /// let public = key.public().expect("a private key on a curve has a public half");
    /// assert_eq!((public.role(), public.kid()), (KeyRole::Public, Some("2026")));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn public(&self) -> Option<Self> {
        Self::jwk_for(&self.public_jwk()?, &self.algorithms).ok()
    }

    fn has(&self, algorithm: crate::Algorithm) -> bool {
        self.algorithms.iter().any(|own| self.means(*own, algorithm))
    }
}
