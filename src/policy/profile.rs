//! Policies for kinds of tokens. Further demands can only narrow them.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::Policy;
use crate::error::{Error, ErrorKind, HeaderRule, OptionsProblem, SkipReason};
use crate::header::{Header, is_of_other_kind};
use crate::json::JsonText;
use crate::profile::Profile;

/// A value that `Debug` does not show, because with it others could log in.
#[derive(Clone)]
pub(crate) struct Hidden(pub(crate) String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What the caller knows about the login that an ID token is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Login {
    pub(crate) nonce: Option<Hidden>,
    pub(crate) access_token: Option<Hidden>,
    pub(crate) code: Option<Hidden>,
    /// Seconds.
    pub(crate) max_auth_age: Option<f64>,
    pub(crate) acr: Vec<String>,
}

impl Login {
    pub(super) const UNKNOWN: Self =
        Self { nonce: None, access_token: None, code: None, max_auth_age: None, acr: Vec::new() };

    /// The name of the first option that is given.
    fn given(&self) -> Option<&'static str> {
        let given = [
            ("nonce", self.nonce.is_some()),
            ("accessToken", self.access_token.is_some()),
            ("code", self.code.is_some()),
            ("maxAuthAge", self.max_auth_age.is_some()),
            ("acr", !self.acr.is_empty()),
        ];
        given.into_iter().find(|(_, is_given)| *is_given).map(|(name, _)| name)
    }
}

impl Policy {
    /// The policy for OAuth 2.0 access tokens (RFC 9068 §4): `typ` is `at+jwt`, and `iss`, `exp`, `aud`, `sub`,
    /// `client_id`, `iat` and `jti` are present. It needs an [`issuer`](Self::issuer) and an
    /// [`audience`](Self::audience).
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::access_token().issuer("https://issuer.example").audience("api").scope("read");
    /// ```
    #[must_use]
    pub const fn access_token() -> Self {
        Self::new().profile(Profile::AccessToken)
    }

    /// The policy for ID tokens (OpenID Connect Core 1.0 §3.1.3.7): `iss`, `sub`, `aud`, `exp` and `iat` are present,
    /// and `azp` if there are several audiences. `azp`, if present, is one of the expected audiences. A `typ` that ends
    /// with `+jwt` and a claim `events` are refused, because they belong to other kinds of tokens (RFC 8725 §3.12). The
    /// policy needs an [`issuer`](Self::issuer), and the client as [`audience`](Self::audience).
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::id_token().issuer("https://issuer.example").audience("client").nonce("n-0S6_WzA2Mj");
    /// ```
    #[must_use]
    pub const fn id_token() -> Self {
        Self::new().profile(Profile::IdToken)
    }

    /// The policy for logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.6): `iss`, `aud`, `iat`, `exp` and `jti`
    /// are present, and so are `sub` or `sid` and the logout event. There is no `nonce`, and `typ`, if present, is
    /// `logout+jwt`. It needs an [`issuer`](Self::issuer), and the client as [`audience`](Self::audience).
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::logout_token().issuer("https://issuer.example").audience("client");
    /// # let _ = policy;
    /// ```
    #[must_use]
    pub const fn logout_token() -> Self {
        Self::new().profile(Profile::LogoutToken)
    }

    const fn profile(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Demands this `nonce`, which is the one of the authentication request, in the ID token.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::id_token().issuer("https://a.example").audience("client").nonce("n-0S6_WzA2Mj");
    /// let claims = br#"{"iss":"https://a.example","sub":"user-42","aud":"client","iat":1700000000,"exp":1700000300}"#;
    /// let error = policy.check_decrypted(r#"{"alg":"ES256"}"#, claims, 1_700_000_000).unwrap_err();
    /// assert_eq!(error.claim(), Some("nonce"));
    /// ```
    #[must_use]
    pub fn nonce(mut self, nonce: impl Into<String>) -> Self {
        self.login.nonce = Some(Hidden(nonce.into()));
        self
    }

    /// Gives the access token that came with the ID token, which must have its hash as `at_hash` (OpenID Connect Core
    /// 1.0 §3.1.3.8). The hash is SHA-256, SHA-384 or SHA-512 by the number in the name of the ID token's algorithm,
    /// and SHA-512 for EdDSA with Ed25519.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let login = Policy::id_token().issuer("https://issuer.example").audience("client");
    /// // What the token endpoint returned beside the ID token.
    /// let policy = login.with_access_token("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y");
    /// # let _ = policy;
    /// ```
    #[must_use]
    pub fn with_access_token(mut self, access_token: impl Into<String>) -> Self {
        self.login.access_token = Some(Hidden(access_token.into()));
        self
    }

    /// Gives the authorization code that came with the ID token, which must have its hash as `c_hash` (OpenID Connect
    /// Core 1.0 §3.3.2.10): the same hash as for [`with_access_token`](Self::with_access_token).
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let login = Policy::id_token().issuer("https://issuer.example").audience("client");
    /// // What the authorization endpoint returned beside the ID token.
    /// let policy = login.with_code("Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk");
    /// # let _ = policy;
    /// ```
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.login.code = Some(Hidden(code.into()));
        self
    }

    /// Limits the time since the login. The ID token's `auth_time` must then be present and not in the future. At most
    /// 1e11 seconds.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::Policy;
    /// let login = Policy::id_token().issuer("https://issuer.example").audience("client");
    /// let policy = login.max_auth_age(Duration::from_secs(3600));
    /// # let _ = policy;
    /// ```
    #[must_use]
    pub const fn max_auth_age(mut self, max_auth_age: Duration) -> Self {
        self.login.max_auth_age = Some(max_auth_age.as_secs_f64());
        self
    }

    /// Adds one value to those that `acr` of an ID token may have, exactly.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::id_token().issuer("https://issuer.example").audience("client").acr("phr").acr("phrh");
    /// # let _ = policy;
    /// ```
    #[must_use]
    pub fn acr(mut self, acr: impl Into<String>) -> Self {
        self.login.acr.push(acr.into());
        self
    }

    /// Refuses options that would turn off what the profile checks, and options that the profile does not use.
    pub(crate) fn check_profile(&self) -> Result<(), Error> {
        match (self.profile, self.login.given()) {
            (None, None) => Ok(()),
            (profile, login) => self.check_options(profile, login),
        }
    }

    fn check_options(&self, profile: Option<Profile>, login: Option<&'static str>) -> Result<(), Error> {
        let problem = match (profile, login) {
            (None | Some(Profile::AccessToken | Profile::LogoutToken), Some(option)) => {
                OptionsProblem::IdTokenOnly { option }
            }
            (None, None) => return Ok(()),
            (Some(profile), _) => {
                let options = [
                    ("requireExpiry", !self.require_expiry),
                    ("ignoreExpiry", self.ignore_expiry),
                    ("audience", self.ignore_audience),
                ];
                let Some((option, _)) = options.into_iter().find(|(_, loosens)| *loosens) else { return Ok(()) };
                OptionsProblem::ProfileExcludes { profile: profile.as_str(), option }
            }
        };
        Err(Error::from(ErrorKind::OptionsInvalid(problem)))
    }

    /// Checks that the policy names the issuer and audience that its profile needs, before a token is verified by it.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// assert!(Policy::access_token().issuer("https://issuer.example").check_complete().is_err());
    /// assert!(Policy::access_token().issuer("https://issuer.example").audience("api").check_complete().is_ok());
    /// ```
    ///
    /// # Errors
    /// `options_invalid` if either is missing.
    pub fn check_complete(&self) -> Result<(), Error> {
        self.check_profile()?;
        self.profile.map_or(Ok(()), |profile| self.check_needed(profile))
    }

    fn check_needed(&self, profile: Profile) -> Result<(), Error> {
        let needed = [("issuer", self.issuer.is_empty()), ("audience", self.audience.is_empty())];
        match needed.into_iter().find(|(_, is_missing)| *is_missing) {
            None => Ok(()),
            Some((option, _)) => {
                let problem = OptionsProblem::ProfileNeeds { profile: profile.as_str(), option };
                Err(Error::from(ErrorKind::OptionsInvalid(problem)))
            }
        }
    }

    /// `None` if it passed, or the reason why it was skipped.
    pub(crate) fn check_typ(&self, header: &Header<'_>) -> Result<Option<SkipReason>, Error> {
        if let Some(typ) = &self.typ {
            header.check_typ(typ)?;
        }
        if let Some(profile) = self.profile {
            check_typ_of(profile, header)?;
        }
        let is_checked = self.typ.is_some() || (self.profile.is_some() && header.typ().is_some());
        Ok(if is_checked { None } else { Some(SkipReason::NothingExpected) })
    }
}

fn check_typ_of(profile: Profile, header: &Header<'_>) -> Result<(), Error> {
    match (profile, header.typ()) {
        (Profile::AccessToken, _) => header.check_typ("at+jwt"),
        (Profile::LogoutToken, Some(_)) => header.check_typ("logout+jwt"),
        (Profile::IdToken, Some(typ)) if is_of_other_kind(typ) => Err(Error::from(ErrorKind::HeaderRejected {
            rule: HeaderRule::Typ,
            expected: Some(JsonText::string("JWT")),
            actual: Some(JsonText::string(typ)),
        })),
        _ => Ok(()),
    }
}
