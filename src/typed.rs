//! Claims as types of the caller's, by serde.

#[cfg(feature = "std")]
mod written;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::string::ToString;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::claims::Claims;
use crate::error::{Error, ErrorKind};
use crate::json::{Object, Value};
#[cfg(feature = "jwe")]
use crate::jwe::Decrypted;
use crate::key::Key;
#[cfg(feature = "std")]
use crate::sign::sign_checked;
use crate::sign::{SignOptions, sign_text};
use crate::time::Timestamp;
use crate::verified::Verified;
#[cfg(feature = "std")]
use written::Written;

/// Makes a signed token of a value that serde writes as a JSON object. Otherwise as [`sign`](crate::sign()).
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::{Algorithm, Key, Policy, SignOptions, sign_claims, verify};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Claims {
///     sub: String,
///     tenant: u64,
/// }
///
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let options = SignOptions::new().expires_in(Duration::from_secs(300));
/// let claims = Claims { sub: "user-42".to_owned(), tenant: 7 };
/// let token = sign_claims(&claims, &key, &options, 1_700_000_000.0)?;
///
/// let policy = Policy::new().claim("tenant", 7_u64);
/// let claims: Claims = verify(&token, &key, &policy, 1_700_000_001.0)?.claims()?;
/// assert_eq!(claims.sub, "user-42");
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`sign`](crate::sign()); `malformed` also if serde cannot write the value as JSON.
pub fn sign_claims<T: Serialize + ?Sized>(
    claims: &T,
    key: &Key,
    options: &SignOptions,
    now: impl Into<Timestamp>,
) -> Result<String, Error> {
    #[cfg(feature = "std")]
    return match written::write(claims).map_err(|error| unwritten(&error))? {
        Written::Good { text, names } => sign_checked(text, &names, key, options, now.into().as_seconds()),
        Written::Doubtful { text } => sign_text(text, key, options, now),
    };
    #[cfg(not(feature = "std"))]
    sign_text(text(claims)?, key, options, now)
}

fn text<T: Serialize + ?Sized>(claims: &T) -> Result<String, Error> {
    serde_json::to_string(claims).map_err(|error| unwritten(&error))
}

fn unwritten(error: &serde_json::Error) -> Error {
    Error::from(ErrorKind::ClaimsUnwritten { message: on_one_line(&error.to_string()) })
}

// Not `Deserialize<'a>`: whether a text can be borrowed depends on the escapes that the issuer has written.
fn read<T: DeserializeOwned>(payload: &str) -> Result<T, Error> {
    serde_json::from_str(payload)
        .map_err(|error| Error::from(ErrorKind::ClaimsUnread { message: on_one_line(&error.to_string()) }))
}

/// serde's message may quote a claim.
fn on_one_line(message: &str) -> String {
    message.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(200).collect()
}

impl Claims {
    /// The claims of a value that serde writes as a JSON object, so that more claims can be set.
    ///
    /// ```
    /// use jwt_wasm::Claims;
    /// use serde::Serialize;
    ///
    /// #[derive(Serialize)]
    /// struct Own {
    ///     tenant: u64,
    /// }
    ///
    /// let claims = Claims::from_serialize(&Own { tenant: 7 })?.subject("user-42");
    /// assert_eq!(claims.to_string(), r#"{"tenant":7,"sub":"user-42"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `malformed` if serde cannot write the value as a strict JSON object.
    pub fn from_serialize<T: Serialize + ?Sized>(claims: &T) -> Result<Self, Error> {
        let text = text(claims)?;
        crate::token::read_claims(&text).map(|claims| Self::from(claims.into_owned()))
    }
}

impl Verified {
    /// The claims as a type of the caller's. They have been verified, whether or not they fit the type.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, sign, verify};
    /// use serde::Deserialize;
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let verified = verify(&token, &key, &Policy::new(), 1_700_000_001)?;
    ///
    /// #[derive(Deserialize)]
    /// struct Own {
    ///     sub: String,
    /// }
    ///
    /// let claims: Own = verified.claims()?;
    /// assert_eq!(claims.sub, "user-42");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `claim_invalid` if they do not fit the type.
    pub fn claims<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read(self.payload())
    }
}

#[cfg(feature = "jwe")]
impl Decrypted {
    /// The claims as a type of the caller's, as [`Verified::claims`].
    ///
    /// ```
    /// use jwt_wasm::{Claims, ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt};
    /// use jwt_wasm::encrypt;
    /// use serde::Deserialize;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_at(1_700_000_300);
    /// let token = encrypt(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_001)?;
    ///
    /// #[derive(Deserialize)]
    /// struct Own {
    ///     sub: String,
    /// }
    ///
    /// let claims: Own = decrypted.claims()?;
    /// assert_eq!(claims.sub, "user-42");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `claim_invalid` if they do not fit the type.
    pub fn claims<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read(self.payload())
    }
}

impl From<serde_json::Value> for Value<'static> {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(truth) => Self::Bool(truth),
            serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(integer), _) => Self::from(integer),
                (None, Some(integer)) => Self::from(integer),
                (None, None) => Self::Decimal(Cow::Owned(number.to_string())),
            },
            serde_json::Value::String(text) => Self::from(text),
            serde_json::Value::Array(items) => items.into_iter().collect(),
            serde_json::Value::Object(members) => {
                let members = members.into_iter().map(|(name, value)| (Cow::Owned(name), Self::from(value))).collect();
                Self::Object(Object::from_members(members).unwrap_or_default())
            }
        }
    }
}
