//! What an encrypted token has besides its content.

use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::json::{JsonText, Value, write_string};
use crate::jwe::algorithm::ContentEncryption;
use crate::jwe::key::EncryptionKey;
use crate::number::Numbers;
use crate::sign::{SignOptions, Typ};
use crate::time::Timestamp;

/// What an encrypted token has besides the claims or the content that is given.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::EncryptOptions;
/// let options = EncryptOptions::new().expires_in(Duration::from_secs(300)).random_jwt_id().kid("2026");
/// # let _ = options;
/// ```
#[derive(Clone, Debug, Default)]
pub struct EncryptOptions {
    pub(super) claims: SignOptions,
    cty: Option<String>,
    members: Option<String>,
    /// `apu` and `apv`.
    pub(super) info: [Vec<u8>; 2],
}

impl EncryptOptions {
    /// The defaults: `typ` is `JWT` for claims, `kid` is the key's, and `iat` is now. When claims expire has no default,
    /// as in [`SignOptions::new`].
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::EncryptOptions;
    /// let options = EncryptOptions::new().expires_in(Duration::from_secs(300));
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The defaults, for a program that converts numbers in its own way.
    ///
    /// ```
    /// use jwt_wasm::{EncryptOptions, Numbers};
    /// let options = EncryptOptions::with_numbers(Numbers::NATIVE).without_expiry();
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn with_numbers(numbers: Numbers) -> Self {
        Self { claims: SignOptions::with_numbers(numbers), cty: None, members: None, info: [Vec::new(), Vec::new()] }
    }

    /// Sets the header's `typ`.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new().typ("example"))?;
    /// let header = r#"{"alg":"dir","enc":"A256GCM","typ":"example"}"#;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.header(), header);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn typ(mut self, typ: impl Into<String>) -> Self {
        self.claims = self.claims.typ(typ);
        self
    }

    /// Leaves `typ` out of the header.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_at(1_700_000_300).without_typ();
    /// let token = encrypt("{}", &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_060)?;
    /// assert_eq!(decrypted.header(), r#"{"alg":"dir","enc":"A256GCM"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn without_typ(mut self) -> Self {
        self.claims = self.claims.without_typ();
        self
    }

    /// Sets the header's `kid`, instead of the key's.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new().kid("2026"))?;
    /// let header = r#"{"alg":"dir","enc":"A256GCM","kid":"2026"}"#;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.header(), header);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn kid(mut self, kid: impl Into<String>) -> Self {
        self.claims = self.claims.kid(kid);
        self
    }

    /// Adds another header parameter, as [`SignOptions::header`].
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new().header("x", 7))?;
    /// let header = r#"{"alg":"dir","enc":"A256GCM","x":7}"#;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.header(), header);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Value<'static>>) -> Self {
        self.claims = self.claims.header(name, value);
        self
    }

    /// Sets `exp` to this long from now.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_in(Duration::from_secs(300));
    /// let token = encrypt("{}", &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_060)?;
    /// assert_eq!(decrypted.payload(), r#"{"iat":1700000000,"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn expires_in(mut self, duration: Duration) -> Self {
        self.claims = self.claims.expires_in(duration);
        self
    }

    /// Sets `exp` to this time, in whole seconds.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_at(1_700_000_300);
    /// let token = encrypt("{}", &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_060)?;
    /// assert_eq!(decrypted.payload(), r#"{"iat":1700000000,"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn expires_at(mut self, time: impl Into<Timestamp>) -> Self {
        self.claims = self.claims.expires_at(time);
        self
    }

    /// Makes a token that never expires, unless the claims have `exp`.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().without_expiry();
    /// let token = encrypt("{}", &key, &options, 1_700_000_000)?;
    /// let policy = Policy::new().require_expiry(false);
    /// let decrypted = decrypt(&token, &key, &policy, 1_700_000_060)?;
    /// assert_eq!(decrypted.payload(), r#"{"iat":1700000000}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn without_expiry(mut self) -> Self {
        self.claims = self.claims.without_expiry();
        self
    }

    /// Sets `nbf` to this long from now.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_at(1_700_000_300).not_before(Duration::from_secs(60));
    /// let token = encrypt("{}", &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_060)?;
    /// assert_eq!(decrypted.payload(), r#"{"iat":1700000000,"nbf":1700000060,"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn not_before(mut self, duration: Duration) -> Self {
        self.claims = self.claims.not_before(duration);
        self
    }

    /// Leaves `iat` out of the claims.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_at(1_700_000_300).without_issued_at();
    /// let token = encrypt("{}", &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_060)?;
    /// assert_eq!(decrypted.payload(), r#"{"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn without_issued_at(mut self) -> Self {
        self.claims = self.claims.without_issued_at();
        self
    }

    /// Sets `jti`.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_at(1_700_000_300).jwt_id("ca3b80a1");
    /// let token = encrypt("{}", &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_060)?;
    /// assert_eq!(decrypted.payload(), r#"{"iat":1700000000,"exp":1700000300,"jti":"ca3b80a1"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn jwt_id(mut self, jwt_id: impl Into<String>) -> Self {
        self.claims = self.claims.jwt_id(jwt_id);
        self
    }

    /// Sets `jti` to 128 random bits in hexadecimal. It needs the feature `rand`.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_at(1_700_000_300).random_jwt_id();
    /// let token = encrypt("{}", &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_060)?;
    /// assert!(decrypted.payload().contains(r#""jti":""#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[cfg(feature = "rand")]
    #[must_use]
    pub fn random_jwt_id(mut self) -> Self {
        self.claims = self.claims.random_jwt_id();
        self
    }

    /// Sets the header's `cty`: `JWT` if the content is a signed token (RFC 7519 §5.2).
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new().cty("text/plain"))?;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.header(), r#"{"alg":"dir","enc":"A256GCM","cty":"text/plain"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn cty(mut self, cty: impl Into<String>) -> Self {
        self.cty = Some(cty.into());
        self
    }

    /// Sets the header's members besides `alg` and `enc`: the text of one JSON object. `typ`, `kid`, `cty` and other
    /// members by the other methods, and the key's own `kid`, are then not written.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new().header_members(r#"{"kid":"2026"}"#))?;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.header(), r#"{"alg":"dir","enc":"A256GCM","kid":"2026"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn header_members(mut self, json: impl Into<String>) -> Self {
        self.members = Some(json.into());
        self
    }

    /// Sets what both parties of a key agreement are called, `apu` and `apv` (RFC 7518 §4.6.1.2), which the key then
    /// depends on.
    ///
    /// ```
    /// use jwt_wasm::EncryptOptions;
    /// // RFC 7518 appendix C.
    /// let options = EncryptOptions::new().agreement_info(b"Alice", b"Bob");
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn agreement_info(mut self, apu: impl Into<Vec<u8>>, apv: impl Into<Vec<u8>>) -> Self {
        self.info = [apu.into(), apv.into()];
        self
    }

    /// The header without what the key management adds, and without its closing brace.
    pub(super) fn header_start(&self, key: &EncryptionKey, enc: ContentEncryption, usual_typ: Option<&str>) -> String {
        let mut json = format!(r#"{{"alg":"{}","enc":"{enc}""#, key.alg());
        if let Some(members) = &self.members {
            // What is not one object makes a header that is not one either, and is refused.
            let inner = members.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or("?");
            if !inner.is_empty() {
                json.push(',');
                json.push_str(inner);
            }
            return json;
        }
        // The npm package always gives the members.
        if cfg!(feature = "_encryption_only") {
            return json;
        }
        let typ = match &self.claims.typ {
            Typ::Usual => usual_typ,
            Typ::Given(typ) => Some(typ.as_str()),
            Typ::LeftOut => None,
        };
        let kid = self.claims.kid.as_deref().or(key.kid());
        for (name, value) in [(",\"typ\":", typ), (",\"kid\":", kid), (",\"cty\":", self.cty.as_deref())] {
            if let Some(value) = value {
                json.push_str(name);
                write_string(&mut json, value);
            }
        }
        for (name, value) in &self.claims.header {
            json.push(',');
            write_string(&mut json, name);
            json.push(':');
            json.push_str(JsonText::value(value).as_json());
        }
        json
    }
}
