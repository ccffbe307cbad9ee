//! What the caller demands of claims.

use alloc::string::String;

use super::Policy;
use crate::claim_test::ClaimTest;
use crate::json::Value;

impl Policy {
    /// Adds one value to those that `iss` may have, exactly (RFC 7519 §4.1.1).
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().issuer("https://issuer.example");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"iss":"https://issuer.example","exp":1700000300}"#));
    /// assert!(!accepts(r#"{"iss":"https://issuer.example/","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer.push(issuer.into());
        self
    }

    /// Adds one audience. `aud` must hold one of those that were added, exactly (RFC 7519 §4.1.3).
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().audience("api");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"aud":["web","api"],"exp":1700000300}"#));
    /// assert!(!accepts(r#"{"aud":"web","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience.push(audience.into());
        self.ignore_audience = false;
        self
    }

    /// Accepts a token for any audience, for a caller that checks `aud` elsewhere. What [`audience`](Self::audience)
    /// added is dropped. An `aud` of the wrong type is still an error. [`explain`](crate::explain) reports the check as
    /// skipped.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().without_audience_check();
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"aud":"web","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn without_audience_check(mut self) -> Self {
        self.audience.clear();
        self.ignore_audience = true;
        self
    }

    /// Adds one value to those that `sub` may have, exactly.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().subject("user-42");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"sub":"user-42","exp":1700000300}"#));
    /// assert!(!accepts(r#"{"sub":"user-43","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject.push(subject.into());
        self
    }

    /// Adds one value to those that `jti` may have, exactly.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().jwt_id("ca3b80a1");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"jti":"ca3b80a1","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn jwt_id(mut self, jwt_id: impl Into<String>) -> Self {
        self.jwt_id.push(jwt_id.into());
        self
    }

    /// Demands a claim, with any value.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().require_claim("email");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"email":"a@example.org","exp":1700000300}"#));
    /// assert!(!accepts(r#"{"exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn require_claim(mut self, name: impl Into<String>) -> Self {
        self.required_claims.push(name.into());
        self
    }

    /// Demands a claim that equals this JSON value. Numbers are equal if the nearest doubles are. Beyond 2^53 - 1 they
    /// are compared digit by digit, because several integers there share one double.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().claim("tenant", 7);
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"tenant":7,"exp":1700000300}"#));
    /// assert!(!accepts(r#"{"tenant":8,"exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn claim(self, name: impl Into<String>, value: impl Into<Value<'static>>) -> Self {
        self.claim_test([name], ClaimTest::equals(value))
    }

    /// Demands a claim that passes this test. The path is the claim's name or, for a nested claim, its names from the
    /// outside in. It is a list because names may contain dots. An error names a nested claim by a JSON pointer (RFC
    /// 6901) without the first slash, such as `realm_access/roles`.
    ///
    /// ```
    /// use jwt_wasm::{ClaimTest, Policy};
    /// let policy = Policy::new().claim_test(["realm_access", "roles"], ClaimTest::contains(["admin"]));
    /// let claims = br#"{"realm_access":{"roles":["user"]},"exp":1700000300}"#;
    /// let error = policy.check_decrypted(r#"{"alg":"ES256"}"#, claims, 1_700_000_000).unwrap_err();
    /// assert_eq!(error.claim(), Some("realm_access/roles"));
    /// ```
    #[must_use]
    pub fn claim_test<N: Into<String>>(mut self, path: impl IntoIterator<Item = N>, test: ClaimTest) -> Self {
        self.claim_tests.push((path.into_iter().map(Into::into).collect(), test));
        self
    }

    /// Adds one scope that must be granted, in `scope`, or in `scp` if `scope` is absent or empty. Either claim is a
    /// string of scopes with spaces between them (RFC 8693 §4.2), or a list.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().scope("read");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"scope":"read write","exp":1700000300}"#));
    /// assert!(!accepts(r#"{"scope":"write","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope.push(scope.into());
        self
    }
}
