//! What goes out of the module: where it is, and how long it is.

use jwt_wasm::{Algorithm, Unverified, Verified, VerifiedJws};
use zeroize::Zeroizing;

use super::waiting::Waiting;

/// What the last call returned.
pub(super) enum Given {
    Nothing,
    Verified(Verified),
    Jws(VerifiedJws),
    Unverified(Unverified),
    Text(String),
    /// A key's `kid`, and the numbers of `describeKey`.
    Description(String, [usize; 3]),
    /// A secret or a private key.
    Secret(Zeroizing<Vec<u8>>),
    /// The error as JSON text, which costs less than an exception or an object.
    Error(String),
}

/// What JavaScript reads after a call.
pub(super) struct Table {
    cells: [usize; 9],
    validity: [f64; 2],
}

impl Table {
    pub(super) const EMPTY: Self = Self { cells: [0; 9], validity: [0.0; 2] };

    /// Says where header, payload and text are, and sets the three numbers after them.
    fn set(&mut self, [header, payload, text]: [&[u8]; 3], [first, second, third]: [usize; 3]) {
        let [header, payload, text] = [header, payload, text].map(|bytes| [bytes.as_ptr().addr(), bytes.len()]);
        let [[a, b], [c, d], [e, f]] = [header, payload, text];
        self.cells = [a, b, c, d, e, f, first, second, third];
    }

    pub(super) fn show(&mut self, given: &Given) {
        const NONE: [usize; 3] = [0; 3];
        match given {
            Given::Nothing => self.set([b"", b"", b""], NONE),
            Given::Verified(verified) => {
                let validity = verified.validity();
                self.validity = [validity.start.as_seconds(), validity.end.as_seconds()];
                let parts = [verified.header().as_bytes(), verified.payload().as_bytes(), b""];
                self.set(parts, NONE);
                self.show_key(verified.header_generation(), verified.algorithm(), verified.key_index());
            }
            Given::Jws(verified) => {
                self.set([verified.header().as_bytes(), verified.payload(), b""], NONE);
                self.show_key(0, verified.algorithm(), verified.key_index());
            }
            Given::Unverified(read) => {
                self.set([read.header().as_bytes(), read.payload().as_bytes(), read.signature()], NONE);
            }
            Given::Text(text) | Given::Error(text) => self.set([b"", b"", text.as_bytes()], NONE),
            Given::Description(text, numbers) => self.set([b"", b"", text.as_bytes()], *numbers),
            Given::Secret(bytes) => self.set([b"", b"", bytes], NONE),
        }
    }

    /// Sets the three numbers: the header's generation, the algorithm's place in [`Algorithm::ALL`], and the key's
    /// place in its set.
    pub(super) fn show_key(&mut self, generation: u32, algorithm: Algorithm, index: usize) {
        let [.., first, second, third] = &mut self.cells;
        [*first, *second, *third] = [generation as usize, place(algorithm) as usize, index];
    }

    /// Shows the signing input as the payload and the signature as the text, then the place of the fully specified
    /// algorithm in [`Algorithm::ALL`] and the key's place in its set.
    pub(super) fn ask(&mut self, waiting: &Waiting) {
        let (input, signature, algorithm, index) = match waiting {
            Waiting::Verification { prepared, .. } => {
                let named = prepared.algorithm();
                let algorithm = prepared.key().map_or(named, |key| key.fully_specified(named));
                (prepared.signing_input(), prepared.signature(), algorithm, prepared.key_index())
            }
            Waiting::Signing(input, algorithm) => (input.as_bytes(), &b""[..], *algorithm, 0),
        };
        self.set([b"", input, signature], [0, place(algorithm) as usize, index]);
    }

    pub(super) const fn address(&self) -> *const usize {
        self.cells.as_ptr()
    }

    pub(super) const fn validity_address(&self) -> *const f64 {
        self.validity.as_ptr()
    }
}

/// The algorithm's place in [`Algorithm::ALL`].
pub(super) fn place(algorithm: Algorithm) -> u32 {
    Algorithm::ALL.iter().copied().zip(0..).find(|(one, _)| *one == algorithm).map_or(0, |(_, place)| place)
}
