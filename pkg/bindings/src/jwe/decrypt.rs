//! Decryption. Claims are checked by the core.

use alloc::boxed::Box;
use alloc::vec::Vec;

use jwt_wasm::{
    ContentEncryption, DecryptedJwe, Error, KeyManagement, PrivateOperation, SealedContent, prepare_decryption,
};
use wasm_bindgen::prelude::wasm_bindgen;

use super::door::{Door, REFUSED, Waiting, with};

impl Door {
    /// Shows header and content, whether a token is inside (1), is not (2) or the header does not say (0), and the key's
    /// place with the places of `alg` and `enc` above it.
    fn decrypted(&mut self, opened: Result<DecryptedJwe, Error>) -> u32 {
        match opened {
            Ok(jwe) => {
                let nested = match jwe.is_nested() {
                    Some(true) => 1,
                    Some(false) => 2,
                    None => 0,
                };
                let alg = KeyManagement::ALL.iter().copied().position(|alg| alg == jwe.alg()).unwrap_or_default();
                let enc = ContentEncryption::ALL.iter().copied().position(|enc| enc == jwe.enc()).unwrap_or_default();
                let place = jwe.key_index() | alg << 16 | enc << 24;
                self.show(jwe.header().as_bytes().to_vec(), jwe.plaintext().to_vec(), [nested, place])
            }
            Err(error) => self.refuse(&error),
        }
    }

    /// Leaves content of at least `host_from` bytes to the host: the ciphertext, and IV, tag and additional data.
    fn unlocked(&mut self, unlocked: Result<SealedContent, Error>, host_from: usize) -> u32 {
        match unlocked {
            Ok(mut sealed) if sealed.is_for_host(host_from) => {
                let (parts, index) = (sealed.take_parts(), sealed.key_index());
                self.wait(Waiting::Sealed(Box::new(sealed)), parts, 2, index)
            }
            unlocked => self.decrypted(unlocked.and_then(SealedContent::open)),
        }
    }
}

/// Decrypts the token in the buffer, which is followed by random bytes. `length` is the token's own, which exceeds the
/// limit if it was cut off.
#[wasm_bindgen]
pub fn decrypt(key: u32, written: usize, length: usize, limit: usize, random: usize, host_from: usize) -> u32 {
    with(REFUSED, |door| {
        let [token, random] = door.take([written, random]);
        let Some(keys) = door.keys.get(key).map(super::key::StoredKeys::keys) else { return REFUSED };
        let prepared = if length > limit {
            Err(Error::from(jwt_wasm::ErrorKind::TooLarge { length, limit }))
        } else {
            prepare_decryption(&token, keys, limit)
        };
        let prepared = match prepared {
            Ok(prepared) => Box::new(prepared),
            Err(error) => return door.refuse(&error),
        };
        let index = prepared.key_index();
        match prepared.needs() {
            Some(PrivateOperation::Decrypt(encrypted)) => {
                let (encrypted, place) = (encrypted.to_vec(), index | prepared.enc().key_size() << 16);
                door.wait(Waiting::Decryption(prepared), [encrypted, Vec::new()], 0, place)
            }
            Some(PrivateOperation::Agree(point)) => {
                door.wait(Waiting::Decryption(prepared), [point.into_bytes(), Vec::new()], 1, index)
            }
            _ => door.unlocked(prepared.unlock_content(&random), host_from),
        }
    })
}

/// Goes on with the host's answer in the buffer, which is followed by random bytes.
#[wasm_bindgen(js_name = finishDecryption)]
pub fn finish_decryption(slot: u32, is_done: bool, length: usize, random: usize, host_from: usize) -> u32 {
    with(REFUSED, |door| {
        let [answer, random] = door.take([length, random]);
        match door.answered(slot) {
            Some(Waiting::Decryption(prepared)) => {
                let unlocked = prepared.unlock_content_with(is_done.then_some(answer.as_slice()), &random);
                door.unlocked(unlocked, host_from)
            }
            _ => REFUSED,
        }
    })
}

/// Goes on after the host has decrypted the content, which stays there, or has found that the tag does not match.
#[wasm_bindgen(js_name = finishOpening)]
pub fn finish_opening(slot: u32, is_done: bool) -> u32 {
    with(REFUSED, |door| match door.answered(slot) {
        Some(Waiting::Sealed(sealed)) => {
            let opened = sealed.opened_by_host(is_done);
            door.decrypted(opened)
        }
        _ => REFUSED,
    })
}
