//! Public keys as numbers, after every check that needs no arithmetic: sizes, ranges, encodings, small orders.
//!
//! Hosts are laxer here than the RFCs, so every engine gets only keys that have passed these checks.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, Curve, EdwardsCurve, Family, ParameterSet};
use crate::base64url;
use crate::error::{Error, ErrorKind, KeyKind, KeyProblem};
use crate::key::domain::Domain;
use crate::key::edwards::EdwardsBounds;
use crate::key::{invalid, wrong_length};

/// RFC 7518 §3.3; the upper bound limits the work of one verification.
const RSA_BITS: core::ops::RangeInclusive<usize> = 2048..=8192;

/// A public key whose form is good.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum PublicForm {
    /// Big-endian, without leading zero bytes.
    Rsa { n: Vec<u8>, e: Vec<u8> },
    /// Coordinates in full length. Arithmetic checks later whether the point is on the curve.
    Ec { curve: Curve, x: Vec<u8>, y: Vec<u8> },
    /// A point as RFC 8032 §5.1.2 and §5.2.2 encode it.
    Edwards { curve: EdwardsCurve, bounds: &'static EdwardsBounds, x: Vec<u8> },
    /// FIPS 204 §7.2, which makes a key of any bytes of the right length.
    MlDsa { set: ParameterSet, key: Vec<u8> },
}

impl PublicForm {
    pub(crate) fn rsa(n: &[u8], e: &[u8]) -> Result<Self, Error> {
        let first = check_rsa_number("n", n)?;
        check_rsa_number("e", e)?;
        if n.last().is_none_or(|last| last & 1 == 0) {
            return Err(invalid(KeyProblem::ModulusEven));
        }
        let bits = n.len().saturating_mul(8).saturating_sub(first.leading_zeros() as usize);
        if bits < *RSA_BITS.start() {
            return Err(Error::from(ErrorKind::RsaTooWeak { minimum_bits: *RSA_BITS.start(), actual_bits: bits }));
        }
        if bits > *RSA_BITS.end() {
            return Err(invalid(KeyProblem::ModulusTooLong { limit: *RSA_BITS.end(), bits }));
        }
        let exponent = e.iter().try_fold(0_u32, |value, byte| {
            value.checked_mul(256).and_then(|value| value.checked_add(u32::from(*byte)))
        });
        match exponent {
            Some(exponent) if exponent % 2 == 0 => return Err(invalid(KeyProblem::ExponentEven { exponent })),
            Some(3..) => {}
            Some(exponent) => return Err(invalid(KeyProblem::ExponentTooSmall { exponent })),
            None => return Err(invalid(KeyProblem::ExponentTooLarge)),
        }
        Ok(Self::Rsa { n: n.to_vec(), e: e.to_vec() })
    }

    pub(crate) fn ec(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, Error> {
        // RFC 7518 §6.2.1.2: a small number has leading zero bytes.
        for (name, coordinate) in [("x", x), ("y", y)] {
            if coordinate.len() != curve.size() {
                return Err(wrong_length(name, coordinate.len(), curve.name(), curve.size()));
            }
        }
        Ok(Self::Ec { curve, x: x.to_vec(), y: y.to_vec() })
    }

    /// An uncompressed point (SEC 1 §2.3.3), the only form that RFC 5480 §2.2 requires.
    #[cfg(any(feature = "keyfile", test))]
    pub(crate) fn ec_point(curve: Curve, point: &[u8]) -> Result<Self, Error> {
        let coordinates = point.strip_prefix(&[4]).ok_or_else(|| invalid(KeyProblem::PointForm))?;
        Self::ec_coordinates(curve, coordinates)
    }

    /// x and y side by side.
    pub(crate) fn ec_coordinates(curve: Curve, coordinates: &[u8]) -> Result<Self, Error> {
        match coordinates.split_at_checked(curve.size()) {
            Some((x, y)) if x.len() == y.len() => Self::ec(curve, x, y),
            _ => Err(wrong_length(
                "point",
                coordinates.len().saturating_add(1),
                curve.name(),
                curve.size().saturating_mul(2).saturating_add(1),
            )),
        }
    }

    pub(crate) fn edwards(curve: EdwardsCurve, x: &[u8]) -> Result<Self, Error> {
        if x.len() != curve.size() {
            return Err(wrong_length("x", x.len(), curve.name(), curve.size()));
        }
        let bounds = EdwardsBounds::of(curve);
        if !bounds.hold_point(x) {
            return Err(invalid(KeyProblem::SmallOrder));
        }
        Ok(Self::Edwards { curve, bounds, x: x.to_vec() })
    }

    pub(crate) fn ml_dsa(set: ParameterSet, key: &[u8]) -> Result<Self, Error> {
        if key.len() != set.public_key_size() {
            return Err(wrong_length("pub", key.len(), set.name(), set.public_key_size()));
        }
        Ok(Self::MlDsa { set, key: key.to_vec() })
    }

    /// `None` for RSA.
    pub(crate) const fn domain(&self) -> Option<Domain> {
        match self {
            Self::Rsa { .. } => None,
            Self::Ec { curve, .. } => Some(Domain::Curve(*curve)),
            Self::Edwards { curve, .. } => Some(Domain::Edwards(*curve)),
            Self::MlDsa { set, .. } => Some(Domain::Set(*set)),
        }
    }

    /// The algorithms that this kind of key can be bound to.
    pub(crate) fn fits(&self, algorithm: Algorithm) -> bool {
        fits(self.domain(), algorithm)
    }

    pub(crate) fn kind(&self) -> KeyKind {
        self.domain().map_or(KeyKind::Rsa, Domain::kind)
    }

    /// The JWK's required members in lexicographic order: the input of a thumbprint (RFC 7638 §3.2, RFC 8037 §2, RFC
    /// 9964 §6).
    pub(crate) fn to_jwk(&self) -> String {
        let mut json = match self {
            Self::Rsa { e, .. } => format!(r#"{{"e":"{}","kty":"RSA""#, base64url::encode(e)),
            // There, other keys have a form of their own.
            _ if cfg!(feature = "_encryption_only") => return String::new(),
            Self::Ec { curve, .. } => Domain::Curve(*curve).start_jwk(),
            Self::Edwards { curve, .. } => Domain::Edwards(*curve).start_jwk(),
            Self::MlDsa { set, .. } => Domain::Set(*set).start_jwk(),
        };
        match self {
            Self::Rsa { n, .. } => push_number(&mut json, "n", n),
            Self::Ec { x, y, .. } => {
                push_number(&mut json, "x", x);
                push_number(&mut json, "y", y);
            }
            Self::Edwards { x, .. } => push_number(&mut json, "x", x),
            Self::MlDsa { key, .. } => push_number(&mut json, "pub", key),
        }
        json.push('}');
        json
    }
}

/// Appends a member of a JWK. The number can be a private one.
pub(super) fn push_number(json: &mut String, name: &str, number: &[u8]) {
    json.push_str(",\"");
    json.push_str(name);
    json.push_str("\":\"");
    json.push_str(&Zeroizing::new(base64url::encode(number)));
    json.push('"');
}

/// Whether keys of this domain, or of RSA if there is none, can be bound to the algorithm.
pub(super) fn fits(domain: Option<Domain>, algorithm: Algorithm) -> bool {
    match domain {
        Some(domain) => domain.fits(algorithm),
        None => matches!(algorithm.family(), Family::RsaPkcs1(_) | Family::RsaPss(_)),
    }
}

/// Returns the first byte. RFC 7518 §6.3.1: there are no leading zero bytes.
pub(super) fn check_rsa_number(name: &'static str, number: &[u8]) -> Result<u8, Error> {
    match number.first() {
        None => Err(invalid(KeyProblem::NumberEmpty { name })),
        Some(0) => Err(invalid(KeyProblem::NumberLeadingZero { name })),
        Some(first) => Ok(*first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn an_ec_point_is_in_uncompressed_form() {
        let point =
            |first: u8, length: usize| PublicForm::ec_point(Curve::P256, &[&[first], &vec![1; length][..]].concat());
        let told = |first: u8, length: usize| point(first, length).err().map(|error| error.to_string());
        assert!(point(4, 64).is_ok_and(|form| form == PublicForm::ec(Curve::P256, &[1; 32], &[1; 32]).unwrap()));
        for length in [0, 31, 32, 33, 63, 65, 96, 128] {
            let expected =
                format!("the key cannot be used: the key's point has {} bytes, but P-256 needs 65", length + 1);
            assert_eq!(told(4, length), Some(expected));
        }
        for first in [0, 2, 3, 5, 6, 7] {
            assert!(told(first, 64).is_some_and(|told| told.contains("not in uncompressed form")), "{first}");
        }
        assert!(PublicForm::ec_point(Curve::P256, &[]).is_err());
    }

    #[test]
    fn rsa_keys_have_bounds() {
        let n = |bits: usize| {
            let mut n = vec![0xff; bits / 8];
            n[0] = 0x80;
            n
        };
        let code = |n: &[u8], e: &[u8]| PublicForm::rsa(n, e).err().map(|error| error.code());
        assert_eq!(code(&n(2048), &[1, 0, 1]), None);
        assert_eq!(code(&n(8192), &[3]), None);
        assert_eq!(code(&n(2040), &[1, 0, 1]), Some(Code::KeyTooWeak));
        let mut bits_2047 = n(2048);
        bits_2047[0] = 0x7f;
        assert_eq!(code(&bits_2047, &[1, 0, 1]), Some(Code::KeyTooWeak));
        assert_eq!(code(&n(8200), &[1, 0, 1]), Some(Code::KeyInvalid));
        for e in [&[][..], &[1], &[2], &[0, 3], &[1, 0, 0], &[1, 0, 0, 0, 1], &[255, 255, 255, 255, 255]] {
            assert_eq!(code(&n(2048), e), Some(Code::KeyInvalid), "{e:?}");
        }
        assert_eq!(code(&n(2048), &[255, 255, 255, 255]), None);
    }
}
