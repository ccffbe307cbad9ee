//! An engine: the arithmetic of one family of signatures.
//!
//! JavaScript writes bytes into the buffer, passes the length of each part, and gets a number back, so the module needs
//! no script of its own. A key is a number from 1 on; 0 is a refusal.
#![expect(unreachable_pub, reason = "wasm_bindgen exports only what is pub")]

use std::cell::RefCell;

use jwt_wasm::{Algorithm, SigningKey, VerifyingKey};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroize;

use crate::slots::Slots;

/// The kind of keys of this module.
enum Kind {
    #[cfg(any(feature = "es256", feature = "es384", feature = "es512", feature = "es256k"))]
    Curve(jwt_wasm::Curve),
    #[cfg(feature = "eddsa")]
    Ed25519,
    #[cfg(feature = "ed448")]
    Ed448,
    #[cfg(feature = "mldsa")]
    MlDsa(jwt_wasm::ParameterSet),
    #[cfg(feature = "rsa")]
    Rsa,
}

impl Kind {
    fn of(algorithm: Algorithm) -> Option<Self> {
        match algorithm {
            #[cfg(feature = "eddsa")]
            Algorithm::EdDsa | Algorithm::Ed25519 => Some(Self::Ed25519),
            #[cfg(feature = "ed448")]
            Algorithm::EdDsa | Algorithm::Ed448 => Some(Self::Ed448),
            #[cfg(feature = "rsa")]
            Algorithm::Rs256
            | Algorithm::Rs384
            | Algorithm::Rs512
            | Algorithm::Ps256
            | Algorithm::Ps384
            | Algorithm::Ps512 => Some(Self::Rsa),
            #[cfg(feature = "mldsa")]
            _ => algorithm.parameter_set().map(Self::MlDsa),
            #[cfg(any(feature = "es256", feature = "es384", feature = "es512", feature = "es256k"))]
            _ => algorithm.curve().map(Self::Curve),
            #[cfg(any(feature = "eddsa", feature = "ed448", feature = "rsa"))]
            _ => None,
        }
    }
}

struct Engine {
    buffer: Vec<u8>,
    verifying: Slots<VerifyingKey>,
    signing: Slots<SigningKey>,
}

thread_local! {
    static ENGINE: RefCell<Engine> =
        const { RefCell::new(Engine { buffer: Vec::new(), verifying: Slots::NONE, signing: Slots::NONE }) };
}

fn with<T>(work: impl FnOnce(&mut Engine) -> T) -> T {
    ENGINE.with_borrow_mut(work)
}

/// The address of a buffer of at least `size` bytes. A call that asks for a larger buffer can move it.
#[wasm_bindgen]
pub fn buffer(size: usize) -> *const u8 {
    with(|engine| {
        if engine.buffer.len() < size {
            engine.buffer.resize(size, 0);
        }
        engine.buffer.as_ptr()
    })
}

/// Makes a public key of the buffer's first bytes: n and e for RSA, x and y on a curve, x for Ed25519
/// and Ed448, or `pub` for ML-DSA.
#[wasm_bindgen(js_name = verifyingKey)]
pub fn verifying_key(algorithm: usize, first: usize, second: usize) -> u32 {
    with(|Engine { buffer, verifying, .. }| {
        let Some((algorithm, [first, second])) = Algorithm::ALL.get(algorithm).zip(parts(buffer, first, second)) else {
            return 0;
        };
        let key = match Kind::of(*algorithm) {
            #[cfg(any(feature = "es256", feature = "es384", feature = "es512", feature = "es256k"))]
            Some(Kind::Curve(curve)) => VerifyingKey::ec(curve, first, second).ok(),
            #[cfg(feature = "eddsa")]
            Some(Kind::Ed25519) if second.is_empty() => VerifyingKey::ed25519(first).ok(),
            #[cfg(feature = "ed448")]
            Some(Kind::Ed448) if second.is_empty() => VerifyingKey::ed448(first).ok(),
            #[cfg(feature = "mldsa")]
            Some(Kind::MlDsa(set)) if second.is_empty() => VerifyingKey::ml_dsa(set, first).ok(),
            #[cfg(feature = "rsa")]
            Some(Kind::Rsa) => VerifyingKey::rsa(first, second).ok(),
            _ => None,
        };
        key.map_or(0, |key| verifying.insert(key))
    })
}

/// Whether the bytes after the input in the buffer are its signature.
#[wasm_bindgen]
pub fn verify(key: u32, algorithm: usize, input: usize, signature: usize) -> bool {
    with(|Engine { buffer, verifying, .. }| {
        let (Some(key), Some(algorithm)) = (verifying.get(key), Algorithm::ALL.get(algorithm)) else { return false };
        parts(buffer, input, signature)
            .is_some_and(|[input, signature]| key.verify(*algorithm, input, signature).is_ok())
    })
}

#[wasm_bindgen(js_name = freeVerifyingKey)]
pub fn free_verifying_key(key: u32) {
    with(|engine| engine.verifying.remove(key));
}

/// Makes a private key of the buffer's first bytes, which are wiped.
#[wasm_bindgen(js_name = signingKey)]
pub fn signing_key(algorithm: usize, size: usize) -> u32 {
    with(|Engine { buffer, signing, .. }| {
        let Some(d) = buffer.get_mut(..size) else { return 0 };
        let key = Algorithm::ALL.get(algorithm).and_then(|algorithm| match Kind::of(*algorithm)? {
            #[cfg(any(feature = "es256", feature = "es384", feature = "es512", feature = "es256k"))]
            Kind::Curve(curve) => SigningKey::ec(curve, d).ok(),
            #[cfg(feature = "eddsa")]
            Kind::Ed25519 => SigningKey::ed25519(d).ok(),
            #[cfg(feature = "ed448")]
            Kind::Ed448 => SigningKey::ed448(d).ok(),
            #[cfg(feature = "mldsa")]
            Kind::MlDsa(set) => SigningKey::ml_dsa(set, d).ok(),
            #[cfg(feature = "rsa")]
            Kind::Rsa => None,
        });
        d.zeroize();
        key.map_or(0, |key| signing.insert(key))
    })
}

/// Writes the signature of the buffer's first bytes into the buffer, and returns its length in bytes, or 0 if there is
/// none. ML-DSA needs 32 random bytes after the input (FIPS 204 §3.4), the others none.
#[wasm_bindgen]
pub fn sign(key: u32, input: usize, random: usize) -> usize {
    with(|engine| {
        let given = engine.signing.get(key).zip(parts(&engine.buffer, input, random));
        let signature = given.and_then(|(key, [input, random])| {
            let random = if cfg!(feature = "mldsa") { random.try_into().ok()? } else { &[0; 32] };
            key.sign_with(input, random).ok()
        });
        engine.put(signature)
    })
}

/// Writes the public half into the buffer, x and y on a curve, x for Ed25519 and Ed448 or `pub` for ML-DSA, and returns
/// its length in bytes.
#[wasm_bindgen(js_name = publicHalf)]
pub fn public_half(key: u32) -> usize {
    with(|engine| {
        let half = engine.signing.get(key).map(SigningKey::public_key);
        engine.put(half)
    })
}

#[wasm_bindgen(js_name = freeSigningKey)]
pub fn free_signing_key(key: u32) {
    with(|engine| engine.signing.remove(key));
}

impl Engine {
    fn put(&mut self, bytes: Option<Vec<u8>>) -> usize {
        let bytes = bytes.unwrap_or_default();
        let length = bytes.len();
        match self.buffer.get_mut(..length) {
            Some(start) => start.copy_from_slice(&bytes),
            None => self.buffer = bytes,
        }
        length
    }
}

fn parts(buffer: &[u8], first: usize, second: usize) -> Option<[&[u8]; 2]> {
    let (first, rest) = buffer.split_at_checked(first)?;
    Some([first, rest.get(..second)?])
}
