//! What is fuzzed, and what must hold for every input. libFuzzer (`targets/`) and the replay on stable (`tests/`) call
//! the same functions; a target panics when something does not hold.
//!
//! # Reading order
//! The targets: `verify`, `decode`, `header`, `key`, `json`, `claims`, `base64url`, `roundtrip`. What they compare with: `node` (JSON
//! by `serde_json`), `oracle` (claims). What they are made of: `good` (tokens that must pass), `program` (their
//! mutations), `scene` (claims and demands), `pair` (keys that sign). What is tried first: `corpus` and `seeds`; `mutate` changes
//! inputs where there is no libFuzzer.

#![forbid(unsafe_code)]

pub mod base64url;
pub mod claims;
pub mod corpus;
pub mod decode;
pub mod good;
pub mod header;
pub mod json;
pub mod key;
pub mod mutate;
pub mod node;
pub mod oracle;
pub mod pair;
pub mod program;
pub mod roundtrip;
pub mod scene;
pub mod seeds;
pub mod verify;

/// A function that must not panic, whatever it is given.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, which is also its corpus's.
    pub name: &'static str,
    /// The function.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 8] = [
    Target { name: "verify", run: verify::run },
    Target { name: "decode", run: decode::run },
    Target { name: "header", run: header::run },
    Target { name: "key", run: key::run },
    Target { name: "json", run: json::run },
    Target { name: "claims", run: claims::run },
    Target { name: "base64url", run: base64url::run },
    Target { name: "roundtrip", run: roundtrip::run },
];
