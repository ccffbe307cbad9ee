//! The target `base64url` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| jwt_wasm_fuzz::base64url::run(input));
