//! DER key containers: SPKI (RFC 5280 §4.1), PKCS#1 (RFC 8017 A.1), SEC 1 (RFC 5915), PKCS#8 (RFC 5958) and the public
//! key of an X.509 certificate.

use alloc::string::ToString;
use alloc::vec::Vec;

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef, UintRef};
use der::{Decode, ErrorKind, Reader, SliceReader, Tag, TagNumber, Tagged};
use zeroize::Zeroizing;

use super::container::Container;
use super::convert::{CRL, ENCRYPTED, PKCS7_DER, PKCS12, REQUEST_DER};
use super::ml_dsa;
use super::pem::has_block;
use super::unread;
use crate::algorithm::{Algorithm, Curve, EdwardsCurve, ParameterSet};
use crate::error::{Error, FileProblem, KeyKind, KeyProblem};
use crate::key::private::RSA_MEMBERS;
use crate::key::{Domain, PrivateForm, PublicForm, invalid, mismatch};

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const ED448: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.113");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");
const SECP256K1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.10");
const X25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.110");

/// What stops the reading: damaged DER, or a key or file that is not wanted, which it names.
pub(super) enum Refused {
    Because(Error),
    Found(KeyKind),
}

impl From<der::Error> for Refused {
    fn from(error: der::Error) -> Self {
        Self::Because(unread(match error.kind() {
            ErrorKind::Incomplete { .. } => FileProblem::DerCutShort,
            ErrorKind::TrailingData { .. } => FileProblem::DerTrailing,
            _ => FileProblem::DerMalformed,
        }))
    }
}

/// Reads a file for an algorithm, and says which form it has.
pub(super) type Read<F> = fn(&[u8], Algorithm) -> core::result::Result<(Container, F), Error>;

pub(super) type Result<T> = core::result::Result<T, Refused>;

pub(super) fn refused<T>(problem: FileProblem) -> Result<T> {
    Err(Refused::Because(unread(problem)))
}

fn multi_prime<T>() -> Result<T> {
    Err(Refused::Because(invalid(KeyProblem::MultiPrime)))
}

/// Whether a file is DER and not text. Text can begin with a `0` too, but not with a length and a tag after it.
pub(super) fn is_der(file: &[u8]) -> bool {
    let is_binary = |byte: &u8| !matches!(byte, b'\t'..=0x7f);
    file.first() == Some(&0x30) && (file.iter().take(5).any(is_binary) || !has_block(file))
}

/// Reads DER that is one SEQUENCE and nothing else. The key is for this algorithm.
fn whole<'d, T>(
    bytes: &'d [u8],
    algorithm: Algorithm,
    read: impl FnOnce(&mut SliceReader<'d>) -> Result<T>,
) -> core::result::Result<T, Error> {
    if !is_der(bytes) {
        return Err(unread(FileProblem::NotDer));
    }
    let read_all = || {
        let mut reader = SliceReader::new(bytes)?;
        let value = reader.sequence(read)?;
        reader.finish()?;
        Ok(value)
    };
    read_all().map_err(|refused| match refused {
        Refused::Because(error) => error,
        Refused::Found(kind) => mismatch(kind, algorithm),
    })
}

/// `sequence` requires that all was read, even after a refusal.
fn skip_rest(reader: &mut SliceReader<'_>) -> Result<()> {
    while !reader.is_finished() {
        AnyRef::decode(reader)?;
    }
    Ok(())
}

/// A public key in any form. The first members show which form it is.
pub(super) fn public(bytes: &[u8], algorithm: Algorithm) -> core::result::Result<(Container, PublicForm), Error> {
    whole(bytes, algorithm, |reader| {
        if Tag::peek(reader)? == Tag::Integer {
            let first = UintRef::decode(reader)?;
            // The version with which private keys begin. No modulus is so small.
            if let [0 | 1] = first.as_bytes() {
                skip_rest(reader)?;
                return Err(Refused::Because(private_given()));
            }
            if let [3] = first.as_bytes() {
                skip_rest(reader)?;
                return Err(Refused::Because(PKCS12.told(false)));
            }
            return Ok((Container::Pkcs1Public, rsa_public(first, reader)?));
        }
        let head = AnyRef::decode(reader)?;
        if head.tag() == Tag::ObjectIdentifier {
            skip_rest(reader)?;
            return Err(Refused::Because(PKCS7_DER.told(false)));
        }
        match Tag::peek(reader)? {
            Tag::BitString => return Ok((Container::Spki, spki(head, reader)?)),
            // RFC 5958 §3.
            Tag::OctetString => {
                skip_rest(reader)?;
                return Err(Refused::Because(private_given()));
            }
            _ => {}
        }
        // The certificate's signature is not checked: a caller that trusts the file trusts the key in it.
        skip_rest(reader)?;
        Ok((Container::Certificate, certificate(head)?))
    })
}

pub(super) fn private_given() -> Error {
    invalid(KeyProblem::PrivateKey)
}

pub(super) fn public_given() -> Error {
    unread(FileProblem::Public)
}

/// A private key in any form.
pub(super) fn private(bytes: &[u8], algorithm: Algorithm) -> core::result::Result<(Container, PrivateForm), Error> {
    whole(bytes, algorithm, |reader| {
        // RFC 5958 §3: an encrypted key has an algorithm where the other forms have a version. So does a public key.
        if Tag::peek(reader)? == Tag::Sequence {
            AnyRef::decode(reader)?;
            let second = Tag::peek(reader)?;
            skip_rest(reader)?;
            return Err(Refused::Because(if second == Tag::OctetString {
                ENCRYPTED.told(true)
            } else {
                public_given()
            }));
        }
        let first = UintRef::decode(reader)?;
        match (Tag::peek(reader)?, first.as_bytes()) {
            (Tag::Sequence, [0 | 1]) => Ok((Container::Pkcs8, pkcs8(reader)?)),
            (Tag::OctetString, [1]) => Ok((Container::Sec1, sec1(reader, None)?)),
            // RFC 7292 §4.
            (Tag::Sequence, [3]) => {
                skip_rest(reader)?;
                Err(Refused::Because(PKCS12.told(true)))
            }
            (Tag::Integer, [0]) => Ok((Container::Pkcs1Private, rsa_private(reader)?)),
            (Tag::Integer, [1]) => {
                skip_rest(reader)?;
                multi_prime()
            }
            // PKCS#1 begins with the modulus.
            (Tag::Integer, _) => {
                skip_rest(reader)?;
                Err(Refused::Because(public_given()))
            }
            _ => {
                skip_rest(reader)?;
                refused(FileProblem::Version)
            }
        }
    })
}

/// RFC 5280 §4.1: the parts before the subject's key do not matter here.
fn certificate(tbs: AnyRef<'_>) -> Result<PublicForm> {
    tbs.sequence(|reader| {
        if Tag::peek(reader)?.is_context_specific() {
            AnyRef::decode(reader)?;
        }
        for _ in ["serialNumber", "signature", "issuer"] {
            AnyRef::decode(reader)?;
        }
        // RFC 2986 §4, RFC 5280 §5.1: a request has its attributes here, and a revocation list has a time.
        let other = match Tag::peek(reader)? {
            Tag::Sequence => None,
            tag if tag.is_context_specific() => Some(REQUEST_DER),
            _ => Some(CRL),
        };
        if let Some(kind) = other {
            skip_rest(reader)?;
            return Err(Refused::Because(kind.told(false)));
        }
        for _ in ["validity", "subject"] {
            AnyRef::decode(reader)?;
        }
        let form = reader.sequence(|reader| {
            let head = AnyRef::decode(reader)?;
            spki(head, reader)
        })?;
        skip_rest(reader)?;
        Ok(form)
    })
}

fn spki(algorithm: AnyRef<'_>, reader: &mut SliceReader<'_>) -> Result<PublicForm> {
    let key = BitStringRef::decode(reader)?;
    let Some(bytes) = key.as_bytes() else { return refused(FileProblem::DerMalformed) };
    match key_type(algorithm)? {
        KeyType::Rsa => {
            let mut reader = SliceReader::new(bytes)?;
            let form = reader.sequence(|reader| rsa_public(UintRef::decode(reader)?, reader))?;
            reader.finish()?;
            Ok(form)
        }
        KeyType::Ec(curve) => PublicForm::ec_point(curve, bytes).map_err(Refused::Because),
        KeyType::Edwards(curve) => PublicForm::edwards(curve, bytes).map_err(Refused::Because),
        KeyType::MlDsa(set) => PublicForm::ml_dsa(set, bytes).map_err(Refused::Because),
    }
}

enum KeyType {
    Rsa,
    Ec(Curve),
    Edwards(EdwardsCurve),
    MlDsa(ParameterSet),
}

fn key_type(algorithm: AnyRef<'_>) -> Result<KeyType> {
    let (oid, parameters) = algorithm.sequence(|reader| {
        let oid = ObjectIdentifier::decode(reader)?;
        let parameters = if reader.is_finished() { None } else { Some(AnyRef::decode(reader)?) };
        Result::Ok((oid, parameters))
    })?;
    if let Some(set) = ml_dsa::set_of(oid) {
        return if parameters.is_none() { Ok(KeyType::MlDsa(set)) } else { refused(FileProblem::Parameters) };
    }
    match (oid, parameters) {
        (RSA, None) => Ok(KeyType::Rsa),
        (RSA, Some(null)) if null.is_null() => Ok(KeyType::Rsa),
        (EC, Some(curve)) => curve_of(curve).map(KeyType::Ec),
        (ED25519, None) => Ok(KeyType::Edwards(EdwardsCurve::Ed25519)),
        (ED448, None) => Ok(KeyType::Edwards(EdwardsCurve::Ed448)),
        // RFC 8017 A.2.3. Hosts treat such keys differently.
        (RSA_PSS, _) => refused(FileProblem::PssOnly),
        (X25519, _) => Err(Refused::Found(KeyKind::Okp("X25519"))),
        (RSA | EC | ED25519 | ED448, _) => refused(FileProblem::Parameters),
        (other, _) => Err(Refused::Found(KeyKind::OtherAlgorithm(other.to_string()))),
    }
}

fn curve_of(parameters: AnyRef<'_>) -> Result<Curve> {
    // RFC 5480 §2.1.1.
    if parameters.tag() == Tag::Sequence {
        return refused(FileProblem::ExplicitCurve);
    }
    match parameters.decode_as()? {
        P256 => Ok(Curve::P256),
        P384 => Ok(Curve::P384),
        P521 => Ok(Curve::P521),
        SECP256K1 => Ok(Curve::Secp256k1),
        other => Err(Refused::Found(KeyKind::OtherCurve(other.to_string()))),
    }
}

/// RFC 8017 A.1.1, after the modulus.
fn rsa_public(n: UintRef<'_>, reader: &mut SliceReader<'_>) -> Result<PublicForm> {
    let e = UintRef::decode(reader)?;
    PublicForm::rsa(n.as_bytes(), e.as_bytes()).map_err(Refused::Because)
}

/// RFC 8017 A.1.2, after the version.
fn rsa_private(reader: &mut SliceReader<'_>) -> Result<PrivateForm> {
    let public = rsa_public(UintRef::decode(reader)?, reader)?;
    let mut members = Vec::with_capacity(RSA_MEMBERS.len());
    for name in RSA_MEMBERS {
        members.push((name, Zeroizing::new(UintRef::decode(reader)?.as_bytes().to_vec())));
    }
    PrivateForm::rsa(public, members).map_err(Refused::Because)
}

/// RFC 5915 §3, after the version.
fn sec1(reader: &mut SliceReader<'_>, outer: Option<Curve>) -> Result<PrivateForm> {
    let d = Zeroizing::new(<&OctetStringRef>::decode(reader)?.as_bytes().to_vec());
    let parameters = Tag::ContextSpecific { constructed: true, number: TagNumber(0) };
    let inner = if !reader.is_finished() && Tag::peek(reader)? == parameters {
        Some(curve_of(AnyRef::from_der(AnyRef::decode(reader)?.value())?)?)
    } else {
        None
    };
    let Some(curve) = inner.or(outer) else { return refused(FileProblem::CurveMissing) };
    if let Some(outer) = outer.filter(|outer| *outer != curve) {
        return refused(FileProblem::TwoCurves { outer: outer.name(), inner: curve.name() });
    }
    let point = reader.context_specific::<BitStringRef<'_>>(TagNumber(1), der::TagMode::Explicit)?;
    let public = point.and_then(|point| point.as_bytes()).map(|point| PublicForm::ec_point(curve, point)).transpose();
    public.and_then(|public| PrivateForm::of(Domain::Curve(curve), d, public)).map_err(Refused::Because)
}

/// RFC 5958 §2, after the version. What follows the key (attributes, a public key) is not needed.
fn pkcs8(reader: &mut SliceReader<'_>) -> Result<PrivateForm> {
    let algorithm = AnyRef::decode(reader)?;
    let key = <&OctetStringRef>::decode(reader)?;
    skip_rest(reader)?;
    let mut inner = SliceReader::new(key.as_bytes())?;
    let form = match key_type(algorithm)? {
        KeyType::Rsa => inner.sequence(|reader| match UintRef::decode(reader)?.as_bytes() {
            [0] => rsa_private(reader),
            _ => {
                skip_rest(reader)?;
                multi_prime()
            }
        }),
        KeyType::Ec(curve) => inner.sequence(|reader| match UintRef::decode(reader)?.as_bytes() {
            [1] => sec1(reader, Some(curve)),
            _ => {
                skip_rest(reader)?;
                refused(FileProblem::Version)
            }
        }),
        KeyType::Edwards(curve) => {
            let seed = <&OctetStringRef>::decode(&mut inner)?;
            let seed = Zeroizing::new(seed.as_bytes().to_vec());
            PrivateForm::of(Domain::Edwards(curve), seed, None).map_err(Refused::Because)
        }
        KeyType::MlDsa(set) => ml_dsa::private(set, &mut inner),
    }?;
    inner.finish()?;
    Ok(form)
}
