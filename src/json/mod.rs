//! A strict JSON reader (RFC 8259): what it takes, every other parser reads the same way.
//!
//! Beyond the grammar it refuses duplicate names at any depth, lone surrogates, numbers beyond a double's range and
//! nesting deeper than [`MAX_DEPTH`]; so `JSON.parse` and `serde_json` never see anything else than this reader saw.

mod reader;
mod scan;

use std::borrow::Cow;
use std::collections::BinaryHeap;

use crate::error::Malformation;
use crate::number;
pub(crate) use reader::parse;

/// How deep objects and arrays may be nested, the outermost counted as 1.
pub const MAX_DEPTH: usize = 32;

/// A JSON value, borrowing from the text it was read from.
#[derive(Clone, Debug)]
pub enum Value<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number of at most 2^53 - 1 in size, as the double nearest to it.
    Number(f64),
    /// A larger number, as it was written: one double is nearest to several of these integers.
    BigNumber(Cow<'t, str>),
    /// A string with its escapes resolved.
    String(Cow<'t, str>),
    /// An array.
    Array(Vec<Value<'t>>),
    /// An object.
    Object(Object<'t>),
}

impl Value<'_> {
    /// The value's JSON type, with its article, for messages.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) | Self::BigNumber(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// Numbers are equal if the nearest doubles are. Beyond 2^53 - 1 they are equal if they are written alike, so that no
/// integer equals another one.
impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Number(one), Self::Number(other)) => one == other,
            (Self::Number(number), Self::BigNumber(text)) | (Self::BigNumber(text), Self::Number(number)) => {
                number::is_text_of(*number, text)
            }
            (Self::BigNumber(one), Self::BigNumber(other)) | (Self::String(one), Self::String(other)) => one == other,
            (Self::Array(one), Self::Array(other)) => one == other,
            (Self::Object(one), Self::Object(other)) => one == other,
            _ => false,
        }
    }
}

/// A JSON object with unique names, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Object<'t> {
    members: Vec<(Cow<'t, str>, Value<'t>)>,
}

impl<'t> Object<'t> {
    /// Reads a text that is one object and nothing else.
    ///
    /// # Errors
    /// `Json`, `DuplicateName`, `NotObject` or `Depth`.
    pub fn parse(text: &'t str) -> Result<Self, Malformation> {
        match parse(text)? {
            Value::Object(object) => Ok(object),
            _ => Err(Malformation::NotObject),
        }
    }

    /// An object of these members, unless a name stands among them twice.
    #[must_use]
    pub fn from_members(members: Vec<(Cow<'t, str>, Value<'t>)>) -> Option<Self> {
        if has_duplicate(&members) { None } else { Some(Self { members }) }
    }

    /// The value of the member of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'t>> {
        self.members.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// Finds members for whoever asks for so many names. Asking one by one is the fastest for the few that a caller demands
    /// of a token, and quadratic for many.
    pub(crate) fn lookup(&self, names: usize) -> Lookup<'_, 't> {
        let in_order =
            if names < 16 { Vec::new() } else { in_order(self.members.iter().map(|(name, _)| name.as_ref())) };
        Lookup { object: self, in_order }
    }

    /// The members in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value<'t>)> {
        self.members.iter().map(|(name, value)| (name.as_ref(), value))
    }
}

/// See [`Object::lookup`].
pub(crate) struct Lookup<'o, 't> {
    object: &'o Object<'t>,
    /// Names and their places; none where few are asked for.
    in_order: Vec<(&'o str, usize)>,
}

impl<'o, 't> Lookup<'o, 't> {
    pub(crate) fn get(&self, name: &str) -> Option<&'o Value<'t>> {
        if self.in_order.is_empty() {
            return self.object.get(name);
        }
        let found = self.in_order.binary_search_by(|(other, _)| (*other).cmp(name)).ok()?;
        let (_, place) = self.in_order.get(found)?;
        self.object.members.get(*place).map(|(_, value)| value)
    }
}

impl<'t> IntoIterator for Object<'t> {
    type Item = (Cow<'t, str>, Value<'t>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

/// Objects are equal when they have the same members, in any order.
impl PartialEq for Object<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.members.len() == other.members.len()
            && self.members.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

fn has_duplicate(members: &[(Cow<'_, str>, Value<'_>)]) -> bool {
    let mut rest = members;
    // Comparing each with each is the fastest for a token's few names, and quadratic for a hostile one's many. Names
    // are so short that comparing their bytes here beats calling for it.
    if members.len() <= 16 {
        while let [(name, _), tail @ ..] = rest {
            if tail.iter().any(|(other, _)| other.len() == name.len() && other.bytes().eq(name.bytes())) {
                return true;
            }
            rest = tail;
        }
        return false;
    }
    repeats(&in_order(members.iter().map(|(name, _)| name.as_ref())))
}

/// Whether a name stands there twice.
pub(crate) fn repeats(in_order: &[(&str, usize)]) -> bool {
    in_order.windows(2).any(|pair| matches!(pair, [(one, _), (other, _)] if one == other))
}

/// Names in their order, each with its place.
pub(crate) fn in_order<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(&'n str, usize)> {
    // A heap, for its code is a tenth of that of a sort.
    names.zip(0..).collect::<BinaryHeap<_>>().into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_names_and_many_are_found_alike() {
        let members: Vec<String> = (0..40).rev().map(|number| format!("\"n{number}\":{number}")).collect();
        let text = format!("{{{}}}", members.join(","));
        let object = Object::parse(&text).unwrap();
        for names in [0, 1, 15, 16, 1000] {
            let lookup = object.lookup(names);
            for number in 0..40_u8 {
                assert_eq!(lookup.get(&format!("n{number}")), Some(&Value::Number(number.into())));
            }
            for absent in ["", "n", "n40", "n400", "N1", "zz"] {
                assert_eq!(lookup.get(absent), None, "{absent}");
            }
        }
        assert_eq!(Object::default().lookup(1000).get("n1"), None);
    }
}
