//! Random changes of an input: a small part of what libFuzzer does, and without coverage feedback.

use fastrand::Rng;

/// Bytes that have a meaning for the parsers.
const WORDS: [&[u8]; 30] = [
    b".",
    b"..",
    b"=",
    b"\"",
    b"\\",
    b"{}",
    b"[]",
    b"[",
    b"{",
    b"}",
    b"]",
    b",",
    b":",
    b"\\u0000",
    b"\\ud800",
    b"null",
    b"1e308",
    b"1e309",
    b"-0",
    b"\"alg\":\"none\"",
    b"\"exp\":0",
    b"\"kid\":\"a\"",
    b"\"d\":\"AA\"",
    b"\"kty\":\"oct\"",
    b"\n",
    b"\xef\xbb\xbf",
    b"\x30\x82",
    b"\x02\x01\x00",
    b"-----END ",
    b"\x80",
];

/// The longest input.
const MAX_LENGTH: usize = 4096;

/// Changes the input in one to eight places, sometimes with parts of the other.
pub fn mutate(input: &mut Vec<u8>, other: &[u8], random: &mut Rng) {
    for _ in 0..1 << random.u8(0..4) {
        step(input, other, random);
    }
    input.truncate(MAX_LENGTH);
}

fn step(input: &mut Vec<u8>, other: &[u8], random: &mut Rng) {
    let at = random.usize(0..=input.len());
    let end = (at + random.usize(0..=16)).min(input.len());
    match random.u8(0..9) {
        0 if at < input.len() => input[at] ^= 1 << random.u8(0..8),
        1 if at < input.len() => input[at] = random.u8(..),
        2 if at < input.len() => input[at] = input[at].wrapping_add(random.u8(0..3)).wrapping_sub(1),
        3 => input.insert(at, random.u8(..)),
        4 => drop(input.drain(at..end)),
        5 => {
            let copy = input[at..end].to_vec();
            let to = random.usize(0..=input.len());
            input.splice(to..to, copy);
        }
        6 => drop(input.splice(at..end, random.choice(WORDS).into_iter().flatten().copied())),
        7 => {
            let from = random.usize(0..=other.len());
            let to = (from + random.usize(0..=64)).min(other.len());
            input.splice(at..end, other[from..to].iter().copied());
        }
        _ => input.truncate(at),
    }
}
