//! Ed448 as the npm package computes it, beside RustCrypto's crate: both give one answer to each key, message and signature, and make
//! one signature. An input chooses among the numbers where arithmetic on curves goes wrong.

use arbitrary::{Arbitrary, Result, Unstructured};
use crrl::ed448::{Point, Scalar};
use ed448_goldilocks::shake::{ExtendableOutput as _, Shake256, Update as _};
use ed448_goldilocks::{CompressedEdwardsY, Signature};
use jwt_wasm::{Algorithm, SigningKey, VerifyingKey};

/// A point or a scalar as RFC 8032 §5.2 encodes it, little-endian.
type Bytes = [u8; 57];

/// The order of the group, which is 2^446 - 0x8335dc16…, and the prime of the field, 2^448 - 2^224 - 1.
const ORDER: Bytes = {
    let mut order = [0xff; 57];
    let low = [
        0xf3, 0x44, 0x58, 0xab, 0x92, 0xc2, 0x78, 0x23, 0x55, 0x8f, 0xc5, 0x8d, 0x72, 0xc2, 0x6c, 0x21, 0x90, 0x36,
        0xd6, 0xae, 0x49, 0xdb, 0x4e, 0xc4, 0xe9, 0x23, 0xca, 0x7c,
    ];
    let mut place = 0;
    while place < low.len() {
        order[place] = low[place];
        place += 1;
    }
    order[55] = 0x3f;
    order[56] = 0;
    order
};
const PRIME: Bytes = {
    let mut prime = [0xff; 57];
    prime[28] = 0xfe;
    prime[56] = 0;
    prime
};

/// A public key, a message and a signature, and what both crates say about them.
#[derive(Clone, Debug)]
pub struct Case {
    /// The public key.
    pub key: Bytes,
    /// What is signed.
    pub message: Vec<u8>,
    /// R and S.
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
    let mut case = shape.case();
    let signature = case.signature.concat();
    let ours = VerifyingKey::ed448(&case.key);
    let [key, r] = [&case.key, &case.signature[0]].map(|bytes| Point::decode(bytes));
    // RustCrypto's crate takes points that are not canonical, and refuses what is outside of the subgroup.
    if is_canonical(&case.key) {
        let theirs = bool::from(CompressedEdwardsY(case.key).decompress_unchecked().is_some());
        assert_eq!(theirs, key.is_some(), "{case:x?}");
    } else {
        assert!(key.is_none(), "{case:x?}");
    }
    assert_eq!(ours.is_ok(), key.is_some_and(|key| key.has_low_order() == 0), "{case:x?}");
    let is_good = ours.is_ok_and(|key| key.verify(Algorithm::Ed448, &case.message, &signature).is_ok());
    let is_plain = |point: Option<Point>| point.is_some_and(|point| point.is_in_subgroup() != 0);
    if is_plain(key) && is_plain(r) {
        let theirs = ed448_goldilocks::VerifyingKey::from_bytes(&case.key).is_ok_and(|key| {
            let signature = Signature::from_slice(&signature);
            signature.is_ok_and(|signature| key.verify_raw(&signature, &case.message).is_ok())
        });
        assert_eq!(is_good, theirs, "{case:x?}");
    }
    if let Some(expected) = shape.expected(key, r) {
        assert_eq!(is_good, expected, "{shape:x?} {case:x?}");
    }
    case.is_good = is_good;
    Some(case)
}

/// The last byte has the sign of x alone, y is below the prime, and an x of 0 has no sign.
fn is_canonical(point: &Bytes) -> bool {
    let [y @ .., sign] = point;
    let is_x_0 = [plus([0; 57], 1), plus(PRIME, -1)].iter().any(|other| y == &other[..56]);
    (*sign == 0 || (*sign == 0x80 && !is_x_0)) && y.iter().rev().lt(PRIME[..56].iter().rev())
}

/// How the key and the signature come about.
#[derive(Debug, Arbitrary)]
enum Shape {
    /// Signed by a key of any seed.
    Signed { seed: Number, message: Vec<u8> },
    /// The same, with another number in place of R or S, or with S + n for S.
    Changed { seed: Number, message: Vec<u8>, change: Change },
    /// A = a·B and R = r·B, each perhaps with a point of order 2 or 4 added, and S = r + k·a. It is a good signature
    /// with and without these points, because the equation is multiplied by 4 (RFC 8032 §5.2.7).
    Made { a: Number, r: Number, with: [Small; 2], message: Vec<u8> },
    /// Numbers of any size, on the curve or not.
    Numbers { key: Number, r: Number, s: Number, message: Vec<u8> },
}

#[derive(Debug, Arbitrary)]
enum Change {
    R(Number),
    S(Number),
    MoreS,
    Swapped,
    Bit(u16),
}

/// A point of small order.
#[derive(Clone, Copy, Debug, Arbitrary)]
enum Small {
    Neutral,
    OfOrder2,
    OfOrder4,
    OtherOfOrder4,
}

impl Small {
    fn point(self) -> Point {
        let encoded = match self {
            Self::Neutral => plus([0; 57], 1),
            Self::OfOrder2 => plus(PRIME, -1),
            Self::OfOrder4 => [0; 57],
            Self::OtherOfOrder4 => {
                let mut sign = [0; 57];
                sign[56] = 0x80;
                sign
            }
        };
        Point::decode(&encoded).expect("it is on the curve")
    }
}

/// 57 bytes, most of which are near a number that matters.
#[derive(Clone, Copy, Debug)]
struct Number(Bytes);

impl<'a> Arbitrary<'a> for Number {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let base = match u.int_in_range(0..=7_u8)? {
            0 => [0; 57],
            1 => ORDER,
            2 => PRIME,
            3 => half(&ORDER),
            4 => [0xff; 57],
            5 => {
                let mut bytes: Bytes = u.arbitrary()?;
                bytes[56] &= 0x80;
                return Ok(Self(bytes));
            }
            _ => return Ok(Self(u.arbitrary()?)),
        };
        let mut number = plus(base, u.int_in_range(-2..=2)?);
        number[56] ^= u8::from(u.arbitrary::<bool>()?) << 7;
        Ok(Self(number))
    }
}

impl Number {
    fn scalar(self) -> Scalar {
        Scalar::decode_reduce(&self.0)
    }
}

impl Shape {
    fn case(&self) -> Case {
        match self {
            Self::Signed { seed, message } => signed(&seed.0, message),
            Self::Changed { seed, message, change } => {
                let mut case = signed(&seed.0, message);
                let [r, s] = &mut case.signature;
                match change {
                    Change::R(number) => *r = number.0,
                    Change::S(number) => *s = number.0,
                    Change::MoreS => *s = sum(s, &ORDER),
                    Change::Swapped => case.signature.swap(0, 1),
                    Change::Bit(place) => {
                        let place = usize::from(*place) % 912;
                        case.signature[place / 456][place % 456 / 8] ^= 1 << (place % 8);
                    }
                }
                case
            }
            Self::Made { a, r, with, message } => {
                let (a, r) = (a.scalar(), r.scalar());
                let key = (Point::mulgen(&a) + with[0].point()).encode();
                let first = (Point::mulgen(&r) + with[1].point()).encode();
                let s = r + hash(&first, &key, message) * a;
                let mut second = [0; 57];
                second[..56].copy_from_slice(&s.encode());
                Case { key, message: message.clone(), signature: [first, second], is_good: false }
            }
            Self::Numbers { key, r, s, message } => {
                Case { key: key.0, message: message.clone(), signature: [r.0, s.0], is_good: false }
            }
        }
    }

    /// What the answer must be, if that is known.
    fn expected(&self, key: Option<Point>, r: Option<Point>) -> Option<bool> {
        match self {
            Self::Signed { .. } => Some(true),
            Self::Changed { change: Change::MoreS | Change::Bit(_), .. } => Some(false),
            // Points of small order are refused.
            Self::Made { .. } => {
                Some([key, r].iter().all(|point| point.is_some_and(|point| point.has_low_order() == 0)))
            }
            _ => None,
        }
    }
}

/// Signed by both crates, so that both make the same signature.
fn signed(seed: &Bytes, message: &[u8]) -> Case {
    let ours = SigningKey::ed448(seed).expect("the seed has 57 bytes");
    let theirs = ed448_goldilocks::SigningKey::from(ed448_goldilocks::SecretKey::from(*seed));
    let signature = theirs.sign_raw(message);
    assert_eq!(ours.sign(message).expect("it signs"), signature.to_bytes(), "seed {seed:x?}, message {message:x?}");
    let key = theirs.verifying_key().to_bytes();
    assert_eq!(ours.public_key(), key, "seed {seed:x?}");
    Case { key, message: message.to_vec(), signature: [*signature.r_bytes(), *signature.s_bytes()], is_good: false }
}

/// RFC 8032 §5.2.7: SHAKE256 of dom4, R, A and the message.
fn hash(r: &Bytes, key: &Bytes, message: &[u8]) -> Scalar {
    let mut hash = [0; 114];
    Shake256::default().chain(b"SigEd448\0\0").chain(r).chain(key).chain(message).finalize_xof_into(&mut hash);
    Scalar::decode_reduce(&hash)
}

fn half(number: &Bytes) -> Bytes {
    let mut halves = *number;
    let mut carry = 0;
    for byte in halves.iter_mut().rev() {
        (*byte, carry) = (*byte >> 1 | carry, *byte << 7);
    }
    halves
}

/// Modulo 2^456.
fn sum(one: &Bytes, other: &Bytes) -> Bytes {
    let mut sum = *one;
    let mut carry = 0;
    for (byte, more) in sum.iter_mut().zip(other) {
        let whole = u16::from(*byte) + u16::from(*more) + carry;
        *byte = whole.to_le_bytes()[0];
        carry = whole >> 8;
    }
    sum
}

/// Modulo 2^456.
fn plus(mut number: Bytes, by: i8) -> Bytes {
    let mut carry = i16::from(by);
    for byte in &mut number {
        let sum = i16::from(*byte) + carry;
        *byte = sum.rem_euclid(256) as u8;
        carry = sum.div_euclid(256);
    }
    number
}
