//! The Rust side of the npm package, with a folder for each module. A module is a build with the feature of its name.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

#[cfg(feature = "core")]
mod core;
#[cfg(feature = "_engine")]
mod engine;
#[cfg(feature = "jwe")]
mod jwe;
#[cfg(feature = "keyfile")]
mod keyfile;
#[cfg(any(feature = "core", feature = "jwe", feature = "_engine"))]
mod slots;

/// Its code is a third of the size of the standard library's allocator, and takes no more time.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
