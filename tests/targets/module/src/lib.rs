//! A WebAssembly module without an import and without Rust's `std`: it has no clock and no random bytes, and the host passes
//! texts through its memory.
#![no_std]

extern crate alloc;

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;

use jwt_wasm::{Algorithm, DecodeOptions, Error, Key, KeySet, Policy, SignOptions, decode_unverified, sign, verify};

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Room for a text of the host's, which the next call takes.
#[unsafe(no_mangle)]
pub extern "C" fn room(size: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; size].into_boxed_slice()).cast()
}

/// The claims of a token that one of the keys has signed.
#[unsafe(no_mangle)]
pub extern "C" fn verified(keys: *mut u8, keys_size: usize, token: *mut u8, token_size: usize, now: f64) -> u64 {
    let (keys, token) = (text(keys, keys_size), text(token, token_size));
    let policy = Policy::new().issuer("https://issuer.example").audience("api");
    answer(KeySet::from_jwks(&keys).and_then(|keys| Ok(verify(&token, &keys, &policy, now)?.payload().to_owned())))
}

/// The claims of a token that nobody has checked.
#[unsafe(no_mangle)]
pub extern "C" fn decoded(token: *mut u8, size: usize) -> u64 {
    answer(decode_unverified(&text(token, size), &DecodeOptions::new()).map(|token| token.payload().to_owned()))
}

/// A token of these claims, signed by RFC 6979 or by RFC 8032.
#[unsafe(no_mangle)]
pub extern "C" fn signed(key: *mut u8, key_size: usize, claims: *mut u8, claims_size: usize, now: f64) -> u64 {
    let (key, claims) = (text(key, key_size), text(claims, claims_size));
    let key = Key::from_jwk(&key, None::<Algorithm>);
    answer(key.and_then(|key| sign(claims.as_str(), &key, &SignOptions::new(), now)))
}

fn text(address: *mut u8, size: usize) -> String {
    // SAFETY: `room` has made it with this size, and the host uses it once.
    let bytes = unsafe { Box::from_raw(core::ptr::slice_from_raw_parts_mut(address, size)) };
    String::from_utf8(bytes.into_vec()).unwrap_or_default()
}

/// Address and length of the text. It is never freed, which a test can afford.
fn answer(result: Result<String, Error>) -> u64 {
    let text = result.unwrap_or_else(|error| error.to_json());
    let text: &'static str = text.leak();
    (text.as_ptr() as u64) << 32 | text.len() as u64
}
