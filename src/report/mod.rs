//! The same checks as [`verify`](crate::verify()), reported one by one instead of stopping at the first that fails.

mod explain;
mod verdict;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::algorithm::Algorithm;
use crate::check::{Check, CheckName, CheckOutcome};
use crate::claims::Outcome;
use crate::error::{Error, SkipReason};
use crate::key::SelectedKey;
pub use explain::{explain, explain_with};
pub use verdict::{Answer, Verdict};

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
