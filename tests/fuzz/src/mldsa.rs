//! ML-DSA as the crate computes it (fips204), beside RustCrypto's crate: both give one answer to each key, message and signature, and make
//! one signature of the same random bytes. An input chooses how a good signature is changed: in its challenge, at the edges of its response, and
//! in its hints.

use std::cell::RefCell;
use std::collections::HashMap;

use arbitrary::{Arbitrary, Unstructured};
use jwt_wasm::{Algorithm, ParameterSet, SigningKey, VerifyingKey};
use ml_dsa::signature::Keypair as _;
use ml_dsa::{B32, MlDsa44, MlDsa65, MlDsa87, MlDsaParams, Signature};

/// Compares the answers for one input, and panics if they differ.
pub fn run(input: &[u8]) {
    let _ = case(input);
}

/// As [`run`]. It says whether the signature is good, or `None` if the input is too short for a case.
#[must_use]
pub fn case(input: &[u8]) -> Option<bool> {
    let shape = Shape::arbitrary_take_rest(Unstructured::new(input)).ok()?;
    let (set, algorithm) = [
        (ParameterSet::MlDsa44, Algorithm::MlDsa44),
        (ParameterSet::MlDsa65, Algorithm::MlDsa65),
        (ParameterSet::MlDsa87, Algorithm::MlDsa87),
    ][usize::from(shape.set % 3)];
    PAIRS.with_borrow_mut(|pairs| {
        let pair =
            pairs.entry((shape.set % 3, shape.seed % SEEDS)).or_insert_with(|| Pair::new(set, shape.seed % SEEDS));
        // Signing takes longest.
        let is_good = match (shape.kind % 16, &shape) {
            (0, Shape { message, random, .. }) => {
                let ours = pair.signer.sign_with(message, random).expect("it signs");
                assert_eq!(ours, pair.theirs.sign(message, random), "{shape:x?}");
                pair.compare(algorithm, message, &ours, &shape)
            }
            (1..=11, Shape { message, changes, .. }) => {
                let mut signature = pair.signature.clone();
                for change in changes.iter().take(4) {
                    change.make(set, &mut signature);
                }
                pair.compare(algorithm, if message.first() == Some(&0) { &[] } else { MESSAGE }, &signature, &shape)
            }
            (_, Shape { message: key, random: signature, fill, .. }) => {
                let filled = |bytes: &[u8], size: usize| -> Vec<u8> {
                    bytes.iter().copied().chain(core::iter::repeat(*fill)).take(size).collect()
                };
                let key = filled(key, set.public_key_size());
                let signature = filled(signature, set.signature_size());
                let ours = VerifyingKey::ml_dsa(set, &key).expect("each key of the right length is good");
                let ours = ours.verify(algorithm, MESSAGE, &signature).is_ok();
                assert_eq!(ours, theirs(set, &key, MESSAGE, &signature), "{shape:x?}");
                ours
            }
        };
        Some(is_good)
    })
}

const MESSAGE: &[u8] = b"eyJhbGciOiJNTC1EU0EtNDQifQ.e30";

/// A pair of keys takes longer to make than a signature to verify, so there are few.
const SEEDS: u8 = 8;

thread_local! {
    static PAIRS: RefCell<HashMap<(u8, u8), Pair>> = RefCell::new(HashMap::new());
}

#[derive(Debug, Arbitrary)]
struct Shape {
    set: u8,
    seed: u8,
    kind: u8,
    fill: u8,
    random: [u8; 32],
    changes: Vec<Change>,
    message: Vec<u8>,
}

/// FIPS 204 §7.2: a signature is c̃, z and the hints.
#[derive(Debug, Arbitrary)]
enum Change {
    /// Of any byte.
    Byte {
        at: u16,
        to: u8,
    },
    /// The coefficient of z at this place becomes one near the bound, γ1 - β, on either side of it and of 0.
    Response {
        at: u16,
        is_negative: bool,
        by: i8,
    },
    /// Of one byte of the hints, which are places in rising order, and then their numbers.
    Hint {
        at: u8,
        to: u8,
    },
    /// Two neighbours among the hints change places, or become equal.
    Hints {
        at: u8,
        are_equal: bool,
    },
    Length {
        by: i8,
    },
}

impl Change {
    fn make(&self, set: ParameterSet, signature: &mut Vec<u8>) {
        let (challenge, bits, bound, hints) = match set {
            ParameterSet::MlDsa44 => (32, 18, (1 << 17) - 78, 84),
            ParameterSet::MlDsa65 => (48, 20, (1 << 19) - 196, 61),
            _ => (64, 20, (1 << 19) - 120, 83),
        };
        let gamma = 1_i32 << (bits - 1);
        match *self {
            Self::Byte { at, to } => {
                let at = usize::from(at) % signature.len().max(1);
                if let Some(byte) = signature.get_mut(at) {
                    *byte = to;
                }
            }
            Self::Response { at, is_negative, by } => {
                let z = bound + i32::from(by % 4);
                // BitPack (algorithm 17) stores γ1 - z.
                let packed = u32::try_from(gamma - if is_negative { -z } else { z }).expect("z is above -γ1");
                let count = (set.signature_size() - challenge - hints) * 8 / bits;
                let first = challenge * 8 + usize::from(at) % count * bits;
                for bit in 0..bits {
                    let place = first + bit;
                    if let Some(byte) = signature.get_mut(place / 8) {
                        *byte = *byte & !(1 << (place % 8)) | ((packed >> bit & 1) as u8) << (place % 8);
                    }
                }
            }
            Self::Hint { at, to } => {
                let start = signature.len().saturating_sub(hints);
                if let Some(byte) = signature.get_mut(start + usize::from(at) % hints) {
                    *byte = to;
                }
            }
            Self::Hints { at, are_equal } => {
                let start = signature.len().saturating_sub(hints) + usize::from(at) % (hints - 1);
                if let Some([one, other]) = signature.get_mut(start..start + 2) {
                    if are_equal { *other = *one } else { core::mem::swap(one, other) }
                }
            }
            Self::Length { by } => {
                let size = signature.len().saturating_add_signed(isize::from(by % 3));
                signature.resize(size, 0);
            }
        }
    }
}

struct Pair {
    signer: SigningKey,
    key: VerifyingKey,
    theirs: Box<dyn Theirs>,
    /// Of [`MESSAGE`].
    signature: Vec<u8>,
}

impl Pair {
    fn new(set: ParameterSet, seed: u8) -> Self {
        let seed = [seed; 32];
        let signer = SigningKey::ml_dsa(set, &seed).expect("32 bytes are a seed");
        let theirs: Box<dyn Theirs> = match set {
            ParameterSet::MlDsa44 => Box::new(ml_dsa::SigningKey::<MlDsa44>::from_seed(&seed.into())),
            ParameterSet::MlDsa65 => Box::new(ml_dsa::SigningKey::<MlDsa65>::from_seed(&seed.into())),
            _ => Box::new(ml_dsa::SigningKey::<MlDsa87>::from_seed(&seed.into())),
        };
        let public = signer.public_key();
        assert_eq!(public, theirs.public());
        let key = VerifyingKey::ml_dsa(set, &public).expect("the public half is a key");
        let signature = signer.sign_with(MESSAGE, &[0; 32]).expect("it signs");
        Self { signer, key, theirs, signature }
    }

    fn compare(&self, algorithm: Algorithm, message: &[u8], signature: &[u8], shape: &Shape) -> bool {
        let ours = self.key.verify(algorithm, message, signature).is_ok();
        assert_eq!(ours, self.theirs.verify(message, signature), "{shape:x?}");
        ours
    }
}

/// RustCrypto's key pair of one parameter set.
trait Theirs {
    fn public(&self) -> Vec<u8>;
    fn sign(&self, message: &[u8], random: &[u8; 32]) -> Vec<u8>;
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool;
}

impl<P: MlDsaParams> Theirs for ml_dsa::SigningKey<P> {
    fn public(&self) -> Vec<u8> {
        self.verifying_key().encode().to_vec()
    }

    /// FIPS 204 algorithm 2, with an empty context.
    fn sign(&self, message: &[u8], random: &[u8; 32]) -> Vec<u8> {
        self.expanded_key().sign_internal(&[&[0, 0], message], &B32::from(*random)).encode().to_vec()
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let key: &ml_dsa::VerifyingKey<P> = self.as_ref();
        Signature::<P>::try_from(signature).is_ok_and(|signature| key.verify_with_context(message, &[], &signature))
    }
}

fn theirs(set: ParameterSet, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    fn by<P: MlDsaParams>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let key = ml_dsa::VerifyingKey::<P>::decode(key.try_into().expect("the length is right"));
        Signature::<P>::try_from(signature).is_ok_and(|signature| key.verify_with_context(message, &[], &signature))
    }
    match set {
        ParameterSet::MlDsa44 => by::<MlDsa44>(key, message, signature),
        ParameterSet::MlDsa65 => by::<MlDsa65>(key, message, signature),
        _ => by::<MlDsa87>(key, message, signature),
    }
}
