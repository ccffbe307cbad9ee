//! The Rust side of the npm package: a folder a module. Each is a build of its own, by the feature of its name.
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
#[cfg(feature = "keyfile")]
mod keyfile;
#[cfg(any(feature = "core", feature = "_engine"))]
mod slots;

/// A third of the size of the standard library's, and as quick.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
