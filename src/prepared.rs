//! A token whose form, header and key are good, and whose signature has not been checked.

use alloc::borrow::Cow;
use core::fmt;

use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorKind};
use crate::key::{Key, Keys};
use crate::token::Body;
use crate::verified::VerifiedJws;
use crate::verifier::CheckedHeader;

/// A token whose form, header and key are good, and whose signature has not been checked. Either
/// [`check_signature`](Self::check_signature) checks it, or an engine of the caller's, whose answer
/// [`accept`](Self::accept) takes. `Debug` prints none of it.
///
/// No claim has been looked at. A [`Verifier`](crate::Verifier) checks those of the [`VerifiedJws`] that results.
pub struct Prepared<'t, 'k> {
    header: CheckedHeader,
    signing_input: Cow<'t, [u8]>,
    body: Body,
    keys: Keys<'k>,
    /// The payload of a JWT is in the token, so an error can say that it is empty (RFC 7515 appendix F).
    is_jwt: bool,
}

impl fmt::Debug for Prepared<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared").field("algorithm", &self.algorithm()).finish_non_exhaustive()
    }
}

impl<'t, 'k> Prepared<'t, 'k> {
    pub(crate) fn of_jwt(
        signing_input: &'t [u8],
        body: Body,
        header: CheckedHeader,
        keys: &Keys<'k>,
    ) -> Result<Self, Error> {
        Self { header, signing_input: Cow::Borrowed(signing_input), body, keys: keys.clone(), is_jwt: true }.checked()
    }

    pub(crate) fn of_jws(
        signing_input: Cow<'t, [u8]>,
        body: Body,
        header: CheckedHeader,
        keys: Keys<'k>,
    ) -> Result<Self, Error> {
        Self { header, signing_input, body, keys, is_jwt: false }.checked()
    }

    /// Refuses a signature that the key cannot have made, before an engine is asked.
    fn checked(self) -> Result<Self, Error> {
        let formed = self.key().and_then(|key| key.check_form(self.signature()));
        formed.map_err(|error| self.refusal(error))?;
        Ok(self)
    }

    fn refusal(&self, error: Error) -> Error {
        if self.is_jwt { self.body.refusal(error) } else { error }
    }

    /// The algorithm to verify with.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, prepare_jws, sign_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let prepared = prepare_jws(token.as_bytes(), &key, &JwsOptions::new())?;
    /// assert_eq!(prepared.algorithm(), Algorithm::Hs256);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.header.selected.algorithm
    }

    /// The key to verify with.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, prepare_jws, sign_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let prepared = prepare_jws(token.as_bytes(), &key, &JwsOptions::new())?;
    /// assert_eq!(prepared.key()?.algorithms(), [Algorithm::Hs256]);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_not_found` if the set has no key at this place, which cannot happen to a token that was prepared with this
    /// set.
    pub fn key(&self) -> Result<&Key, Error> {
        self.keys.get(self.header.selected)
    }

    /// The key's place in its set, counted from 0.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, prepare_jws, sign_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let prepared = prepare_jws(token.as_bytes(), &key, &JwsOptions::new())?;
    /// assert_eq!(prepared.key_index(), 0);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn key_index(&self) -> usize {
        self.header.selected.index
    }

    /// What the signature covers (RFC 7515 §5.2).
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, prepare_jws, sign_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let prepared = prepare_jws(token.as_bytes(), &key, &JwsOptions::new())?;
    /// // The token up to its last dot.
    /// assert!(token.as_bytes().starts_with(prepared.signing_input()));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn signing_input(&self) -> &[u8] {
        &self.signing_input
    }

    /// The signature's bytes.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, prepare_jws, sign_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let prepared = prepare_jws(token.as_bytes(), &key, &JwsOptions::new())?;
    /// assert_eq!(prepared.signature().len(), 32);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        self.body.signature()
    }

    /// Checks the signature with this build's own arithmetic.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, prepare_jws, sign_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let prepared = prepare_jws(token.as_bytes(), &key, &JwsOptions::new())?;
    /// assert_eq!(prepared.check_signature()?.payload(), b"content");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `signature_invalid`; `sync_unavailable` if this build has no arithmetic for the algorithm.
    pub fn check_signature(self) -> Result<VerifiedJws, Error> {
        let checked = self.key().and_then(|key| key.verify(self.algorithm(), &self.signing_input, self.signature()));
        match checked {
            Ok(()) => Ok(self.into_verified()),
            Err(error) => Err(self.refusal(error)),
        }
    }

    /// Takes the answer of an engine outside of this crate: whether this is the signature of the [signing
    /// input](Self::signing_input) by the [key](Self::key).
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, prepare_jws, sign_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let prepared = prepare_jws(token.as_bytes(), &key, &JwsOptions::new())?;
    /// // An engine checks `prepared.signature()` of `prepared.signing_input()`, and says whether it is good.
    /// assert_eq!(prepared.accept(true)?.payload(), b"content");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `signature_invalid` if it is not.
    pub fn accept(self, is_good: bool) -> Result<VerifiedJws, Error> {
        if is_good { Ok(self.into_verified()) } else { Err(self.refusal(Error::from(ErrorKind::SignatureInvalid))) }
    }

    fn into_verified(self) -> VerifiedJws {
        VerifiedJws::new(self.header, self.body)
    }

    /// The same token with a copy of what the signature covers, to be kept while an engine computes.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, prepare_jws, sign_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// let prepared = prepare_jws(token.as_bytes(), &key, &JwsOptions::new())?;
    /// let kept = prepared.into_owned();
    /// drop(token);
    /// assert_eq!(kept.check_signature()?.payload(), b"content");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Prepared<'static, 'k> {
        Prepared { signing_input: Cow::Owned(self.signing_input.into_owned()), ..self }
    }
}
