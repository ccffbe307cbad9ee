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
#![cfg_attr(feature = "jwe", no_std)]

extern crate alloc;

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

/// A panic ends the call in a trap in any case. The standard library's handler would keep the messages in the module.
#[cfg(all(target_family = "wasm", feature = "jwe"))]
#[panic_handler]
fn trap(_: &::core::panic::PanicInfo<'_>) -> ! {
    ::core::arch::wasm32::unreachable()
}
