//! What the module holds between two calls.

use alloc::boxed::Box;
use alloc::vec::Vec;

use atomic_refcell::AtomicRefCell;

use jwt_wasm::{Error, OpenContent, PreparedDecryption, PreparedEncryption, SealedContent};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::{Zeroize, Zeroizing};

use super::key::StoredKeys;
use crate::slots::Slots;

/// How a call ends: with what the table shows, with an error, or, from `FIRST_SLOT` on, with the number of a slot.
pub(super) const DONE: u32 = 0;
pub(super) const REFUSED: u32 = 1;
const FIRST_SLOT: u32 = 2;

pub(super) struct Door {
    pub(super) buffer: Vec<u8>,
    pub(super) keys: Slots<StoredKeys>,
    waiting: Slots<Waiting>,
    /// Kept until the next call, so that JavaScript can read it.
    given: [Vec<u8>; 2],
    cells: [usize; 6],
}

/// Boxed, because each move of their hundreds of bytes is code.
pub(super) enum Waiting {
    Decryption(Box<PreparedDecryption<'static>>),
    Encryption(Box<PreparedEncryption<'static>>),
    Sealed(Box<SealedContent>),
    Open(Box<OpenContent>),
}

static DOOR: AtomicRefCell<Door> = AtomicRefCell::new(Door {
    buffer: Vec::new(),
    keys: Slots::NONE,
    waiting: Slots::NONE,
    given: [Vec::new(), Vec::new()],
    cells: [0; 6],
});

/// Runs a call. A call from within another call does nothing and returns `otherwise`.
pub(super) fn with<T>(otherwise: T, work: impl FnOnce(&mut Door) -> T) -> T {
    match DOOR.try_borrow_mut() {
        Ok(mut door) => work(&mut door),
        Err(_) => otherwise,
    }
}

impl Door {
    /// Copies of the parts of the buffer, which follow each other and are wiped.
    #[inline(never)]
    pub(super) fn take<const N: usize>(&mut self, lengths: [usize; N]) -> [Zeroizing<Vec<u8>>; N] {
        let mut from = 0_usize;
        lengths.map(|length| {
            let to = from.saturating_add(length);
            let part = self.buffer.get_mut(from..to).unwrap_or_default();
            let copy = Zeroizing::new(part.to_vec());
            part.zeroize();
            from = to;
            copy
        })
    }

    /// Shows two texts or byte strings, and two numbers.
    #[inline(never)]
    pub(super) fn show(&mut self, first: Vec<u8>, second: Vec<u8>, numbers: [usize; 2]) -> u32 {
        self.given.iter_mut().for_each(Zeroize::zeroize);
        self.given = [first, second];
        let [first, second] = &self.given;
        let [one, other] = numbers;
        self.cells = [first.as_ptr().addr(), first.len(), second.as_ptr().addr(), second.len(), one, other];
        DONE
    }

    #[inline(never)]
    pub(super) fn refuse(&mut self, error: &Error) -> u32 {
        self.show(error.to_json().into_bytes(), Vec::new(), [0; 2]);
        REFUSED
    }

    /// Keeps what waits until the host has answered. `kind` is 0 for RSA, 1 for an agreement and 2 for content. `place` is
    /// the key's, with the size of the content key above it if the host decrypts that by RSA.
    #[inline(never)]
    pub(super) fn wait(&mut self, waiting: Waiting, shown: [Vec<u8>; 2], kind: usize, place: usize) -> u32 {
        let [first, second] = shown;
        self.show(first, second, [kind, place]);
        self.waiting.insert(waiting).saturating_sub(1).saturating_add(FIRST_SLOT)
    }

    pub(super) fn waiting(&self, slot: u32) -> Option<&Waiting> {
        self.waiting.get(number(slot))
    }

    pub(super) fn answered(&mut self, slot: u32) -> Option<Waiting> {
        self.waiting.take(number(slot))
    }

    pub(super) fn stored(&mut self, made: Result<StoredKeys, Error>) -> u32 {
        match made {
            Ok(keys) => self.keys.insert(keys),
            Err(error) => {
                self.refuse(&error);
                0
            }
        }
    }
}

const fn number(slot: u32) -> u32 {
    slot.saturating_sub(FIRST_SLOT).saturating_add(1)
}

/// The address of a buffer of at least `size` bytes. A call that asks for a larger buffer can move it.
#[wasm_bindgen]
pub fn buffer(size: usize) -> usize {
    with(0, |door| {
        if door.buffer.len() < size {
            // A vector that grows leaves its old bytes behind in memory.
            door.buffer.zeroize();
            door.buffer.resize(size, 0);
        }
        door.buffer.as_ptr().addr()
    })
}

/// The address of six numbers of 4 bytes: where the last two results are and how long each is, and two numbers.
#[wasm_bindgen]
pub fn table() -> usize {
    with(0, |door| door.cells.as_ptr().addr())
}

/// Gives up the slot, if the host has no answer.
#[wasm_bindgen(js_name = dropSlot)]
pub fn drop_slot(slot: u32) {
    with((), |door| drop(door.answered(slot)));
}

/// Forgets what was given out last, and clears the part of the stack that earlier calls used.
#[wasm_bindgen]
pub fn scrub() {
    with((), |door| {
        door.show(Vec::new(), Vec::new(), [0; 2]);
    });
    // Words, because each byte would be a write of its own.
    let mut area = [0_u64; STACK_OF_A_CALL / 8];
    area.zeroize();
    core::hint::black_box(&area);
}

/// In bytes, as in the core.
const STACK_OF_A_CALL: usize = 32 * 1024;
