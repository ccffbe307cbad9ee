//! Why a key file is not read.

use super::detail::Detail;
use super::named::named;

named! {
    /// Why a key file (PEM, DER, X.509) is not read. It holds no part of the file but a PEM label.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum FileProblem, REASONS, reason {
        /// It is a file of another kind, of which this command makes one that is read.
        Convertible { kind: FileKind, command: &'static str } = "convertible_file",
        /// It is a file of another kind, which has only the private half of a key.
        OtherPrivate { kind: FileKind } = "private_key",
        /// It is a file of another kind, which has only the public half of a key.
        OtherPublic { kind: FileKind } = "public_key",
        /// It is a file of another kind, of which nothing is made that is read.
        Useless { kind: FileKind } = "useless_file",
        /// A private key is needed, and it is a public one or a certificate.
        Public = "public_key",
        /// Beside the public key there is a private one in the file.
        PrivateBeside = "private_beside",
        /// More than one key is in it.
        SeveralKeys = "several_keys",
        /// It is neither PEM nor DER.
        NotKeyFile = "not_a_key_file",
        /// It is JSON.
        Json = "json_file",
        /// It is PEM text in base64.
        PemInBase64 = "pem_in_base64",
        /// Base64 without the lines of PEM around it, which have this label.
        LinesMissing { label: &'static str } = "pem_lines_missing",
        /// A block of PEM has no end.
        PemCutShort = "pem_cut_short",
        /// The first line of a PEM block is damaged.
        PemBegin = "pem_begin_damaged",
        /// The last line of a PEM block has another label than the first.
        PemEnd = "pem_end_differs",
        /// The PEM block is empty.
        PemEmpty = "pem_empty",
        /// The PEM block has headers (RFC 1421).
        PemHeaders = "pem_headers",
        /// The PEM block is not base64.
        PemBase64 = "pem_base64",
        /// The PEM text has `\n` in two letters where a line should end.
        PemEscaped = "pem_escaped",
        /// The PEM label is not the one of its content, which would be `right`.
        PemLabel { label: String, right: &'static str } = "pem_label",
        /// It is not DER at all.
        NotDer = "not_der",
        /// The DER ends too early.
        DerCutShort = "der_cut_short",
        /// Something follows the DER, or a part of it.
        DerTrailing = "der_trailing",
        /// It is not DER of a key.
        DerMalformed = "der_malformed",
        /// A form or a version of private keys that is not known.
        Version = "unknown_version",
        /// The algorithm's parameters are not those of its kind.
        Parameters = "wrong_parameters",
        /// A key for RSASSA-PSS alone (RFC 8017 A.2.3).
        PssOnly = "pss_only",
        /// The curve is spelled out (RFC 5480 §2.1.1).
        ExplicitCurve = "explicit_curve",
        /// The EC key does not say which curve it is on.
        CurveMissing = "curve_missing",
        /// The EC key says two curves.
        TwoCurves { outer: &'static str, inner: &'static str } = "two_curves",
    }
}

impl FileProblem {
    /// The command that makes of it what is read; a PEM label; a curve.
    pub(super) fn expected(&self) -> Detail<'_> {
        match self {
            Self::Convertible { command: text, .. }
            | Self::LinesMissing { label: text }
            | Self::PemLabel { right: text, .. } => Detail::Text(text),
            Self::TwoCurves { outer, .. } => Detail::Text(outer),
            _ => Detail::None,
        }
    }

    pub(super) fn actual(&self) -> Detail<'_> {
        match self {
            Self::Convertible { kind, .. }
            | Self::OtherPrivate { kind }
            | Self::OtherPublic { kind }
            | Self::Useless { kind } => Detail::Text(kind.name()),
            Self::PemLabel { label, .. } => Detail::Text(label),
            Self::TwoCurves { inner, .. } => Detail::Text(inner),
            _ => Detail::None,
        }
    }
}

named! {
    /// A kind of file that is not read itself.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum FileKind, NAMES, name {
        /// PKCS#8 under a password (RFC 5958 §3), or the older PEM encryption.
        EncryptedKey = "encrypted_key",
        /// PKCS#12 (RFC 7292).
        Pkcs12 = "pkcs12",
        /// PKCS#7 or CMS (RFC 5652).
        Pkcs7 = "pkcs7",
        /// A certificate request (RFC 2986).
        CertificateRequest = "certificate_request",
        /// A list of revoked certificates (RFC 5280 §5).
        RevocationList = "revocation_list",
        /// OpenSSL's `TRUSTED CERTIFICATE`.
        TrustedCertificate = "trusted_certificate",
        /// UTF-16 text.
        Utf16 = "utf16",
        /// OpenSSH's private key.
        OpensshKey = "openssh_key",
        /// The same under a password.
        EncryptedOpensshKey = "encrypted_openssh_key",
        /// An SSH public key (RFC 4253 §6.6, RFC 4716).
        SshPublicKey = "ssh_public_key",
        /// An SSH key that a security token holds.
        SshTokenKey = "ssh_token_key",
        /// PuTTY's private key.
        PuttyKey = "putty_key",
        /// A DSA key.
        DsaKey = "dsa_key",
        /// OpenPGP (RFC 9580).
        Openpgp = "openpgp",
        /// Parameters without a key.
        Parameters = "parameters",
    }
}
