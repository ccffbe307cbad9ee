//! ML-DSA in key files (RFC 9881).

use alloc::vec::Vec;

use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Reader, SliceReader, Tag, TagNumber};
use zeroize::Zeroizing;

use super::der::{Refused, Result};
use crate::algorithm::ParameterSet;
use crate::key::{Domain, PrivateForm, wrong_length};

/// RFC 9881 §2: 2.16.840.1.101.3.4.3.17 to 19.
pub(super) fn set_of(oid: ObjectIdentifier) -> Option<ParameterSet> {
    match oid.as_bytes() {
        [0x60, 0x86, 0x48, 1, 101, 3, 4, 3, 17] => Some(ParameterSet::MlDsa44),
        [0x60, 0x86, 0x48, 1, 101, 3, 4, 3, 18] => Some(ParameterSet::MlDsa65),
        [0x60, 0x86, 0x48, 1, 101, 3, 4, 3, 19] => Some(ParameterSet::MlDsa87),
        _ => None,
    }
}

/// A private key in one of the three forms of RFC 9881 §6: a seed, an expanded key, or both.
pub(super) fn private(set: ParameterSet, reader: &mut SliceReader<'_>) -> Result<PrivateForm> {
    let mut private = Zeroizing::new(Vec::with_capacity(5000));
    match Tag::peek(reader)? {
        Tag::ContextSpecific { constructed: false, number: TagNumber(0) } => {
            check(set, "seed", AnyRef::decode(reader)?.value(), ParameterSet::SEED_SIZE, &mut private)?;
        }
        Tag::Sequence => reader.sequence(|reader| {
            let seed = <&OctetStringRef>::decode(reader)?.as_bytes();
            check(set, "seed", seed, ParameterSet::SEED_SIZE, &mut private)?;
            expanded(set, reader, &mut private)
        })?,
        _ => expanded(set, reader, &mut private)?,
    }
    PrivateForm::of(Domain::Set(set), private, None).map_err(Refused::Because)
}

fn expanded(set: ParameterSet, reader: &mut SliceReader<'_>, private: &mut Vec<u8>) -> Result<()> {
    let key = <&OctetStringRef>::decode(reader)?.as_bytes();
    check(set, "expanded key", key, set.expanded_key_size(), private)
}

/// Appends a part, if it has the right length. A seed and an expanded key are told apart by their lengths later.
fn check(set: ParameterSet, name: &'static str, part: &[u8], size: usize, private: &mut Vec<u8>) -> Result<()> {
    if part.len() != size {
        return Err(Refused::Because(wrong_length(name, part.len(), set.name(), size)));
    }
    private.extend_from_slice(part);
    Ok(())
}
