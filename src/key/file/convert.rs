//! Key files that are not read: what each is, and the command that makes a file of it that is read. The package's tests
//! run each command.

use super::pem::{decode, find};
use super::unread;
use crate::error::{Error, FileKind, FileProblem};

/// A kind of file, with the commands that extract its public or its private key. `None` if it has no such key.
pub(super) struct Kind {
    kind: FileKind,
    public: Option<&'static str>,
    private: Option<&'static str>,
}

impl Kind {
    const fn of_public(kind: FileKind, command: &'static str) -> Self {
        Self { kind, public: Some(command), private: None }
    }

    const fn of_private(kind: FileKind, command: &'static str) -> Self {
        Self { kind, public: None, private: Some(command) }
    }

    const fn useless(kind: FileKind) -> Self {
        Self { kind, public: None, private: None }
    }

    #[cold]
    pub(super) fn told(&self, is_private: bool) -> Error {
        let Self { kind, public, private } = *self;
        unread(match (is_private, public, private) {
            (true, _, Some(command)) | (false, Some(command), _) => FileProblem::Convertible { kind, command },
            (true, Some(_), None) => FileProblem::OtherPublic { kind },
            (false, None, Some(_)) => FileProblem::OtherPrivate { kind },
            (_, None, None) => FileProblem::Useless { kind },
        })
    }
}

pub(super) const ENCRYPTED: Kind = Kind::of_private(FileKind::EncryptedKey, "openssl pkey -in FILE -out key.pem");
pub(super) const PKCS12: Kind = Kind {
    kind: FileKind::Pkcs12,
    public: Some("openssl pkcs12 -in FILE -nokeys -clcerts -out key.pem"),
    private: Some("openssl pkcs12 -in FILE -nodes -nocerts -out key.pem"),
};
pub(super) const PKCS7_DER: Kind =
    Kind::of_public(FileKind::Pkcs7, "openssl pkcs7 -inform DER -in FILE -print_certs -out key.pem");
pub(super) const REQUEST_DER: Kind =
    Kind::of_public(FileKind::CertificateRequest, "openssl req -inform DER -in FILE -noout -pubkey -out key.pem");
pub(super) const CRL: Kind = Kind::useless(FileKind::RevocationList);

const TO_UTF_8: Option<&str> = Some("iconv -f UTF-16 -t UTF-8 FILE > key.pem");
const UTF_16: Kind = Kind { kind: FileKind::Utf16, public: TO_UTF_8, private: TO_UTF_8 };

/// OpenSSH cannot convert an Ed25519 key. The command writes the DER that comes before the key (RFC 8410 §7), and then
/// the key, which is at a fixed place.
macro_rules! seed_of {
    ($file:literal) => {
        concat!(
            r"(printf '0.\2\1\0000\5\6\3+ep\4\042\4 '; sed '1d;$d' ",
            $file,
            " | base64 -d | tail -c +162 | head -c 32) > key.der"
        )
    };
}

/// As [`seed_of`], for a public key (RFC 8410 §4), which the given command writes.
macro_rules! point_of {
    ($command:literal) => {
        concat!(
            r"(printf '0*0\5\6\3+ep\3!\0'; ",
            $command,
            " | grep -o 'AAAAC3NzaC1lZDI1NTE5[^ ]*' | head -n 1 | base64 -d | tail -c 32) > key.der"
        )
    };
}
const SSH_TOKEN: Kind = Kind::useless(FileKind::SshTokenKey);
/// How every Ed25519 key begins in base64.
const ED25519_LETTERS: &[u8] = b"AAAAC3NzaC1lZDI1NTE5";

/// What a PEM block is by its label, if it is not of a kind that is read.
#[cold]
pub(super) fn of_block(label: &str, body: &[u8]) -> Option<Kind> {
    Some(match label {
        "OPENSSH PRIVATE KEY" => openssh(&decode(body).unwrap_or_default()),
        "ENCRYPTED PRIVATE KEY" => ENCRYPTED,
        "TRUSTED CERTIFICATE" => Kind::of_public(FileKind::TrustedCertificate, "openssl x509 -in FILE -out key.pem"),
        "PKCS7" | "CMS" => Kind::of_public(FileKind::Pkcs7, "openssl pkcs7 -in FILE -print_certs -out key.pem"),
        "X509 CRL" => CRL,
        "DSA PRIVATE KEY" => Kind::useless(FileKind::DsaKey),
        label if label.starts_with("PGP ") => Kind::useless(FileKind::Openpgp),
        label if label.ends_with("CERTIFICATE REQUEST") => {
            Kind::of_public(FileKind::CertificateRequest, "openssl req -in FILE -noout -pubkey -out key.pem")
        }
        label if label.ends_with("PARAMETERS") => Kind::useless(FileKind::Parameters),
        _ => return None,
    })
}

fn openssh(bytes: &[u8]) -> Kind {
    // A comment can contain any of these names. So if the command depends on the name, the key's own is looked at.
    let is_plain = bytes.starts_with(b"openssh-key-v1\0\0\0\0\x04none");
    if has(bytes, b"sk-ssh-ed25519@") || has(bytes, b"sk-ecdsa-sha2-") {
        SSH_TOKEN
    } else if is_plain && bytes.get(39..).is_some_and(|blob| blob.starts_with(b"\0\0\0\x33\0\0\0\x0bssh-ed25519")) {
        Kind::of_private(FileKind::OpensshKey, seed_of!("FILE"))
    } else if !is_plain && has(bytes, b"ssh-ed25519") {
        Kind::of_private(FileKind::EncryptedOpensshKey, "cp FILE key && ssh-keygen -p -N '' -f key")
    } else {
        Kind::of_private(FileKind::OpensshKey, "cp FILE key.pem && ssh-keygen -p -N '' -m PKCS8 -f key.pem")
    }
}

/// What a file without a PEM block is, by what its text contains.
#[cold]
pub(super) fn of_file(file: &[u8]) -> Option<Kind> {
    Some(match file {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => UTF_16,
        _ if has(file, b"PuTTY-User-Key-File-") => {
            if has(file, b"-3: ssh-ed25519") || has(file, b"-2: ssh-ed25519") {
                Kind::of_private(
                    FileKind::PuttyKey,
                    concat!("puttygen FILE -O private-openssh --new-passphrase /dev/null -o key && ", seed_of!("key")),
                )
            } else {
                // For EC it writes numbers with a zero before them, which OpenSSL removes.
                Kind::of_private(
                    FileKind::PuttyKey,
                    "puttygen FILE -O private-openssh --new-passphrase /dev/null -o key && openssl pkey -in key -out key.pem",
                )
            }
        }
        _ if has(file, b"---- BEGIN SSH2 PUBLIC KEY") => {
            if has(file, ED25519_LETTERS) {
                Kind::of_public(FileKind::SshPublicKey, point_of!("ssh-keygen -i -f FILE"))
            } else {
                Kind::of_public(
                    FileKind::SshPublicKey,
                    "ssh-keygen -i -f FILE > key.pub && ssh-keygen -e -m PKCS8 -f key.pub > key.pem",
                )
            }
        }
        _ if has(file, b"sk-ssh-") || has(file, b"sk-ecdsa-") => SSH_TOKEN,
        _ if has(file, ED25519_LETTERS) => Kind::of_public(FileKind::SshPublicKey, point_of!("cat FILE")),
        _ if has(file, b"ssh-rsa AAAA") || has(file, b"ecdsa-sha2-") => Kind::of_public(
            FileKind::SshPublicKey,
            "grep -oE '(ssh-rsa|ecdsa-sha2-[^ ]*) AAAA.*' FILE > key.pub && ssh-keygen -e -m PKCS8 -f key.pub > key.pem",
        ),
        // UTF-16 without a byte order mark, in either byte order.
        _ if has(file, b"-\0B\0E\0G\0I\0N") => UTF_16,
        _ => return None,
    })
}

fn has(text: &[u8], what: &[u8]) -> bool {
    find(text, what).is_some()
}
