//! Keys for encryption.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jwt_wasm::{ContentEncryption, EncryptionKey, EncryptionKeySet, EncryptionKeys, Error, KeyManagement, KeyRole};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use super::door::{DONE, REFUSED, Waiting, with};

pub(super) enum StoredKeys {
    One(Arc<EncryptionKey>),
    Set(Arc<EncryptionKeySet>),
}

impl StoredKeys {
    pub(super) fn keys(&self) -> EncryptionKeys<'static> {
        match self {
            Self::One(key) => Arc::clone(key).into(),
            Self::Set(set) => Arc::clone(set).into(),
        }
    }

    fn get(&self, index: usize) -> Option<&EncryptionKey> {
        match self {
            Self::One(key) => (index == 0).then_some(key),
            Self::Set(set) => set.get(index),
        }
    }
}

fn one(made: Result<EncryptionKey, Error>) -> Result<StoredKeys, Error> {
    made.map(|key| StoredKeys::One(Arc::new(key)))
}

fn set(made: Result<EncryptionKeySet, Error>) -> Result<StoredKeys, Error> {
    made.map(|set| StoredKeys::Set(Arc::new(set)))
}

/// Each `enc` whose bit is set, by its place in [`ContentEncryption::ALL`].
fn encs(bits: u32) -> Vec<ContentEncryption> {
    ContentEncryption::ALL
        .iter()
        .copied()
        .zip(0..)
        .filter(|(_, bit)| bits >> bit & 1 == 1)
        .map(|(enc, _)| enc)
        .collect()
}

fn text(bytes: &Zeroizing<Vec<u8>>) -> &str {
    str::from_utf8(bytes).unwrap_or_default()
}

/// A key of the secret in the buffer. `alg` is a place in [`KeyManagement::ALL`]. 0 is a refusal, as with the others.
#[wasm_bindgen(js_name = secretKey)]
pub fn secret_key(length: usize, alg: usize, enc: u32) -> u32 {
    with(0, |door| {
        let [secret] = door.take([length]);
        let alg = KeyManagement::ALL.get(alg).copied().unwrap_or(KeyManagement::Dir);
        let made = one(EncryptionKey::secret(&secret, alg, &encs(enc)));
        door.stored(made)
    })
}

/// A key of the JWK in the buffer. `alg` is beyond [`KeyManagement::ALL`] if the caller names none.
#[wasm_bindgen(js_name = jwkKey)]
pub fn jwk_key(length: usize, alg: usize, enc: u32) -> u32 {
    with(0, |door| {
        let [jwk] = door.take([length]);
        let made = one(EncryptionKey::from_jwk(text(&jwk), KeyManagement::ALL.get(alg).copied(), &encs(enc)));
        door.stored(made)
    })
}

/// A set of the JWKs in the buffer.
#[wasm_bindgen(js_name = jwksKeys)]
pub fn jwks_keys(length: usize, enc: u32) -> u32 {
    with(0, |door| {
        let [jwks] = door.take([length]);
        let made = set(EncryptionKeySet::from_jwks(text(&jwks), &encs(enc)));
        door.stored(made)
    })
}

/// The keys of Auth.js, or of NextAuth 4: its secrets in the buffer, each after a byte of zero, and the cookie's name.
#[wasm_bindgen(js_name = authJsKeys)]
pub fn auth_js_keys(secrets: usize, cookie: usize, is_v4: bool) -> u32 {
    with(0, |door| {
        let [secrets, cookie] = door.take([secrets, cookie]);
        let secrets: Vec<&str> = text(&secrets).split('\0').skip(1).collect();
        let made = match secrets.as_slice() {
            [secret] if is_v4 => EncryptionKeySet::next_auth(secret, text(&cookie)),
            _ => EncryptionKeySet::auth_js(&secrets, text(&cookie)),
        };
        door.stored(set(made))
    })
}

/// Shows the `kid` of the key at this place of its set, and its `alg` by its place and each `enc` by its bit, with a bit
/// above them for the role: none, public or private. Returns `REFUSED` if there is no such key.
#[wasm_bindgen(js_name = describeKey)]
pub fn describe_key(key: u32, index: usize) -> u32 {
    with(REFUSED, |door| {
        let Some(key) = door.keys.get(key).and_then(|keys| keys.get(index)) else { return REFUSED };
        let place = KeyManagement::ALL.iter().copied().position(|alg| alg == key.alg()).unwrap_or_default();
        let enc = ContentEncryption::ALL.iter().copied().zip(0..).filter(|(enc, _)| key.encs().contains(enc));
        let bits = enc.fold(0_usize, |bits, (_, bit)| bits | 1 << bit);
        let role = match key.role() {
            KeyRole::Secret => 0,
            KeyRole::Public => 1 << 6,
            KeyRole::Private => 1 << 7,
        };
        // A byte before the `kid` tells an empty one from none.
        let kid = key.kid().map(|kid| format!(" {kid}").into_bytes()).unwrap_or_default();
        door.show(kid, Vec::new(), [place, bits | role])
    })
}

#[wasm_bindgen(js_name = freeKey)]
pub fn free_key(key: u32) {
    with((), |door| door.keys.remove(key));
}

/// Shows the JWK of the key that the slot waits for, or the key of its content.
#[wasm_bindgen(js_name = slotKey)]
pub fn slot_key(slot: u32) -> u32 {
    with(REFUSED, |door| {
        let jwk = |key: Result<&EncryptionKey, Error>| key.ok().and_then(EncryptionKey::to_engine_jwk);
        let bytes = match door.waiting(slot) {
            Some(Waiting::Decryption(prepared)) => jwk(prepared.key()).map(|jwk| jwk.as_bytes().to_vec()),
            Some(Waiting::Encryption(prepared)) => jwk(prepared.key()).map(|jwk| jwk.as_bytes().to_vec()),
            Some(Waiting::Sealed(sealed)) => Some(sealed.key().to_vec()),
            Some(Waiting::Open(open)) => Some(open.key().to_vec()),
            None => return REFUSED,
        };
        door.show(bytes.unwrap_or_default(), Vec::new(), [0; 2]);
        DONE
    })
}
