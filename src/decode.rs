//! Reading a token without verifying it.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::error::{Error, Part};
use crate::policy::{Form, form_options};
use crate::token::{UntrustedToken, check_claims, check_header};

/// What a token says. Nothing in it has been verified: anybody can have written it. `Debug` prints none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Unverified {
    pub(crate) header: String,
    pub(crate) payload: String,
    pub(crate) signature: Vec<u8>,
}

impl Unverified {
    /// The header: the text of one JSON object with unique names.
    ///
    /// ```
    /// use jwt_wasm::{DecodeOptions, decode_unverified};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// assert_eq!(decode_unverified(token, &DecodeOptions::new())?.header(), r#"{"alg":"ES256"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The claims: the text of one JSON object with unique names.
    ///
    /// ```
    /// use jwt_wasm::{DecodeOptions, decode_unverified};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// assert_eq!(decode_unverified(token, &DecodeOptions::new())?.payload(), r#"{"sub":"user-42"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// The signature's bytes.
    ///
    /// ```
    /// use jwt_wasm::{DecodeOptions, decode_unverified};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// assert_eq!(decode_unverified(token, &DecodeOptions::new())?.signature(), [0, 0, 0]);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }
}

impl fmt::Debug for Unverified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unverified").finish_non_exhaustive()
    }
}

/// How a token that is only read may be written.
///
/// ```
/// use jwt_wasm::{DecodeOptions, decode_unverified};
/// let options = DecodeOptions::new().max_token_length(4096);
/// assert!(decode_unverified("not a token", &options).is_err());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DecodeOptions {
    pub(crate) form: Form,
}

impl Default for DecodeOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl DecodeOptions {
    /// The same limits as the default [`Policy`](crate::Policy).
    ///
    /// ```
    /// use jwt_wasm::{Code, DecodeOptions, decode_unverified};
    /// let error = decode_unverified(&"a".repeat(16_385), &DecodeOptions::new()).unwrap_err();
    /// assert_eq!(error.code(), Code::TooLarge);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { form: Form::DEFAULT }
    }

    form_options!("DecodeOptions");
}

/// Reads what a token says, for display or debugging; only [`verify`](crate::verify) says whether to believe it.
///
/// ```
/// use jwt_wasm::{DecodeOptions, decode_unverified};
/// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
/// assert_eq!(decode_unverified(token, &DecodeOptions::new())?.payload(), r#"{"sub":"user-42"}"#);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// `malformed`, `too_large` or `encrypted`.
pub fn decode_unverified(token: &str, options: &DecodeOptions) -> Result<Unverified, Error> {
    decode_bytes(token.as_bytes(), options)
}

/// As [`decode_unverified`], for bytes that need not be UTF-8. If several parts are malformed, the error names the
/// first.
///
/// ```
/// use jwt_wasm::{Code, DecodeOptions, decode_bytes};
/// let error = decode_bytes(b"a.\xff.b", &DecodeOptions::new()).unwrap_err();
/// assert_eq!(error.code(), Code::Malformed);
/// ```
///
/// # Errors
/// As [`decode_unverified`].
pub fn decode_bytes(token: &[u8], options: &DecodeOptions) -> Result<Unverified, Error> {
    let token = UntrustedToken::split(token, options.form)?;
    // The payload shows whether there are three segments, so it is decoded even if the header is malformed.
    let payload = match token.decode(Part::Payload) {
        Err(error) if error.is_of_whole_token() => return Err(error),
        payload => payload,
    };
    let header = token.text(Part::Header)?;
    check_header(&header)?;
    let payload = crate::token::text(payload?, Part::Payload)?;
    check_claims(&payload)?;
    Ok(Unverified { header, payload, signature: token.decode(Part::Signature)? })
}
