//! The same checks as [`verify`](crate::verify()), reported one by one instead of stopping at the first that fails.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::algorithm::Algorithm;
use crate::check::{Check, CheckName, CheckOutcome};
use crate::claims::{self, Context, Outcome};
use crate::error::{Error, ErrorKind, Part, SkipReason};
use crate::header::Header;
use crate::key::{Keys, SelectedKey};
use crate::policy::Policy;
use crate::prepared::Prepared;
use crate::time::Timestamp;
use crate::token::{Body, UntrustedToken, read_claims, read_header};
use crate::verifier::check_header;

/// What an engine outside of this crate says about a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The key made it.
    Good,
    /// The key did not make it.
    Bad,
    /// The engine cannot compute with this key.
    Unable,
}

/// What all checks together say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every check passed, the signature's included: [`verify`](crate::verify()) accepts the token.
    Verified,
    /// At least one check failed.
    Refused,
    /// Nothing failed, but the signature was not checked: there was no key, or nothing here can compute with it.
    Unchecked,
}

impl Verdict {
    /// The verdict as JSON and other languages have it.
    ///
    /// ```
    /// use jwt_wasm::Verdict;
    /// assert_eq!(Verdict::Refused.as_str(), "refused");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Refused => "refused",
            Self::Unchecked => "unchecked",
        }
    }
}

/// Every check with its outcome, and what could be read of the token. `Debug` prints none of it.
#[derive(Clone, PartialEq)]
pub struct Report {
    checks: Vec<Check>,
    header: Option<String>,
    payload: Option<String>,
    selected: Option<SelectedKey>,
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = self.failure().map(Error::code);
        f.debug_struct("Report").field("verdict", &self.verdict()).field("failure", &failure).finish_non_exhaustive()
    }
}

impl Report {
    /// Every check, in the order in which they are made.
    ///
    /// ```
    /// use jwt_wasm::{CheckName, Policy, explain};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// let report = explain(token, None, &Policy::new(), 1_700_000_000)?;
    /// for check in report.checks() {
    ///     println!("{}: {}", check.name().as_str(), check.message());
    /// }
    /// assert_eq!(report.checks().len(), CheckName::ALL.len());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The header's text, if it is a strict JSON object.
    ///
    /// ```
    /// use jwt_wasm::{Policy, explain};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// let report = explain(token, None, &Policy::new(), 1_700_000_000)?;
    /// assert_eq!(report.header(), Some(r#"{"alg":"ES256"}"#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn header(&self) -> Option<&str> {
        self.header.as_deref()
    }

    /// The payload's text, if it is a strict JSON object. It is unverified, unless the verdict is `Verified`.
    ///
    /// ```
    /// use jwt_wasm::{Policy, explain};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// let report = explain(token, None, &Policy::new(), 1_700_000_000)?;
    /// assert_eq!(report.payload(), Some(r#"{"sub":"user-42"}"#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn payload(&self) -> Option<&str> {
        self.payload.as_deref()
    }

    /// The algorithm of the key that was chosen for the token, by the name that the key has for it. `None` if no key
    /// was chosen. The key is known to have signed the token only if the verdict is `Verified`.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, Keys, Policy, SignOptions, explain, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().expires_at(1_700_000_300), 1_700_000_000)?;
    /// let report = explain(&token, Keys::from(&key), &Policy::new(), 1_700_000_001)?;
    /// assert_eq!(report.algorithm(), Some(Algorithm::Hs256));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.selected.map(|selected| selected.algorithm)
    }

    /// The place in its set, counted from 0, of the key that was chosen for the token.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, Keys, Policy, SignOptions, explain, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().expires_at(1_700_000_300), 1_700_000_000)?;
    /// let report = explain(&token, Keys::from(&key), &Policy::new(), 1_700_000_001)?;
    /// assert_eq!(report.key_index(), Some(0));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn key_index(&self) -> Option<usize> {
        self.selected.map(|selected| selected.index)
    }

    /// The error of the first check that failed, which is what [`verify`](crate::verify()) returns.
    ///
    /// ```
    /// use jwt_wasm::{Policy, explain};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// let report = explain(token, None, &Policy::new(), 1_700_000_000)?;
    /// assert_eq!(report.failure().and_then(|error| error.claim()), Some("exp"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn failure(&self) -> Option<&Error> {
        self.checks.iter().find_map(|check| match check.outcome() {
            CheckOutcome::Failed(error) => Some(error),
            _ => None,
        })
    }

    /// What all checks together say.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, Keys, Policy, SignOptions, Verdict, explain, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign("{}", &key, &SignOptions::new().expires_at(1_700_000_300), 1_700_000_000)?;
    /// let report = explain(&token, Keys::from(&key), &Policy::new(), 1_700_000_001)?;
    /// assert_eq!(report.verdict(), Verdict::Verified);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.failure().is_some() {
            Verdict::Refused
        } else if self.checks.iter().any(Check::is_good_signature) {
            Verdict::Verified
        } else {
            Verdict::Unchecked
        }
    }

    /// The report on a token that does not have three segments, or is too long to be read.
    ///
    /// ```
    /// use jwt_wasm::{DecodeOptions, Report, Verdict, decode_unverified};
    /// let error = decode_unverified("not a token", &DecodeOptions::new()).unwrap_err();
    /// assert_eq!(Report::unreadable(error).verdict(), Verdict::Refused);
    /// ```
    #[must_use]
    pub fn unreadable(error: Error) -> Self {
        let mut report = Self::new();
        report.failed(CheckName::Form, error);
        for name in CheckName::ALL.iter().skip(1) {
            report.skipped(*name, SkipReason::NotSplit);
        }
        report
    }

    fn new() -> Self {
        Self { checks: Vec::with_capacity(CheckName::ALL.len()), header: None, payload: None, selected: None }
    }

    fn passed(&mut self, name: CheckName) {
        self.checks.push(Check::new(name, CheckOutcome::Passed));
    }

    fn failed(&mut self, name: CheckName, error: Error) {
        self.checks.push(Check::new(name, CheckOutcome::Failed(error)));
    }

    fn skipped(&mut self, name: CheckName, reason: SkipReason) {
        self.checks.push(Check::new(name, CheckOutcome::Skipped(reason)));
    }

    fn note_key(&mut self, selected: Result<SelectedKey, Error>) -> Option<SelectedKey> {
        self.selected = self.note(CheckName::Algorithm, selected);
        self.selected
    }

    fn ended(&mut self, name: CheckName, outcome: Outcome) {
        match outcome {
            Ok(None) => self.passed(name),
            Ok(Some(reason)) => self.skipped(name, reason),
            Err(error) => self.failed(name, error),
        }
    }

    /// Notes a check's outcome, and returns what it read.
    fn note<T>(&mut self, name: CheckName, result: Result<T, Error>) -> Option<T> {
        match result {
            Ok(value) => {
                self.passed(name);
                Some(value)
            }
            Err(error) => {
                self.failed(name, error);
                None
            }
        }
    }
}

/// Reports every check of a token and how it ended. `now` is in seconds since 1970-01-01T00:00:00Z. Without a key
/// (`None`) the signature is not checked, and the verdict is never `Verified`.
///
/// ```
/// use jwt_wasm::{CheckOutcome, Policy, Verdict, explain};
/// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
/// let report = explain(token, None, &Policy::new(), 1_700_000_000.0)?;
/// assert_eq!(report.verdict(), Verdict::Refused);
/// let failed = report.checks().iter().find(|check| matches!(check.outcome(), CheckOutcome::Failed(_)));
/// assert_eq!(failed.map(|check| check.name().as_str()), Some("exp"));
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// `options_invalid`, as [`verify`](crate::verify()). A bad token is not an error here: the report says what is wrong.
pub fn explain<'k>(
    token: &str,
    keys: impl Into<Option<Keys<'k>>>,
    policy: &Policy,
    now: impl Into<Timestamp>,
) -> Result<Report, Error> {
    explain_with(token.as_bytes(), keys.into().as_ref(), policy, now, None)
}

/// As [`explain`], for an engine outside of this crate: `answer` is what it said about the signature, or `None` if it
/// was not asked.
///
/// ```
/// use jwt_wasm::{Algorithm, Answer, CheckName, CheckOutcome, Key, Keys, Policy, SignOptions, explain_with};
/// use jwt_wasm::sign;
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let token = sign("{}", &key, &SignOptions::new().expires_at(1_700_000_300), 1_700_000_000)?;
/// let (keys, policy) = (Keys::from(&key), Policy::new());
/// // This stands for an engine, which says that the key did not make the signature.
/// let report = explain_with(token.as_bytes(), Some(&keys), &policy, 1_700_000_001, Some(Answer::Bad))?;
/// let signature = report.checks().iter().find(|check| check.name() == CheckName::Signature);
/// assert!(signature.is_some_and(|check| matches!(check.outcome(), CheckOutcome::Failed(_))));
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`explain`].
pub fn explain_with(
    token: &[u8],
    keys: Option<&Keys<'_>>,
    policy: &Policy,
    now: impl Into<Timestamp>,
    answer: Option<Answer>,
) -> Result<Report, Error> {
    let now = now.into();
    policy.check_times(now)?;
    // Without a key the verdict is never `Verified`, so a profile that lacks an option cannot pass a token.
    if keys.is_some() { policy.check_complete() } else { policy.check_profile() }?;
    let token = match UntrustedToken::split(token, policy.form) {
        Ok(token) => token,
        Err(error) => return Ok(Report::unreadable(error)),
    };
    let body = match token.decode_body().and_then(|body| token.decode(Part::Header).map(|_| body)) {
        Err(error) if error.is_of_whole_token() => return Ok(Report::unreadable(error)),
        body => body,
    };
    let mut report = Report::new();
    // One segment that cannot be decoded must not hide what the others say.
    let body = report.note(CheckName::Form, body);
    explain_signature(&mut report, &token, body.as_ref(), keys, policy, answer);
    explain_payload(&mut report, &token, policy, now);
    Ok(report)
}

/// Does all that [`explain`] does before the signature is checked, for an engine outside of this crate to check it.
/// `now` is in seconds since 1970-01-01T00:00:00Z. `typ` is not checked, because a wrong one does not stop a report.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::{Algorithm, Answer, Key, Keys, Policy, SignOptions, Verdict, explain_with, prepare_report, sign};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let now = 1_700_000_000.0;
/// let token = sign("{}", &key, &SignOptions::new().expires_in(Duration::from_secs(300)), now)?;
/// let (keys, policy) = (Keys::from(&key), Policy::new());
/// // An engine checks `prepared.signature()` of `prepared.signing_input()`. Without `prepared` there is nothing to ask.
/// let prepared = prepare_report(token.as_bytes(), &keys, &policy, now);
/// let answer = prepared.is_ok().then_some(Answer::Good);
/// let report = explain_with(token.as_bytes(), Some(&keys), &policy, now, answer)?;
/// assert_eq!(report.verdict(), Verdict::Verified);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`verify`](crate::verify()), up to the signature. The report says the same.
pub fn prepare_report<'t, 'k>(
    token: &'t [u8],
    keys: &Keys<'k>,
    policy: &Policy,
    now: impl Into<Timestamp>,
) -> Result<Prepared<'t, 'k>, Error> {
    policy.check_times(now)?;
    let token = UntrustedToken::split(token, policy.form)?;
    let body = token.decode_body()?;
    let header = check_header(&token, keys, &policy.algorithms, None, false)?;
    Prepared::of_jwt(token.signing_input, body, header, keys)
}

fn explain_signature(
    report: &mut Report,
    token: &UntrustedToken<'_>,
    body: Option<&Body>,
    keys: Option<&Keys<'_>>,
    policy: &Policy,
    answer: Option<Answer>,
) {
    let (text, undecoded) = parted(token.text(Part::Header));
    let header = undecoded.map_or_else(|| Header::read(text.as_deref().unwrap_or_default()), Err);
    let Some(header) = report.note(CheckName::Header, header) else {
        report.header = text.filter(|text| read_header(text).is_ok());
        for name in [CheckName::Typ, CheckName::Algorithm, CheckName::Signature] {
            report.skipped(name, SkipReason::HeaderRefused);
        }
        return;
    };
    report.ended(CheckName::Typ, policy.check_typ(&header));
    match keys {
        None => {
            report.skipped(CheckName::Algorithm, SkipReason::NoKey);
            report.skipped(CheckName::Signature, SkipReason::NoKey);
        }
        Some(keys) => match (report.note_key(keys.select(&header, &policy.algorithms)), body) {
            (Some(selected), Some(body)) => {
                let algorithm = selected.algorithm;
                let verified = keys.get(selected).and_then(|key| match answer {
                    Some(Answer::Good) => key.check_form(body.signature()),
                    Some(Answer::Bad) => {
                        key.check_form(body.signature()).and(Err(Error::from(ErrorKind::SignatureInvalid)))
                    }
                    Some(Answer::Unable) => {
                        key.check_form(body.signature()).and(Err(Error::from(ErrorKind::HostNeeded { algorithm })))
                    }
                    None => key.verify(algorithm, token.signing_input, body.signature()),
                });
                match verified.as_ref().map_err(Error::kind) {
                    // The signature was not checked, so nothing is said against it.
                    Err(ErrorKind::HostNeeded { .. }) => {
                        report.skipped(CheckName::Signature, SkipReason::NotComputed);
                    }
                    Err(ErrorKind::SignatureInvalid) if body.is_empty() => {
                        report.skipped(CheckName::Signature, SkipReason::PayloadEmpty);
                    }
                    _ => drop(report.note(CheckName::Signature, verified)),
                }
            }
            (None, _) => report.skipped(CheckName::Signature, SkipReason::NoKeyAllowed),
            (_, None) => report.skipped(CheckName::Signature, SkipReason::NotDecoded),
        },
    }
    report.header = text;
}

fn explain_payload(report: &mut Report, token: &UntrustedToken<'_>, policy: &Policy, now: Timestamp) {
    let (text, undecoded) = parted(token.text(Part::Payload));
    let claims = undecoded.map_or_else(|| read_claims(text.as_deref().unwrap_or_default()), Err);
    let Some(claims) = report.note(CheckName::Payload, claims) else {
        for (name, _) in claims::CHECKS {
            report.skipped(name, SkipReason::PayloadUnreadable);
        }
        return;
    };
    let header = report.header.take();
    let context = Context::new(&claims, policy, now, header.as_deref());
    for (name, check) in claims::CHECKS {
        report.ended(name, check(&context));
    }
    report.header = header;
    report.payload = text;
}

/// Both, so that the error can be handed on while the text is still needed.
fn parted(text: Result<String, Error>) -> (Option<String>, Option<Error>) {
    match text {
        Ok(text) => (Some(text), None),
        Err(error) => (None, Some(error)),
    }
}
