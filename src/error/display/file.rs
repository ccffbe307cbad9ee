//! Why a key file is not read, in words, to follow "the key cannot be used: ".

use core::fmt;

use crate::error::{FileKind, FileProblem};

impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Convertible { kind, command } => return write!(f, "it is {kind}; convert it: {command}"),
            Self::OtherPrivate { kind } => return write!(f, "it is {kind}; a public key is needed here"),
            Self::OtherPublic { kind } => return write!(f, "it is {kind}; a private key is needed here"),
            Self::Useless { kind } => return write!(f, "it is {kind}, which is not read here"),
            Self::Public => "it is a public key or a certificate; a private key is needed here",
            Self::PrivateBeside => "there is a private key in the file; give the public key or certificate alone",
            Self::SeveralKeys => "the PEM text has more than one key, and which is meant is unclear",
            Self::NotKeyFile => {
                "it is neither PEM text, which has a line -----BEGIN …-----, nor DER, which begins with the byte \
                 0x30; the content of a file is needed, not its name"
            }
            Self::Json => {
                "it is JSON; give a JSON Web Key to jwk(JSON.parse(text)), a set of them to jwks(JSON.parse(text))"
            }
            Self::PemInBase64 => "it is PEM text in base64; decode it: base64 -d FILE > key.pem",
            Self::LinesMissing { label } => {
                return write!(
                    f,
                    "it is base64 without its lines -----BEGIN {label}----- and -----END {label}-----"
                );
            }
            Self::PemCutShort => "the PEM text is cut short: it has no whole -----END line",
            Self::PemBegin => "the -----BEGIN line of the PEM text is damaged, or its label is not of a known kind",
            Self::PemEnd => "the -----BEGIN and -----END of the PEM text do not match",
            Self::PemEmpty => "there is nothing between the -----BEGIN and -----END of the PEM text",
            Self::PemHeaders => "the PEM text has headers, which are not read",
            Self::PemBase64 => "the PEM text is damaged: what it holds is not base64",
            // As it stands in many a configuration file, whose reader did not undo it.
            Self::PemEscaped => {
                r#"the PEM text has the two letters \n where its lines should end; text.replace(/\\+[nr]/g, "\n") puts that right"#
            }
            Self::PemLabel { label, right } => {
                return write!(f, "its PEM label is {label}, and must be {right} for its content");
            }
            Self::NotDer => "it is not DER of a key, which begins with the byte 0x30",
            Self::DerCutShort => "it is DER that is cut short, or has a wrong length in it",
            Self::DerTrailing => "it is DER with something more after its end, or the end of a part of it",
            Self::DerMalformed => "it is not strict DER of this kind of key",
            Self::Version => "it is none of PKCS#8, PKCS#1 and SEC 1 in a version that is known",
            Self::Parameters => "the parameters of its algorithm are missing, or not of its kind",
            Self::PssOnly => "it is a key for RSASSA-PSS alone; use a plain RSA key",
            Self::ExplicitCurve => {
                "its curve is spelled out; a named one is needed, as openssl ec -param_enc named_curve writes it"
            }
            Self::CurveMissing => "the EC key does not say which curve it is on",
            Self::TwoCurves { outer, inner } => return write!(f, "the EC key says two curves, {outer} and {inner}"),
        })
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EncryptedKey => "an encrypted private key",
            Self::Pkcs12 => "a PKCS#12 file",
            Self::Pkcs7 => "a PKCS#7 file",
            Self::CertificateRequest => "a certificate request",
            Self::RevocationList => "a list of revoked certificates",
            Self::TrustedCertificate => "a trusted certificate",
            Self::Utf16 => "UTF-16 text",
            Self::OpensshKey => "an OpenSSH private key",
            Self::EncryptedOpensshKey => "an encrypted OpenSSH private key",
            Self::SshPublicKey => "an SSH public key",
            Self::SshTokenKey => "an SSH key of a security token",
            Self::PuttyKey => "a PuTTY private key",
            Self::DsaKey => "a DSA key",
            Self::Openpgp => "an OpenPGP file",
            Self::Parameters => "a file of parameters without a key",
        })
    }
}
