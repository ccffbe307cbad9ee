//! JSON as `serde_json` reads it, with duplicate names and any depth.

use core::fmt;

use jwt_wasm::{MAX_DEPTH, Object, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object with all its members in their order, repeated names as well.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// The value of a text that is one JSON value and nothing else.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Whether the core promises to accept it: an object of limited depth with unique names.
    pub fn read_strict_object(text: &str) -> Option<Self> {
        Self::read(text).filter(|node| matches!(node, Self::Object(_)) && !node.is_too_deep() && !node.has_duplicate())
    }

    /// Whether it is nested deeper than the core allows.
    pub fn is_too_deep(&self) -> bool {
        self.depth() > MAX_DEPTH
    }

    /// How deep objects and arrays are nested.
    pub fn depth(&self) -> usize {
        match self {
            Self::Array(items) => items.iter().map(Self::depth).max().unwrap_or(0) + 1,
            Self::Object(members) => members.iter().map(|(_, node)| node.depth()).max().unwrap_or(0) + 1,
            _ => 0,
        }
    }

    /// Whether any object has a name twice.
    pub fn has_duplicate(&self) -> bool {
        match self {
            Self::Array(items) => items.iter().any(Self::has_duplicate),
            Self::Object(members) => {
                let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
                let count = names.len();
                names.sort_unstable();
                names.dedup();
                names.len() < count || members.iter().any(|(_, node)| node.has_duplicate())
            }
            _ => false,
        }
    }

    /// Whether the core read the same value, bit by bit and in the same order.
    pub fn is_object(&self, object: &Object<'_>) -> bool {
        let Self::Object(members) = self else { return false };
        let is_found = |name, value| object.get(name).is_some_and(|found| core::ptr::eq(found, value));
        object.iter().count() == members.len()
            && object
                .iter()
                .zip(members)
                .all(|((name, value), (other, node))| name == other && is_found(name, value) && node.is(value))
    }

    fn is(&self, value: &Value<'_>) -> bool {
        match (self, value) {
            (Self::Null, Value::Null) => true,
            (Self::Bool(one), Value::Bool(other)) => one == other,
            (Self::Number(one), Value::Integer(_) | Value::Decimal { .. }) => {
                value.as_f64().map(f64::to_bits) == Some(one.to_bits())
            }
            (Self::String(one), Value::String(other)) => one == other,
            (Self::Array(nodes), Value::Array(values)) => {
                nodes.len() == values.len() && nodes.iter().zip(values).all(|(node, value)| node.is(value))
            }
            (Self::Object(_), Value::Object(object)) => self.is_object(object),
            _ => false,
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Node, E> {
        Ok(Node::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Node::Object(members))
    }
}
