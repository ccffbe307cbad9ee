//! Files that are not read, for what they are and by which command one comes of them that is. Each command is run by the
//! package's tests.

use super::pem::{decode, find};
use crate::error::Error;
use crate::key::invalid_for;

/// A kind of file, with the commands that take a public or a private key out of it. `None` where there is none in it.
pub(super) struct Kind {
    name: &'static str,
    public: Option<&'static str>,
    private: Option<&'static str>,
}

impl Kind {
    const fn of_public(name: &'static str, command: &'static str) -> Self {
        Self { name, public: Some(command), private: None }
    }

    const fn of_private(name: &'static str, command: &'static str) -> Self {
        Self { name, public: None, private: Some(command) }
    }

    const fn useless(name: &'static str) -> Self {
        Self { name, public: None, private: None }
    }

    #[cold]
    pub(super) fn told(&self, is_private: bool) -> Error {
        let Self { name, public, private } = self;
        let (wanted, other, half) = if is_private { (private, public, "private") } else { (public, private, "public") };
        invalid_for(match (wanted, other) {
            (Some(command), _) => format!("it is {name}; convert it: {command}"),
            (None, Some(_)) => format!("it is {name}; a {half} key is needed here"),
            (None, None) => format!("it is {name}, which is not read here"),
        })
    }
}

pub(super) const ENCRYPTED: Kind = Kind::of_private("an encrypted private key", "openssl pkey -in FILE -out key.pem");
pub(super) const PKCS12: Kind = Kind {
    name: "a PKCS#12 file",
    public: Some("openssl pkcs12 -in FILE -nokeys -clcerts -out key.pem"),
    private: Some("openssl pkcs12 -in FILE -nodes -nocerts -out key.pem"),
};
pub(super) const PKCS7_DER: Kind =
    Kind::of_public("a PKCS#7 file", "openssl pkcs7 -inform DER -in FILE -print_certs -out key.pem");
pub(super) const REQUEST_DER: Kind =
    Kind::of_public("a certificate request", "openssl req -inform DER -in FILE -noout -pubkey -out key.pem");
pub(super) const CRL: Kind = Kind::useless("a list of revoked certificates");

const TO_UTF_8: Option<&str> = Some("iconv -f UTF-16 -t UTF-8 FILE > key.pem");
const UTF_16: Kind = Kind { name: "UTF-16 text", public: TO_UTF_8, private: TO_UTF_8 };

/// OpenSSH converts none of Ed25519, so: the DER before the key (RFC 8410 §7), then the key, which stands at a fixed place.
macro_rules! seed_of {
    ($file:literal) => {
        concat!(
            r"(printf '0.\2\1\0000\5\6\3+ep\4\042\4 '; sed '1d;$d' ",
            $file,
            " | base64 -d | tail -c +162 | head -c 32) > key.der"
        )
    };
}
const OPENSSH: &str = "an OpenSSH private key";

/// As [`seed_of`], of a public key (RFC 8410 §4), which the given command writes.
macro_rules! point_of {
    ($command:literal) => {
        concat!(
            r"(printf '0*0\5\6\3+ep\3!\0'; ",
            $command,
            " | grep -o 'AAAAC3NzaC1lZDI1NTE5[^ ]*' | head -n 1 | base64 -d | tail -c 32) > key.der"
        )
    };
}
const SSH: &str = "an SSH public key";
const SSH_TOKEN: Kind = Kind::useless("an SSH key of a security token");
/// As every key of it begins in base64.
const ED25519_LETTERS: &[u8] = b"AAAAC3NzaC1lZDI1NTE5";

const PUTTY: &str = "a PuTTY private key";

/// What a PEM block is by its label, where that is not of a kind that is read.
#[cold]
pub(super) fn of_block(label: &str, body: &[u8]) -> Option<Kind> {
    Some(match label {
        "OPENSSH PRIVATE KEY" => openssh(&decode(body).unwrap_or_default()),
        "ENCRYPTED PRIVATE KEY" => ENCRYPTED,
        "TRUSTED CERTIFICATE" => Kind::of_public("a trusted certificate", "openssl x509 -in FILE -out key.pem"),
        "PKCS7" | "CMS" => Kind::of_public("a PKCS#7 file", "openssl pkcs7 -in FILE -print_certs -out key.pem"),
        "X509 CRL" => CRL,
        "DSA PRIVATE KEY" => Kind::useless("a DSA key"),
        label if label.starts_with("PGP ") => Kind::useless("an OpenPGP file"),
        label if label.ends_with("CERTIFICATE REQUEST") => {
            Kind::of_public("a certificate request", "openssl req -in FILE -noout -pubkey -out key.pem")
        }
        label if label.ends_with("PARAMETERS") => Kind::useless("a file of parameters without a key"),
        _ => return None,
    })
}

fn openssh(bytes: &[u8]) -> Kind {
    // A comment can have any of these names, so that of the key counts where the command relies on it.
    let is_plain = bytes.starts_with(b"openssh-key-v1\0\0\0\0\x04none");
    if has(bytes, b"sk-ssh-ed25519@") || has(bytes, b"sk-ecdsa-sha2-") {
        SSH_TOKEN
    } else if is_plain && bytes.get(39..).is_some_and(|blob| blob.starts_with(b"\0\0\0\x33\0\0\0\x0bssh-ed25519")) {
        Kind::of_private(OPENSSH, seed_of!("FILE"))
    } else if !is_plain && has(bytes, b"ssh-ed25519") {
        Kind::of_private("an encrypted OpenSSH private key", "cp FILE key && ssh-keygen -p -N '' -f key")
    } else {
        Kind::of_private(OPENSSH, "cp FILE key.pem && ssh-keygen -p -N '' -m PKCS8 -f key.pem")
    }
}

/// What a file without a PEM block is, by what its text has.
#[cold]
pub(super) fn of_file(file: &[u8]) -> Option<Kind> {
    Some(match file {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => UTF_16,
        _ if has(file, b"PuTTY-User-Key-File-") => {
            if has(file, b"-3: ssh-ed25519") || has(file, b"-2: ssh-ed25519") {
                Kind::of_private(
                    PUTTY,
                    concat!("puttygen FILE -O private-openssh --new-passphrase /dev/null -o key && ", seed_of!("key")),
                )
            } else {
                // Of EC it writes numbers with a zero before them, which OpenSSL takes away.
                Kind::of_private(
                    PUTTY,
                    "puttygen FILE -O private-openssh --new-passphrase /dev/null -o key && openssl pkey -in key -out key.pem",
                )
            }
        }
        _ if has(file, b"---- BEGIN SSH2 PUBLIC KEY") => {
            if has(file, ED25519_LETTERS) {
                Kind::of_public(SSH, point_of!("ssh-keygen -i -f FILE"))
            } else {
                Kind::of_public(SSH, "ssh-keygen -i -f FILE > key.pub && ssh-keygen -e -m PKCS8 -f key.pub > key.pem")
            }
        }
        _ if has(file, b"sk-ssh-") || has(file, b"sk-ecdsa-") => SSH_TOKEN,
        _ if has(file, ED25519_LETTERS) => Kind::of_public(SSH, point_of!("cat FILE")),
        _ if has(file, b"ssh-rsa AAAA") || has(file, b"ecdsa-sha2-") => Kind::of_public(
            SSH,
            "grep -oE '(ssh-rsa|ecdsa-sha2-[^ ]*) AAAA.*' FILE > key.pub && ssh-keygen -e -m PKCS8 -f key.pub > key.pem",
        ),
        // Without a byte order mark, in either order of bytes.
        _ if has(file, b"-\0B\0E\0G\0I\0N") => UTF_16,
        _ => return None,
    })
}

fn has(text: &[u8], what: &[u8]) -> bool {
    find(text, what).is_some()
}
