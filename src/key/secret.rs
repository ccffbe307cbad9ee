//! Shared secrets for HMAC (RFC 7518 §3.2).

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::algorithm::{Algorithm, Family, Hash};
use crate::error::{Error, ErrorKind, KeyKind, KeyProblem};
use crate::key::public_look::public_look;
use crate::key::{Key, Material, Operations, invalid, mismatch};
use crate::signature::HmacKey;

pub(super) struct Secret {
    pub(super) mac: HmacKey,
    /// Kept for engines outside of this crate.
    pub(super) bytes: zeroize::Zeroizing<Vec<u8>>,
}

impl Secret {
    fn new(secret: &[u8], hash: Hash) -> Result<Self, Error> {
        Ok(Self { mac: HmacKey::new(secret, hash)?, bytes: zeroize::Zeroizing::new(secret.to_vec()) })
    }
}

impl Key {
    /// A shared secret of at least the hash's size (32, 48 or 64 bytes).
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Code, Key};
    /// let error = Key::secret(b"too short", Algorithm::Hs256).unwrap_err();
    /// assert_eq!(error.code(), Code::KeyTooWeak);
    /// ```
    ///
    /// # Errors
    /// `key_too_weak` for a shorter secret (RFC 7518 §3.2). `key_invalid` for an empty one, and for a key file, a
    /// certificate, a JWK, an SSH key or a token, or the base64 or hexadecimal of one: these are public, and as a
    /// secret they would let anyone sign.
    pub fn secret(secret: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        let key = Self::secret_allowing_weak(secret, algorithm)?;
        match algorithm.minimum_secret() {
            Some(minimum_bytes) if secret.len() < minimum_bytes => {
                Err(Error::from(ErrorKind::KeyTooWeak { algorithm, minimum_bytes, actual_bytes: secret.len() }))
            }
            _ => Ok(key),
        }
    }

    /// A shared secret of any length but 0. Anyone who sees one token of a weak secret can search for the secret
    /// offline.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// assert!(Key::secret_allowing_weak(b"old and short", Algorithm::Hs256).is_ok());
    /// ```
    ///
    /// # Errors
    /// `key_invalid`, as [`Key::secret`].
    pub fn secret_allowing_weak(secret: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        if secret.is_empty() {
            return Err(invalid(KeyProblem::SecretEmpty));
        }
        if let Some(look) = public_look(secret) {
            return Err(invalid(KeyProblem::PublicSecret { look }));
        }
        let Family::Hmac(hash) = algorithm.family() else { return Err(mismatch(KeyKind::Secret, algorithm)) };
        let material = Material::Secret(Box::new(Secret::new(secret, hash)?));
        Ok(Self { algorithms: vec![algorithm], material, kid: None, operations: Operations::ALL })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    fn code(secret: &[u8]) -> Option<Code> {
        Key::secret(secret, Algorithm::Hs256).err().map(|error| error.code())
    }

    #[test]
    fn what_is_public_is_no_secret() {
        let spki_p256 = [&[0x30, 0x59, 0x30, 0x13, 0x06, 0x07][..], &[7; 85][..]].concat();
        let certificate = [&[0x30, 0x82, 0x01, 0x00][..], &[7; 256][..]].concat();
        let ed25519 = [&[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03][..], &[7; 38][..]].concat();
        let pkcs8 = [&[0x30, 0x2e, 0x02, 0x01, 0x00][..], &[7; 43][..]].concat();
        let sec1 = [&[0x30, 0x77, 0x02, 0x01, 0x01][..], &[7; 116][..]].concat();
        let long_pkcs8 = [&[0x30, 0x81, 0x87, 0x02, 0x01, 0x00][..], &[7; 132][..]].concat();
        let public: [&[u8]; 13] = [
            b"-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
            b" \n\t\x0b\xc2\xa0\xef\xbb\xbf-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
            b"Bag Attributes: none, and more of it\n-----BEGIN RSA PUBLIC KEY-----\nMIIB",
            b"---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3NzaC1yc2EAAAADAQABAAABAQ==\n",
            b"\xef\xbb\xbf  {\"e\":\"AQAB\", \"kty\" : \"RSA\", \"n\":\"AAAAAAAAAAAAAA\"}",
            b"{\"keys\":[]}                                               ",
            b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 me@example.org",
            &spki_p256,
            &certificate,
            &ed25519,
            &pkcs8,
            &sec1,
            &long_pkcs8,
        ];
        for secret in public {
            assert_eq!(code(secret), Some(Code::KeyInvalid), "{}", String::from_utf8_lossy(secret));
        }
        assert_eq!(code(b""), Some(Code::KeyInvalid));
    }

    #[test]
    fn a_secret_is_measured_in_bytes() {
        for algorithm in Algorithm::ALL.iter().copied() {
            let Some(minimum) = algorithm.minimum_secret() else { continue };
            assert!(Key::secret(&vec![0x30; minimum], algorithm).is_ok());
            let short = vec![0x30; minimum - 1];
            let expected =
                Error::from(ErrorKind::KeyTooWeak { algorithm, minimum_bytes: minimum, actual_bytes: minimum - 1 });
            assert_eq!(Key::secret(&short, algorithm).err(), Some(expected));
            assert!(Key::secret_allowing_weak(&short, algorithm).is_ok());
        }
    }
}
