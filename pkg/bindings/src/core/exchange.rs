//! The buffer through which tokens come in, and the table of what goes out.

use jwt_wasm::{Error, Unverified, Verified, VerifiedJws};
use wasm_bindgen::prelude::*;

use super::algorithm_index;
use super::pending::Pending;

/// Where tokens come in and texts go out. JavaScript holds the one that there is.
#[wasm_bindgen]
pub struct Exchange {
    input: Vec<u8>,
    /// Kept until the next call, so that JavaScript can read them.
    parts: Parts,
    /// Address and length of each part, and numbers, where JavaScript reads them.
    table: Box<[usize; 9]>,
    window: Box<[f64; 2]>,
    /// The token a host is asked about that answers at once. A handle of its own, as for a promise, would cost more than to
    /// read the claims.
    waiting: Option<Pending>,
}

#[wasm_bindgen]
impl Exchange {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self {
            input: Vec::new(),
            parts: Parts::default(),
            table: Box::default(),
            window: Box::default(),
            waiting: None,
        }
    }

    /// The address of a buffer of at least `capacity` bytes, into which the next token is written.
    pub fn input(&mut self, capacity: usize) -> *const u8 {
        if self.input.len() < capacity {
            self.input.resize(capacity, 0);
        }
        self.input.as_ptr()
    }

    /// The address of nine numbers: where the last header, payload and signature are and how long each is, in bytes, and
    /// the generation of the header. For a token that was refused, the error's text is in the signature's place. For one
    /// that waits for the host, what is signed is in the payload's place, and at the end there are the algorithm, as its
    /// place in `algorithms`, and which key of the set it is.
    pub fn output(&self) -> *const usize {
        self.table.as_ptr()
    }

    /// The waiting token's public JWK, or a copy of its secret, for whoever asks to wipe.
    pub fn key(&self) -> JsValue {
        let Some(pending) = &self.waiting else { return JsValue::UNDEFINED };
        pending.secret().map_or_else(|| pending.jwk(), JsValue::from)
    }

    /// As `finish` of `Pending`, for the waiting token. If the host says nothing, the module computes.
    pub fn finish(&mut self, is_good: Option<bool>) -> bool {
        let waiting = self.waiting.take().ok_or(Error::SignatureInvalid);
        self.give(waiting.and_then(|pending| pending.conclude(is_good)))
    }

    /// The waiting token, for a host that answers with a promise.
    pub fn take(&mut self) -> Option<Pending> {
        self.waiting.take()
    }

    /// Forgets the waiting token.
    #[wasm_bindgen(js_name = letGo)]
    pub fn let_go(&mut self) {
        self.waiting = None;
    }

    /// The address of two numbers: from when and until when, in seconds, the last verified token goes on passing.
    pub fn window(&self) -> *const f64 {
        self.window.as_ptr()
    }
}

impl Exchange {
    /// What was written into the input buffer. `length` is the token's own, in UTF-16 code units: a token longer than the
    /// buffer is not written whole, and is refused by this length.
    pub(super) fn token(&self, written: usize, length: usize, limit: usize) -> Result<&[u8], Error> {
        if length > limit {
            return Err(Error::TooLarge { length, limit });
        }
        Ok(self.input.get(..written).unwrap_or_default())
    }

    /// What was written after the token.
    pub(super) fn payload(&self, written: usize, length: usize) -> &[u8] {
        self.input.get(written..).and_then(|rest| rest.get(..length)).unwrap_or_default()
    }

    /// Shows what the host is to judge.
    pub(super) fn ask(&mut self, pending: &Pending) {
        let (input, signature) = (pending.prepared.signing_input(), pending.prepared.signature());
        *self.table = [
            0,
            0,
            input.as_ptr().addr(),
            input.len(),
            signature.as_ptr().addr(),
            signature.len(),
            0,
            algorithm_index(pending.prepared.algorithm()),
            pending.prepared.key_index(),
        ];
    }

    /// Keeps a token until the host's word. As `give`, with what the host is asked in place of the parts.
    pub(super) fn keep(&mut self, pending: Result<Pending, Error>) -> bool {
        match pending {
            Ok(pending) => {
                self.ask(&pending);
                self.waiting = Some(pending);
                false
            }
            Err(error) => self.give(Err(error)),
        }
    }

    /// Gives whether it was refused, and the parts, or the error's text in place of the signature: an error is no exception
    /// and no value here, for either costs more.
    pub(super) fn give(&mut self, outcome: Result<Parts, Error>) -> bool {
        let is_refused = outcome.is_err();
        let parts = outcome.unwrap_or_else(|error| Parts::Refused(error.to_json()));
        let (header, payload, signature, generation) = match &parts {
            Parts::None => ("", &b""[..], &b""[..], 0),
            Parts::Verified(verified) => {
                let validity = verified.validity();
                *self.window = [validity.start, validity.end];
                (verified.header(), verified.payload().as_bytes(), &b""[..], verified.header_generation())
            }
            Parts::Jws(verified) => (verified.header(), verified.payload(), &b""[..], 0),
            Parts::Unverified(read) => (read.header(), read.payload().as_bytes(), read.signature(), 0),
            Parts::Refused(error) => ("", &b""[..], error.as_bytes(), 0),
        };
        *self.table = [
            header.as_ptr().addr(),
            header.len(),
            payload.as_ptr().addr(),
            payload.len(),
            signature.as_ptr().addr(),
            signature.len(),
            generation as usize,
            0,
            0,
        ];
        self.parts = parts;
        is_refused
    }
}

/// What a call gives out of a token.
#[derive(Default)]
pub(super) enum Parts {
    #[default]
    None,
    Verified(Verified),
    Jws(VerifiedJws),
    Unverified(Unverified),
    /// The error as JSON.
    Refused(String),
}
