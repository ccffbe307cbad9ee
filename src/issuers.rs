//! Several issuers, each with its own keys. A token's `iss` chooses one of them, and has no other effect before the
//! token is verified.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::algorithm::Algorithm;
use crate::decode::{DecodeOptions, Unverified, decode_bytes};
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::{JsonText, Object, Value};
use crate::key::Keys;
use crate::policy::{AllowedAlgorithms, Policy};
use crate::profile::Profile;
use crate::time::Timestamp;
use crate::verified::Verified;
use crate::verifier::Verifier;

/// The keys of one issuer, and what to demand of its tokens.
///
/// ```
/// use jwt_wasm::{Algorithm, KeySet, TrustedIssuer};
/// let keys = KeySet::from_jwks(r#"{"keys":[]}"#)?;
/// let issuer = TrustedIssuer::new(keys).audience("api").algorithms([Algorithm::Es256, Algorithm::EdDsa]);
/// # let _ = issuer;
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct TrustedIssuer<'k> {
    keys: Keys<'k>,
    audience: Vec<String>,
    algorithms: Option<Vec<Algorithm>>,
}

impl<'k> TrustedIssuer<'k> {
    /// An issuer whose tokens are signed with these keys.
    ///
    /// ```
    /// use jwt_wasm::{KeySet, TrustedIssuer};
    /// // What was fetched from the issuer's `jwks_uri`.
    /// let issuer = TrustedIssuer::new(KeySet::from_jwks(r#"{"keys":[]}"#)?);
    /// # let _ = issuer;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn new(keys: impl Into<Keys<'k>>) -> Self {
        Self { keys: keys.into(), audience: Vec::new(), algorithms: None }
    }

    /// Adds one audience for this issuer's tokens: their `aud` must hold one of those that were added, and must meet
    /// the policy as well. For an ID token the same is true of `azp`.
    ///
    /// ```
    /// use jwt_wasm::{KeySet, TrustedIssuer};
    /// let issuer = TrustedIssuer::new(KeySet::from_jwks(r#"{"keys":[]}"#)?).audience("api").audience("old-api");
    /// # let _ = issuer;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience.push(audience.into());
        self
    }

    /// Narrows the algorithms that the keys and the policy allow to these. A second call leaves only those that are in
    /// both lists. An empty list accepts no token.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, KeySet, TrustedIssuer};
    /// let keys = KeySet::from_jwks(r#"{"keys":[]}"#)?;
    /// let issuer = TrustedIssuer::new(keys).algorithms([Algorithm::Rs256, Algorithm::Ps256]);
    /// # let _ = issuer;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn algorithms(mut self, algorithms: impl AsRef<[Algorithm]>) -> Self {
        let bound = algorithms.as_ref();
        self.algorithms = Some(match self.algorithms {
            None => bound.to_vec(),
            Some(known) => common(&known, bound),
        });
        self
    }
}

/// `EdDSA` includes `Ed25519` and `Ed448` (RFC 9864 §2.2).
fn common(one: &[Algorithm], other: &[Algorithm]) -> Vec<Algorithm> {
    let within = |algorithm: &Algorithm, list: &[Algorithm]| {
        list.iter().any(|allowed| algorithm == allowed || (*allowed == Algorithm::EdDsa && allowed.may_be(*algorithm)))
    };
    let mut common: Vec<_> = one.iter().copied().filter(|algorithm| within(algorithm, other)).collect();
    common.extend(other.iter().copied().filter(|algorithm| !one.contains(algorithm) && within(algorithm, one)));
    common
}

/// The issuers whose tokens are accepted, each with its own keys. Nothing is fetched here:
/// [`discovery`](crate::discovery) says which addresses to fetch, and [`set`](Self::set) stores the keys that you have
/// fetched.
///
/// A token's `iss` is read before the token is verified, *only* to choose one of these issuers by its exact name. The
/// token is then verified with that issuer's keys, so no other issuer can sign for it.
///
/// ```
/// use jwt_wasm::{Algorithm, Code, Key, Policy, SignOptions, TrustedIssuer, TrustedIssuers, sign};
///
/// # fn main() -> Result<(), jwt_wasm::Error> {
/// let a = || Key::secret(b"the first issuer's secret, 32 bytes", Algorithm::Hs256);
/// let b = Key::secret(b"the other issuer's secret, 32 bytes", Algorithm::Hs256)?;
/// let mut issuers = TrustedIssuers::new();
/// issuers.add("https://a.example", TrustedIssuer::new(a()?))?;
/// issuers.add("https://b.example", TrustedIssuer::new(b).audience("b-api"))?;
///
/// let (policy, now) = (Policy::new(), 1_700_000_000.0);
/// let options = SignOptions::new().expires_in(core::time::Duration::from_secs(300));
/// let token = sign(r#"{"iss":"https://a.example","sub":"user-42"}"#, &a()?, &options, now)?;
/// assert!(issuers.verify(&token, &policy, now).is_ok());
///
/// // A cannot sign a token that names B.
/// let forged = sign(r#"{"iss":"https://b.example","aud":"b-api"}"#, &a()?, &options, now)?;
/// assert_eq!(issuers.verify(&forged, &policy, now).unwrap_err().code(), Code::SignatureInvalid);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct TrustedIssuers<'k> {
    issuers: BTreeMap<String, TrustedIssuer<'k>>,
}

impl fmt::Debug for TrustedIssuers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.issuers.keys()).finish()
    }
}

impl<'k> TrustedIssuers<'k> {
    /// No issuers yet.
    ///
    /// ```
    /// use jwt_wasm::{Code, Policy, TrustedIssuers};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2EuZXhhbXBsZSJ9.AAAA";
    /// let error = TrustedIssuers::new().verify(token, &Policy::new(), 1_700_000_000).unwrap_err();
    /// assert_eq!(error.code(), Code::IssuerUnknown);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { issuers: BTreeMap::new() }
    }

    /// Adds an issuer.
    ///
    /// ```
    /// use jwt_wasm::{KeySet, TrustedIssuer, TrustedIssuers};
    /// let issuer = || KeySet::from_jwks(r#"{"keys":[]}"#).map(TrustedIssuer::new);
    /// let mut issuers = TrustedIssuers::new();
    /// issuers.add("https://a.example", issuer()?)?;
    /// assert!(issuers.add("https://a.example", issuer()?).is_err());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `options_invalid` if the name is empty, or was added before: which of two entries counts must not depend on
    /// their order.
    pub fn add(&mut self, name: impl Into<String>, issuer: TrustedIssuer<'k>) -> Result<(), Error> {
        let name = name.into();
        if name.is_empty() || self.issuers.contains_key(&name) {
            return Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Value {
                name: "issuer".to_owned(),
                expected: "a name that is not empty, and that no other issuer has",
                found: JsonText::string(&name).shortened(),
            })));
        }
        self.set(name, issuer);
        Ok(())
    }

    /// Replaces the issuer of this name, such as when you have fetched its keys again, or adds it.
    ///
    /// ```
    /// use jwt_wasm::{KeySet, TrustedIssuer, TrustedIssuers};
    /// let issuer = || KeySet::from_jwks(r#"{"keys":[]}"#).map(TrustedIssuer::new);
    /// let mut issuers = TrustedIssuers::new();
    /// issuers.add("https://a.example", issuer()?)?;
    /// // An hour later, with the keys that were fetched again.
    /// issuers.set("https://a.example", issuer()?);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    pub fn set(&mut self, name: impl Into<String>, issuer: TrustedIssuer<'k>) {
        self.issuers.insert(name.into(), issuer);
    }

    /// Removes an issuer. Returns whether it was there.
    ///
    /// ```
    /// use jwt_wasm::{KeySet, TrustedIssuer, TrustedIssuers};
    /// let mut issuers = TrustedIssuers::new();
    /// issuers.add("https://a.example", TrustedIssuer::new(KeySet::from_jwks(r#"{"keys":[]}"#)?))?;
    /// assert!(issuers.remove("https://a.example"));
    /// assert!(!issuers.remove("https://a.example"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    pub fn remove(&mut self, name: &str) -> bool {
        self.issuers.remove(name).is_some()
    }

    /// The name of the trusted issuer that a token names, so that a program can fetch its keys before it verifies.
    /// Nothing is verified here.
    ///
    /// ```
    /// use jwt_wasm::{KeySet, Policy, TrustedIssuer, TrustedIssuers};
    /// let mut issuers = TrustedIssuers::new();
    /// issuers.add("https://a.example", TrustedIssuer::new(KeySet::from_jwks(r#"{"keys":[]}"#)?))?;
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2EuZXhhbXBsZSJ9.AAAA";
    /// assert_eq!(issuers.choose(token, &Policy::new())?, "https://a.example");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `malformed`, `too_large` or `encrypted` for the token's form; `claim_missing` and `claim_invalid` for `iss`;
    /// `issuer_unknown`.
    pub fn choose(&self, token: &str, policy: &Policy) -> Result<&str, Error> {
        let said = read(token, policy)?;
        self.chosen(&said).map(|(name, _)| name)
    }

    /// Verifies a token as [`verify`](crate::verify) does, with the keys of its issuer. The token must meet the policy
    /// and what its issuer's entry demands. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, TrustedIssuer, TrustedIssuers, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let claims = Claims::new().issuer("https://a.example").subject("user-42");
    /// let token = sign(claims, &key, &SignOptions::new().expires_at(1_700_000_300), 1_700_000_000)?;
    ///
    /// let mut issuers = TrustedIssuers::new();
    /// issuers.add("https://a.example", TrustedIssuer::new(key))?;
    /// let verified = issuers.verify(&token, &Policy::new(), 1_700_000_001)?;
    /// assert!(verified.payload().contains(r#""sub":"user-42""#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`choose`](Self::choose), then as [`verify`](crate::verify).
    pub fn verify(&self, token: &str, policy: &Policy, now: impl Into<Timestamp>) -> Result<Verified, Error> {
        let now = now.into();
        policy.check_times(now)?;
        let said = read(token, policy)?;
        let (name, issuer) = self.chosen(&said)?;
        let narrowed = narrowed(policy, name, issuer, &said)?;
        Verifier::borrowing(issuer.keys.clone(), &narrowed).verify(token, now)
    }

    fn chosen(&self, said: &Unverified) -> Result<(&str, &TrustedIssuer<'k>), Error> {
        let claims = claims_of(said);
        let name = match claims.get("iss") {
            Some(Value::String(name)) => name,
            None => return Err(Error::from(ErrorKind::ClaimMissing { claim: "iss".to_owned() })),
            Some(other) => {
                let (expected, actual) = ("a string", other.kind());
                return Err(Error::from(ErrorKind::ClaimInvalid { claim: "iss".to_owned(), expected, actual }));
            }
        };
        let found = self.issuers.get_key_value(name.as_ref());
        let unknown = || Error::from(ErrorKind::IssuerUnknown { actual: JsonText::string(name) });
        found.map(|(name, issuer)| (name.as_str(), issuer)).ok_or_else(unknown)
    }
}

fn read(token: &str, policy: &Policy) -> Result<Unverified, Error> {
    decode_bytes(token.as_bytes(), &DecodeOptions { form: policy.form })
}

/// It cannot fail here, because the payload was read once already.
fn claims_of(said: &Unverified) -> Object<'_> {
    Object::parse(said.payload()).unwrap_or_default()
}

/// The policy, together with what the issuer's entry demands.
fn narrowed(policy: &Policy, name: &str, issuer: &TrustedIssuer<'_>, said: &Unverified) -> Result<Policy, Error> {
    let mut narrowed = policy.clone();
    // If the policy names only other issuers, they stay, so that the token is refused for its issuer.
    if policy.issuer.is_empty() || policy.issuer.iter().any(|allowed| allowed == name) {
        narrowed.issuer = vec![name.to_owned()];
    }
    if let Some(bound) = &issuer.algorithms {
        let by_caller = &policy.algorithms.0;
        let algorithms = if by_caller.is_empty() { bound.clone() } else { common(by_caller, bound) };
        if algorithms.is_empty() {
            // An empty list in the policy would allow every algorithm.
            let header = Object::parse(said.header()).unwrap_or_default();
            let actual = header.get("alg").map(JsonText::value);
            return Err(Error::from(ErrorKind::AlgorithmNotAllowed { expected: algorithms, actual }));
        }
        narrowed.algorithms = AllowedAlgorithms(algorithms);
    }
    // The token must match both lists of audiences, but the checks take one. They get the list that the token fails, if
    // it fails one.
    let is_held_by_caller = policy.audience.is_empty() || holds(&claims_of(said), policy);
    if !issuer.audience.is_empty() && is_held_by_caller {
        narrowed.audience.clone_from(&issuer.audience);
        narrowed.ignore_audience = false;
    }
    Ok(narrowed)
}

/// Whether the token is for one of the caller's audiences. For an ID token `azp` must be one as well (`OpenID` Connect
/// Core 1.0 §3.1.3.7).
fn holds(claims: &Object<'_>, policy: &Policy) -> bool {
    let is_named =
        |value: &Value<'_>| matches!(value, Value::String(one) if policy.audience.iter().any(|name| name == one));
    let is_by = policy.profile != Some(Profile::IdToken) || claims.get("azp").is_none_or(is_named);
    is_by
        && match claims.get("aud") {
            Some(Value::Array(all)) => all.iter().any(is_named),
            Some(one) => is_named(one),
            None => false,
        }
}
