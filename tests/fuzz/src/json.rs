//! Compares the strict JSON reader with `serde_json`: both accept the same texts and read the same values, except for duplicate names and
//! nesting beyond the limit. The input is a text.

use jwt_wasm::{Malformation, Object};

use crate::node::Node;

/// Reads the text by both.
pub fn run(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let ours = Object::parse(text);
    let Some(node) = Node::read(text) else {
        // A text may have several faults, and either may be reported. But text that is not JSON must not be reported as a value of another type.
        assert!(
            matches!(ours, Err(Malformation::Json | Malformation::DuplicateName | Malformation::Depth)),
            "{text:?}: serde_json refuses it, the core says {ours:?}"
        );
        return;
    };
    let is_expected = match (node.is_too_deep(), node.has_duplicate()) {
        (false, false) if matches!(node, Node::Object(_)) => ours.as_ref().is_ok_and(|object| node.is_object(object)),
        (false, false) => ours == Err(Malformation::NotObject),
        (true, false) => ours == Err(Malformation::Depth),
        (false, true) => ours == Err(Malformation::DuplicateName),
        (true, true) => matches!(ours, Err(Malformation::Depth | Malformation::DuplicateName)),
    };
    assert!(is_expected, "{text:?}: serde_json reads {node:?}, the core says {ours:?}");
}
