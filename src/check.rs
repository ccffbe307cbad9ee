//! The checks that a token goes through: their names, and how each can end.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::string::ToString;

use crate::error::{Error, SkipReason};

macro_rules! check_names {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $passed:literal;)*) => {
        /// A check that a token goes through.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum CheckName {
            $($(#[$doc])* $variant,)*
        }

        impl CheckName {
            /// Every check, in the order in which they are made.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name as JSON and other languages have it.
            ///
            /// ```
            /// use jwt_wasm::CheckName;
            /// assert_eq!(CheckName::RequiredClaims.as_str(), "required_claims");
            /// ```
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            const fn passed(self) -> &'static str {
                match self {
                    $(Self::$variant => $passed,)*
                }
            }
        }
    };
}

check_names! {
    /// Length and segments.
    Form = "form", "the token is three segments and not too long";
    /// The header's form, `b64`, `crit`, and the types of `kid` and `typ`.
    Header = "header", "the header is strict JSON and asks for nothing unknown";
    /// Whether the header's `typ` is what the policy demands.
    Typ = "typ", "typ is the expected media type";
    /// Whether the key and the policy allow the header's `alg`.
    Algorithm = "algorithm", "alg is one that the key is bound to";
    /// The signature.
    Signature = "signature", "the signature matches: the holder of the key signed exactly this token";
    /// The payload's form.
    Payload = "payload", "the payload is a strict JSON object";
    /// `exp`.
    Exp = "exp", "the token has not expired";
    /// `nbf`.
    Nbf = "nbf", "the token is valid already";
    /// `iat`, and the maximum age.
    Iat = "iat", "iat is a time, and not longer ago than allowed";
    /// `iss`.
    Iss = "iss", "the issuer is one that is expected";
    /// `aud`.
    Aud = "aud", "the token is for an audience that is expected";
    /// `sub`.
    Sub = "sub", "the subject is one that is expected";
    /// `jti`.
    Jti = "jti", "the token's identifier is one that is expected";
    /// The claims that must be present.
    RequiredClaims = "required_claims", "every required claim is present";
    /// The claims that must have certain values.
    Claims = "claims", "every demanded claim has its value";
    /// The scopes that must be granted.
    Scope = "scope", "every demanded scope is granted";
    /// What the profile demands of the claims.
    Profile = "profile", "the claims meet the rules of the profile";
}

/// How a check ended.
#[derive(Clone, Debug, PartialEq)]
pub enum CheckOutcome {
    /// The token passed.
    Passed,
    /// The token did not pass. [`verify`](crate::verify()) returns this error if no earlier check failed.
    Failed(Error),
    /// The check could not be made, or there was nothing to check, for this reason.
    Skipped(SkipReason),
}

/// One check of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    name: CheckName,
    outcome: CheckOutcome,
}

impl Check {
    pub(crate) const fn new(name: CheckName, outcome: CheckOutcome) -> Self {
        Self { name, outcome }
    }

    pub(crate) const fn is_good_signature(&self) -> bool {
        matches!(self, Self { name: CheckName::Signature, outcome: CheckOutcome::Passed })
    }

    /// Which check it is.
    ///
    /// ```
    /// use jwt_wasm::{CheckName, Policy, explain};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// let report = explain(token, None, &Policy::new(), 1_700_000_000)?;
    /// assert_eq!(report.checks()[0].name(), CheckName::Form);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn name(&self) -> CheckName {
        self.name
    }

    /// How it ended.
    ///
    /// ```
    /// use jwt_wasm::{CheckOutcome, Policy, explain};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// let report = explain(token, None, &Policy::new(), 1_700_000_000)?;
    /// assert_eq!(*report.checks()[0].outcome(), CheckOutcome::Passed);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn outcome(&self) -> &CheckOutcome {
        &self.outcome
    }

    /// One sentence on how it ended and why.
    ///
    /// ```
    /// use jwt_wasm::{Policy, explain};
    /// let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyLTQyIn0.AAAA";
    /// let report = explain(token, None, &Policy::new(), 1_700_000_000)?;
    /// assert_eq!(report.checks()[0].message(), "the token is three segments and not too long");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn message(&self) -> String {
        match &self.outcome {
            CheckOutcome::Passed => self.name.passed().to_owned(),
            CheckOutcome::Failed(error) => error.to_string(),
            CheckOutcome::Skipped(reason) => reason.to_string(),
        }
    }
}
