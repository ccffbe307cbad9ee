//! Keys and a policy for many tokens. A header that they share is read once.

#[cfg(feature = "std")]
use alloc::borrow::ToOwned;
use alloc::sync::Arc;
#[cfg(feature = "std")]
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;
#[cfg(feature = "std")]
use std::sync::Mutex;

use crate::claims::{self, Context};
use crate::error::{Error, Part};
use crate::header::Header;
use crate::key::{Handle, Keys, SelectedKey};
use crate::policy::{AllowedAlgorithms, Policy};
use crate::time::Timestamp;
use crate::token::{self, UntrustedToken, read_claims};
use crate::verified::{Verified, VerifiedJws};

/// Keys and a policy for many tokens. A header that the tokens share is read once. Threads can share the verifier.
///
/// ```
/// use jwt_wasm::{Algorithm, Key, Policy, Verifier};
/// # fn main() -> Result<(), jwt_wasm::Error> {
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let verifier = Verifier::new(key, Policy::new().audience("api"));
/// assert!(verifier.verify("not a token", 1_700_000_000.0).is_err());
/// # Ok(())
/// # }
/// ```
pub struct Verifier<'k> {
    keys: Keys<'k>,
    policy: Handle<'k, Policy>,
    #[cfg(feature = "std")]
    cache: Mutex<HeaderCache>,
}

impl fmt::Debug for Verifier<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("keys", &self.keys).field("policy", &*self.policy).finish_non_exhaustive()
    }
}

impl<'k> Verifier<'k> {
    /// A verifier with these keys and this policy.
    ///
    /// ```
    /// use jwt_wasm::{KeySet, Policy, Verifier};
    /// let keys = KeySet::from_jwks(r#"{"keys":[]}"#)?;
    /// let verifier = Verifier::new(keys, Policy::new().audience("api"));
    /// # let _ = verifier;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn new(keys: impl Into<Keys<'k>>, policy: Policy) -> Self {
        Self::of(keys.into(), Handle::Shared(Arc::new(policy)))
    }

    pub(crate) fn borrowing(keys: Keys<'k>, policy: &'k Policy) -> Self {
        Self::of(keys, Handle::Borrowed(policy))
    }

    const fn of(keys: Keys<'k>, policy: Handle<'k, Policy>) -> Self {
        Self {
            keys,
            policy,
            #[cfg(feature = "std")]
            cache: Mutex::new(HeaderCache::EMPTY),
        }
    }

    /// The keys.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, Policy, Verifier, explain};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let verifier = Verifier::new(key, Policy::new());
    /// // The same keys and policy, for a report on a token that was refused.
    /// let report = explain("not a token", verifier.keys().clone(), verifier.policy(), 1_700_000_000)?;
    /// assert!(report.failure().is_some());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn keys(&self) -> &Keys<'k> {
        &self.keys
    }

    /// The policy.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, Policy, Verifier};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let verifier = Verifier::new(key, Policy::new().max_token_length(4096));
    /// assert_eq!(verifier.policy().token_limit(), 4096);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// For a report, `typ` is not checked. The cache has only headers whose `typ` was.
    pub(crate) fn check_header(&self, token: &UntrustedToken<'_>, is_report: bool) -> Result<CheckedHeader, Error> {
        let policy = if is_report { None } else { Some(&*self.policy) };
        let check = || check_header(token, &self.keys, &self.policy.algorithms, policy, false);
        // If another thread uses the cache, reading the header takes less time than waiting.
        #[cfg(feature = "std")]
        if !is_report && let Ok(mut cache) = self.cache.try_lock() {
            return cache.get_or(token.header, check);
        }
        check()
    }

    /// Makes the last checks: the payload is a JWT's, and its claims are what the policy demands at this time, in
    /// seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, Verifier, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let verifier = Verifier::new(key, Policy::new());
    /// let signed = verifier.prepare(token.as_bytes(), 1_700_000_001)?.check_signature()?;
    /// let verified = verifier.check_claims(signed, 1_700_000_001)?;
    /// assert!(verified.payload().starts_with(r#"{"sub":"user-42""#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `malformed` for the payload, and the codes for claims.
    pub fn check_claims(&self, signed: VerifiedJws, now: impl Into<Timestamp>) -> Result<Verified, Error> {
        let VerifiedJws { header, payload } = signed;
        let payload = token::text(payload, Part::Payload)?;
        let validity = validity_of(&payload, &self.policy, now.into(), &header.text)?;
        Ok(Verified { header, payload, validity })
    }
}

/// The time during which the claims are what the policy demands. Not inlined, for the size of the module.
#[inline(never)]
pub(crate) fn validity_of(
    payload: &str,
    policy: &Policy,
    now: Timestamp,
    header: &str,
) -> Result<Range<Timestamp>, Error> {
    let claims = read_claims(payload)?;
    let context = Context::new(&claims, policy, now, Some(header));
    claims::check(&context)?;
    Ok(claims::validity(&context))
}

impl Policy {
    /// Checks the header's `typ` and the claims of a token that is already decrypted, or whose signature another program
    /// has checked. Both are the text of one JSON object. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().audience("api");
    /// let claims = r#"{"aud":"api","exp":1700000300}"#;
    /// assert!(policy.check_decrypted(r#"{"alg":"dir","enc":"A256GCM"}"#, claims.as_bytes(), 1_700_000_000).is_ok());
    /// ```
    ///
    /// # Errors
    /// As [`verify`](crate::verify()) for the header's form, its `typ` and the claims.
    pub fn check_decrypted(&self, header: &str, claims: &[u8], now: impl Into<Timestamp>) -> Result<(), Error> {
        let now = now.into();
        self.check_times(now)?;
        self.check_typ(&Header::read(header)?)?;
        let claims = token::text(claims.to_vec(), Part::Payload)?;
        validity_of(&claims, self, now, header).map(drop)
    }
}

/// A header that has passed its own rules (RFC 7515 §4), the caller's and the key's.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct CheckedHeader {
    pub(crate) text: Arc<str>,
    pub(crate) selected: SelectedKey,
    pub(crate) generation: u32,
}

pub(crate) fn check_header(
    token: &UntrustedToken<'_>,
    keys: &Keys<'_>,
    allowed: &AllowedAlgorithms,
    policy: Option<&Policy>,
    is_unencoded: bool,
) -> Result<CheckedHeader, Error> {
    let text = token.text(Part::Header)?;
    let header = Header::with_payload(&text, is_unencoded)?;
    if let Some(policy) = policy {
        policy.check_typ(&header)?;
    }
    let selected = keys.select(&header, allowed)?;
    Ok(CheckedHeader { text: Arc::from(text), selected, generation: UNCACHED })
}

/// The generation of a header that is not in a cache.
const UNCACHED: u32 = 0;

/// The last header that passed. Tokens of one issuer share theirs, and reading it takes a tenth of a verification.
#[cfg(feature = "std")]
struct HeaderCache {
    segment: Vec<u8>,
    header: Option<CheckedHeader>,
    generation: u32,
}

#[cfg(feature = "std")]
impl HeaderCache {
    const EMPTY: Self = Self { segment: Vec::new(), header: None, generation: UNCACHED };

    fn get_or(
        &mut self,
        segment: &[u8],
        check: impl FnOnce() -> Result<CheckedHeader, Error>,
    ) -> Result<CheckedHeader, Error> {
        if let Some(header) = &self.header
            && segment == self.segment
        {
            return Ok(header.clone());
        }
        let checked = check()?;
        self.generation = self.generation.wrapping_add(1).max(1);
        segment.clone_into(&mut self.segment);
        Ok(self.header.insert(CheckedHeader { generation: self.generation, ..checked }).clone())
    }
}
