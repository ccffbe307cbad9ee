//! What a token has besides the claims that are given.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use super::ClaimNames;
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::Value;
use crate::number::Numbers;
use crate::policy::{LATEST_NOW, check_clock, check_durations};
use crate::time::Timestamp;

/// What a token has besides the claims that are given.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::SignOptions;
/// let options = SignOptions::new().expires_in(Duration::from_secs(300)).random_jwt_id().kid("2026");
/// # let _ = options;
/// ```
#[derive(Clone, Debug)]
pub struct SignOptions {
    pub(crate) typ: Typ,
    pub(crate) kid: Option<String>,
    pub(crate) header: Vec<(String, Value<'static>)>,
    pub(crate) expiry: Expiry,
    /// Seconds.
    pub(crate) not_before: Option<f64>,
    pub(crate) without_issued_at: bool,
    pub(crate) jwt_id: Option<JwtId>,
    pub(super) numbers: Numbers,
}

impl Default for SignOptions {
    fn default() -> Self {
        Self::new()
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Typ {
    /// `JWT` for a JWT, and no `typ` for other content.
    Usual,
    Given(String),
    LeftOut,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Expiry {
    Unsaid,
    /// Seconds from now.
    In(f64),
    At(Timestamp),
    /// There is an `exp` only if the claims have it.
    Never,
}

#[derive(Clone, Debug)]
pub(crate) enum JwtId {
    Given(String),
    Random,
}

impl SignOptions {
    /// The defaults: `typ` is `JWT`, `kid` is the key's, and `iat` is now. The time at which the token expires has no
    /// default: [`expires_in`](Self::expires_in), [`expires_at`](Self::expires_at) or
    /// [`without_expiry`](Self::without_expiry) says it, unless the claims have `exp`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.header(), r#"{"alg":"HS256","typ":"JWT"}"#);
    /// assert_eq!(read.payload(), r#"{"sub":"user-42","iat":1700000000,"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::with_numbers(Numbers::NATIVE)
    }

    /// The defaults, for a program that converts numbers in its own way.
    ///
    /// ```
    /// use jwt_wasm::{Numbers, SignOptions};
    /// let options = SignOptions::with_numbers(Numbers::NATIVE).without_expiry();
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn with_numbers(numbers: Numbers) -> Self {
        Self {
            typ: Typ::Usual,
            kid: None,
            header: Vec::new(),
            expiry: Expiry::Unsaid,
            not_before: None,
            without_issued_at: false,
            jwt_id: None,
            numbers,
        }
    }

    /// Sets the header's `typ`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().without_expiry().typ("at+jwt"), 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.header(), r#"{"alg":"HS256","typ":"at+jwt"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn typ(mut self, typ: impl Into<String>) -> Self {
        self.typ = Typ::Given(typ.into());
        self
    }

    /// Leaves `typ` out of the header, where it is optional (RFC 7519 §5.1).
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().without_expiry().without_typ(), 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.header(), r#"{"alg":"HS256"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn without_typ(mut self) -> Self {
        self.typ = Typ::LeftOut;
        self
    }

    /// Sets the header's `kid`, instead of the key's.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().without_expiry().kid("2026"), 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.header(), r#"{"alg":"HS256","typ":"JWT","kid":"2026"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn kid(mut self, kid: impl Into<String>) -> Self {
        self.kid = Some(kid.into());
        self
    }

    /// Adds another header parameter (RFC 7515 §4), such as `x5t` or `jwk`. [`sign`](crate::sign()) refuses a parameter
    /// that the header has already, such as `alg`, and one that [`verify`](crate::verify) would refuse, such as `crit`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().without_expiry();
    /// let token = sign("{}", &key, &options.clone().header("cty", "example"), 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.header(), r#"{"alg":"HS256","typ":"JWT","cty":"example"}"#);
    /// assert!(sign("{}", &key, &options.header("alg", "none"), 1_700_000_000).is_err());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Value<'static>>) -> Self {
        self.header.push((name.into(), value.into()));
        self
    }

    /// Sets `exp` to this long from now.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().expires_in(Duration::from_secs(300)), 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.payload(), r#"{"iat":1700000000,"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// A number does not compile, because it could be seconds or milliseconds:
    ///
    /// ```compile_fail,E0308
    /// # use jwt_wasm::SignOptions;
    /// let options = SignOptions::new().expires_in(300);
    /// ```
    #[must_use]
    pub const fn expires_in(mut self, duration: Duration) -> Self {
        self.expiry = Expiry::In(duration.as_secs_f64());
        self
    }

    /// Sets `exp` to this time, in whole seconds.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().expires_at(1_700_000_300), 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.payload(), r#"{"iat":1700000000,"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn expires_at(mut self, time: impl Into<Timestamp>) -> Self {
        self.expiry = Expiry::At(time.into());
        self
    }

    /// Makes a token that never expires, unless the claims have `exp`. [`verify`](crate::verify) refuses a token
    /// without `exp`, unless [`require_expiry`](crate::Policy::require_expiry) says otherwise.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().without_expiry(), 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.payload(), r#"{"iat":1700000000}"#);
    /// // Whether a token expires must be said.
    /// assert!(sign("{}", &key, &SignOptions::new(), 1_700_000_000).is_err());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn without_expiry(mut self) -> Self {
        self.expiry = Expiry::Never;
        self
    }

    /// Sets `nbf` to this long from now.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().without_expiry().not_before(Duration::from_secs(60));
    /// let token = sign("{}", &key, &options, 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.payload(), r#"{"iat":1700000000,"nbf":1700000060}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn not_before(mut self, duration: Duration) -> Self {
        self.not_before = Some(duration.as_secs_f64());
        self
    }

    /// Leaves `iat` out of the claims.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().expires_at(1_700_000_300).without_issued_at(), 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.payload(), r#"{"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn without_issued_at(mut self) -> Self {
        self.without_issued_at = true;
        self
    }

    /// Sets `jti`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300).jwt_id("ca3b80a1");
    /// let token = sign("{}", &key, &options, 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert_eq!(read.payload(), r#"{"iat":1700000000,"exp":1700000300,"jti":"ca3b80a1"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn jwt_id(mut self, jwt_id: impl Into<String>) -> Self {
        self.jwt_id = Some(JwtId::Given(jwt_id.into()));
        self
    }

    /// Sets `jti` to 128 random bits in hexadecimal. It needs the feature `rand`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, DecodeOptions, Key, SignOptions, decode_unverified, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300).random_jwt_id();
    /// let token = sign("{}", &key, &options, 1_700_000_000)?;
    /// let read = decode_unverified(&token, &DecodeOptions::new())?;
    /// assert!(read.payload().starts_with(r#"{"iat":1700000000,"exp":1700000300,"jti":""#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[cfg(feature = "rand")]
    #[must_use]
    pub fn random_jwt_id(mut self) -> Self {
        self.jwt_id = Some(JwtId::Random);
        self
    }

    pub(super) fn check_times(&self, now: f64) -> Result<(), Error> {
        check_clock(now, self.numbers)?;
        let expires_in = if let Expiry::In(seconds) = self.expiry { Some(seconds) } else { None };
        check_durations(&[expires_in, self.not_before])
    }

    /// Nobody should make a token that never expires without asking for it.
    pub(super) fn check_expiry(&self, claims: &impl ClaimNames) -> Result<(), Error> {
        // The package's options always say it, and its module must not grow for this.
        if cfg!(feature = "_npm") {
            return Ok(());
        }
        let (name, expected, found) = match self.expiry {
            Expiry::Unsaid if !claims.has("exp") => {
                let expected = "a duration, or expires_at or without_expiry must be called instead";
                ("expires_in", expected, "missing".to_owned())
            }
            Expiry::At(time) if !(time.as_seconds() > 0.0 && time.as_seconds() <= LATEST_NOW) => {
                let expected = "seconds since 1970-01-01T00:00:00Z, above 0 and at most 1e11";
                ("expires_at", expected, self.numbers.text(time.as_seconds()))
            }
            _ => return Ok(()),
        };
        let name = name.to_owned();
        Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Value { name, expected, found })))
    }
}
