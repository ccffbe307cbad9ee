//! What an encrypted token has besides its content.

use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::json::{JsonText, Value, write_string};
use zeroize::Zeroize as _;

#[cfg(feature = "rand")]
use crate::error::Error;
use crate::jwe::algorithm::ContentEncryption;
use crate::jwe::key::EncryptionKey;
#[cfg(feature = "rand")]
use crate::jwe::key::random;
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

/// The values that are new for each token. They are zeroized on drop.
#[derive(Default)]
pub struct GivenValues {
    /// The content encryption key, or more bytes, of which the first count.
    pub content_key: Vec<u8>,
    /// The IV of the content, or more bytes, of which the first count.
    pub iv: Vec<u8>,
    /// The 12 bytes of the IV of the key's own encryption by AES-GCM.
    pub key_iv: Vec<u8>,
    /// The ephemeral private key, as a JWK's JSON text. If it is empty, a new one is made.
    pub ephemeral: String,
}

impl GivenValues {
    #[cfg(feature = "rand")]
    pub(super) fn random(enc: ContentEncryption) -> Result<Self, Error> {
        let [content_key, iv, key_iv] = [random(enc.key_size())?, random(enc.iv_size())?, random(12)?]
            .map(|mut bytes| core::mem::take(&mut *bytes));
        Ok(Self { content_key, iv, key_iv, ephemeral: String::new() })
    }
}

impl Drop for GivenValues {
    fn drop(&mut self) {
        self.content_key.zeroize();
        self.ephemeral.zeroize();
    }
}

impl core::fmt::Debug for GivenValues {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("GivenValues").finish_non_exhaustive()
    }
}

macro_rules! of_claims {
    ($($(#[$doc:meta])* $name:ident($($of:ident: $type:ty),*);)*) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name(mut self, $($of: $type),*) -> Self {
            self.claims = self.claims.$name($($of),*);
            self
        })*
    };
}

impl EncryptOptions {
    /// The defaults: `typ` is `JWT` for claims, `kid` is the key's, and `iat` is now. When claims expire has no default,
    /// as in [`SignOptions::new`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The defaults, for a program that converts numbers in its own way.
    #[must_use]
    pub fn with_numbers(numbers: Numbers) -> Self {
        Self { claims: SignOptions::with_numbers(numbers), cty: None, members: None, info: [Vec::new(), Vec::new()] }
    }

    of_claims! {
        /// Sets the header's `typ`.
        typ(typ: impl Into<String>);
        /// Leaves `typ` out of the header.
        without_typ();
        /// Sets the header's `kid`, instead of the key's.
        kid(kid: impl Into<String>);
        /// Adds another header parameter, as [`SignOptions::header`].
        header(name: impl Into<String>, value: impl Into<Value<'static>>);
        /// Sets `exp` to this long from now.
        expires_in(duration: Duration);
        /// Sets `exp` to this time, in whole seconds.
        expires_at(time: impl Into<Timestamp>);
        /// Makes a token that never expires, unless the claims have `exp`.
        without_expiry();
        /// Sets `nbf` to this long from now.
        not_before(duration: Duration);
        /// Leaves `iat` out of the claims.
        without_issued_at();
        /// Sets `jti`.
        jwt_id(jwt_id: impl Into<String>);
        /// Sets `jti` to 128 random bits in hexadecimal. It needs the feature `rand`.
        #[cfg(feature = "rand")]
        random_jwt_id();
    }

    /// Sets the header's `cty`: `JWT` if the content is a signed token (RFC 7519 §5.2).
    #[must_use]
    pub fn cty(mut self, cty: impl Into<String>) -> Self {
        self.cty = Some(cty.into());
        self
    }

    /// Sets the header's members besides `alg` and `enc`: the text of one JSON object. `typ`, `kid`, `cty` and other
    /// members by the other methods, and the key's own `kid`, are then not written.
    #[must_use]
    pub fn header_members(mut self, json: impl Into<String>) -> Self {
        self.members = Some(json.into());
        self
    }

    /// Sets what both parties of a key agreement are called, `apu` and `apv` (RFC 7518 §4.6.1.2), which the key then
    /// depends on.
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
