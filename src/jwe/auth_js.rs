//! The keys of Auth.js and NextAuth, which encrypt their session cookies. They derive them by HKDF (RFC 5869), here
//! RustCrypto's.

use alloc::string::String;
use alloc::vec::Vec;

use hkdf::GenericHkdf;
use hmac::Hmac;
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use crate::base64url;
use crate::error::{Error, KeyProblem};
use crate::jwe::algorithm::{ContentEncryption, KeyManagement};
use crate::jwe::concat::hashed;
use crate::jwe::key::EncryptionKey;
use crate::jwe::keys::EncryptionKeySet;
use crate::jwe::mac::OnceCompiled;
use crate::key::invalid;

impl EncryptionKeySet {
    /// The keys of Auth.js 5 for each of its secrets (`AUTH_SECRET`) and one cookie, whose name is part of the key. The
    /// first secret encrypts, with A256CBC-HS512; A256GCM is read as well.
    ///
    /// ```
    /// use jwt_wasm::EncryptionKeySet;
    /// let keys = EncryptionKeySet::auth_js(&["a secret of the app"], "__Secure-authjs.session-token")?;
    /// assert_eq!(keys.len(), 2);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if there is no secret, or an empty one.
    pub fn auth_js(secrets: &[&str], cookie: &str) -> Result<Self, Error> {
        let mut keys = Vec::new();
        for enc in [ContentEncryption::A256CbcHs512, ContentEncryption::A256Gcm] {
            for secret in secrets {
                let info = format!("Auth.js Generated Encryption Key ({cookie})");
                let key = derived(secret, cookie, &info, enc)?;
                let kid = thumbprint(&key, enc);
                keys.push(EncryptionKey::secret(&key, KeyManagement::Dir, &[enc])?.with_kid(kid));
            }
        }
        of_each(keys)
    }

    /// The key of NextAuth 4 for its secret (`NEXTAUTH_SECRET`). `salt` is empty for its sessions.
    ///
    /// ```
    /// use jwt_wasm::EncryptionKeySet;
    /// let keys = EncryptionKeySet::next_auth("a secret of the app", "")?;
    /// assert_eq!(keys.len(), 1);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if the secret is empty.
    pub fn next_auth(secret: &str, salt: &str) -> Result<Self, Error> {
        let enc = ContentEncryption::A256Gcm;
        let of_salt = if salt.is_empty() { String::new() } else { format!(" ({salt})") };
        let key = derived(secret, salt, &format!("NextAuth.js Generated Encryption Key{of_salt}"), enc)?;
        of_each(vec![EncryptionKey::secret(&key, KeyManagement::Dir, &[enc])?])
    }
}

fn of_each(keys: Vec<EncryptionKey>) -> Result<EncryptionKeySet, Error> {
    if keys.is_empty() { Err(invalid(KeyProblem::NoKey)) } else { Ok(EncryptionKeySet::new(keys)) }
}

fn derived(secret: &str, salt: &str, info: &str, enc: ContentEncryption) -> Result<Zeroizing<Vec<u8>>, Error> {
    if secret.is_empty() {
        return Err(invalid(KeyProblem::SecretEmpty));
    }
    let mut key = Zeroizing::new(vec![0; enc.key_size()]);
    let hkdf = GenericHkdf::<OnceCompiled<Hmac<Sha256>>>::new(Some(salt.as_bytes()), secret.as_bytes());
    let expanded = hkdf.expand(info.as_bytes(), &mut key);
    // RFC 5869 §2.3: up to 255 hashes.
    expanded.map_err(|_| invalid(KeyProblem::SecretEmpty))?;
    Ok(key)
}

/// RFC 7638, by the hash with as many bytes as the key, as Auth.js computes it.
fn thumbprint(key: &[u8], enc: ContentEncryption) -> String {
    let k = Zeroizing::new(base64url::encode(key));
    let members = Zeroizing::new(format!(r#"{{"k":"{}","kty":"oct"}}"#, *k));
    match enc {
        ContentEncryption::A256CbcHs512 => base64url::encode(&hashed::<Sha512>(members.as_bytes())),
        _ => base64url::encode(&hashed::<Sha256>(members.as_bytes())),
    }
}
