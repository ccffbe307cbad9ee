//! JSON values as text, for messages, reports and tokens.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::string::ToString;
use core::fmt::{self, Write as _};

use crate::json::{Object, Value};
use crate::number::Numbers;

/// How many characters of a value a message shows. Reports have all of them.
const SHORT: usize = 100;

/// A JSON value as text, such as the value that a claim had or should have had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonText(String);

impl JsonText {
    /// The JSON text.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let error = Key::secret(b"too short", Algorithm::Hs256).unwrap_err();
    /// assert_eq!(error.expected().map(|json| json.as_json().to_owned()), Some("32".to_owned()));
    /// ```
    #[must_use]
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// The caller knows that the text is JSON.
    pub(crate) fn json(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub(crate) fn count(count: usize) -> Self {
        Self(count.to_string())
    }

    pub(crate) fn number(number: f64, numbers: Numbers) -> Self {
        Self(numbers.text(number))
    }

    pub(crate) fn string(text: &str) -> Self {
        let mut json = String::new();
        write_string(&mut json, text);
        Self(json)
    }

    pub(crate) fn strings<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut json = String::new();
        write_list(&mut json, ['[', ']'], texts, write_string);
        Self(json)
    }

    /// One string as a string, several as an array: the shape in which `issuer` and `audience` are given.
    pub(crate) fn one_or_many(texts: &[String]) -> Self {
        match texts {
            [one] => Self::string(one),
            many => Self::strings(many.iter().map(String::as_str)),
        }
    }

    pub(crate) fn value(value: &Value<'_>) -> Self {
        let mut json = String::new();
        write_value(&mut json, value);
        Self(json)
    }

    pub(crate) fn object(object: &Object<'_>) -> Self {
        let mut json = String::new();
        write_object(&mut json, object);
        Self(json)
    }

    pub(crate) fn values(values: &[Value<'_>]) -> Self {
        let mut json = String::new();
        write_list(&mut json, ['[', ']'], values, write_value);
        Self(json)
    }

    /// Whether it is a number, and not the name of something else, such as NaN.
    pub(crate) fn is_number(&self) -> bool {
        self.0.ends_with(|last: char| last.is_ascii_digit())
    }

    pub(crate) fn shortened(&self) -> String {
        match self.0.char_indices().nth(SHORT) {
            Some((end, _)) => format!("{}…", self.0.get(..end).unwrap_or_default()),
            None => self.0.clone(),
        }
    }
}

impl From<JsonText> for String {
    fn from(text: JsonText) -> Self {
        text.0
    }
}

impl fmt::Display for JsonText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn write_value(json: &mut String, value: &Value<'_>) {
    match value {
        Value::Null => json.push_str("null"),
        Value::Bool(true) => json.push_str("true"),
        Value::Bool(false) => json.push_str("false"),
        Value::Integer(integer) => json.push_str(&integer.to_string()),
        Value::Decimal(text) => json.push_str(text),
        Value::String(text) => write_string(json, text),
        Value::Array(items) => write_list(json, ['[', ']'], items, write_value),
        Value::Object(object) => write_object(json, object),
    }
}

fn write_object(json: &mut String, object: &Object<'_>) {
    write_list(json, ['{', '}'], object.iter(), |json, (name, value)| {
        write_string(json, name);
        json.push(':');
        write_value(json, value);
    });
}

fn write_list<T>(
    json: &mut String,
    [open, close]: [char; 2],
    items: impl IntoIterator<Item = T>,
    write: impl Fn(&mut String, T),
) {
    json.push(open);
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write(json, item);
    }
    json.push(close);
}

/// RFC 8259 §7. Every control character is escaped, so that a message stays on one line.
pub(crate) fn write_string(json: &mut String, text: &str) {
    json.push('"');
    // The usual case: names and most messages need no escape.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')) {
        json.push_str(text);
    } else {
        text.chars().for_each(|character| write_character(json, character));
    }
    json.push('"');
}

fn write_character(json: &mut String, character: char) {
    match character {
        '"' => json.push_str("\\\""),
        '\\' => json.push_str("\\\\"),
        '\n' => json.push_str("\\n"),
        control if control.is_control() => {
            // Writing into a String cannot fail.
            let _ = write!(json, "\\u{:04x}", u32::from(control));
        }
        other => json.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn a_value_is_written_as_the_json_it_was_read_from() {
        let text = r#"{"a":[1,-2.5,true,false,null],"b":{"c":"\"\\\n\u0000\u0085é"}}"#;
        let value = parse(text).unwrap();
        assert_eq!(JsonText::value(&value).as_json(), text);
    }

    #[test]
    fn a_long_value_is_shortened_in_messages_only() {
        let text = JsonText::string(&"é".repeat(500));
        assert_eq!(text.shortened().chars().count(), SHORT + 1);
        assert_eq!(text.as_json().chars().count(), 502);
    }
}
