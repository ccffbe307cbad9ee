//! PEM files (RFC 7468): one block, whose label says what is in it.

use zeroize::Zeroizing;

use super::der::{self, Container, ENCRYPTED, PRIVATE, PUBLIC};
use crate::algorithm::Algorithm;
use crate::error::Error;
use crate::key::{PrivateForm, PublicForm, invalid};

/// A public key, or a certificate's.
pub(super) fn public(pem: &str, algorithm: Algorithm) -> Result<PublicForm, Error> {
    let (label, bytes) = block(pem)?;
    let expected = match label {
        "PUBLIC KEY" => Container::Spki,
        "RSA PUBLIC KEY" => Container::Pkcs1Public,
        "CERTIFICATE" | "X509 CERTIFICATE" | "X.509 CERTIFICATE" => Container::Certificate,
        label if label.ends_with("PRIVATE KEY") => return Err(PRIVATE),
        _ => return Err(invalid("the PEM label is none of a public key")),
    };
    let (found, form) = der::public(&bytes, algorithm)?;
    if found == expected { Ok(form) } else { Err(invalid("the PEM label and the content differ")) }
}

pub(super) fn private(pem: &str, algorithm: Algorithm) -> Result<PrivateForm, Error> {
    let (label, bytes) = block(pem)?;
    let expected = match label {
        "PRIVATE KEY" => Container::Pkcs8,
        "RSA PRIVATE KEY" => Container::Pkcs1Private,
        "EC PRIVATE KEY" => Container::Sec1,
        "ENCRYPTED PRIVATE KEY" => return Err(ENCRYPTED),
        "PUBLIC KEY" | "RSA PUBLIC KEY" | "CERTIFICATE" => return Err(PUBLIC),
        _ => return Err(invalid("the PEM label is none of a private key")),
    };
    let (found, form) = der::private(&bytes, algorithm)?;
    if found == expected { Ok(form) } else { Err(invalid("the PEM label and the content differ")) }
}

fn block(pem: &str) -> Result<(&str, Zeroizing<Vec<u8>>), Error> {
    let pem = pem.trim();
    if !pem.starts_with("-----BEGIN ") {
        return Err(invalid("it is no PEM file, which begins with -----BEGIN"));
    }
    if pem.matches("-----BEGIN ").count() > 1 {
        return Err(invalid("the PEM file has more than one block, and which key is meant is unclear"));
    }
    if pem.contains("Proc-Type:") {
        return Err(ENCRYPTED);
    }
    // As it stands in many a configuration file, whose reader did not undo it.
    if pem.contains("\\n") {
        return Err(invalid("the PEM text has the two letters \\n where its lines should end"));
    }
    let malformed = |_| invalid("the PEM file is cut short or damaged");
    let mut decoder = pem_rfc7468::Decoder::new_detect_wrap(pem.as_bytes()).map_err(malformed)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(pem.len()));
    decoder.decode_to_end(&mut bytes).map_err(malformed)?;
    Ok((decoder.type_label(), bytes))
}
