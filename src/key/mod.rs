//! Keys. A key is bound to its algorithm when it is made, so that a token never chooses one.

mod jwk;
mod secret;

use core::fmt;

use crate::algorithm::Algorithm;
use crate::error::Error;
use crate::fact::Fact;
use crate::header::Header;
use crate::json::Value;
use crate::policy::Policy;
use crate::signature::HmacKey;

/// A key bound to one algorithm.
///
/// Neither the secret nor anything it can be found from is printed; what is kept of it is zeroized on drop.
// No `Clone`: a secret should be in memory once. No `PartialEq`: comparing would not be constant in time.
pub struct Key {
    algorithm: Algorithm,
    material: HmacKey,
    kid: Option<String>,
    operations: Operations,
}

/// What a JWK's `key_ops` (RFC 7517 §4.3) allows.
#[derive(Clone, Copy)]
struct Operations {
    verify: bool,
    sign: bool,
}

impl Operations {
    const ALL: Self = Self { verify: true, sign: true };
}

impl Key {
    /// The algorithm the key is bound to.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key's identifier (RFC 7517 §4.5), if it has one.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// The key decides: the header's `alg` is only compared with what the key and the caller allow.
    pub(crate) fn check_algorithm(&self, header: &Header<'_>, policy: &Policy) -> Result<(), Error> {
        let alg = header.alg();
        let is_own = matches!(alg, Some(Value::String(name)) if name == self.algorithm.name());
        if is_own && policy.allows(self.algorithm) {
            return Ok(());
        }
        let expected = if policy.allows(self.algorithm) { vec![self.algorithm] } else { Vec::new() };
        Err(Error::AlgorithmNotAllowed { expected, actual: alg.map(Fact::value) })
    }

    /// The key's secret part, if the key may be used to verify.
    pub(crate) fn to_verify(&self) -> Result<&HmacKey, Error> {
        self.permitted(self.operations.verify, "its key_ops do not include verify")
    }

    /// The key's secret part, if the key may be used to sign.
    pub(crate) fn to_sign(&self) -> Result<&HmacKey, Error> {
        self.permitted(self.operations.sign, "its key_ops do not include sign")
    }

    fn permitted(&self, allowed: bool, why: &'static str) -> Result<&HmacKey, Error> {
        if allowed { Ok(&self.material) } else { Err(Error::KeyInvalid { why }) }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("algorithm", &self.algorithm).field("kid", &self.kid).finish_non_exhaustive()
    }
}
