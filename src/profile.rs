//! The kinds of tokens that OAuth and OpenID Connect define, and the rules of each. The inspector page shows these
//! rules too.

/// A kind of token, as demanded by [`Policy::access_token`](crate::Policy::access_token),
/// [`Policy::id_token`](crate::Policy::id_token) and [`Policy::logout_token`](crate::Policy::logout_token).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// An OAuth 2.0 access token (RFC 9068).
    AccessToken,
    /// An ID token (OpenID Connect Core 1.0 §2, §3.1.3.7).
    IdToken,
    /// A logout token (OpenID Connect Back-Channel Logout 1.0 §2.4, §2.6).
    LogoutToken,
}

impl Profile {
    /// Every profile.
    pub const ALL: &'static [Self] = &[Self::AccessToken, Self::IdToken, Self::LogoutToken];

    /// The name as JSON and other languages have it.
    ///
    /// ```
    /// use jwt_wasm::Profile;
    /// assert_eq!(Profile::AccessToken.as_str(), "access_token");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::IdToken => "id_token",
            Self::LogoutToken => "logout_token",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "access_token" => Self::AccessToken,
            "id_token" => Self::IdToken,
            "logout_token" => Self::LogoutToken,
            _ => return None,
        })
    }

    /// The rules for every token of this kind, in the order in which they are checked.
    ///
    /// ```
    /// use jwt_wasm::{Profile, ProfileRule};
    /// assert_eq!(Profile::AccessToken.rules()[0], ProfileRule::AtTyp);
    /// assert!(Profile::LogoutToken.rules().contains(&ProfileRule::NoNonce));
    /// ```
    #[must_use]
    pub const fn rules(self) -> &'static [ProfileRule] {
        use ProfileRule::{
            AtTyp, Aud, Azp, ClientId, Exp, Iat, Iss, Jti, LogoutEvent, LogoutTyp, NoEvents, NoNonce, OtherTyp,
        };
        use ProfileRule::{Sub, SubOrSid};
        match self {
            // RFC 9068 §2.1, §2.2.
            Self::AccessToken => &[AtTyp, Iss, Exp, Aud, Sub, ClientId, Iat, Jti],
            // OpenID Connect Core §2; `azp` is in §3.1.3.7. RFC 8725 §3.12: no other kind of token passes, whether its
            // `typ` names another kind or it is a logout token, whose `typ` is optional.
            Self::IdToken => &[OtherTyp, Iss, Sub, Aud, Exp, Iat, Azp, NoEvents],
            Self::LogoutToken => &[LogoutTyp, Iss, Aud, Iat, Exp, Jti, LogoutEvent, SubOrSid, NoNonce],
        }
    }
}

/// One rule for a kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProfileRule {
    /// The header's `typ` is `at+jwt`.
    AtTyp,
    /// The header's `typ` does not end with `+jwt`, because that would name another kind of token.
    OtherTyp,
    /// The header's `typ`, if present, is `logout+jwt`.
    LogoutTyp,
    /// `iss` is a string that is not empty.
    Iss,
    /// `sub` is a string that is not empty.
    Sub,
    /// `aud` is present.
    Aud,
    /// `exp` is present.
    Exp,
    /// `iat` is present.
    Iat,
    /// `jti` is a string that is not empty.
    Jti,
    /// `client_id` is a string that is not empty.
    ClientId,
    /// `azp` is present if there are several audiences. If present, it is one of the expected audiences.
    Azp,
    /// `events` has the logout event, which is an object.
    LogoutEvent,
    /// `sub` or `sid` is present, and each of them that is present is a string that is not empty.
    SubOrSid,
    /// There is no `nonce`.
    NoNonce,
    /// There is no `events`.
    NoEvents,
}

impl ProfileRule {
    /// The name as JSON and other languages have it.
    ///
    /// ```
    /// use jwt_wasm::ProfileRule;
    /// assert_eq!(ProfileRule::ClientId.as_str(), "client_id");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtTyp => "at_typ",
            Self::OtherTyp => "other_typ",
            Self::LogoutTyp => "logout_typ",
            Self::Iss => "iss",
            Self::Sub => "sub",
            Self::Aud => "aud",
            Self::Exp => "exp",
            Self::Iat => "iat",
            Self::Jti => "jti",
            Self::ClientId => "client_id",
            Self::Azp => "azp",
            Self::LogoutEvent => "logout_event",
            Self::SubOrSid => "sub_or_sid",
            Self::NoNonce => "no_nonce",
            Self::NoEvents => "no_events",
        }
    }
}
