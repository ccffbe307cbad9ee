//! Six programs, each written with jwt-wasm and with jsonwebtoken. Both of a pair take the same tokens and refuse the same ones.

pub mod gate;
pub mod issuers;
pub mod key_files;
pub mod kms;
pub mod login;
pub mod provider;

#[cfg(test)]
mod tests;
