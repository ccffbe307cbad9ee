//! A strict JSON reader (RFC 8259). Every other parser understands what it accepts in the same way.
//!
//! Beyond the grammar it refuses duplicate names at any depth, lone surrogates, numbers beyond a double's range and
//! nesting deeper than [`MAX_DEPTH`]. So `JSON.parse` and `serde_json` see what this reader saw.

#[cfg(not(feature = "_npm"))]
mod check;
mod from;
mod object;
mod read;
mod reader;
mod scan;
mod text;

use alloc::borrow::{Cow, ToOwned};
use alloc::vec::Vec;

use crate::error::Malformation;
use crate::number::{self, Numbers};
pub use object::Object;
use object::has_duplicate;
pub(crate) use object::{Lookup, in_order, repeats};
pub(crate) use reader::parse;
pub use text::JsonText;
pub(crate) use text::write_string;

/// How many levels deep objects and arrays may be nested. The outermost is level 1.
pub const MAX_DEPTH: usize = 32;

/// A JSON value, borrowing from the text it was read from.
#[derive(Clone, Debug)]
pub enum Value<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer of at most 15 digits, without a sign. [`as_i64`](Self::as_i64) reads every integer.
    Integer(i64),
    /// Any other number, as it was written. [`as_f64`](Self::as_f64) gives the nearest double. Only this crate makes it,
    /// so that its text is always a number: a program converts its own numbers, such as by `Value::from(-1.5)`.
    #[non_exhaustive]
    Decimal(Cow<'t, str>),
    /// A string with its escapes resolved.
    String(Cow<'t, str>),
    /// An array.
    Array(Vec<Value<'t>>),
    /// An object.
    Object(Object<'t>),
}

impl<'t> Value<'t> {
    /// Reads a text that is one JSON value and nothing else.
    ///
    /// ```
    /// use jwt_wasm::{Malformation, Value};
    /// assert_eq!(Value::parse(r#"[1,"two"]"#)?.to_string(), r#"[1,"two"]"#);
    /// assert_eq!(Value::parse(r#"{"a":1,"a":2}"#), Err(Malformation::DuplicateName));
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    ///
    /// # Errors
    /// [`Malformation::Json`], [`DuplicateName`](Malformation::DuplicateName) or [`Depth`](Malformation::Depth).
    pub fn parse(text: &'t str) -> Result<Self, Malformation> {
        parse(text)
    }
}

impl Value<'_> {
    /// The value's JSON type, with its article, for messages.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// assert_eq!(Value::from([1, 2]).kind(), "an array");
    /// ```
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) | Self::Decimal(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

impl Value<'_> {
    /// The double nearest to a number; `None` if it is not a number.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// assert_eq!(Value::parse("1700000000.5")?.as_f64(), Some(1_700_000_000.5));
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.to_number(Numbers::NATIVE)
    }

    /// The double nearest to a number, converted by `numbers`; `None` if it is not a number.
    ///
    /// ```
    /// use jwt_wasm::{Numbers, Value};
    /// assert_eq!(Value::from(1.5).to_number(Numbers::NATIVE), Some(1.5));
    /// assert_eq!(Value::from("1.5").to_number(Numbers::NATIVE), None);
    /// ```
    #[must_use]
    pub fn to_number(&self, numbers: Numbers) -> Option<f64> {
        match self {
            Self::Integer(integer) => Some(*integer as f64),
            Self::Decimal(text) => Some((numbers.read)(text)),
            _ => None,
        }
    }

    /// Numbers are equal if the nearest doubles are. Beyond 2^53 - 1 they are equal if they are written alike, so that
    /// two different integers are never equal.
    pub(crate) fn equals(&self, other: &Self, numbers: Numbers) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Integer(one), Self::Integer(other)) => one == other,
            (Self::String(one), Self::String(other)) => one == other,
            (Self::Array(one), Self::Array(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.equals(other, numbers))
            }
            (Self::Object(one), Self::Object(other)) => one.equals(other, numbers),
            (Self::Decimal(one), Self::Decimal(other)) if one == other => true,
            _ => match (self.to_number(numbers), other.to_number(numbers)) {
                (Some(one), Some(other)) => one == other && number::is_safe(one),
                _ => false,
            },
        }
    }
}

/// Numbers are equal if the nearest doubles are. Beyond 2^53 - 1 they are equal if they are written alike, so that two
/// different integers are never equal.
impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.equals(other, Numbers::NATIVE)
    }
}

impl Value<'_> {
    /// The same value with copies of the texts that it borrows.
    ///
    /// ```
    /// use jwt_wasm::{Malformation, Value};
    /// fn read() -> Result<Value<'static>, Malformation> {
    ///     let text = String::from(r#"["a"]"#);
    ///     Ok(Value::parse(&text)?.into_owned())
    /// }
    /// assert_eq!(read()?, Value::from(["a"]));
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        self.to_static()
    }

    /// Of a borrowed value, because moving the parts of an owned one, and dropping them, takes more code.
    pub(crate) fn to_static(&self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Integer(integer) => Value::Integer(*integer),
            Self::Decimal(text) => Value::Decimal(Cow::Owned(text.as_ref().to_owned())),
            Self::String(text) => Value::String(Cow::Owned(text.as_ref().to_owned())),
            Self::Array(items) => Value::Array(items.iter().map(Value::to_static).collect()),
            Self::Object(object) => Value::Object(object.to_static()),
        }
    }
}
