//! The target `p256` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| jwt_wasm_fuzz::p256::run(input));
