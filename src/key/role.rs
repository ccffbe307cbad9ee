//! What a key is.

/// What a key is, which decides what it can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRole {
    /// A shared secret: it signs and verifies.
    Secret,
    /// A public key: it verifies.
    Public,
    /// A private key: it signs.
    Private,
}

impl KeyRole {
    /// The role as JSON and other languages have it.
    ///
    /// ```
    /// use jwt_wasm::KeyRole;
    /// assert_eq!(KeyRole::Private.as_str(), "private");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}
