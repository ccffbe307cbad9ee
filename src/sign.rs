//! Makes tokens.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::algorithm::Algorithm;
use crate::claims::{self, ClaimsSource};
use crate::error::{Error, ErrorKind, OptionsProblem, Part};
use crate::header::Header;
use crate::json::{JsonText, write_string};
use crate::json::{Object, Value};
use crate::key::Key;
use crate::number::{Numbers, floor};
use crate::policy::{LATEST_NOW, check_clock, check_durations};
use crate::random;
use crate::signing_input::SigningInput;
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
    numbers: Numbers,
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

    /// Adds another header parameter (RFC 7515 §4), such as `x5t` or `jwk`. [`sign`] refuses a parameter that the
    /// header has already, such as `alg`, and one that [`verify`](crate::verify) would refuse, such as `crit`.
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

    fn check_times(&self, now: f64) -> Result<(), Error> {
        check_clock(now, self.numbers)?;
        let expires_in = if let Expiry::In(seconds) = self.expiry { Some(seconds) } else { None };
        check_durations(&[expires_in, self.not_before])
    }

    /// Nobody should make a token that never expires without asking for it.
    fn check_expiry(&self, claims: &impl ClaimNames) -> Result<(), Error> {
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

/// Makes a signed token of [`Claims`](crate::Claims), an [`Object`](crate::Object), or the text of one JSON object.
/// `now` is in seconds since 1970-01-01T00:00:00Z.
///
/// **Never assemble the text with `format!`.** With the user `bob","role":"admin` it would sign an administrator.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, sign, verify};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let options = SignOptions::new().expires_in(Duration::from_secs(300));
/// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000.0)?;
/// let verified = verify(&token, &key, &Policy::new(), 1_700_000_001.0)?;
/// assert_eq!(verified.payload(), r#"{"sub":"user-42","iat":1700000000,"exp":1700000300}"#);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// `malformed` if the claims are not a strict JSON object. `claim_invalid` if a registered claim has the wrong type, or
/// is a time after the year 9999, as milliseconds are. `options_invalid` if an option sets a claim that the claims have
/// already, if neither the options nor the claims say when the token expires, if the header would be refused, if `now`
/// is not above 0 and at most 1e11, or if a duration is longer than that. `key_invalid` if the key is not for signing.
/// `sync_unavailable` if random bytes are needed (ML-DSA, a random `jti`) and the host or a build without the feature
/// `rand` has none, and for RSA, whose private operations do not take constant time here (RUSTSEC-2023-0071).
pub fn sign(
    claims: impl ClaimsSource,
    key: &Key,
    options: &SignOptions,
    now: impl Into<Timestamp>,
) -> Result<String, Error> {
    prepare_signing(claims, key, options, now)?.sign(key)
}

/// As [`sign`], of claims that were checked while they were written.
#[cfg(all(feature = "serde", feature = "std"))]
pub(crate) fn sign_checked(
    mut claims: Vec<u8>,
    names: &impl ClaimNames,
    key: &Key,
    options: &SignOptions,
    now: f64,
) -> Result<String, Error> {
    options.check_times(now)?;
    options.check_expiry(names)?;
    key.check_can_sign()?;
    let algorithm = key.signing_algorithm()?;
    // The closing brace, which comes again with what is added.
    claims.pop();
    claims.extend_from_slice(added_claims(names, options, now)?.as_bytes());
    let header = write_header(algorithm, key.kid(), options, Some("JWT"), false)?;
    SigningInput::of_claims(algorithm, &header, &claims).sign(key)
}

/// As [`sign`], from the text of one JSON object.
#[cfg(feature = "serde")]
pub(crate) fn sign_text(
    claims: String,
    key: &Key,
    options: &SignOptions,
    now: impl Into<Timestamp>,
) -> Result<String, Error> {
    prepare(Cow::Owned(claims), key, options, now.into().as_seconds())?.sign(key)
}

/// Makes what [`sign`] would sign, for an engine outside of this crate to sign. `now` is in seconds since
/// 1970-01-01T00:00:00Z.
///
/// ```
/// use jwt_wasm::{Algorithm, Claims, Key, SignOptions, SigningKey, prepare_signing};
/// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
/// let input = prepare_signing(Claims::new().subject("user-42"), &key, &SignOptions::new().without_expiry(), 1_700_000_000.0)?;
/// // This stands for another library, which signs.
/// let signature = SigningKey::ed25519(&[7; 32])?.sign(input.as_bytes())?;
/// let token = input.finish(&signature)?;
/// # let _ = token;
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`sign`].
pub fn prepare_signing(
    claims: impl ClaimsSource,
    key: &Key,
    options: &SignOptions,
    now: impl Into<Timestamp>,
) -> Result<SigningInput, Error> {
    prepare(claims.json(), key, options, now.into().as_seconds())
}

fn prepare(claims: Cow<'_, str>, key: &Key, options: &SignOptions, now: f64) -> Result<SigningInput, Error> {
    let members = read_signable(&claims, options, now)?;
    key.check_can_sign()?;
    let algorithm = key.signing_algorithm()?;
    let added = added_claims(&members, options, now)?;
    let payload = with_claims(claims.into_owned(), &added);
    let header = write_header(algorithm, key.kid(), options, Some("JWT"), false)?;
    Ok(SigningInput::of_claims(algorithm, &header, payload.as_bytes()))
}

impl SigningInput {
    /// Makes what is to be signed with a key that is elsewhere: in another library, a KMS or an HSM. The header's `kid`
    /// is the one of the options. `now` is a [`Timestamp`], or a number of seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::{Algorithm, Claims, SignOptions, SigningInput, SigningKey};
    /// let options = SignOptions::new().expires_in(Duration::from_secs(300)).kid("2026");
    /// let input = SigningInput::new(Claims::new().subject("user-42"), Algorithm::EdDsa, &options, 1_700_000_000.0)?;
    /// // This stands for another library, which signs.
    /// let signature = SigningKey::ed25519(&[7; 32])?.sign(input.as_bytes())?;
    /// let token = input.finish(signature)?;
    /// # let _ = token;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`sign`] for claims and options.
    pub fn new(
        claims: impl ClaimsSource,
        algorithm: Algorithm,
        options: &SignOptions,
        now: impl Into<Timestamp>,
    ) -> Result<Self, Error> {
        let (claims, now) = (claims.json(), now.into().as_seconds());
        let members = read_signable(&claims, options, now)?;
        let added = added_claims(&members, options, now)?;
        let payload = with_claims(claims.into_owned(), &added);
        let header = write_header(algorithm, None, options, Some("JWT"), false)?;
        Ok(Self::of_claims(algorithm, &header, payload.as_bytes()))
    }
}

/// Reads the claims, and checks that a token can have them.
pub(crate) fn read_signable<'t>(claims: &'t str, options: &SignOptions, now: f64) -> Result<Object<'t>, Error> {
    options.check_times(now)?;
    let members = Object::parse(claims).map_err(|reason| Error::malformed(Part::Payload, reason))?;
    claims::check_signable(&members, options.numbers)?;
    options.check_expiry(&members)?;
    Ok(members)
}

/// A parameter that the header has already would be a duplicate name, and a header that would be refused must not be
/// signed.
pub(crate) fn write_header(
    algorithm: Algorithm,
    own_kid: Option<&str>,
    options: &SignOptions,
    usual_typ: Option<&str>,
    is_unencoded: bool,
) -> Result<String, Error> {
    let typ = match &options.typ {
        Typ::Usual => usual_typ,
        Typ::Given(typ) => Some(typ.as_str()),
        Typ::LeftOut => None,
    };
    let kid = options.kid.as_deref().or(own_kid);
    let mut json = String::with_capacity(64);
    json.push_str("{\"alg\":");
    write_string(&mut json, algorithm.name());
    for (name, value) in [(",\"typ\":", typ), (",\"kid\":", kid)] {
        if let Some(value) = value {
            json.push_str(name);
            write_string(&mut json, value);
        }
    }
    if is_unencoded {
        json.push_str(",\"b64\":false,\"crit\":[\"b64\"]");
    }
    for (name, value) in &options.header {
        json.push(',');
        write_string(&mut json, name);
        json.push(':');
        json.push_str(JsonText::value(value).as_json());
    }
    json.push('}');
    if matches!(options.typ, Typ::LeftOut) && options.header.iter().any(|(name, _)| name == "typ") {
        return Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::TypTwice)));
    }
    if !options.header.is_empty() {
        Header::with_payload(&json, is_unencoded)
            .map_err(|error| Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Header { error })))?;
    }
    Ok(json)
}

/// Which claims there are.
pub(crate) trait ClaimNames {
    fn has(&self, name: &str) -> bool;
    fn is_empty(&self) -> bool;
}

impl ClaimNames for Object<'_> {
    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn is_empty(&self) -> bool {
        Object::is_empty(self)
    }
}

/// The text of the claims that the options add, up to the end of the object.
pub(crate) fn added_claims(claims: &impl ClaimNames, options: &SignOptions, now: f64) -> Result<String, Error> {
    let now = floor(now);
    let mut added = Added { claims, is_first: claims.is_empty(), text: String::with_capacity(64) };
    if !options.without_issued_at && !claims.has("iat") {
        added.claim("iat", &JsonText::number(now, options.numbers))?;
    }
    if let Some(seconds) = options.not_before {
        added.claim("nbf", &JsonText::number(now + seconds, options.numbers))?;
    }
    let exp = match options.expiry {
        Expiry::In(seconds) => Some(now + seconds),
        Expiry::At(time) => Some(floor(time.as_seconds())),
        Expiry::Unsaid | Expiry::Never => None,
    };
    if let Some(exp) = exp {
        added.claim("exp", &JsonText::number(exp, options.numbers))?;
    }
    match &options.jwt_id {
        Some(JwtId::Given(jwt_id)) => added.claim("jti", &JsonText::string(jwt_id))?,
        Some(JwtId::Random) => added.claim("jti", &JsonText::string(&random::hex()?))?,
        None => {}
    }
    added.text.push('}');
    Ok(added.text)
}

struct Added<'c, C> {
    claims: &'c C,
    is_first: bool,
    text: String,
}

impl<C: ClaimNames> Added<'_, C> {
    fn claim(&mut self, name: &'static str, value: &JsonText) -> Result<(), Error> {
        if self.claims.has(name) {
            return Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::ClaimTwice { name })));
        }
        if !self.is_first {
            self.text.push(',');
        }
        self.is_first = false;
        write_string(&mut self.text, name);
        self.text.push(':');
        self.text.push_str(value.as_json());
        Ok(())
    }
}

/// The claims keep their text, so that exactly what was given is signed.
pub(crate) fn with_claims(mut claims: String, added: &str) -> String {
    let without_end = claims.trim_ascii_end().strip_suffix('}').unwrap_or_default().len();
    claims.truncate(without_end);
    claims.push_str(added);
    claims
}
