//! What an engine outside of this crate needs to compute with a key.

use alloc::string::String;

use super::{Key, KeyRole, Material};
use crate::algorithm::Algorithm;

impl Key {
    /// The JWK of a public or private key, with its private members and without `alg` and `kid`. `None` for a secret.
    /// The `priv` of an ML-DSA key is what [`SigningKey::ml_dsa`](crate::SigningKey::ml_dsa) takes, and so not always
    /// the seed that a JWK has.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// assert!(key.to_engine_jwk().is_some_and(|jwk| jwk.contains(r#""d":"BwcH"#)));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn to_engine_jwk(&self) -> Option<zeroize::Zeroizing<String>> {
        match &self.material {
            Material::Secret(_) => None,
            Material::Public(key) => Some(zeroize::Zeroizing::new(key.form().to_jwk())),
            Material::Private { form, .. } => Some(form.to_jwk()),
        }
    }

    /// The algorithm by its fully specified name (RFC 9864): for `EdDSA` the name of the key's curve.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// assert_eq!(key.fully_specified(Algorithm::EdDsa), Algorithm::Ed25519);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn fully_specified(&self, algorithm: Algorithm) -> Algorithm {
        match algorithm {
            Algorithm::EdDsa if self.means(algorithm, Algorithm::Ed448) => Algorithm::Ed448,
            Algorithm::EdDsa => Algorithm::Ed25519,
            _ => algorithm,
        }
    }

    /// The bytes of a secret. `None` for another kind of key.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// assert_eq!(key.as_secret(), Some(&b"a secret of at least thirty-two bytes"[..]));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn as_secret(&self) -> Option<&[u8]> {
        match &self.material {
            Material::Secret(secret) => Some(&secret.bytes),
            _ => None,
        }
    }

    /// What the key is.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, KeyRole};
    /// assert_eq!(Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?.role(), KeyRole::Private);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn role(&self) -> KeyRole {
        match self.material {
            Material::Secret(_) => KeyRole::Secret,
            Material::Public(_) => KeyRole::Public,
            Material::Private { .. } => KeyRole::Private,
        }
    }
}
