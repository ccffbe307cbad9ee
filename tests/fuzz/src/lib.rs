//! The fuzz targets. libFuzzer (`targets/`) and the replay on stable Rust (`tests/`) call the same functions. A target panics if something
//! does not hold that must hold for every input.
//!
//! # Reading order
//! The targets: `verify`, `decode`, `header`, `key`, `json`, `claims`, `base64url`, `roundtrip`, `p256`, `ed448`, `mldsa`,
//! `jwe`. What they compare with: `node` (JSON
//! by `serde_json`), `oracle` (claims). What they are made of: `good` (tokens that must pass), `program` (their
//! mutations), `scene` (claims and demands), `pair` (keys that sign). What is tried first: `corpus` and `seeds`; `mutate` changes
//! inputs where there is no libFuzzer.

#![forbid(unsafe_code)]

pub mod base64url;
pub mod claims;
pub mod corpus;
pub mod decode;
#[cfg(feature = "arithmetic")]
pub mod ed448;
pub mod good;
pub mod header;
pub mod json;
#[cfg(feature = "arithmetic")]
pub mod jwe;
pub mod key;
#[cfg(feature = "arithmetic")]
pub mod mldsa;
pub mod mutate;
pub mod node;
pub mod oracle;
#[cfg(feature = "arithmetic")]
pub mod p256;
pub mod pair;
pub mod program;
pub mod roundtrip;
pub mod scene;
pub mod seeds;
pub mod verify;

/// A function that must not panic, whatever it is given.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, which is also the name of its corpus.
    pub name: &'static str,
    /// The function.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "verify", run: verify::run },
    Target { name: "decode", run: decode::run },
    Target { name: "header", run: header::run },
    Target { name: "key", run: key::run },
    Target { name: "json", run: json::run },
    Target { name: "claims", run: claims::run },
    Target { name: "base64url", run: base64url::run },
    Target { name: "roundtrip", run: roundtrip::run },
    #[cfg(feature = "arithmetic")]
    Target { name: "p256", run: p256::run },
    #[cfg(feature = "arithmetic")]
    Target { name: "ed448", run: ed448::run },
    #[cfg(feature = "arithmetic")]
    Target { name: "mldsa", run: mldsa::run },
    #[cfg(feature = "arithmetic")]
    Target { name: "jwe", run: jwe::run },
];
