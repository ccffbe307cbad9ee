//! PEM files (RFC 7468): one block, whose label says what is in it.

use zeroize::Zeroizing;

use super::der::{self, Container, ENCRYPTED, PRIVATE, PUBLIC};
use crate::algorithm::Algorithm;
use crate::error::Error;
use crate::fact::Fact;
use crate::key::{PrivateForm, PublicForm, invalid, invalid_for};

/// A public key, or a certificate's.
pub(super) fn public(pem: &str, algorithm: Algorithm) -> Result<PublicForm, Error> {
    let (label, bytes) = block(pem)?;
    let expected = match label {
        "PUBLIC KEY" => Container::Spki,
        "RSA PUBLIC KEY" => Container::Pkcs1Public,
        "CERTIFICATE" | "X509 CERTIFICATE" | "X.509 CERTIFICATE" => Container::Certificate,
        label if label.ends_with("PRIVATE KEY") => return Err(PRIVATE),
        label => return Err(unknown(label, "PUBLIC KEY, RSA PUBLIC KEY and CERTIFICATE")),
    };
    let (found, form) = der::public(&bytes, algorithm)?;
    if found == expected { Ok(form) } else { Err(mislabelled(label, found)) }
}

pub(super) fn private(pem: &str, algorithm: Algorithm) -> Result<PrivateForm, Error> {
    let (label, bytes) = block(pem)?;
    let expected = match label {
        "PRIVATE KEY" => Container::Pkcs8,
        "RSA PRIVATE KEY" => Container::Pkcs1Private,
        "EC PRIVATE KEY" => Container::Sec1,
        "ENCRYPTED PRIVATE KEY" => return Err(ENCRYPTED),
        label if label.ends_with("PUBLIC KEY") || label.ends_with("CERTIFICATE") => return Err(PUBLIC),
        label => return Err(unknown(label, "PRIVATE KEY, RSA PRIVATE KEY and EC PRIVATE KEY")),
    };
    let (found, form) = der::private(&bytes, algorithm)?;
    if found == expected { Ok(form) } else { Err(mislabelled(label, found)) }
}

fn unknown(label: &str, known: &str) -> Error {
    invalid_for(format!("its PEM label is {}, none of {known}", Fact::string(label).shortened()))
}

fn mislabelled(label: &str, found: Container) -> Error {
    invalid_for(format!("its PEM label is {label}, the content is {}", found.name()))
}

fn block(pem: &str) -> Result<(&str, Zeroizing<Vec<u8>>), Error> {
    let pem = pem.trim();
    if !pem.starts_with("-----BEGIN ") {
        return Err(invalid(if pem.contains("-----BEGIN ") {
            "there is something before the -----BEGIN of the PEM text"
        } else if pem.starts_with('{') {
            "it is no PEM text but JSON; a JSON Web Key is to be read as one"
        } else {
            "it is no PEM text, which begins with -----BEGIN"
        }));
    }
    if pem.matches("-----BEGIN ").count() > 1 {
        return Err(invalid("the PEM text has more than one block, and which key is meant is unclear"));
    }
    if pem.contains("Proc-Type:") {
        return Err(ENCRYPTED);
    }
    // As it stands in many a configuration file, whose reader did not undo it.
    if pem.contains("\\n") {
        return Err(invalid("the PEM text has the two letters \\n where its lines should end"));
    }
    match pem.rfind("-----END ").map(|end| pem.get(end..).unwrap_or_default()) {
        Some(end) if end.lines().count() > 1 => {
            return Err(invalid("there is something after the -----END of the PEM text"));
        }
        Some(end) if end.ends_with("-----") => {}
        _ => return Err(invalid("the PEM text is cut short: it has no whole -----END line")),
    }
    let malformed = |error| {
        invalid(match error {
            pem_rfc7468::Error::PostEncapsulationBoundary => {
                "the -----BEGIN and -----END of the PEM text do not match, or there is nothing between them"
            }
            pem_rfc7468::Error::HeaderDisallowed => "the PEM text has headers, which no key of today has",
            _ => "the PEM text is damaged",
        })
    };
    let mut decoder = pem_rfc7468::Decoder::new_detect_wrap(pem.as_bytes()).map_err(malformed)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(pem.len()));
    decoder.decode_to_end(&mut bytes).map_err(malformed)?;
    Ok((decoder.type_label(), bytes))
}
