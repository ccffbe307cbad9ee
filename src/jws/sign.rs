//! Signs content that need not be a JWT.

use alloc::string::String;

use super::{can_stand_in_a_token, write_payload};
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::Value;
use crate::key::Key;
use crate::number::Numbers;
use crate::sign::{SignOptions, write_header};
use crate::signing_input::SigningInput;

/// What a token of signed content has besides its payload.
///
/// ```
/// use jwt_wasm::{Algorithm, Key, SignJwsOptions, sign_jws};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let token = sign_jws(b"the body of a request", &key, &SignJwsOptions::new().kid("2026").detached())?;
/// assert!(token.contains(".."));
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SignJwsOptions {
    /// Its fields for claims are never set.
    pub(crate) header: SignOptions,
    pub(crate) is_detached: bool,
    pub(crate) is_unencoded: bool,
}

impl Default for SignJwsOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl SignJwsOptions {
    /// The defaults: no `typ`, the key's `kid`, and the payload in the token, in base64url.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// assert_eq!(verify_jws(&token, &key, &JwsOptions::new())?.header(), r#"{"alg":"HS256"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::of(SignOptions::new())
    }

    /// The defaults, for a program that converts numbers in its own way.
    ///
    /// ```
    /// use jwt_wasm::{Numbers, SignJwsOptions};
    /// let options = SignJwsOptions::with_numbers(Numbers::NATIVE).typ("example");
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn with_numbers(numbers: Numbers) -> Self {
        Self::of(SignOptions::with_numbers(numbers))
    }

    const fn of(header: SignOptions) -> Self {
        Self { header, is_detached: false, is_unencoded: false }
    }

    /// Sets the header's `typ`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new().typ("example"))?;
    /// assert_eq!(verify_jws(&token, &key, &JwsOptions::new())?.header(), r#"{"alg":"HS256","typ":"example"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn typ(mut self, typ: impl Into<String>) -> Self {
        self.header = self.header.typ(typ);
        self
    }

    /// Sets the header's `kid`, instead of the key's.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new().kid("2026"))?;
    /// assert_eq!(verify_jws(&token, &key, &JwsOptions::new())?.header(), r#"{"alg":"HS256","kid":"2026"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn kid(mut self, kid: impl Into<String>) -> Self {
        self.header = self.header.kid(kid);
        self
    }

    /// Adds another header parameter, as [`SignOptions::header`](crate::SignOptions::header) does.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new().header("cty", "text/plain"))?;
    /// assert_eq!(verify_jws(&token, &key, &JwsOptions::new())?.header(), r#"{"alg":"HS256","cty":"text/plain"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Value<'static>>) -> Self {
        self.header = self.header.header(name, value);
        self
    }

    /// Leaves the payload out of the token: nothing stands between its dots (RFC 7515 appendix F). The verifier must
    /// get the payload in another way.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"the body of a request", &key, &SignJwsOptions::new().detached())?;
    /// assert!(token.contains(".."));
    /// let options = JwsOptions::new().payload(b"the body of a request");
    /// assert!(verify_jws(&token, &key, &options).is_ok());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn detached(mut self) -> Self {
        self.is_detached = true;
        self
    }

    /// Signs the payload as it is (RFC 7797). The header gets `b64: false`, and a `crit` that names `b64`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new().unencoded())?;
    /// assert_eq!(token.split('.').nth(1), Some("content"));
    /// assert!(verify_jws(&token, &key, &JwsOptions::new().unencoded()).is_ok());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn unencoded(mut self) -> Self {
        self.is_unencoded = true;
        self
    }
}

/// Signs content of any kind, for [`verify_jws`](crate::verify_jws). If the content is a JSON object, the token is a
/// JWT, which [`verify`](crate::verify()) accepts: sign content that comes from others with a key of its own.
///
/// ```
/// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let body = br#"{"event":"paid"}"#;
/// let token = sign_jws(body, &key, &SignJwsOptions::new().typ("example"))?;
/// assert!(verify_jws(&token, &key, &JwsOptions::new()).is_ok());
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// `options_invalid` if the header would be refused, or if an unencoded payload that stays in the token has a dot or a
/// character that is not printable ASCII (RFC 7797 §5.2). Otherwise as [`sign`](crate::sign()).
pub fn sign_jws(payload: &[u8], key: &Key, options: &SignJwsOptions) -> Result<String, Error> {
    prepare_signing_jws(payload, key, options)?.sign(key)
}

/// Makes what [`sign_jws`] would sign, for an engine outside of this crate to sign.
///
/// ```
/// use jwt_wasm::{Algorithm, Key, SignJwsOptions, SigningKey, prepare_signing_jws};
/// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
/// let input = prepare_signing_jws(b"content", &key, &SignJwsOptions::new())?;
/// // This stands for another library, which signs.
/// let signature = SigningKey::ed25519(&[7; 32])?.sign(input.as_bytes())?;
/// let token = input.finish(&signature)?;
/// # let _ = token;
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`sign_jws`].
pub fn prepare_signing_jws(payload: &[u8], key: &Key, options: &SignJwsOptions) -> Result<SigningInput, Error> {
    key.check_can_sign()?;
    let SignJwsOptions { header, is_detached, is_unencoded } = options;
    if *is_unencoded && !is_detached && !can_stand_in_a_token(payload) {
        return Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::UnencodedPayload)));
    }
    let algorithm = key.signing_algorithm()?;
    let header = write_header(algorithm, key.kid(), header, None, *is_unencoded)?;
    let write = |input: &mut _| write_payload(input, payload, *is_unencoded);
    Ok(SigningInput::of(algorithm, &header, *is_detached, payload.len(), write))
}
