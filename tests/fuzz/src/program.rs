//! Mutations of good tokens that keep more of the form than random bytes would. Each step has four bytes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::Algorithm;

use crate::good;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Texts that other readers might ignore.
const OVERLOOKED: [&str; 9] = ["=", "==", "\n", " ", "\0", ".", "%3D", "\u{feff}", "A"];

/// How many kinds of steps there are.
pub const KINDS: u8 = 15;

/// The token after each step of the program.
pub fn mutated(token: &str, program: &[u8]) -> String {
    let mut token = token.as_bytes().to_vec();
    for step in program.chunks_exact(4) {
        let place = usize::from(u16::from_be_bytes([step[1], step[2]]));
        token = apply(token, step[0], place, step[3]);
    }
    String::from_utf8_lossy(&token).into_owned()
}

fn apply(mut token: Vec<u8>, kind: u8, place: usize, value: u8) -> Vec<u8> {
    if token.is_empty() {
        return token;
    }
    let length = token.len();
    let at = place % length;
    match kind % KINDS {
        0 => token[at] ^= 1 << (value % 8),
        1 => token[at] = LETTERS[usize::from(value % 64)],
        2 => token.insert(at, LETTERS[usize::from(value % 64)]),
        3 => token.insert(at, value),
        4 => {
            token.remove(at);
        }
        5 => token.swap(at, (at + 1) % length),
        6 => token.truncate(at),
        7 => {
            let end = (at + usize::from(value)).min(length);
            let copy = token[at..end].to_vec();
            token.splice(end..end, copy);
        }
        8 => {
            let other = good::ALL[usize::from(value) % good::ALL.len()].token.as_bytes();
            return with_segment(&token, place, |segment| segments(other).nth(place % 3).unwrap_or(segment).to_vec());
        }
        9 => {
            let mut all: Vec<&[u8]> = segments(&token).collect();
            let (one, other) = (place % all.len(), usize::from(value) % all.len());
            all.swap(one, other);
            return all.join(&b'.');
        }
        10 => return with_bytes(&token, place, |bytes, at| bytes[at] ^= 1 << (value % 8)),
        11 => return with_bytes(&token, place, |bytes, at| bytes[at] = value),
        12 => return with_bytes(&token, place, |bytes, at| bytes.insert(at, value)),
        13 => {
            return with_bytes(&token, place, |bytes, at| {
                bytes.remove(at);
            });
        }
        _ if value.is_multiple_of(2) => return with_algorithm(&token, usize::from(value / 2)),
        _ => {
            let added = OVERLOOKED[usize::from(value / 2) % OVERLOOKED.len()].as_bytes();
            return with_segment(&token, place, |segment| match place / 3 % 2 {
                0 => [segment, added].concat(),
                _ => [added, segment].concat(),
            });
        }
    }
    token
}

fn segments(token: &[u8]) -> impl Iterator<Item = &[u8]> {
    token.split(|byte| *byte == b'.')
}

fn with_segment(token: &[u8], which: usize, change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut all: Vec<Vec<u8>> = segments(token).map(<[u8]>::to_vec).collect();
    let which = which % all.len();
    all[which] = change(&all[which]);
    all.join(&b'.')
}

/// Changes the content of a segment, and spells it canonically.
fn with_bytes(token: &[u8], place: usize, change: impl Fn(&mut Vec<u8>, usize)) -> Vec<u8> {
    with_segment(token, place, |segment| match URL_SAFE_NO_PAD.decode(segment) {
        Ok(mut bytes) if !bytes.is_empty() => {
            let at = place / 3 % bytes.len();
            change(&mut bytes, at);
            URL_SAFE_NO_PAD.encode(bytes).into_bytes()
        }
        _ => segment.to_vec(),
    })
}

/// Writes another algorithm into the header, or `none`.
fn with_algorithm(token: &[u8], which: usize) -> Vec<u8> {
    let name = Algorithm::ALL.get(which % (Algorithm::ALL.len() + 1)).map_or("none", |algorithm| algorithm.name());
    with_segment(token, 0, |segment| {
        let text = URL_SAFE_NO_PAD.decode(segment).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(mut text) = text else { return segment.to_vec() };
        if segments(token).next() != Some(segment) {
            return segment.to_vec();
        }
        for &algorithm in Algorithm::ALL {
            text = text.replace(&format!("\"{algorithm}\""), &format!("\"{name}\""));
        }
        URL_SAFE_NO_PAD.encode(text).into_bytes()
    })
}
