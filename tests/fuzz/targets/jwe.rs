//! The target `jwe` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| jwt_wasm_fuzz::jwe::run(input));
