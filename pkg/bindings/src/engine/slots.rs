//! Keys by numbers, which JavaScript can hold.

pub(super) struct Slots<T>(Vec<Option<T>>);

impl<T> Slots<T> {
    pub(super) const NONE: Self = Self(Vec::new());

    /// Gives the number, from 1 on. One that was given back is used again.
    pub(super) fn insert(&mut self, value: T) -> u32 {
        match self.0.iter_mut().zip(1..).find(|(slot, _)| slot.is_none()) {
            Some((slot, number)) => {
                *slot = Some(value);
                number
            }
            None => {
                self.0.push(Some(value));
                u32::try_from(self.0.len()).unwrap_or(0)
            }
        }
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.0.get(index(number)?)?.as_ref()
    }

    pub(super) fn remove(&mut self, number: u32) {
        if let Some(slot) = index(number).and_then(|index| self.0.get_mut(index)) {
            *slot = None;
        }
    }
}

fn index(number: u32) -> Option<usize> {
    usize::try_from(number).ok()?.checked_sub(1)
}
