//! The forms that a key can have in a file.

/// What the bytes turned out to be. A PEM label must agree with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Spki,
    Pkcs1Public,
    Certificate,
    Pkcs8,
    Pkcs1Private,
    Sec1,
}

impl Container {
    /// RFC 7468 §5, §10, §13; for the older forms, what OpenSSL writes.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Spki => "PUBLIC KEY",
            Self::Pkcs1Public => "RSA PUBLIC KEY",
            Self::Certificate => "CERTIFICATE",
            Self::Pkcs8 => "PRIVATE KEY",
            Self::Pkcs1Private => "RSA PRIVATE KEY",
            Self::Sec1 => "EC PRIVATE KEY",
        }
    }
}
