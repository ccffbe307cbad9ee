//! Claims of a token that is to be made.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use crate::json::{JsonText, Object, Value};

/// The claims of a token that is to be made, for [`sign`](crate::sign()) and `encrypt`. Every name and value is written
/// as JSON, so that a value can hold any character, and never adds a claim.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, Value, sign, verify};
/// let claims = Claims::new().subject("user-42").audience("api").claim("tenant", 7).claim("roles", ["read", "write"]);
/// assert_eq!(claims.to_string(), r#"{"sub":"user-42","aud":"api","tenant":7,"roles":["read","write"]}"#);
///
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let options = SignOptions::new().expires_in(Duration::from_secs(300));
/// let token = sign(&claims, &key, &options, 1_700_000_000.0)?;
/// assert!(verify(&token, &key, &Policy::new().audience("api").claim("tenant", 7), 1_700_000_001.0).is_ok());
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// `iat`, `nbf`, `exp` and `jti` are options of [`SignOptions`](crate::SignOptions), which counts times from now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims(Object<'static>);

impl Claims {
    /// No claims yet.
    ///
    /// ```
    /// use jwt_wasm::Claims;
    /// assert_eq!(Claims::new().to_string(), "{}");
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `iss`.
    ///
    /// ```
    /// use jwt_wasm::Claims;
    /// assert_eq!(Claims::new().issuer("https://issuer.example").to_string(), r#"{"iss":"https://issuer.example"}"#);
    /// ```
    #[must_use]
    pub fn issuer(self, issuer: impl Into<String>) -> Self {
        self.claim("iss", issuer.into())
    }

    /// Sets `sub`.
    ///
    /// ```
    /// use jwt_wasm::Claims;
    /// // No value can add a claim.
    /// let claims = Claims::new().subject(r#"bob","role":"admin"#);
    /// assert_eq!(claims.to_string(), r#"{"sub":"bob\",\"role\":\"admin"}"#);
    /// ```
    #[must_use]
    pub fn subject(self, subject: impl Into<String>) -> Self {
        self.claim("sub", subject.into())
    }

    /// Adds one audience to `aud`, which is a string for one and an array for several (RFC 7519 §4.1.3).
    ///
    /// ```
    /// use jwt_wasm::Claims;
    /// let claims = Claims::new().audience("api");
    /// assert_eq!(claims.to_string(), r#"{"aud":"api"}"#);
    /// assert_eq!(claims.audience("web").to_string(), r#"{"aud":["api","web"]}"#);
    /// ```
    #[must_use]
    pub fn audience(self, audience: impl Into<String>) -> Self {
        let added = Value::from(audience.into());
        let audiences = match self.0.get("aud") {
            None => added,
            Some(Value::Array(known)) => known.iter().cloned().chain([added]).collect(),
            Some(known) => Value::from([known.clone(), added]),
        };
        self.claim("aud", audiences)
    }

    /// Sets a claim. One of the same name is replaced.
    ///
    /// ```
    /// use jwt_wasm::Claims;
    /// let claims = Claims::new().claim("tenant", 7).claim("roles", ["read", "write"]);
    /// assert_eq!(claims.to_string(), r#"{"tenant":7,"roles":["read","write"]}"#);
    /// ```
    #[must_use]
    pub fn claim(mut self, name: impl Into<String>, value: impl Into<Value<'static>>) -> Self {
        self.0.set(Cow::Owned(name.into()), value.into());
        self
    }

    /// Sets a claim if there is a value, and otherwise leaves it as it is.
    ///
    /// ```
    /// use jwt_wasm::Claims;
    /// let claims = Claims::new().claim_if_some("email", None::<&str>).claim_if_some("tenant", Some(7));
    /// assert_eq!(claims.to_string(), r#"{"tenant":7}"#);
    /// ```
    #[must_use]
    pub fn claim_if_some<V: Into<Value<'static>>>(self, name: impl Into<String>, value: Option<V>) -> Self {
        match value {
            Some(value) => self.claim(name, value),
            None => self,
        }
    }

    /// The value of the claim with this name.
    ///
    /// ```
    /// use jwt_wasm::{Claims, Value};
    /// let claims = Claims::new().subject("user-42");
    /// assert_eq!(claims.get("sub").and_then(Value::as_str), Some("user-42"));
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'static>> {
        self.0.get(name)
    }
}

/// The claims' JSON text.
impl fmt::Display for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Of two with one name, the later counts.
impl<N: Into<String>, V: Into<Value<'static>>> Extend<(N, V)> for Claims {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, claims: I) {
        for (name, value) in claims {
            self.0.set(Cow::Owned(name.into()), value.into());
        }
    }
}

/// Of two with one name, the later counts.
impl<N: Into<String>, V: Into<Value<'static>>> FromIterator<(N, V)> for Claims {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(claims: I) -> Self {
        let mut all = Self::new();
        all.extend(claims);
        all
    }
}

impl From<Object<'static>> for Claims {
    fn from(claims: Object<'static>) -> Self {
        Self(claims)
    }
}

/// What claims are made from: [`Claims`], an [`Object`], or the text of one JSON object.
///
/// A `String` is not one of them, because `format!` makes it, and a value with a quotation mark in it would add claims:
///
/// ```compile_fail
/// # use jwt_wasm::{Algorithm, Key, SignOptions, sign};
/// # let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256).unwrap();
/// let user = r#"bob","role":"admin"#;
/// let token = sign(&format!(r#"{{"sub":"{user}"}}"#), &key, &SignOptions::new(), 1_700_000_000.0);
/// ```
///
/// If another library wrote the text, such as `serde_json`, pass it with `as_str()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not claims",
    label = "give `&Claims`, `&Object` or a `&str` of JSON",
    note = "text that `format!` assembled may contain claims that somebody else chose: make claims with `Claims`",
    note = "if another library wrote the JSON text, pass it with `as_str()`"
)]
pub trait ClaimsSource: sealed::Json {}

mod sealed {
    use super::Cow;

    pub trait Json {
        /// The text of a JSON object.
        fn json(&self) -> Cow<'_, str>;
    }
}

macro_rules! sources {
    ($($source:ty, $of:ident => $text:expr;)*) => {
        $(
            impl sealed::Json for $source {
                fn json(&self) -> Cow<'_, str> {
                    let $of = self;
                    $text
                }
            }
            impl ClaimsSource for $source {}
        )*
    };
}

sources! {
    &str, text => Cow::Borrowed(text);
    &Claims, claims => Cow::Owned(JsonText::object(&claims.0).into());
    Claims, claims => Cow::Owned(JsonText::object(&claims.0).into());
    &Object<'_>, claims => Cow::Owned(JsonText::object(claims).into());
}
