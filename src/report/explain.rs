//! How a report is made, one call a step.

use alloc::string::String;

use super::{Answer, Report};
use crate::check::CheckName;
use crate::claims::{self, Context};
use crate::error::{Error, ErrorKind, Part, SkipReason};
use crate::header::Header;
use crate::key::Keys;
use crate::policy::Policy;
use crate::prepared::Prepared;
use crate::time::Timestamp;
use crate::token::{Body, UntrustedToken, read_claims, read_header};
use crate::verifier::Verifier;

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

impl<'k> Verifier<'k> {
    /// As [`prepare`](Self::prepare), for a report: `typ` is not checked, because a wrong one does not stop a report.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::{Algorithm, Answer, Key, Policy, SignOptions, Verdict, Verifier, explain_with, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let now = 1_700_000_000.0;
    /// let token = sign("{}", &key, &SignOptions::new().expires_in(Duration::from_secs(300)), now)?;
    /// let verifier = Verifier::new(key, Policy::new());
    /// // An engine checks `prepared.signature()` of `prepared.signing_input()`. Without `prepared` there is nothing to ask.
    /// let prepared = verifier.prepare_report(token.as_bytes(), now);
    /// let answer = prepared.is_ok().then_some(Answer::Good);
    /// let report = explain_with(token.as_bytes(), Some(verifier.keys()), verifier.policy(), now, answer)?;
    /// assert_eq!(report.verdict(), Verdict::Verified);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`verify`](crate::verify()), up to the signature. The report says the same.
    pub fn prepare_report<'t>(&self, token: &'t [u8], now: impl Into<Timestamp>) -> Result<Prepared<'t, 'k>, Error> {
        self.prepare_as(token, now.into(), true)
    }
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
