//! PEM files. A key file is its owner's, so it is read as RFC 7468 §2 allows and OpenSSL writes it: the one key may
//! have other text and other blocks around it, and white space anywhere in its base64. The base64 itself is strict:
//! padded, and without left-over bits, which OpenSSL would drop.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::container::Container;
use super::convert;
use super::der::{self, private_given, public_given};
use super::unread;
use crate::algorithm::Algorithm;
use crate::base64url;
use crate::error::{Error, FileProblem};
use crate::key::{PrivateForm, PublicForm};

const BEGIN: &[u8] = b"-----BEGIN ";
const DASHES: &[u8] = b"-----";

/// A public key, or the key of the first certificate. `openssl x509 -pubkey` writes both, which then must be one key.
pub(super) fn public(file: &[u8], algorithm: Algorithm) -> Result<(Container, PublicForm), Error> {
    let blocks = Blocks::of(file)?;
    if blocks.has_private {
        return Err(if blocks.count == 1 { private_given() } else { unread(FileProblem::PrivateBeside) });
    }
    let read = |block: Option<Block<'_>>| {
        let (label, bytes) = content(file, block, false)?;
        let (found, form) = der::public(&bytes, algorithm)?;
        agree(label, found)?;
        Ok::<_, Error>((found, form))
    };
    let key = read(blocks.any())?;
    match blocks.certificate {
        Some(_) if blocks.key.is_some() && read(blocks.certificate)?.1 != key.1 => {
            Err(unread(FileProblem::SeveralKeys))
        }
        _ => Ok(key),
    }
}

pub(super) fn private(file: &[u8], algorithm: Algorithm) -> Result<(Container, PrivateForm), Error> {
    let (label, bytes) = content(file, Blocks::of(file)?.any(), true)?;
    let (found, form) = der::private(&bytes, algorithm)?;
    agree(label, found)?;
    Ok((found, form))
}

/// The position of a text within another. A plain search is enough: both are short, or searched once.
pub(super) fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

/// What comes before a text within another, and what comes after it.
fn split<'a>(text: &'a [u8], what: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let (before, rest) = text.split_at_checked(find(text, what)?)?;
    Some((before, rest.strip_prefix(what)?))
}

pub(super) fn has_block(file: &[u8]) -> bool {
    find(file, BEGIN).is_some()
}

#[derive(Clone, Copy)]
struct Block<'a> {
    label: &'a str,
    body: &'a [u8],
}

/// The first block of each kind in a file, and what else matters about the others.
#[derive(Default)]
struct Blocks<'a> {
    key: Option<Block<'a>>,
    certificate: Option<Block<'a>>,
    other: Option<Block<'a>>,
    has_private: bool,
    count: usize,
}

impl<'a> Blocks<'a> {
    /// Each block must be whole, even one that is not used, so that the error says that the file was cut short.
    fn of(mut file: &'a [u8]) -> Result<Self, Error> {
        let mut blocks = Self::default();
        while let Some((_, rest)) = split(file, BEGIN) {
            let (label, rest) = split(rest, DASHES).ok_or_else(|| unread(FileProblem::PemCutShort))?;
            // A damaged line can have the key after it, and no message may show that.
            let is_label = |byte: &u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'.');
            let plain = label.len() < 40 && label.iter().all(is_label);
            let label = str::from_utf8(label).ok().filter(|_| plain).ok_or_else(|| unread(FileProblem::PemBegin))?;
            let (body, end) = split(rest, DASHES).ok_or_else(|| unread(FileProblem::PemCutShort))?;
            let (end, rest) = end
                .strip_prefix(b"END ")
                .and_then(|end| split(end, DASHES))
                .ok_or_else(|| unread(FileProblem::PemCutShort))?;
            if end != label.as_bytes() {
                return Err(unread(FileProblem::PemEnd));
            }
            blocks.add(Block { label, body })?;
            file = rest;
        }
        Ok(blocks)
    }

    fn add(&mut self, block: Block<'a>) -> Result<(), Error> {
        self.count = self.count.saturating_add(1);
        self.has_private |= block.label.ends_with("PRIVATE KEY");
        let place = if block.label.ends_with("KEY") {
            if self.key.is_some() {
                return Err(unread(FileProblem::SeveralKeys));
            }
            &mut self.key
        } else if block.label.ends_with("CERTIFICATE") {
            &mut self.certificate
        } else {
            &mut self.other
        };
        place.get_or_insert(block);
        Ok(())
    }

    /// The key, or else the block that an error is about.
    fn any(&self) -> Option<Block<'a>> {
        self.key.or(self.certificate).or(self.other)
    }
}

/// The DER of a block and its label. Without a block the file itself may be DER in base64.
fn content<'a>(
    file: &[u8],
    block: Option<Block<'a>>,
    is_private: bool,
) -> Result<(Option<&'a str>, Zeroizing<Vec<u8>>), Error> {
    let Some(Block { label, body }) = block else { return Ok((None, bare(file, is_private)?)) };
    if let Some(kind) = convert::of_block(label, body) {
        return Err(kind.told(is_private));
    }
    if is_private && (label.ends_with("PUBLIC KEY") || label.ends_with("CERTIFICATE")) {
        return Err(public_given());
    }
    if body.contains(&b':') {
        let is_encrypted = find(body, b"ENCRYPTED").is_some();
        return Err(if is_encrypted { convert::ENCRYPTED.told(is_private) } else { unread(FileProblem::PemHeaders) });
    }
    Ok((Some(label), decode(body)?))
}

#[cold]
fn agree(label: Option<&str>, found: Container) -> Result<(), Error> {
    let right = found.label();
    Err(unread(match label {
        // OpenSSL reads these older labels too.
        Some("X509 CERTIFICATE" | "X.509 CERTIFICATE") if right == "CERTIFICATE" => return Ok(()),
        Some(label) if label == right => return Ok(()),
        Some(label) => FileProblem::PemLabel { label: label.to_owned(), right },
        None => FileProblem::LinesMissing { label: right },
    }))
}

/// DER in base64 alone, or the reason why a file without a block is not read.
#[cold]
fn bare(file: &[u8], is_private: bool) -> Result<Zeroizing<Vec<u8>>, Error> {
    if let Some(kind) = convert::of_file(file) {
        return Err(kind.told(is_private));
    }
    let text = text_of(file);
    if let [b'{' | b'[', ..] = text {
        return Err(unread(FileProblem::Json));
    }
    match decode(text) {
        Ok(bytes) if has_block(&bytes) => Err(unread(FileProblem::PemInBase64)),
        Ok(bytes) if bytes.first() == Some(&0x30) => Ok(bytes),
        _ => Err(unread(FileProblem::NotKeyFile)),
    }
}

/// Without the byte order mark and white space that editors add.
fn text_of(file: &[u8]) -> &[u8] {
    file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file).trim_ascii()
}

/// The base64 of a block (RFC 4648 §4), after white space is dropped.
pub(super) fn decode(body: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut letters = Zeroizing::new(String::with_capacity(body.len()));
    let mut padding = 0_usize;
    for byte in body {
        match byte {
            b' ' | b'\t'..=b'\r' => {}
            b'=' => padding = padding.saturating_add(1),
            b'\\' if find(body, br"\n").or(find(body, br"\r")).is_some() => {
                return Err(unread(FileProblem::PemEscaped));
            }
            _ if padding > 0 => return Err(unread(FileProblem::PemBase64)),
            b'+' => letters.push('-'),
            b'/' => letters.push('_'),
            byte if byte.is_ascii_alphanumeric() => letters.push(char::from(*byte)),
            _ => return Err(unread(FileProblem::PemBase64)),
        }
    }
    match (letters.len() % 4, padding) {
        (0, 0) if letters.is_empty() => Err(unread(FileProblem::PemEmpty)),
        (0, 0) | (2, 2) | (3, 1) => {
            base64url::decode(&letters).map(Zeroizing::new).map_err(|_| unread(FileProblem::PemBase64))
        }
        _ => Err(unread(FileProblem::PemBase64)),
    }
}
