//! Encryption.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use jwt_wasm::{
    EncryptOptions, Error, GivenValues, Numbers, OpenContent, PublicOperation, dangerous_prepare_encryption_with_values,
};
use wasm_bindgen::prelude::wasm_bindgen;

use super::door::{Door, REFUSED, Waiting, with};

impl Door {
    fn encrypted(&mut self, sealed: Result<String, Error>) -> u32 {
        match sealed {
            Ok(token) => self.show(token.into_bytes(), Vec::new(), [0; 2]),
            Err(error) => self.refuse(&error),
        }
    }

    /// Leaves content of at least `host_from` bytes to the host, which has it: shows IV and additional data.
    fn locked(&mut self, locked: Result<OpenContent, Error>, host_from: usize) -> u32 {
        match locked {
            Ok(open) if open.is_for_host(host_from) => {
                let shown = [Vec::new(), open.iv_and_data()];
                self.wait(Waiting::Open(Box::new(open)), shown, 2, 0)
            }
            locked => self.encrypted(locked.and_then(OpenContent::seal)),
        }
    }
}

/// The module writes no number and compares none. Rust's own conversion would be a fifth of it.
const UNUSED: Numbers = Numbers { read: |_| 0.0, write: |_| String::new() };

/// Encrypts the content in the buffer, which is followed by the header's members as JSON, and by random bytes: 64 for
/// the content's key, 16 for its IV, and 12 for the key's own.
#[wasm_bindgen]
pub fn encrypt(key: u32, content: usize, header: usize, random: usize, host_from: usize) -> u32 {
    with(REFUSED, |door| {
        let [content, header, random] = door.take([content, header, random]);
        let Some(keys) = door.keys.get(key).map(super::key::StoredKeys::keys) else { return REFUSED };
        let part = |from: usize, to: usize| random.get(from..to).unwrap_or_default().to_vec();
        let mut values = GivenValues::default();
        (values.content_key, values.iv, values.key_iv) = (part(0, 64), part(64, 80), part(80, 92));
        let options = EncryptOptions::with_numbers(UNUSED).header_members(str::from_utf8(&header).unwrap_or_default());
        let prepared = match dangerous_prepare_encryption_with_values(&content, keys, &options, values) {
            Ok(prepared) => Box::new(prepared),
            Err(error) => return door.refuse(&error),
        };
        match prepared.needs() {
            Some(PublicOperation::Encrypt(content_key)) => {
                let content_key = content_key.to_vec();
                door.wait(Waiting::Encryption(prepared), [content_key, Vec::new()], 0, 0)
            }
            Some(PublicOperation::Agree(point)) => {
                door.wait(Waiting::Encryption(prepared), [point.into_bytes(), Vec::new()], 1, 0)
            }
            _ => door.locked(prepared.lock_content(), host_from),
        }
    })
}

/// Goes on with the host's answer in the buffer: the ephemeral public key, if there was an agreement, and the result.
#[wasm_bindgen(js_name = finishEncryption)]
pub fn finish_encryption(slot: u32, ephemeral: usize, result: usize, host_from: usize) -> u32 {
    with(REFUSED, |door| {
        let [ephemeral, result] = door.take([ephemeral, result]);
        match door.answered(slot) {
            Some(Waiting::Encryption(prepared)) => {
                let jwk = str::from_utf8(&ephemeral).ok().filter(|jwk| !jwk.is_empty());
                let locked = prepared.lock_content_with(jwk, &result);
                door.locked(locked, host_from)
            }
            _ => REFUSED,
        }
    })
}

/// Makes the token of what the host has encrypted: the ciphertext in the buffer, which is followed by the tag.
#[wasm_bindgen(js_name = finishSealing)]
pub fn finish_sealing(slot: u32, ciphertext: usize, tag: usize) -> u32 {
    with(REFUSED, |door| {
        let [ciphertext, tag] = door.take([ciphertext, tag]);
        match door.answered(slot) {
            Some(Waiting::Open(open)) => {
                let sealed = open.sealed_by_host(&ciphertext, &tag);
                door.encrypted(sealed)
            }
            _ => REFUSED,
        }
    })
}
