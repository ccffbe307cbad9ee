//! Why a key file is not read.

use alloc::string::String;

use super::detail::Detail;
use super::named::named;

named! {
    /// Why a key file (PEM, DER, X.509) is not read. It contains no part of the file except a PEM label.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum FileProblem, REASONS, reason, PemCutShort is "pem_cut_short" {
        /// It is a file of another kind. This command makes a file of it that is read.
        Convertible { kind: FileKind, command: &'static str } = "convertible_file",
        /// It is a file of another kind, with only the private half of a key.
        OtherPrivate { kind: FileKind } = "private_key",
        /// It is a file of another kind, with only the public half of a key.
        OtherPublic { kind: FileKind } = "public_key",
        /// It is a file of another kind, and no command makes one of it that is read.
        Useless { kind: FileKind } = "useless_file",
        /// A private key is needed, and the file has a public key or a certificate.
        Public = "public_key",
        /// The file has a private key besides the public one.
        PrivateBeside = "private_beside",
        /// The file has more than one key.
        SeveralKeys = "several_keys",
        /// The file is neither PEM nor DER.
        NotKeyFile = "not_a_key_file",
        /// The file is JSON.
        Json = "json_file",
        /// The file is PEM text in base64.
        PemInBase64 = "pem_in_base64",
        /// The file is base64 without the lines of PEM around it, which have this label.
        LinesMissing { label: &'static str } = "pem_lines_missing",
        /// A PEM block has no end.
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
        /// The PEM text has `\n` as two characters where lines should end.
        PemEscaped = "pem_escaped",
        /// The PEM label does not fit its content, whose label is `right`.
        PemLabel { label: String, right: &'static str } = "pem_label",
        /// The content is not DER.
        NotDer = "not_der",
        /// The DER ends too early.
        DerCutShort = "der_cut_short",
        /// Something follows the DER, or a part of it.
        DerTrailing = "der_trailing",
        /// The DER does not hold a key.
        DerMalformed = "der_malformed",
        /// The private key has a form or version that is not known.
        Version = "unknown_version",
        /// The parameters are not those that the algorithm has.
        Parameters = "wrong_parameters",
        /// The key is for RSASSA-PSS alone (RFC 8017 A.2.3).
        PssOnly = "pss_only",
        /// The file has the curve's numbers instead of its name (RFC 5480 §2.1.1).
        ExplicitCurve = "explicit_curve",
        /// The EC key does not say which curve it is on.
        CurveMissing = "curve_missing",
        /// The EC key names two curves.
        TwoCurves { outer: &'static str, inner: &'static str } = "two_curves",
        /// The ML-DSA key is expanded, and a JWK needs the seed that it was computed from (RFC 9881 §6, RFC 9964 §3).
        SeedMissing = "seed_missing",
    }
}

impl FileProblem {
    /// The command that converts the file, a PEM label, or a curve.
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
    /// A kind of key file that is not read.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum FileKind, NAMES, name, Pkcs12 is "pkcs12" {
        /// PKCS#8 with a password (RFC 5958 §3), or the older PEM encryption.
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
        /// OpenSSH's private key with a password.
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
