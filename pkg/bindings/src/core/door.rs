//! What the module holds between two calls.

use atomic_refcell::AtomicRefCell;
use jwt_wasm::{Algorithm, Error, ErrorKind, KeyProblem};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroize;

use super::given::{Given, Table};
use super::key::StoredKeys;
use super::token::StoredVerifier;
use super::waiting::Waiting;
use crate::slots::Slots;

/// How a call ends: with what the table shows, with an error, or, from `FIRST_SLOT` on, with the number of a slot.
pub(super) const DONE: u32 = 0;
pub(super) const REFUSED: u32 = 1;
const FIRST_SLOT: u32 = 2;

pub(super) struct Door {
    pub(super) buffer: Vec<u8>,
    pub(super) keys: Slots<StoredKeys>,
    pub(super) verifiers: Slots<StoredVerifier>,
    waiting: Slots<Waiting>,
    /// Kept until the next call, so that JavaScript can read it.
    given: Given,
    table: Table,
}

static DOOR: AtomicRefCell<Door> = AtomicRefCell::new(Door {
    buffer: Vec::new(),
    keys: Slots::NONE,
    verifiers: Slots::NONE,
    waiting: Slots::NONE,
    given: Given::Nothing,
    table: Table::EMPTY,
});

/// Runs a call. If a function of the runtime was replaced by one that calls the module again, that inner call does
/// nothing and returns `otherwise`.
pub(super) fn with<T>(otherwise: T, work: impl FnOnce(&mut Door) -> T) -> T {
    match DOOR.try_borrow_mut() {
        Ok(mut door) => work(&mut door),
        Err(_) => otherwise,
    }
}

impl Door {
    /// A part of the buffer, after that many bytes.
    #[inline(never)]
    pub(super) fn part(&self, before: usize, length: usize) -> &[u8] {
        self.buffer.get(before..before.saturating_add(length)).unwrap_or_default()
    }

    /// The first bytes of the buffer, which may be a secret and are wiped after they were read.
    pub(super) fn wiping<T>(&mut self, length: usize, read: impl FnOnce(&[u8]) -> T) -> T {
        let bytes = self.buffer.get_mut(..length).unwrap_or_default();
        let read = read(bytes);
        wipe(bytes);
        read
    }

    pub(super) fn keys(&self, key: u32) -> Result<&StoredKeys, Error> {
        self.keys.get(key).ok_or_else(|| Error::from(ErrorKind::KeyInvalid(KeyProblem::NoKey)))
    }

    /// Shows the outcome in the table until the next call.
    pub(super) fn give(&mut self, outcome: Result<Given, Error>) -> u32 {
        let state = if outcome.is_ok() { DONE } else { REFUSED };
        self.given = outcome.unwrap_or_else(|error| Given::Error(error.to_json()));
        self.table.show(&self.given);
        state
    }

    /// Shows which key was chosen for the token that is reported.
    pub(super) fn show_chosen(&mut self, key: Option<(Algorithm, usize)>) {
        let (algorithm, index) = key.unwrap_or((Algorithm::Hs256, 0));
        self.table.show_key(u32::from(key.is_some()), algorithm, index);
    }

    /// Keeps what waits until an engine has answered, and shows what the engine is asked.
    pub(super) fn wait(&mut self, waiting: Waiting) -> u32 {
        self.given = Given::Nothing;
        let slot = self.waiting.insert(waiting);
        if let Some(waiting) = self.waiting.get(slot) {
            self.table.ask(waiting);
        }
        slot.saturating_sub(1).saturating_add(FIRST_SLOT)
    }

    pub(super) fn waiting(&self, slot: u32) -> Option<&Waiting> {
        self.waiting.get(number(slot))
    }

    /// Takes what waited out of its slot.
    pub(super) fn answered(&mut self, slot: u32) -> Option<Waiting> {
        self.waiting.take(number(slot))
    }

    pub(super) fn stored<T>(&mut self, made: Result<T, Error>, slots: fn(&mut Self) -> &mut Slots<T>) -> u32 {
        match made {
            Ok(value) => slots(self).insert(value),
            Err(error) => {
                self.give(Err(error));
                0
            }
        }
    }
}

/// Not inlined: a copy at each call would make the module larger.
#[inline(never)]
fn wipe(bytes: &mut [u8]) {
    bytes.zeroize();
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
            wipe(&mut door.buffer);
            door.buffer.resize(size, 0);
        }
        door.buffer.as_ptr().addr()
    })
}

/// The address of the table, nine numbers of 4 bytes: where the last header, payload and text are and how long each is
/// in bytes, and three numbers that depend on the call.
#[wasm_bindgen]
pub fn table() -> usize {
    with(0, |door| door.table.address().addr())
}

/// The address of two numbers of 8 bytes: the time, in seconds, during which the last verified token is accepted.
#[wasm_bindgen]
pub fn validity() -> usize {
    with(0, |door| door.table.validity_address().addr())
}

/// Gives up the slot, if the engine has no answer.
#[wasm_bindgen(js_name = dropSlot)]
pub fn drop_slot(slot: u32) {
    with((), |door| drop(door.answered(slot)));
}

/// Forgets what was given out last, which may be a secret, and clears the part of the stack that earlier calls used.
/// JavaScript calls it, so it starts at the same place on the stack as they did.
#[wasm_bindgen]
pub fn scrub() {
    with((), |door| {
        door.give(Ok(Given::Nothing));
    });
    // Words, because each byte would be a write of its own.
    let mut area = [0_u64; STACK_OF_A_CALL / 8];
    area.zeroize();
    core::hint::black_box(&area);
}

/// In bytes. Making a key or a signature was measured to use 4 KiB.
const STACK_OF_A_CALL: usize = 32 * 1024;
