//! The target `mldsa` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| jwt_wasm_fuzz::mldsa::run(input));
