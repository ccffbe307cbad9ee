//! The buffer through which tokens come in, and the table of what goes out.

use core::cell::RefCell;
use core::str;
use std::sync::Arc;

use wasm_bindgen::prelude::*;

use crate::error::{Error, Malformation, Part};
use crate::verify::Verified;

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<Output> = const { RefCell::new(Output::new()) };
}

struct Output {
    /// Kept until the next call, so that JavaScript can read them.
    parts: Parts,
    /// Address and length of each part, and the header's generation, where JavaScript reads them.
    table: [usize; 7],
    window: [f64; 2],
}

impl Output {
    const fn new() -> Self {
        Self {
            parts: Parts { header: None, payload: Vec::new(), signature: Vec::new(), generation: 0, window: [0.0; 2] },
            table: [0; 7],
            window: [0.0; 2],
        }
    }
}

/// The address of a buffer of at least `capacity` bytes, into which the next token is written.
#[wasm_bindgen]
pub fn input(capacity: usize) -> *const u8 {
    INPUT.with_borrow_mut(|input| {
        if input.len() < capacity {
            input.resize(capacity, 0);
        }
        input.as_ptr()
    })
}

/// The address of seven numbers: where the last header, payload and signature are and how long each is, in bytes, and
/// the generation of the header.
#[wasm_bindgen]
pub fn output() -> *const usize {
    OUTPUT.with_borrow(|output| output.table.as_ptr())
}

/// The address of two numbers: from when and until when, in seconds, the last verified token goes on passing.
#[wasm_bindgen]
pub fn window() -> *const f64 {
    OUTPUT.with_borrow(|output| output.window.as_ptr())
}

/// What was written into the input buffer. `length` is the token's own, in UTF-16 code units: a token longer than the
/// buffer is not written whole, and is told by it.
pub(super) fn with_token<T>(
    written: usize,
    length: usize,
    limit: usize,
    use_token: impl FnOnce(&str) -> Result<T, Error>,
) -> Result<T, Error> {
    if length > limit {
        return Err(Error::TooLarge { length, limit });
    }
    INPUT.with_borrow(|input| {
        let token = input.get(..written).and_then(|bytes| str::from_utf8(bytes).ok());
        use_token(token.ok_or(Error::Malformed { part: Part::Token, reason: Malformation::Base64url })?)
    })
}

/// What a call gives out of a token.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) header: Option<Arc<str>>,
    pub(super) payload: Vec<u8>,
    pub(super) signature: Vec<u8>,
    /// Unchanged as long as one verifier's header is; 0 where nobody asks.
    pub(super) generation: u32,
    /// From when and until when a verified token goes on passing.
    pub(super) window: [f64; 2],
}

impl Parts {
    pub(super) fn of(verified: Verified, generation: u32) -> Self {
        let Verified { header, payload, window } = verified;
        Self { header: Some(header), payload: payload.into_bytes(), signature: Vec::new(), generation, window }
    }
}

pub(super) fn give_out(parts: Parts) {
    OUTPUT.with_borrow_mut(|output| {
        let header = parts.header.as_deref().unwrap_or_default();
        output.table = [
            header.as_ptr().addr(),
            header.len(),
            parts.payload.as_ptr().addr(),
            parts.payload.len(),
            parts.signature.as_ptr().addr(),
            parts.signature.len(),
            parts.generation as usize,
        ];
        output.window = parts.window;
        output.parts = parts;
    });
}
