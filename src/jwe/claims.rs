//! Encrypted JWTs (RFC 7519 §7.2): the claims are checked by the rules for signed ones.

use alloc::string::String;
use core::fmt;
use core::ops::Range;

use crate::error::{Error, JweProblem, Part};
use crate::json::{JsonText, Object, Value};
use crate::jwe::algorithm::{ContentEncryption, KeyManagement};
use crate::jwe::decrypt::DecryptedJwe;
use crate::jwe::form::problem;
use crate::jwe::keys::EncryptionKeys;
use crate::jwe::prepared_decryption::PreparedDecryption;
use crate::policy::Policy;
use crate::time::Timestamp;
use crate::token;
use crate::verified::Verified;
use crate::verifier::{Verifier, validity_of};

/// Decrypts a token and checks its claims by the rules of [`verify`](crate::verify()). `now` is in seconds since
/// 1970-01-01T00:00:00Z. The policy's algorithms and `allow_padding` are about signed tokens and do not matter here.
///
/// That a token decrypts says nothing of who wrote it, if others have the secret or the public key. If a signed token is
/// inside, [`decrypt_nested`] verifies it.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::{Claims, ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
/// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
/// let options = EncryptOptions::new().expires_in(Duration::from_secs(300));
/// let token = encrypt(Claims::new().subject("user-42"), &key, &options, 1_700_000_000.0)?;
/// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_001.0)?;
/// assert_eq!(decrypted.payload(), r#"{"sub":"user-42","iat":1700000000,"exp":1700000300}"#);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`decrypt_jwe`](crate::decrypt_jwe), and as [`verify`](crate::verify()) for the claims; `header_rejected` if a
/// signed token is inside.
pub fn decrypt<'k>(
    token: &str,
    keys: impl Into<EncryptionKeys<'k>>,
    policy: &Policy,
    now: impl Into<Timestamp>,
) -> Result<Decrypted, Error> {
    let now = now.into();
    policy.check_times(now)?;
    policy.check_complete()?;
    let limit = policy.token_limit();
    let jwe = PreparedDecryption::new(token.as_bytes(), keys.into(), limit, Some(policy))?.open()?;
    if jwe.is_nested == Some(true) {
        return Err(problem(JweProblem::Nested));
    }
    let payload = token::text(jwe.plaintext, Part::Payload)?;
    let validity = validity_of(&payload, policy, now, &jwe.header)?;
    let DecryptedJwe { header, alg, enc, index, .. } = jwe;
    Ok(Decrypted { header, payload, alg, enc, index, validity })
}

/// Decrypts a token in which a signed one is (RFC 7519 §11.2), and verifies that one. The verifier's policy is about
/// the signed token. `now` is in seconds since 1970-01-01T00:00:00Z.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::{Algorithm, ContentEncryption, EncryptOptions, EncryptionKey, Key, KeyManagement, Policy, SignOptions};
/// use jwt_wasm::{Verifier, decrypt_nested, encrypt_jwe, sign};
/// let secret = b"a secret of at least thirty-two bytes";
/// let options = SignOptions::new().expires_in(Duration::from_secs(300));
/// let now = 1_700_000_000.0;
/// let signed = sign(r#"{"sub":"user-42"}"#, &Key::secret(secret, Algorithm::Hs256)?, &options, now)?;
///
/// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
/// let token = encrypt_jwe(signed.as_bytes(), &key, &EncryptOptions::new().cty("JWT"))?;
///
/// let verifier = Verifier::new(Key::secret(secret, Algorithm::Hs256)?, Policy::new());
/// let nested = decrypt_nested(&token, &key, &verifier, now)?;
/// assert!(nested.verified().payload().starts_with(r#"{"sub":"user-42""#));
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`decrypt_jwe`](crate::decrypt_jwe) and [`verify`](crate::verify()).
pub fn decrypt_nested<'k>(
    token: &str,
    keys: impl Into<EncryptionKeys<'k>>,
    verifier: &Verifier<'_>,
    now: impl Into<Timestamp>,
) -> Result<Nested, Error> {
    let now = now.into();
    verifier.policy().check_times(now)?;
    let limit = verifier.policy().token_limit();
    let jwe = PreparedDecryption::new(token.as_bytes(), keys.into(), limit, None)?.open()?;
    check_nested(&jwe)?;
    let verified = verifier.verify_bytes(&jwe.plaintext, now)?;
    let DecryptedJwe { header, alg, enc, index, .. } = jwe;
    Ok(Nested { header, alg, enc, index, verified })
}

fn check_nested(jwe: &DecryptedJwe) -> Result<(), Error> {
    if jwe.is_nested != Some(false) {
        return Ok(());
    }
    let header = Object::parse(&jwe.header).unwrap_or_default();
    Err(problem(JweProblem::Cty {
        found: header.get("cty").map_or_else(|| JsonText::value(&Value::Null), JsonText::value),
    }))
}

macro_rules! facts {
    ($of:literal, $setup:literal) => {
        /// The header of the encrypted token: the text of one JSON object with unique names.
        ///
        /// ```
        #[doc = $setup]
        #[doc = concat!("assert!(", $of, ".header().starts_with(r#\"{\"alg\":\"dir\"\"#));")]
        /// # Ok::<(), jwt_wasm::Error>(())
        /// ```
        #[must_use]
        pub fn header(&self) -> &str {
            &self.header
        }

        /// The `alg` of the token and of its key.
        ///
        /// ```
        #[doc = $setup]
        #[doc = concat!("assert_eq!(", $of, ".alg(), KeyManagement::Dir);")]
        /// # Ok::<(), jwt_wasm::Error>(())
        /// ```
        #[must_use]
        pub const fn alg(&self) -> KeyManagement {
            self.alg
        }

        /// The `enc` of the token.
        ///
        /// ```
        #[doc = $setup]
        #[doc = concat!("assert_eq!(", $of, ".enc(), ContentEncryption::A256Gcm);")]
        /// # Ok::<(), jwt_wasm::Error>(())
        /// ```
        #[must_use]
        pub const fn enc(&self) -> ContentEncryption {
            self.enc
        }

        /// The place in its set, counted from 0, of the key that decrypted it.
        ///
        /// ```
        #[doc = $setup]
        #[doc = concat!("assert_eq!(", $of, ".key_index(), 0);")]
        /// # Ok::<(), jwt_wasm::Error>(())
        /// ```
        #[must_use]
        pub const fn key_index(&self) -> usize {
            self.index
        }
    };
}

/// An encrypted token that has passed every check. `Debug` prints none of it.
#[derive(Clone, PartialEq)]
pub struct Decrypted {
    header: String,
    payload: String,
    alg: KeyManagement,
    enc: ContentEncryption,
    index: usize,
    validity: Range<Timestamp>,
}

impl Decrypted {
    facts!(
        "decrypted",
        "use jwt_wasm::{Claims, ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt, encrypt};
let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
let options = EncryptOptions::new().expires_at(1_700_000_300);
let token = encrypt(Claims::new().subject(\"user-42\"), &key, &options, 1_700_000_000)?;
let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_001)?;"
    );

    /// The claims: the text of one JSON object with unique names.
    ///
    /// ```
    /// use jwt_wasm::{Claims, ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, decrypt};
    /// use jwt_wasm::encrypt;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_at(1_700_000_300);
    /// let token = encrypt(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_001)?;
    /// assert_eq!(decrypted.payload(), r#"{"sub":"user-42","iat":1700000000,"exp":1700000300}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// As [`Verified::validity`].
    ///
    /// ```
    /// use jwt_wasm::{Claims, ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, Policy, Timestamp};
    /// use jwt_wasm::{decrypt, encrypt};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let options = EncryptOptions::new().expires_at(1_700_000_300);
    /// let token = encrypt(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let decrypted = decrypt(&token, &key, &Policy::new(), 1_700_000_001)?;
    /// assert!(decrypted.validity().contains(&Timestamp::from(1_700_000_299)));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn validity(&self) -> Range<Timestamp> {
        self.validity.clone()
    }
}

impl fmt::Debug for Decrypted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decrypted").finish_non_exhaustive()
    }
}

/// An encrypted token and the signed one that was inside, both of which have passed every check. `Debug` prints none of
/// them.
#[derive(Clone, PartialEq)]
pub struct Nested {
    header: String,
    alg: KeyManagement,
    enc: ContentEncryption,
    index: usize,
    verified: Verified,
}

impl Nested {
    facts!(
        "nested",
        "use jwt_wasm::{Algorithm, ContentEncryption, EncryptOptions, EncryptionKey, Key, KeyManagement, Policy, SignOptions};
use jwt_wasm::{Verifier, decrypt_nested, encrypt_jwe, sign};
let secret = b\"a secret of at least thirty-two bytes\";
let options = SignOptions::new().expires_at(1_700_000_300);
let signed = sign(\"{}\", &Key::secret(secret, Algorithm::Hs256)?, &options, 1_700_000_000)?;
let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
let token = encrypt_jwe(signed.as_bytes(), &key, &EncryptOptions::new().cty(\"JWT\"))?;
let verifier = Verifier::new(Key::secret(secret, Algorithm::Hs256)?, Policy::new());
let nested = decrypt_nested(&token, &key, &verifier, 1_700_000_001)?;"
    );

    /// The signed token.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, ContentEncryption, EncryptOptions, EncryptionKey, Key, KeyManagement, Policy};
    /// use jwt_wasm::{SignOptions, Verifier, decrypt_nested, encrypt_jwe, sign};
    /// let secret = b"a secret of at least thirty-two bytes";
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let signed = sign("{}", &Key::secret(secret, Algorithm::Hs256)?, &options, 1_700_000_000)?;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(signed.as_bytes(), &key, &EncryptOptions::new().cty("JWT"))?;
    /// let verifier = Verifier::new(Key::secret(secret, Algorithm::Hs256)?, Policy::new());
    /// let nested = decrypt_nested(&token, &key, &verifier, 1_700_000_001)?;
    /// assert_eq!(nested.verified().algorithm(), Algorithm::Hs256);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn verified(&self) -> &Verified {
        &self.verified
    }
}

impl fmt::Debug for Nested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nested").finish_non_exhaustive()
    }
}
