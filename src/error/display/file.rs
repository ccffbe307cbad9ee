//! Why a key file is not read, in words, to follow "the key cannot be used: ".

use core::fmt;

use super::words;
use crate::error::{FileKind, FileProblem};

impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Convertible { kind, command } => return write!(f, "it is {kind}, which cannot be read; convert it: {command}"),
            Self::OtherPrivate { kind } => return write!(f, "it is {kind}, but a public key is needed here"),
            Self::OtherPublic { kind } => return write!(f, "it is {kind}, but a private key is needed here"),
            Self::Useless { kind } => return write!(f, "it is {kind}, which is not supported"),
            Self::Public => "it is a public key or a certificate, but a private key is needed here",
            Self::PrivateBeside => "the file also has a private key; give the public key or certificate alone",
            Self::SeveralKeys => "the PEM text has more than one key; give one alone",
            Self::NotKeyFile => {
                "it is neither PEM text, which has a line -----BEGIN …-----, nor DER, which begins with the byte \
                 0x30; give the content of the file, not its name"
            }
            Self::Json => words!(
                rust: "it is JSON; read a JSON Web Key with Key::from_jwk, and a set of them with KeySet::from_jwks",
                npm: "it is JSON; read a JSON Web Key with jwk(JSON.parse(text)), and a set of them with jwks(JSON.parse(text))",
            ),
            Self::PemInBase64 => "it is PEM text in base64; decode it: base64 -d FILE > key.pem",
            Self::LinesMissing { label } => {
                return write!(
                    f,
                    "it is base64 without the lines -----BEGIN {label}----- and -----END {label}-----; add them"
                );
            }
            Self::PemCutShort => "the PEM text is cut short: its -----END line is missing or incomplete",
            Self::PemBegin => "the -----BEGIN line of the PEM text is damaged, or its label is unknown",
            Self::PemEnd => "the -----BEGIN and -----END lines of the PEM text have different labels",
            Self::PemEmpty => "the PEM text is empty between its -----BEGIN and -----END lines",
            Self::PemHeaders => "the PEM text has headers, which are not supported; remove them",
            Self::PemBase64 => "the PEM text is damaged: its content is not base64",
            // Configuration files often have it so, and the program that read the file did not turn `\n` into line
            // ends.
            Self::PemEscaped => words!(
                rust: r#"the PEM text has the two letters \n where its lines should end; mend it: text.replace("\\n", "\n")"#,
                npm: r#"the PEM text has the two letters \n where its lines should end; mend it: text.replace(/\\+[nr]/g, "\n")"#,
            ),
            Self::PemLabel { label, right } => {
                return write!(f, "its PEM label is {label}, but its content needs {right}");
            }
            Self::NotDer => "it is not the DER of a key, which begins with the byte 0x30",
            Self::DerCutShort => "its DER is cut short, or a length in it is wrong",
            Self::DerTrailing => "its DER goes on after its end, or after the end of a part",
            Self::DerMalformed => "its DER does not hold a key of this kind",
            Self::Version => "it is not PKCS#8, PKCS#1 or SEC 1 in a supported version",
            Self::Parameters => "the parameters of its algorithm are missing or of another kind",
            Self::PssOnly => "it is a key for RSASSA-PSS alone, but a plain RSA key is needed",
            Self::ExplicitCurve => {
                "its curve is written out, but a named one is needed; openssl ec -param_enc named_curve writes it"
            }
            Self::SeedMissing => {
                "the file has only the expanded ML-DSA key, but its seed is needed for a JWK; export the key with its seed"
            }
            Self::CurveMissing => "the EC key does not say which curve it is on",
            Self::TwoCurves { outer, inner } => return write!(f, "the EC key names two curves, {outer} and {inner}"),
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
