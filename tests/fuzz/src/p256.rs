//! P-256 as the npm package computes it, beside RustCrypto's crate: both give one answer to each key, message and signature, and make
//! one signature. An input chooses among the numbers where arithmetic on curves goes wrong.

use arbitrary::{Arbitrary, Result, Unstructured};
use jwt_wasm::{Algorithm, Curve, SigningKey, VerifyingKey};
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::elliptic_curve::point::AffineCoordinates;
use p256::elliptic_curve::{Field as _, PrimeField as _, ops::Reduce};
use p256::{AffinePoint, FieldBytes, ProjectivePoint, Scalar};
use sha2::{Digest as _, Sha256};

type Bytes = [u8; 32];

/// The order of the group and the prime of the field, big-endian (SP 800-186 §3.2.1.3).
const ORDER: Bytes = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7,
    0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];
const PRIME: Bytes = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff,
];

/// A public key, a message and a signature, and what both crates say about them.
#[derive(Clone, Debug)]
pub struct Case {
    /// The coordinates of the public key.
    pub key: [Bytes; 2],
    /// What is signed.
    pub message: Vec<u8>,
    /// r and s.
    pub signature: [Bytes; 2],
    /// Whether the signature is good.
    pub is_good: bool,
}

/// Compares the answers for one input, and panics if they differ.
pub fn run(input: &[u8]) {
    let _ = case(input);
}

/// As [`run`], for a comparison with others. `None` if the input is too short for a case.
#[must_use]
pub fn case(input: &[u8]) -> Option<Case> {
    let shape = Shape::arbitrary_take_rest(Unstructured::new(input)).ok()?;
    let mut case = shape.case()?;
    let [x, y] = &case.key;
    let signature = case.signature.concat();
    let ours = VerifyingKey::ec(Curve::P256, x, y);
    let theirs = AffinePoint::from_coordinates(&(*x).into(), &(*y).into()).into_option();
    let theirs = theirs.and_then(|point| p256::ecdsa::VerifyingKey::from_affine(point).ok());
    assert_eq!(ours.is_ok(), theirs.is_some(), "{case:x?}");
    let ours = ours.is_ok_and(|key| key.verify(Algorithm::Es256, &case.message, &signature).is_ok());
    let theirs = theirs.is_some_and(|key| {
        let signature = p256::ecdsa::Signature::from_slice(&signature);
        signature.is_ok_and(|signature| key.verify(&case.message, &signature).is_ok())
    });
    assert_eq!(ours, theirs, "{case:x?}");
    assert!(ours || !shape.is_always_good(), "{case:x?}");
    case.is_good = ours;
    Some(case)
}

/// How the key and the signature come about. Numbers are scalars unless they say otherwise.
#[derive(Debug, Arbitrary)]
enum Shape {
    /// Signed by a key, perhaps one of 1, 2, n - 1: the public key is then G, 2G or -G.
    Signed { d: Number, message: Vec<u8> },
    /// The same, with another number in place of r or s, or with n - s.
    Changed { d: Number, message: Vec<u8>, change: Change },
    /// u1·G = u2·Q, so that a sum becomes a doubling. The signature is good.
    Doubled { t: Number, message: Vec<u8> },
    /// u1·G = -u2·Q, so that the sum is the point at infinity.
    Infinite { r: Number, s: Number, message: Vec<u8> },
    /// u1 = 0 cannot be made, because that takes a message whose hash is 0; u2 = 1 can.
    One { d: Number, k: Number, message: Vec<u8> },
    /// Coordinates of any size, on the curve or not.
    Coordinates { x: Number, y: Number, r: Number, s: Number },
}

#[derive(Debug, Arbitrary)]
enum Change {
    R(Number),
    S(Number),
    NegatedS,
    Swapped,
}

/// 32 bytes, most of which are near a number that matters.
#[derive(Clone, Copy, Debug)]
struct Number(Bytes);

impl<'a> Arbitrary<'a> for Number {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let base = match u.int_in_range(0..=6_u8)? {
            0 => [0; 32],
            1 => ORDER,
            2 => PRIME,
            3 => half(&ORDER),
            4 => [0xff; 32],
            _ => return Ok(Self(u.arbitrary()?)),
        };
        Ok(Self(plus(base, u.int_in_range(-2..=2)?)))
    }
}

impl Number {
    /// Not 0.
    fn scalar(self) -> Scalar {
        let scalar = <Scalar as Reduce<FieldBytes>>::reduce(&self.0.into());
        if bool::from(scalar.is_zero()) { Scalar::ONE } else { scalar }
    }
}

impl Shape {
    fn case(&self) -> Option<Case> {
        match self {
            Self::Signed { d, message } => signed(d.scalar(), message),
            Self::Changed { d, message, change } => {
                let mut case = signed(d.scalar(), message)?;
                let [r, s] = &mut case.signature;
                match change {
                    Change::R(number) => *r = number.0,
                    Change::S(number) => *s = number.0,
                    Change::NegatedS => *s = bytes(&-<Scalar as Reduce<FieldBytes>>::reduce(&(*s).into())),
                    Change::Swapped => case.signature.swap(0, 1),
                }
                Some(case)
            }
            Self::Doubled { t, message } => {
                // R = 2(h/s)G = tG, with r the x of tG, s = 2h/t and d = h/r.
                let (h, t) = (hash(message), t.scalar());
                let r = x_of(&(ProjectivePoint::GENERATOR * t));
                let d = h * inverse(&r)?;
                let s = (h + h) * inverse(&t)?;
                inverse(&d)?;
                Some(of(d, message, &r, &s))
            }
            Self::Infinite { r, s, message } => {
                let d = -(hash(message) * inverse(&r.scalar())?);
                inverse(&d)?;
                Some(of(d, message, &r.scalar(), &s.scalar()))
            }
            Self::One { d, k, message } => {
                // s = r makes u2 = 1, for any key; the message decides whether it is good.
                let r = x_of(&(ProjectivePoint::GENERATOR * k.scalar()));
                Some(of(d.scalar(), message, &r, &r))
            }
            Self::Coordinates { x, y, r, s } => {
                Some(Case { key: [x.0, y.0], message: Vec::new(), signature: [r.0, s.0], is_good: false })
            }
        }
    }

    const fn is_always_good(&self) -> bool {
        matches!(self, Self::Signed { .. } | Self::Doubled { .. } | Self::Changed { change: Change::NegatedS, .. })
    }
}

/// Signed by both crates, by RFC 6979, so that both make the same signature.
fn signed(d: Scalar, message: &[u8]) -> Option<Case> {
    let ours = SigningKey::ec(Curve::P256, &bytes(&d)).expect("d is in 1 to n - 1");
    let theirs = p256::ecdsa::SigningKey::from_slice(&bytes(&d)).expect("d is in 1 to n - 1");
    let signature: p256::ecdsa::Signature = theirs.sign(message);
    assert_eq!(ours.sign(message).expect("it signs"), signature.to_bytes().to_vec(), "d {d:?}, message {message:x?}");
    let key = key_of(d);
    assert_eq!(ours.public_key(), key.concat(), "d {d:?}");
    let (r, s) = signature.split_bytes();
    Some(Case { key, message: message.to_vec(), signature: [r.into(), s.into()], is_good: false })
}

fn of(d: Scalar, message: &[u8], r: &Scalar, s: &Scalar) -> Case {
    Case { key: key_of(d), message: message.to_vec(), signature: [bytes(r), bytes(s)], is_good: false }
}

fn key_of(d: Scalar) -> [Bytes; 2] {
    let point = (ProjectivePoint::GENERATOR * d).to_affine();
    [point.x().into(), point.y().into()]
}

fn x_of(point: &ProjectivePoint) -> Scalar {
    <Scalar as Reduce<FieldBytes>>::reduce(&point.to_affine().x())
}

fn hash(message: &[u8]) -> Scalar {
    <Scalar as Reduce<FieldBytes>>::reduce(&<[u8; 32]>::from(Sha256::digest(message)).into())
}

fn inverse(scalar: &Scalar) -> Option<Scalar> {
    scalar.invert().into_option()
}

fn bytes(scalar: &Scalar) -> Bytes {
    scalar.to_repr().into()
}

fn half(number: &Bytes) -> Bytes {
    let mut carry = 0;
    number.map(|byte| {
        let half = byte >> 1 | carry;
        carry = byte << 7;
        half
    })
}

/// Modulo 2^256.
fn plus(mut number: Bytes, by: i8) -> Bytes {
    let mut carry = i16::from(by);
    for byte in number.iter_mut().rev() {
        let sum = i16::from(*byte) + carry;
        *byte = sum.rem_euclid(256) as u8;
        carry = sum.div_euclid(256);
    }
    number
}
