//! Keeps values under numbers, because JavaScript can hold a number and not a value of Rust.

use alloc::vec::Vec;

pub(crate) struct Slots<T> {
    values: Vec<Option<T>>,
    free: Vec<u32>,
}

impl<T> Slots<T> {
    pub(crate) const NONE: Self = Self { values: Vec::new(), free: Vec::new() };

    /// Stores the value and returns its number, from 1 on. A number that became free is used again.
    pub(crate) fn insert(&mut self, value: T) -> u32 {
        if let Some(number) = self.free.pop()
            && let Some(slot) = self.slot(number)
        {
            *slot = Some(value);
            return number;
        }
        self.values.push(Some(value));
        u32::try_from(self.values.len()).unwrap_or(0)
    }

    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.values.get(index(number)?)?.as_ref()
    }

    /// Drops the value in place, because moving it would leave a secret's bytes behind.
    pub(crate) fn remove(&mut self, number: u32) {
        if let Some(slot) = self.slot(number)
            && slot.is_some()
        {
            *slot = None;
            self.free.push(number);
        }
    }

    /// Takes a value out of its slot. It must not be a secret.
    #[cfg(any(feature = "core", feature = "jwe"))]
    pub(crate) fn take(&mut self, number: u32) -> Option<T> {
        let value = self.slot(number)?.take();
        if value.is_some() {
            self.free.push(number);
        }
        value
    }

    #[cfg(feature = "core")]
    pub(crate) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.slot(number)?.as_mut()
    }

    fn slot(&mut self, number: u32) -> Option<&mut Option<T>> {
        self.values.get_mut(index(number)?)
    }
}

fn index(number: u32) -> Option<usize> {
    usize::try_from(number).ok()?.checked_sub(1)
}
