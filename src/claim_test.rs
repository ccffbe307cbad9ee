//! What the value of a claim must be.

use alloc::string::String;
use alloc::vec::Vec;
use core::slice;

use crate::error::{Error, ErrorKind};
use crate::json::{JsonText, Value};
use crate::number::Numbers;

/// What the value of a claim must be, for [`Policy::claim_test`](crate::Policy::claim_test).
///
/// JSON values are compared whole and exactly, as [`Policy::claim`](crate::Policy::claim) does. A test without values
/// refuses every claim.
///
/// ```
/// use jwt_wasm::{ClaimTest, Policy};
/// let policy = Policy::new()
///     .claim_test(["azp"], ClaimTest::one_of(["web", "app"]))
///     .claim_test(["realm_access", "roles"], ClaimTest::contains(["admin"]));
/// ```
#[derive(Clone, Debug)]
pub struct ClaimTest {
    is_contains: bool,
    values: Vec<Value<'static>>,
}

impl ClaimTest {
    /// The claim equals this value.
    ///
    /// ```
    /// use jwt_wasm::{ClaimTest, Policy};
    /// let policy = Policy::new().claim_test(["tenant"], ClaimTest::equals(7));
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"tenant":7,"exp":1700000300}"#));
    /// assert!(!accepts(r#"{"tenant":"7","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn equals(value: impl Into<Value<'static>>) -> Self {
        Self::one_of([value])
    }

    /// The claim equals one of these values.
    ///
    /// ```
    /// use jwt_wasm::{ClaimTest, Policy};
    /// let policy = Policy::new().claim_test(["azp"], ClaimTest::one_of(["web", "app"]));
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"azp":"app","exp":1700000300}"#));
    /// assert!(!accepts(r#"{"azp":"tv","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn one_of<V: Into<Value<'static>>>(values: impl IntoIterator<Item = V>) -> Self {
        Self::of(false, values.into_iter().map(Into::into).collect())
    }

    /// The claim is an array that holds each of these values.
    ///
    /// ```
    /// use jwt_wasm::{ClaimTest, Policy};
    /// let policy = Policy::new().claim_test(["realm_access", "roles"], ClaimTest::contains(["admin"]));
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"realm_access":{"roles":["user","admin"]},"exp":1700000300}"#));
    /// assert!(!accepts(r#"{"realm_access":{"roles":["user"]},"exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn contains<V: Into<Value<'static>>>(values: impl IntoIterator<Item = V>) -> Self {
        Self::of(true, values.into_iter().map(Into::into).collect())
    }

    pub(crate) const fn of(is_contains: bool, values: Vec<Value<'static>>) -> Self {
        Self { is_contains, values }
    }

    /// `claim` makes the claim's name, and is called only when there is an error.
    pub(crate) fn check(
        &self,
        claim: impl FnOnce() -> String,
        actual: &Value<'_>,
        numbers: Numbers,
    ) -> Result<(), Error> {
        let items = match actual {
            Value::Array(items) if self.is_contains => items.as_slice(),
            _ if self.is_contains => {
                return Err(Error::from(ErrorKind::ClaimInvalid {
                    claim: claim(),
                    expected: "an array",
                    actual: actual.kind(),
                }));
            }
            one => slice::from_ref(one),
        };
        let is_there = |value: &&Value<'_>| items.iter().any(|item| item.equals(value, numbers));
        let found = self.values.iter().filter(is_there).count();
        // Any list holds all of no values, so a test without values is a mistake. It refuses.
        if found > 0 && (!self.is_contains || found == self.values.len()) {
            return Ok(());
        }
        let expected = match self.values.as_slice() {
            [one] if !self.is_contains => JsonText::value(one),
            many => JsonText::values(many),
        };
        Err(Error::from(ErrorKind::ClaimMismatch {
            claim: claim(),
            expected: Some(expected),
            actual: JsonText::value(actual),
        }))
    }
}
