//! What a program reads of a value.

use core::fmt;

use super::{JsonText, Object, Value};

impl<'t> Value<'t> {
    /// Whether it is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text of a string; `None` if it is not a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// `true` or `false`; `None` if it is neither.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// An integer; `None` if it is not a number, is beyond the range of the type, or is written with a fraction or an
    /// exponent, such as `1.0`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(integer) => Some(*integer),
            Self::Decimal(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// As [`as_i64`](Self::as_i64), for an integer that is not negative.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Integer(integer) => u64::try_from(*integer).ok(),
            Self::Decimal(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The items of an array; `None` if it is not an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The object; `None` if it is not one.
    #[must_use]
    pub const fn as_object(&self) -> Option<&Object<'t>> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The value of an object's member with this name; `None` if it is not an object, or has no such member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }
}

impl Object<'_> {
    /// The number of members.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// The JSON text, on one line. A number that is not finite is written as Rust writes it: JSON has none, so no reader
/// takes it.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(JsonText::value(self).as_json())
    }
}

/// The JSON text, on one line, with the members in their order.
impl fmt::Display for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(JsonText::object(self).as_json())
    }
}
