//! What a program reads of a value.

use core::fmt;

use super::{JsonText, Object, Value};

impl<'t> Value<'t> {
    /// Whether it is `null`.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// assert!(Value::parse("null")?.is_null());
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text of a string; `None` if it is not a string.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// assert_eq!(Value::from("user-42").as_str(), Some("user-42"));
    /// assert_eq!(Value::from(42).as_str(), None);
    /// ```
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// `true` or `false`; `None` if it is neither.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// assert_eq!(Value::from(true).as_bool(), Some(true));
    /// assert_eq!(Value::from("true").as_bool(), None);
    /// ```
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// An integer; `None` if it is not a number, is beyond the range of the type, or is written with a fraction or an
    /// exponent, such as `1.0`.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// assert_eq!(Value::parse("-42")?.as_i64(), Some(-42));
    /// assert_eq!(Value::parse("42.0")?.as_i64(), None);
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(integer) => Some(*integer),
            Self::Decimal(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// As [`as_i64`](Self::as_i64), for an integer that is not negative.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// assert_eq!(Value::parse("18446744073709551615")?.as_u64(), Some(u64::MAX));
    /// assert_eq!(Value::parse("-1")?.as_u64(), None);
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Integer(integer) => u64::try_from(*integer).ok(),
            Self::Decimal(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The items of an array; `None` if it is not an array.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// let roles = Value::from(["read", "write"]);
    /// assert_eq!(roles.as_array().map(|items| items.len()), Some(2));
    /// ```
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The object; `None` if it is not one.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// assert!(Value::parse(r#"{"a":1}"#)?.as_object().is_some());
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub const fn as_object(&self) -> Option<&Object<'t>> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The value of an object's member with this name; `None` if it is not an object, or has no such member.
    ///
    /// ```
    /// use jwt_wasm::Value;
    /// let value = Value::parse(r#"{"realm_access":{"roles":["admin"]}}"#)?;
    /// let roles = value.get("realm_access").and_then(|access| access.get("roles"));
    /// assert_eq!(roles, Some(&Value::from(["admin"])));
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }
}

impl Object<'_> {
    /// The number of members.
    ///
    /// ```
    /// use jwt_wasm::Object;
    /// assert_eq!(Object::parse(r#"{"a":1,"b":2}"#)?.len(), 2);
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub const fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    ///
    /// ```
    /// use jwt_wasm::Object;
    /// assert!(Object::parse("{}")?.is_empty());
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
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
