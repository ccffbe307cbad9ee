//! The target `ed448` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| jwt_wasm_fuzz::ed448::run(input));
