//! Encryption, one call a step (RFC 7516 §5.1).

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::base64url;
use crate::error::{Error, ErrorKind, JweProblem, KeyProblem, OptionsProblem, Part};
use crate::json::Object;
use crate::jwe::agree;
use crate::jwe::algorithm::{ContentEncryption, KeyManagement, Management};
use crate::jwe::concat;
use crate::jwe::content::gcm_seal;
use crate::jwe::form::problem;
use crate::jwe::given::GivenValues;
use crate::jwe::header::JweHeader;
use crate::jwe::key::{EncryptionKey, Material};
use crate::jwe::keys::EncryptionKeys;
use crate::jwe::options::EncryptOptions;
use crate::jwe::point::{PublicPoint, off_curve, private_number};
use crate::jwe::sealed::OpenContent;
use crate::jwe::wrap::wrap;
use crate::key::invalid;
use crate::key::jwk::parse;

/// Content that is not encrypted yet. Either [`seal`](Self::seal) encrypts it, or an engine of the caller's makes the
/// public operation, whose result [`accept`](Self::accept) takes. `Debug` prints none of it.
pub struct PreparedEncryption<'k> {
    keys: EncryptionKeys<'k>,
    alg: KeyManagement,
    enc: ContentEncryption,
    /// Without its closing brace.
    header: String,
    content: Zeroizing<Vec<u8>>,
    values: GivenValues,
    content_key: Zeroizing<Vec<u8>>,
    iv: Zeroizing<Vec<u8>>,
    info: [Vec<u8>; 2],
}

impl fmt::Debug for PreparedEncryption<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedEncryption").field("alg", &self.alg).field("enc", &self.enc).finish_non_exhaustive()
    }
}

/// The public operation that is left to an engine outside of this crate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublicOperation<'a> {
    /// Encrypt this key by the RSA-OAEP of the key's `alg`.
    Encrypt(&'a [u8]),
    /// Make an ephemeral key on the curve of this public key, a JWK's JSON text, and agree on a shared secret.
    Agree(String),
}

impl<'k> PreparedEncryption<'k> {
    pub(super) fn new(
        content: &[u8],
        keys: EncryptionKeys<'k>,
        options: &EncryptOptions,
        usual_typ: Option<&str>,
        // Not a flag, so that a build in which nobody asks for random values does not need their source.
        values: impl FnOnce(ContentEncryption) -> Result<GivenValues, Error>,
    ) -> Result<Self, Error> {
        let key = keys.get(0)?;
        let enc = key.check_can_encrypt()?;
        let header = options.header_start(key, enc, usual_typ);
        let values = values(enc)?;
        let first = |bytes: &[u8], size: usize| bytes.get(..size).map(|bytes| Zeroizing::new(bytes.to_vec()));
        let content_key = match (&key.material, key.alg.has_no_encrypted_key()) {
            (Material::Secret(secret), true) => secret.clone(),
            (_, true) => Zeroizing::default(),
            _ => first(&values.content_key, enc.key_size()).ok_or_else(failed)?,
        };
        let iv = first(&values.iv, enc.iv_size()).ok_or_else(failed)?;
        let content = Zeroizing::new(content.to_vec());
        let info = options.info.clone();
        let alg = key.alg;
        Ok(Self { keys, alg, enc, header, content, values, content_key, iv, info })
    }

    /// The key that encrypts.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, prepare_encryption};
    /// let key = EncryptionKey::secret(&[7; 16], KeyManagement::A128Kw, &[ContentEncryption::A128Gcm])?;
    /// let prepared = prepare_encryption(b"any bytes", &key, &EncryptOptions::new())?;
    /// assert_eq!(prepared.key()?.alg(), KeyManagement::A128Kw);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if there is none, which cannot happen to content that was prepared with this key.
    pub fn key(&self) -> Result<&EncryptionKey, Error> {
        self.keys.get(0)
    }

    /// What is left to an engine outside of this crate. `None` if this build can encrypt by itself.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, prepare_encryption};
    /// let key = EncryptionKey::secret(&[7; 16], KeyManagement::A128Kw, &[ContentEncryption::A128Gcm])?;
    /// let prepared = prepare_encryption(b"any bytes", &key, &EncryptOptions::new())?;
    /// // For RSA it is the content's key, and without the feature `ecdh` the recipient's public key.
    /// assert_eq!(prepared.needs(), None);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn needs(&self) -> Option<PublicOperation<'_>> {
        match &self.keys.get(0).ok()?.material {
            Material::Rsa(_) => Some(PublicOperation::Encrypt(&self.content_key)),
            Material::Point(point) if cfg!(not(feature = "ecdh")) => Some(PublicOperation::Agree(point.to_jwk())),
            _ => None,
        }
    }

    /// Encrypts with this build's own arithmetic.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, prepare_encryption};
    /// let key = EncryptionKey::secret(&[7; 16], KeyManagement::A128Kw, &[ContentEncryption::A128Gcm])?;
    /// let prepared = prepare_encryption(b"any bytes", &key, &EncryptOptions::new())?;
    /// assert_eq!(prepared.seal()?.split('.').count(), 5);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`encrypt`](crate::encrypt()).
    pub fn seal(self) -> Result<String, Error> {
        self.lock()?.seal()
    }

    /// As [`seal`](Self::seal), up to the content.
    pub(super) fn lock(self) -> Result<OpenContent, Error> {
        let alg = self.alg;
        match (&self.key()?.material, alg.management()) {
            (Material::Secret(_), Management::Direct) => self.finish("", &[]),
            (Material::Secret(secret), Management::GcmWrap(_)) => {
                let iv = &self.values.key_iv;
                let mut wrapped = self.content_key.to_vec();
                let tag = gcm_seal(secret, iv, b"", &mut wrapped).ok_or_else(failed)?;
                let members = format!(r#","iv":"{}","tag":"{}""#, base64url::encode(iv), base64url::encode(&tag));
                self.finish(&members, &wrapped)
            }
            (Material::Secret(secret), _) => {
                let wrapped = wrap(secret, &self.content_key).ok_or_else(failed)?;
                self.finish("", &wrapped)
            }
            (Material::Point(point), _) => {
                let (d, ephemeral) = self.ephemeral(point)?;
                let shared = agree::agree(point, &d)?.ok_or_else(|| host_needed(alg))?;
                self.agreed(&ephemeral, &shared)
            }
            _ => Err(host_needed(alg)),
        }
    }

    /// Takes the result of an engine outside of this crate: the encrypted key, or the ephemeral public key, as a JWK's
    /// JSON text, and the shared secret.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, prepare_encryption};
    /// // RFC 7518 appendix C: the recipient's public key, and an ephemeral one.
    /// let bob = r#"{"kty":"EC","crv":"P-256","x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
    ///     "y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck"}"#;
    /// let ephemeral = r#"{"kty":"EC","crv":"P-256","x":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
    ///     "y":"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps"}"#;
    /// let shared = [
    ///     158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128, 106,
    ///     72, 246, 218, 167, 121, 140, 254, 144, 196,
    /// ];
    /// let key = EncryptionKey::from_jwk(bob, Some(KeyManagement::EcdhEs), &[ContentEncryption::A128Gcm])?;
    /// let prepared = prepare_encryption(b"any bytes", &key, &EncryptOptions::new())?;
    /// assert_eq!(prepared.accept(Some(ephemeral), &shared)?.split('.').count(), 5);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if the ephemeral key is not on the curve of the recipient's.
    pub fn accept(self, ephemeral: Option<&str>, result: &[u8]) -> Result<String, Error> {
        self.lock_with(ephemeral, result)?.seal()
    }

    /// As [`accept`](Self::accept), up to the content.
    pub(super) fn lock_with(self, ephemeral: Option<&str>, result: &[u8]) -> Result<OpenContent, Error> {
        match (&self.key()?.material, ephemeral) {
            (Material::Point(point), Some(jwk)) => {
                let ephemeral = PublicPoint::read(&parse(jwk)?)?;
                let is_sound = ephemeral.curve == point.curve && result.len() == point.curve.size();
                if !is_sound || result.iter().all(|byte| *byte == 0) {
                    return Err(off_curve());
                }
                self.agreed(&ephemeral, result)
            }
            (Material::Rsa(_), None) if !result.is_empty() => self.finish("", result),
            _ => Err(host_needed(self.alg)),
        }
    }

    fn ephemeral(&self, point: &PublicPoint) -> Result<(Zeroizing<Vec<u8>>, PublicPoint), Error> {
        let given = self.values.ephemeral.as_str();
        if given.is_empty() {
            return agree::ephemeral(point.curve)?.ok_or_else(|| host_needed(self.alg));
        }
        let jwk = parse(given)?;
        let ephemeral = PublicPoint::read(&jwk)?;
        if ephemeral.curve != point.curve {
            return Err(off_curve());
        }
        let d = private_number(&jwk, point.curve)?;
        match agree::public_of(point.curve, &d)? {
            Some(public) if public != ephemeral => Err(invalid(KeyProblem::PublicHalfDiffers)),
            _ => Ok((d, ephemeral)),
        }
    }

    fn agreed(&self, ephemeral: &PublicPoint, shared: &[u8]) -> Result<OpenContent, Error> {
        let [apu, apv] = &self.info;
        let mut members = format!(r#","epk":{}"#, ephemeral.to_jwk());
        for (name, value) in [("apu", apu), ("apv", apv)] {
            if !value.is_empty() {
                members.push_str(&format!(r#","{name}":"{}""#, base64url::encode(value)));
            }
        }
        let Management::Agreement(Some(size)) = self.alg.management() else {
            let content_key = concat::derive(shared, self.enc.key_size(), self.enc.name(), apu, apv);
            return self.finish_with(&members, &[], &content_key);
        };
        let key = concat::derive(shared, size, self.alg.name(), apu, apv);
        let wrapped = wrap(&key, &self.content_key).ok_or_else(failed)?;
        self.finish(&members, &wrapped)
    }

    fn finish(&self, members: &str, encrypted_key: &[u8]) -> Result<OpenContent, Error> {
        self.finish_with(members, encrypted_key, &self.content_key)
    }

    /// A header that would be refused is not encrypted with.
    fn finish_with(&self, members: &str, encrypted_key: &[u8], content_key: &[u8]) -> Result<OpenContent, Error> {
        let header = format!("{}{members}}}", self.header);
        let refused = |error| Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Header { error }));
        Object::parse(&header)
            .map_err(|reason| Error::malformed(Part::Header, reason))
            .and_then(|_| JweHeader::read(&header).map(drop))
            .map_err(refused)?;
        Ok(OpenContent {
            enc: self.enc,
            header: base64url::encode(header.as_bytes()),
            encrypted_key: encrypted_key.to_vec(),
            iv: self.iv.to_vec(),
            key: Zeroizing::new(content_key.to_vec()),
            content: self.content.clone(),
        })
    }
}

fn host_needed(alg: KeyManagement) -> Error {
    problem(JweProblem::HostNeeded { alg: alg.name() })
}

/// Only values that a caller has given can have a wrong length.
fn failed() -> Error {
    problem(JweProblem::Failed)
}
