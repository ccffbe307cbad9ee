//! JSON values from values of Rust.

use std::borrow::Cow;

use super::{Object, Value};

impl From<&str> for Value<'static> {
    fn from(text: &str) -> Self {
        Self::String(Cow::Owned(text.to_owned()))
    }
}

impl From<String> for Value<'static> {
    fn from(text: String) -> Self {
        Self::String(Cow::Owned(text))
    }
}

impl From<bool> for Value<'static> {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

/// Only this width: larger integers may not be exact as a JSON number (RFC 8259 §6).
impl From<i32> for Value<'static> {
    fn from(number: i32) -> Self {
        Self::Integer(i64::from(number))
    }
}

/// An integer is written with all its digits, so that it equals no other integer. A number that is not finite is not
/// JSON, and the call that uses it refuses it.
impl From<f64> for Value<'static> {
    fn from(number: f64) -> Self {
        // A number beyond the range becomes the least or the greatest integer, and of these two only the least, -2^63,
        // is a double.
        let integer = number as i64;
        let is_exact = integer as f64 == number && integer < i64::MAX;
        Self::Decimal(Cow::Owned(if is_exact { integer.to_string() } else { number.to_string() }))
    }
}

impl From<Vec<Self>> for Value<'static> {
    fn from(items: Vec<Self>) -> Self {
        Self::Array(items)
    }
}

impl From<Object<'static>> for Value<'static> {
    fn from(object: Object<'static>) -> Self {
        Self::Object(object)
    }
}
