//! Objects, and their members by name.

use alloc::borrow::{Cow, ToOwned};
use alloc::collections::BinaryHeap;
use alloc::vec::Vec;

use super::{Value, parse};
use crate::error::Malformation;
use crate::number::Numbers;

/// A JSON object with unique names, in the order of the text.
///
/// ```
/// use jwt_wasm::{Object, Value};
/// let claims = Object::parse(r#"{"sub":"user-42","admin":true}"#).unwrap();
/// assert_eq!(claims.get("sub"), Some(&Value::from("user-42")));
/// assert!(Object::parse(r#"{"sub":"a","sub":"b"}"#).is_err());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Object<'t> {
    pub(super) members: Vec<(Cow<'t, str>, Value<'t>)>,
}

impl Object<'_> {
    /// The same value with copies of the texts that it borrows.
    ///
    /// ```
    /// use jwt_wasm::{Malformation, Object};
    /// fn read() -> Result<Object<'static>, Malformation> {
    ///     let text = String::from(r#"{"sub":"user-42"}"#);
    ///     Ok(Object::parse(&text)?.into_owned())
    /// }
    /// assert!(read()?.get("sub").is_some());
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Object<'static> {
        self.to_static()
    }

    pub(super) fn to_static(&self) -> Object<'static> {
        let owned =
            |(name, value): &(Cow<'_, str>, Value<'_>)| (Cow::Owned(name.as_ref().to_owned()), value.to_static());
        Object { members: self.members.iter().map(owned).collect() }
    }
}

impl<'t> Object<'t> {
    /// Reads a text that is one object and nothing else.
    ///
    /// ```
    /// use jwt_wasm::{Malformation, Object};
    /// assert_eq!(Object::parse(r#"{"sub":"user-42"}"#)?.len(), 1);
    /// assert!(matches!(Object::parse("[]"), Err(Malformation::NotObject)));
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    ///
    /// # Errors
    /// [`Malformation::Json`], [`DuplicateName`](Malformation::DuplicateName), [`NotObject`](Malformation::NotObject)
    /// or [`Depth`](Malformation::Depth).
    pub fn parse(text: &'t str) -> Result<Self, Malformation> {
        match parse(text)? {
            Value::Object(object) => Ok(object),
            _ => Err(Malformation::NotObject),
        }
    }

    /// Reads as [`parse`](Self::parse) does, and keeps nothing.
    pub(crate) fn check(text: &'t str) -> Result<(), Malformation> {
        // Its module must not grow for this.
        #[cfg(feature = "_npm")]
        return Self::parse(text).map(drop);
        #[cfg(not(feature = "_npm"))]
        super::check::check(text)
    }

    /// An object of these members; `None` if a name stands among them twice.
    ///
    /// ```
    /// use jwt_wasm::{Object, Value};
    /// let member = |name: &'static str, value: i64| (name.into(), Value::from(value));
    /// assert!(Object::from_members(vec![member("a", 1), member("b", 2)]).is_some());
    /// assert!(Object::from_members(vec![member("a", 1), member("a", 2)]).is_none());
    /// ```
    #[must_use]
    pub fn from_members(members: Vec<(Cow<'t, str>, Value<'t>)>) -> Option<Self> {
        if has_duplicate(&members) { None } else { Some(Self { members }) }
    }

    /// The value of the member with this name.
    ///
    /// ```
    /// use jwt_wasm::{Object, Value};
    /// let object = Object::parse(r#"{"sub":"user-42"}"#)?;
    /// assert_eq!(object.get("sub"), Some(&Value::from("user-42")));
    /// assert_eq!(object.get("aud"), None);
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'t>> {
        self.members.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// Finds members by name, for a caller that will ask for this many. One by one is the fastest for the few that a
    /// caller usually demands of a token, and takes quadratic time for many.
    pub(crate) fn lookup(&self, names: usize) -> Lookup<'_, 't> {
        let in_order =
            if names < 16 { Vec::new() } else { in_order(self.members.iter().map(|(name, _)| name.as_ref())) };
        Lookup { object: self, in_order }
    }

    /// Sets a member, in its place if there is one of this name.
    pub(crate) fn set(&mut self, name: Cow<'t, str>, value: Value<'t>) {
        match self.members.iter_mut().find(|(other, _)| *other == name) {
            Some((_, old)) => *old = value,
            None => self.members.push((name, value)),
        }
    }

    pub(crate) fn members(&self) -> &[(Cow<'t, str>, Value<'t>)] {
        &self.members
    }

    /// The members in the order of the text.
    ///
    /// ```
    /// use jwt_wasm::Object;
    /// let object = Object::parse(r#"{"sub":"user-42","admin":true}"#)?;
    /// let names: Vec<&str> = object.iter().map(|(name, _)| name).collect();
    /// assert_eq!(names, ["sub", "admin"]);
    /// # Ok::<(), jwt_wasm::Malformation>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value<'t>)> {
        self.members.iter().map(|(name, value)| (name.as_ref(), value))
    }
}

/// Made by [`Object::lookup`].
pub(crate) struct Lookup<'o, 't> {
    object: &'o Object<'t>,
    /// Sorted names and their places. Empty if only a few are asked for.
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
    type IntoIter = alloc::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl Object<'_> {
    pub(super) fn equals(&self, other: &Self, numbers: Numbers) -> bool {
        let has = |(name, value): &(Cow<'_, str>, Value<'_>)| {
            other.get(name).is_some_and(|other| value.equals(other, numbers))
        };
        self.members.len() == other.members.len() && self.members.iter().all(has)
    }
}

/// Objects are equal if they have the same members, in any order.
impl PartialEq for Object<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.equals(other, Numbers::NATIVE)
    }
}

pub(super) fn has_duplicate<V>(members: &[(Cow<'_, str>, V)]) -> bool {
    let mut rest = members;
    // Comparing each name with each is the fastest for a token's few names, and takes quadratic time for the many of a
    // hostile token. Names are so short that comparing their bytes here takes less time than calling a function that
    // does.
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

/// Whether a name occurs twice.
pub(crate) fn repeats(in_order: &[(&str, usize)]) -> bool {
    in_order.windows(2).any(|pair| matches!(pair, [(one, _), (other, _)] if one == other))
}

/// Sorted names, each with its place.
pub(crate) fn in_order<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(&'n str, usize)> {
    // By a heap, because its code is a tenth of the size of a sort's.
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
                assert_eq!(lookup.get(&format!("n{number}")), Some(&Value::Integer(number.into())));
            }
            for absent in ["", "n", "n40", "n400", "N1", "zz"] {
                assert_eq!(lookup.get(absent), None, "{absent}");
            }
        }
        assert_eq!(Object::default().lookup(1000).get("n1"), None);
    }
}
