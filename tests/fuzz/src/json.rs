//! The strict JSON reader against `serde_json`: both take the same texts and read the same values, but for duplicate
//! names and nesting beyond the bound. A text is the input itself.

use jwt_wasm::{Malformation, Object};

use crate::node::Node;

/// Reads the text by both.
pub fn run(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let ours = Object::parse(text);
    let Some(node) = Node::read(text) else {
        // One slip may hide another, but what is not JSON is never called a good value of another kind.
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
