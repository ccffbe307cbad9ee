//! What has been verified.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use crate::algorithm::Algorithm;
use crate::time::Timestamp;
use crate::token::Body;
use crate::verifier::CheckedHeader;

/// A token that has passed every check. `Debug` prints none of it, so that no log holds it.
#[derive(Clone, PartialEq)]
pub struct Verified {
    pub(crate) header: CheckedHeader,
    pub(crate) payload: String,
    pub(crate) validity: Range<Timestamp>,
}

impl Verified {
    /// The header: the text of one JSON object with unique names.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, sign, verify};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let verified = verify(&token, &key, &Policy::new(), 1_700_000_001)?;
    /// assert_eq!(verified.header(), r#"{"alg":"HS256","typ":"JWT"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header.text
    }

    /// The algorithm that verified it, by the name that the key has for it.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, Policy, SignOptions, sign, verify};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().expires_at(1_700_000_300), 1_700_000_000)?;
    /// let verified = verify(&token, &key, &Policy::new(), 1_700_000_001)?;
    /// assert_eq!(verified.algorithm(), Algorithm::Hs256);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.header.selected.algorithm
    }

    /// The place in its set, counted from 0, of the key that verified it. [`KeySet::kid`](crate::KeySet::kid) gives
    /// its `kid`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, Policy, SignOptions, sign, verify};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().expires_at(1_700_000_300), 1_700_000_000)?;
    /// let verified = verify(&token, &key, &Policy::new(), 1_700_000_001)?;
    /// assert_eq!(verified.key_index(), 0);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn key_index(&self) -> usize {
        self.header.selected.index
    }

    /// The claims: the text of one JSON object with unique names, for `serde_json` or [`Object::parse`](crate::Object::parse).
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, sign, verify};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let verified = verify(&token, &key, &Policy::new(), 1_700_000_001)?;
    /// assert_eq!(verified.payload(), r#"{"sub":"user-42","iat":1700000000,"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// The time during which the same verifier accepts the same token, so that a program can keep the answer. It is a
    /// millisecond shorter at each end than `exp`, `nbf` and the maximum age allow, because sums of doubles are not
    /// exact.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, Timestamp, sign, verify};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let verified = verify(&token, &key, &Policy::new(), 1_700_000_001)?;
    /// assert!(verified.validity().contains(&Timestamp::from(1_700_000_299)));
    /// assert!(!verified.validity().contains(&Timestamp::from(1_700_000_300)));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn validity(&self) -> Range<Timestamp> {
        self.validity.clone()
    }

    /// A number that stays the same while the tokens of one [`Verifier`](crate::Verifier) have the same header, so that
    /// a program can keep what it made of the header. It is counted from 1; 0 says nothing about the header, because
    /// another thread was using the verifier's cache, or the build lacks the feature `std`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, Verifier, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let other = sign(Claims::new().subject("user-43"), &key, &options, 1_700_000_000)?;
    ///
    /// let verifier = Verifier::new(key, Policy::new());
    /// let first = verifier.verify(&token, 1_700_000_001)?.header_generation();
    /// assert_eq!(verifier.verify(&other, 1_700_000_001)?.header_generation(), first);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn header_generation(&self) -> u32 {
        self.header.generation
    }
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").finish_non_exhaustive()
    }
}

/// Signed content that has passed every check except those of claims. The payload's bytes need not be a JWT's. `Debug`
/// prints none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifiedJws {
    pub(crate) header: CheckedHeader,
    pub(crate) payload: Vec<u8>,
}

impl VerifiedJws {
    pub(crate) fn new(header: CheckedHeader, body: Body) -> Self {
        Self { header, payload: body.into_payload() }
    }

    /// The header: the text of one JSON object with unique names.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// assert_eq!(verify_jws(&token, &key, &JwsOptions::new())?.header(), r#"{"alg":"HS256"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header.text
    }

    /// The algorithm that verified it, by the name that the key has for it.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let verified = verify_jws(&token, &key, &JwsOptions::new())?;
    /// assert_eq!(verified.algorithm(), Algorithm::Hs256);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.header.selected.algorithm
    }

    /// The place in its set, counted from 0, of the key that verified it. [`KeySet::kid`](crate::KeySet::kid) gives
    /// its `kid`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let verified = verify_jws(&token, &key, &JwsOptions::new())?;
    /// assert_eq!(verified.key_index(), 0);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn key_index(&self) -> usize {
        self.header.selected.index
    }

    /// The payload's bytes.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// assert_eq!(verify_jws(&token, &key, &JwsOptions::new())?.payload(), b"content");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }
}

impl fmt::Debug for VerifiedJws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedJws").finish_non_exhaustive()
    }
}
