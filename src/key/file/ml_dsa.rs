//! ML-DSA in key files (RFC 9881).

use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Reader, SliceReader, Tag, TagNumber};
use zeroize::Zeroizing;

use super::der::{Refused, Result, refused};
use crate::algorithm::ParameterSet;
use crate::error::FileProblem;
use crate::key::{PrivateForm, wrong_length};

/// RFC 9881 §2: 2.16.840.1.101.3.4.3.17 to 19.
pub(super) fn set_of(oid: ObjectIdentifier) -> Option<ParameterSet> {
    match oid.as_bytes() {
        [0x60, 0x86, 0x48, 1, 101, 3, 4, 3, 17] => Some(ParameterSet::MlDsa44),
        [0x60, 0x86, 0x48, 1, 101, 3, 4, 3, 18] => Some(ParameterSet::MlDsa65),
        [0x60, 0x86, 0x48, 1, 101, 3, 4, 3, 19] => Some(ParameterSet::MlDsa87),
        _ => None,
    }
}

/// A private key in one of the three forms of RFC 9881 §6: a seed, an expanded key, or both. The expanded key is
/// computed from the seed, and not the reverse. A JWK has only a seed (RFC 9964 §3), so the seed is needed.
pub(super) fn private(set: ParameterSet, reader: &mut SliceReader<'_>) -> Result<PrivateForm> {
    let seed = match Tag::peek(reader)? {
        Tag::ContextSpecific { constructed: false, number: TagNumber(0) } => AnyRef::decode(reader)?.value(),
        Tag::Sequence => reader.sequence(|reader| {
            let seed = <&OctetStringRef>::decode(reader)?.as_bytes();
            check_expanded(set, <&OctetStringRef>::decode(reader)?.as_bytes())?;
            Result::Ok(seed)
        })?,
        _ => {
            check_expanded(set, <&OctetStringRef>::decode(reader)?.as_bytes())?;
            return refused(FileProblem::SeedMissing);
        }
    };
    PrivateForm::ml_dsa(set, Zeroizing::new(seed.to_vec()), None).map_err(Refused::Because)
}

/// FIPS 204 table 2.
fn check_expanded(set: ParameterSet, expanded: &[u8]) -> Result<()> {
    let size = match set {
        ParameterSet::MlDsa44 => 2560,
        ParameterSet::MlDsa65 => 4032,
        ParameterSet::MlDsa87 => 4896,
    };
    if expanded.len() == size {
        Ok(())
    } else {
        Err(Refused::Because(wrong_length("expanded key", expanded.len(), set.name(), size)))
    }
}
