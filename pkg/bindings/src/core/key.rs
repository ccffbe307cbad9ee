//! Handles for keys and sets of them.

use core::str;
use std::sync::Arc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use zeroize::{Zeroize, Zeroizing};

use super::options::{algorithm, algorithms};
use super::outcome;
use jwt_wasm::{Algorithm, Error, Key, KeyProblem, KeyRole, KeySet, Keys, Malformation, generate_secret, thumbprint};

/// What a handle holds, shared with the verifiers that were made with it: what is kept of a secret is zeroized with the
/// last of them.
#[derive(Clone)]
pub(super) enum Held {
    One(Arc<Key>),
    Set(Arc<KeySet>),
}

impl Held {
    pub(super) fn keys(&self) -> Keys<'static> {
        match self {
            Self::One(key) => Arc::clone(key).into(),
            Self::Set(set) => Arc::clone(set).into(),
        }
    }

    pub(super) fn one(&self) -> Result<&Key, Error> {
        match self {
            Self::One(key) => Ok(key),
            Self::Set(_) => Err(Error::KeyInvalid(KeyProblem::KeySet)),
        }
    }
}

#[wasm_bindgen(js_name = Key)]
pub struct KeyHandle(pub(super) Held);

#[wasm_bindgen(js_class = Key)]
impl KeyHandle {
    pub fn secret(secret: Vec<u8>, alg: &str, allow_weak: bool) -> Result<Self, JsValue> {
        let secret = Zeroizing::new(secret);
        let make = if allow_weak { Key::secret_allowing_weak } else { Key::secret };
        Self::one(algorithm(alg).and_then(|algorithm| make(&secret, algorithm)))
    }

    /// A private key whose file has no public half, where nothing computes it.
    #[wasm_bindgen(js_name = privateEd25519)]
    pub fn private_ed25519(d: Vec<u8>, alg: &str) -> Result<Self, JsValue> {
        let d = Zeroizing::new(d);
        Self::one(algorithm(alg).and_then(|algorithm| Key::private_ed25519(&d, algorithm)))
    }

    pub fn jwk(json: Vec<u8>, algs: &str) -> Result<Self, JsValue> {
        let json = Text::new(json);
        Self::one(algorithms(algs).and_then(|algorithms| Key::from_jwk(json.read()?, algorithms)))
    }

    pub fn jwks(json: Vec<u8>, allow_secrets: bool) -> Result<Self, JsValue> {
        let json = Text::new(json);
        match json.read().and_then(if allow_secrets { KeySet::from_jwks_with_secrets } else { KeySet::from_jwks }) {
            Ok(set) => Ok(Self(Held::Set(Arc::new(set)))),
            Err(error) => Err(outcome::error(&error)),
        }
    }

    /// Leaves out of a set that was just made what JavaScript alone could see to be unusable: the key at this place, or, where
    /// there is none, an entry that it did not hand on. A key is off its curve where nothing else is said of it.
    #[wasm_bindgen(js_name = leaveOut)]
    pub fn leave_out(&mut self, place: usize, kid: Option<String>, why: Option<String>) {
        let problem = why.map_or(KeyProblem::OffCurve, |why| KeyProblem::EntryUnreadable { why });
        if let Held::Set(set) = &mut self.0
            && let Some(set) = Arc::get_mut(set)
        {
            set.leave_out(place, kid, problem);
        }
    }

    /// The algorithms the key is bound to; none for a set.
    pub fn algorithms(&self) -> Vec<String> {
        let bound = self.0.one().map(Key::algorithms).unwrap_or_default();
        bound.iter().map(|algorithm| algorithm.name().to_owned()).collect()
    }

    pub fn kid(&self) -> Option<String> {
        self.0.one().ok().and_then(Key::kid).map(str::to_owned)
    }

    /// `secret`, `public` or `private`.
    pub fn kind(&self) -> String {
        self.0.one().map_or("", |key| KeyRole::as_str(key.role())).to_owned()
    }

    /// How many keys can be used.
    pub fn size(&self) -> usize {
        match &self.0 {
            Held::One(_) => 1,
            Held::Set(set) => set.len(),
        }
    }

    /// Of a set the list of all its keys, with `null` for secrets.
    #[wasm_bindgen(js_name = publicJwk)]
    pub fn public_jwk(&self) -> Option<String> {
        match &self.0 {
            Held::One(key) => key.public_jwk(),
            Held::Set(set) => Some(set.public_jwks()),
        }
    }

    /// The JWK to give to a host that computes with this key, private members included.
    #[wasm_bindgen(js_name = hostJwk)]
    pub fn host_jwk(&self) -> JsValue {
        let jwk = self.0.one().ok().and_then(Key::to_engine_jwk);
        jwk.map_or(JsValue::UNDEFINED, |jwk| JsValue::from_str(&jwk))
    }
}

impl KeyHandle {
    fn one(key: Result<Key, Error>) -> Result<Self, JsValue> {
        key.map(|key| Self(Held::One(Arc::new(key)))).map_err(|error| outcome::error(&error))
    }
}

#[wasm_bindgen(js_name = generateSecret)]
pub fn generate(alg: &str) -> Result<Uint8Array, JsValue> {
    let secret = algorithm(alg).and_then(generate_secret);
    secret.map(|secret| Uint8Array::from(secret.as_slice())).map_err(|error| outcome::error(&error))
}

#[wasm_bindgen(js_name = thumbprint)]
pub fn jwk_thumbprint(json: Vec<u8>) -> Result<String, JsValue> {
    Text::new(json).read().and_then(thumbprint).map_err(|error| outcome::error(&error))
}

/// Clears what calls that handled a secret have left on the stack. Called from outside, it begins where they began.
#[wasm_bindgen(js_name = scrub)]
pub fn scrub_stack() {
    let mut area = [0_u8; STACK_OF_A_CALL];
    area.zeroize();
    core::hint::black_box(&area);
}

/// More than making a key or a signature takes, measured at 4 KiB, in bytes.
const STACK_OF_A_CALL: usize = 32 * 1024;

/// Text that may hold a secret. It crosses as bytes, for the glue grows a buffer of text by leaving copies behind.
struct Text(Zeroizing<Vec<u8>>);

impl Text {
    fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    fn read(&self) -> Result<&str, Error> {
        str::from_utf8(&self.0).map_err(|_| Error::KeyInvalid(KeyProblem::JwkMalformed { form: Malformation::Utf8 }))
    }
}

/// Whether this build computes signatures of the algorithm, or leaves them to the host: `[verifying, signing]`.
#[wasm_bindgen(js_name = computes)]
pub fn computes(alg: &str) -> Vec<u8> {
    let (verifying, signing) = Algorithm::from_name(alg).map_or((false, false), Algorithm::is_computed);
    vec![u8::from(verifying), u8::from(signing)]
}
