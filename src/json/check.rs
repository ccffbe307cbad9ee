//! Reads a text only to know whether it is good, which takes half the time of keeping its values.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::reader::{Read, parse};
use crate::error::Malformation;

/// A value of which nothing is kept but whether it is an object. In arrays not even that, so that they take no memory.
struct Checked;

/// Whether a text is one object and nothing else.
pub(super) fn check(text: &str) -> Result<(), Malformation> {
    let Checked = parse(text)?;
    if text.trim_ascii_start().starts_with('{') { Ok(()) } else { Err(Malformation::NotObject) }
}

impl<'t> Read<'t> for Checked {
    const NULL: Self = Self;

    fn bool(_: bool) -> Self {
        Self
    }

    fn integer(_: i64) -> Self {
        Self
    }

    fn decimal(_: &'t str) -> Self {
        Self
    }

    fn string(_: Cow<'t, str>) -> Self {
        Self
    }

    fn array(_: Vec<Self>) -> Self {
        Self
    }

    fn object(_: Vec<(Cow<'t, str>, Self)>) -> Self {
        Self
    }
}
