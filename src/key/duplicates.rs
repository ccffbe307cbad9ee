//! Finds entries of a set that repeat others, and entries that a token cannot choose between (RFC 7517 §4.5).

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::json::JsonText;
use crate::json::{Object, in_order};

/// How an entry relates to the others.
#[derive(Clone, Copy, Default)]
pub(super) struct Mark {
    /// It repeats an entry that can be used.
    pub(super) is_repeated: bool,
    /// A different key has the same `kid`, so it is unclear which of them a token means.
    pub(super) is_unclear: bool,
}

/// All members that a key consists of.
const MATERIAL: [&str; 14] = ["crv", "d", "dp", "dq", "e", "k", "n", "p", "priv", "pub", "q", "qi", "x", "y"];

/// Keys of different types may share a `kid` as equivalent alternatives, and so may keys for different algorithms. If
/// other different keys share one, it is unclear which is meant, even if some of them cannot be used. A key that is
/// listed twice is one key.
pub(super) fn compare(entries: &[&Object<'_>], is_usable: impl Fn(usize) -> bool) -> Vec<Mark> {
    let names: Vec<String> = entries.iter().map(|jwk| name_of(jwk)).collect();
    // Sorted, so that not every pair is compared. Among entries with one `kid`, an absent `alg` comes first.
    let sorted = in_order(names.iter().map(String::as_str));
    let is_same = |one: usize, other: usize| match (entries.get(one), entries.get(other)) {
        (Some(one), Some(other)) => MATERIAL.iter().all(|name| text_of(one, name) == text_of(other, name)),
        _ => false,
    };
    let mut marks = vec![Mark::default(); entries.len()];
    let mut unclear = Vec::new();
    let mut first = None;
    for pair in sorted.windows(2) {
        let [(name_before, before), (name, this)] = pair else { continue };
        let (kind, alg) = parts(name);
        let (kind_before, alg_before) = parts(name_before);
        if kind != kind_before {
            first = None;
            continue;
        }
        let (alg_first, first) = *first.get_or_insert((alg_before, *before));
        // A key without `alg` is for every algorithm of its type.
        let rivals = [(alg_before, *before), (alg_first, first)];
        let mut rivals = rivals.into_iter().filter(|(other, _)| other.is_empty() || *other == alg).peekable();
        if rivals.peek().is_none() {
            continue;
        }
        match rivals.find(|(_, other)| is_same(*other, *this)) {
            Some((_, other)) => {
                if let Some(mark) = marks.get_mut(*this) {
                    mark.is_repeated = is_usable(other);
                }
            }
            None => unclear.push(parts(kind).0),
        }
    }
    for (mark, name) in marks.iter_mut().zip(&names) {
        let (kid, _) = parts(parts(name).0);
        mark.is_unclear = !kid.is_empty() && unclear.binary_search(&kid).is_ok();
    }
    marks
}

/// Joined JSON texts. The separator cannot occur in any of them.
fn name_of(jwk: &Object<'_>) -> String {
    let mut name = text_of(jwk, "kid");
    for member in ["kty", "alg"] {
        name.push('\0');
        name.push_str(&text_of(jwk, member));
    }
    name
}

/// A member's JSON text. Empty if the member is absent.
pub(super) fn text_of(jwk: &Object<'_>, name: &str) -> String {
    jwk.get(name).map_or_else(String::new, |value| JsonText::value(value).as_json().to_owned())
}

fn parts(name: &str) -> (&str, &str) {
    name.rsplit_once('\0').unwrap_or_default()
}
