//! Keys and key sets.

use std::sync::Arc;

use jwt_wasm::{
    Algorithm, Error, ErrorKind, Key, KeyProblem, KeyRole, KeySet, Keys, Malformation, generate_secret, thumbprint,
};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use super::door::{Door, REFUSED, with};
use super::given::{Given, place};

/// Shared with the verifiers that were made with it. When the last of them is gone, the secret is zeroized.
pub(super) enum StoredKeys {
    One(Arc<Key>),
    Set(Arc<KeySet>),
}

impl StoredKeys {
    pub(super) fn keys(&self) -> Keys<'static> {
        match self {
            Self::One(key) => Arc::clone(key).into(),
            Self::Set(set) => Arc::clone(set).into(),
        }
    }

    pub(super) fn one(&self) -> Result<&Arc<Key>, Error> {
        match self {
            Self::One(key) => Ok(key),
            Self::Set(_) => Err(Error::from(ErrorKind::KeyInvalid(KeyProblem::KeySet))),
        }
    }
}

impl Door {
    /// Returns the key's number, or 0 and the error.
    fn store(&mut self, key: Result<StoredKeys, Error>) -> u32 {
        self.stored(key, |door| &mut door.keys)
    }

    /// A text in the buffer, if it is not absent.
    fn text(&self, before: usize, length: i32) -> Option<String> {
        Some(str::from_utf8(self.part(before, usize::try_from(length).ok()?)).ok()?.to_owned())
    }
}

/// Makes a key of a secret, for the algorithm at this place in [`Algorithm::ALL`].
#[wasm_bindgen]
pub fn secret(length: usize, algorithm: usize, allow_weak: bool) -> u32 {
    with(0, |door| {
        let make = if allow_weak { Key::secret_allowing_weak } else { Key::secret };
        let key = door.wiping(length, |bytes| make(bytes, algorithm_at(algorithm)?));
        door.store(key.map(|key| StoredKeys::One(Arc::new(key))))
    })
}

/// Makes a key of a JWK, for the algorithms whose bits are set.
#[wasm_bindgen]
pub fn jwk(length: usize, algorithms: u32) -> u32 {
    with(0, |door| {
        let key = door.wiping(length, |json| Key::from_jwk(text(json)?, algorithms_of(algorithms)));
        door.store(key.map(|key| StoredKeys::One(Arc::new(key))))
    })
}

/// Makes a private key of Ed25519, Ed448 or ML-DSA from its bytes, if it has no JWK: its file has no public half, which the
/// other modules cannot compute, or the key is an expanded one. Its public half follows, if it is known.
#[wasm_bindgen(js_name = privateBytes)]
pub fn private_bytes(private: usize, public: usize, algorithm: usize) -> u32 {
    with(0, |door| {
        let key = door.wiping(private.saturating_add(public), |bytes| {
            let algorithm = algorithm_at(algorithm)?;
            let (private, public) = bytes.split_at_checked(private).unwrap_or_default();
            if algorithm.parameter_set().is_none() {
                let make = if private.len() == 57 { Key::private_ed448 } else { Key::private_ed25519 };
                return make(private, algorithm);
            }
            Key::private_ml_dsa_with(private, Some(public).filter(|public| !public.is_empty()), algorithm)
        });
        door.store(key.map(|key| StoredKeys::One(Arc::new(key))))
    })
}

#[wasm_bindgen]
pub fn jwks(length: usize, allow_secrets: bool) -> u32 {
    with(0, |door| {
        let read = if allow_secrets { KeySet::from_jwks_with_secrets } else { KeySet::from_jwks };
        let set = door.wiping(length, |json| read(text(json)?));
        door.store(set.map(|set| StoredKeys::Set(Arc::new(set))))
    })
}

/// Leaves out of a new set what only JavaScript can know to be unusable: the key at this place or, if there is none, an
/// entry with this `kid` that JavaScript did not hand on, for the reason `why`. A length below 0 stands for an absent
/// text. Without a reason, the key is not on its curve.
#[wasm_bindgen(js_name = leaveOut)]
pub fn leave_out(key: u32, place: usize, kid_length: i32, why_length: i32) {
    with((), |door| {
        let kid = door.text(0, kid_length);
        let why = door.text(usize::try_from(kid_length).unwrap_or_default(), why_length);
        let problem = why.map_or(KeyProblem::OffCurve, |why| KeyProblem::EntryUnreadable { why });
        if let Some(StoredKeys::Set(set)) = door.keys.get_mut(key)
            && let Some(set) = Arc::get_mut(set)
        {
            set.leave_out(place, kid, problem);
        }
    });
}

/// Describes a key by its `kid`, or a set by the list of them, and three numbers: the bits of a key's algorithms; the
/// role (0 secret, 1 public, 2 private, 3 set, plus 4 if the key has a `kid`); how many keys can be used.
#[wasm_bindgen(js_name = describeKey)]
pub fn describe_key(key: u32) -> u32 {
    with(REFUSED, |door| {
        let description = door.keys(key).map(|keys| match keys {
            StoredKeys::Set(set) => Given::Description(set.kids(), [0, 3, set.len()]),
            StoredKeys::One(key) => {
                let bits = key.algorithms().iter().fold(0, |bits, one| bits | 1_usize.wrapping_shl(place(*one)));
                let role = match key.role() {
                    KeyRole::Secret => 0,
                    KeyRole::Public => 1,
                    KeyRole::Private => 2,
                };
                let flag = if key.kid().is_some() { 4 } else { 0 };
                Given::Description(key.kid().unwrap_or_default().to_owned(), [bits, role | flag, 1])
            }
        });
        door.give(description)
    })
}

/// The public JWK of a key, or the list of a set's, with `null` for secrets.
#[wasm_bindgen(js_name = publicJwk)]
pub fn public_jwk(key: u32) -> u32 {
    with(REFUSED, |door| {
        let text = door.keys(key).map(|keys| match keys {
            StoredKeys::One(key) => key.public_jwk().unwrap_or_default(),
            StoredKeys::Set(set) => set.public_jwks(),
        });
        door.give(text.map(Given::Text))
    })
}

/// The JWK with private members, for an engine that signs.
#[wasm_bindgen(js_name = engineJwk)]
pub fn engine_jwk(key: u32) -> u32 {
    with(REFUSED, |door| {
        let jwk = door.keys(key).and_then(StoredKeys::one).map(|key| key.to_engine_jwk());
        let bytes = jwk.map(|jwk| Zeroizing::new(jwk.map(|jwk| jwk.as_bytes().to_vec()).unwrap_or_default()));
        door.give(bytes.map(Given::Secret))
    })
}

#[wasm_bindgen(js_name = freeKey)]
pub fn free_key(key: u32) {
    with((), |door| door.keys.remove(key));
}

#[wasm_bindgen(js_name = thumbprint)]
pub fn thumbprint_of(length: usize) -> u32 {
    with(REFUSED, |door| {
        let text = door.wiping(length, |json| thumbprint(text(json)?));
        door.give(text.map(Given::Text))
    })
}

#[wasm_bindgen(js_name = generateSecret)]
pub fn generate(algorithm: usize) -> u32 {
    with(REFUSED, |door| {
        let secret = algorithm_at(algorithm).and_then(generate_secret);
        door.give(secret.map(Given::Secret))
    })
}

fn algorithm_at(place: usize) -> Result<Algorithm, Error> {
    Algorithm::ALL.get(place).copied().ok_or_else(|| Error::from(ErrorKind::KeyInvalid(KeyProblem::NoAlgorithm)))
}

fn algorithms_of(bits: u32) -> impl Iterator<Item = Algorithm> {
    let is_set = move |place: &u32| bits.checked_shr(*place).is_some_and(|bits| bits & 1 == 1);
    Algorithm::ALL.iter().copied().zip(0..).filter(move |(_, place)| is_set(place)).map(|(algorithm, _)| algorithm)
}

fn text(bytes: &[u8]) -> Result<&str, Error> {
    str::from_utf8(bytes)
        .map_err(|_| Error::from(ErrorKind::KeyInvalid(KeyProblem::JwkMalformed { form: Malformation::Utf8 })))
}
