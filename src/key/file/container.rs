//! The forms in which a key stands in a file.

/// What the bytes turned out to be; a PEM label must agree with it.
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
    /// RFC 7468 §5, §10, §13, and what OpenSSL writes before the older ones.
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

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Spki => "a public key (SPKI)",
            Self::Pkcs1Public => "a public RSA key (PKCS#1)",
            Self::Certificate => "a certificate",
            Self::Pkcs8 => "a private key (PKCS#8)",
            Self::Pkcs1Private => "a private RSA key (PKCS#1)",
            Self::Sec1 => "a private EC key (SEC 1)",
        }
    }
}
