//! JSON values from values of Rust.

use alloc::borrow::Cow;
use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::{Object, Value};

impl From<&str> for Value<'static> {
    fn from(text: &str) -> Self {
        Self::String(Cow::Owned(text.to_owned()))
    }
}

impl From<&String> for Value<'static> {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
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

/// The greatest integer that the reader gives as one, and not as the text of a decimal.
const LONGEST: i64 = 999_999_999_999_999;

macro_rules! from_integers {
    ($($integer:ty)*) => {
        $(
            /// All digits are kept. Beyond 2^53 - 1 a reader that has only doubles, such as JavaScript, reads another
            /// number (RFC 8259 §6): give an identifier of that size as a string.
            impl From<$integer> for Value<'static> {
                fn from(number: $integer) -> Self {
                    match i64::try_from(number) {
                        Ok(integer @ 0..=LONGEST) => Self::Integer(integer),
                        _ => Self::Decimal(Cow::Owned(number.to_string())),
                    }
                }
            }
        )*
    };
}

from_integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

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

/// As [`f64`], with the fewest digits that only this number has: `0.1` stays `0.1`.
impl From<f32> for Value<'static> {
    fn from(number: f32) -> Self {
        Self::Decimal(Cow::Owned(number.to_string()))
    }
}

/// `None` is `null`. [`Claims::claim_if_some`](crate::Claims::claim_if_some) leaves the claim out instead.
impl<T> From<Option<T>> for Value<'static>
where
    Value<'static>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

impl<T> From<Vec<T>> for Value<'static>
where
    Value<'static>: From<T>,
{
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Clone> From<&[T]> for Value<'static>
where
    Value<'static>: From<T>,
{
    fn from(items: &[T]) -> Self {
        items.iter().cloned().collect()
    }
}

impl<T, const N: usize> From<[T; N]> for Value<'static>
where
    Value<'static>: From<T>,
{
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

/// An array.
impl<T> FromIterator<T> for Value<'static>
where
    Value<'static>: From<T>,
{
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Self::from).collect())
    }
}

/// An object.
impl<T> From<BTreeMap<String, T>> for Value<'static>
where
    Value<'static>: From<T>,
{
    fn from(members: BTreeMap<String, T>) -> Self {
        let members = members.into_iter().map(|(name, value)| (Cow::Owned(name), Self::from(value))).collect();
        Self::Object(Object { members })
    }
}

impl From<Object<'static>> for Value<'static> {
    fn from(object: Object<'static>) -> Self {
        Self::Object(object)
    }
}
