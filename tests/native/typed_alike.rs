//! `sign_claims` checks claims while serde writes them. It must give the answer that `sign` gives for their text.

use std::fmt;
use std::time::Duration;

use jwt_wasm::{Algorithm, Error, Key, SignOptions, sign, sign_claims};
use serde::ser::{SerializeMap, SerializeStructVariant};
use serde::{Serialize, Serializer};

use crate::common::SECRET;

const NOW: f64 = 1_700_000_000.0;

/// What a type of the caller's may hand to serde.
#[derive(Clone, Debug)]
enum Given {
    Null,
    Unit,
    Bool(bool),
    I8(i8),
    I64(i64),
    I128(i128),
    U8(u8),
    U16(u16),
    U32(u32),
    U64(u64),
    U128(u128),
    F32(f32),
    F64(f64),
    Char(char),
    Text(&'static str),
    /// Written piece by piece, as `format_args!` does.
    Parts(&'static [&'static str]),
    Bytes(&'static [u8]),
    List(Vec<Self>),
    Map(Vec<(Self, Self)>),
    UnitVariant,
    NewtypeVariant(Box<Self>),
    StructVariant(Vec<(&'static str, Self)>),
}

struct Pieces(&'static [&'static str]);

impl fmt::Display for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| f.write_str(piece))
    }
}

impl Serialize for Given {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_none(),
            Self::Unit => to.serialize_unit(),
            Self::Bool(value) => to.serialize_bool(*value),
            Self::I8(value) => to.serialize_i8(*value),
            Self::I64(value) => to.serialize_i64(*value),
            Self::I128(value) => to.serialize_i128(*value),
            Self::U8(value) => to.serialize_u8(*value),
            Self::U16(value) => to.serialize_u16(*value),
            Self::U32(value) => to.serialize_u32(*value),
            Self::U64(value) => to.serialize_u64(*value),
            Self::U128(value) => to.serialize_u128(*value),
            Self::F32(value) => to.serialize_f32(*value),
            Self::F64(value) => to.serialize_f64(*value),
            Self::Char(value) => to.serialize_char(*value),
            Self::Text(value) => to.serialize_str(value),
            Self::Parts(pieces) => to.collect_str(&Pieces(pieces)),
            Self::Bytes(value) => to.serialize_bytes(value),
            Self::List(items) => to.collect_seq(items),
            Self::Map(members) => {
                let mut map = to.serialize_map(None)?;
                members.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
            Self::UnitVariant => to.serialize_unit_variant("Given", 0, "iat"),
            Self::NewtypeVariant(value) => to.serialize_newtype_variant("Given", 1, "exp", value),
            Self::StructVariant(members) => {
                let mut variant = to.serialize_struct_variant("Given", 2, "aud", members.len())?;
                members.iter().try_for_each(|(name, value)| variant.serialize_field(name, value))?;
                variant.end()
            }
        }
    }
}

fn assert_alike(claims: &Given) -> Result<String, Error> {
    let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let hour = Duration::from_secs(3600);
    let usual = SignOptions::new().expires_in(hour);
    let mut answer = None;
    for options in [
        SignOptions::new(),
        SignOptions::new().without_expiry().without_issued_at(),
        usual.clone().not_before(hour).jwt_id("a"),
        usual.clone().header("alg", "none"),
        SignOptions::new().expires_in(Duration::from_secs(1_000_000_000_000)),
        usual,
    ] {
        let typed = sign_claims(claims, &key, &options, NOW);
        if let Ok(text) = serde_json::to_string(claims) {
            assert_eq!(typed, sign(text.as_str(), &key, &options, NOW), "{text} {options:?}");
        } else {
            assert!(typed.is_err());
        }
        answer = Some(typed);
    }
    answer.unwrap()
}

const NAMES: [Given; 18] = [
    Given::Text("iss"),
    Given::Text("sub"),
    Given::Text("aud"),
    Given::Text("exp"),
    Given::Text("nbf"),
    Given::Text("iat"),
    Given::Text("jti"),
    Given::Text(""),
    Given::Text("a"),
    Given::Text("email"),
    Given::Text("email_verified"),
    Given::Text("quo\"te"),
    Given::Parts(&["ex", "p"]),
    Given::Parts(&["", "sub"]),
    Given::Parts(&["exp"]),
    Given::U64(7),
    Given::Bool(true),
    Given::UnitVariant,
];

fn leaves() -> Vec<Given> {
    vec![
        Given::Null,
        Given::Unit,
        Given::Bool(false),
        Given::I8(-1),
        Given::I64(i64::MIN),
        Given::I64(253_402_300_799),
        Given::I64(253_402_300_800),
        Given::I128(i128::MAX),
        Given::U8(1),
        Given::U16(2),
        Given::U32(3),
        Given::U64(253_402_300_799),
        Given::U64(253_402_300_800),
        Given::U64(u64::MAX),
        Given::U128(u128::MAX),
        Given::F32(1.5),
        Given::F32(253_402_300_799.0),
        Given::F32(253_402_290_000.0),
        Given::F32(f32::NAN),
        Given::F64(1.5),
        Given::F64(253_402_300_799.0),
        Given::F64(253_402_300_799.000_1),
        Given::F64(f64::MAX),
        Given::F64(f64::INFINITY),
        Given::F64(-0.0),
        Given::Char('x'),
        Given::Text(""),
        Given::Text("text \u{0} \" é"),
        Given::Parts(&["a", "b\"", "c"]),
        Given::Bytes(b"bytes"),
        Given::Bytes(b""),
        Given::UnitVariant,
        Given::List(vec![]),
        Given::Map(vec![]),
    ]
}

fn values() -> Vec<Given> {
    let leaves = leaves();
    let in_lists = leaves.iter().flat_map(|leaf| {
        let text = Given::Text("a");
        [
            Given::List(vec![leaf.clone()]),
            Given::List(vec![text.clone(), leaf.clone(), text]),
            Given::NewtypeVariant(Box::new(leaf.clone())),
            Given::StructVariant(vec![("iss", leaf.clone()), ("b", leaf.clone())]),
            Given::StructVariant(vec![("b", leaf.clone()), ("b", leaf.clone())]),
        ]
    });
    leaves.iter().cloned().chain(in_lists).collect()
}

#[test]
fn every_claim_of_every_type() {
    let mut good = 0;
    for value in values() {
        // Claims must be an object.
        if !matches!(value, Given::Map(_) | Given::NewtypeVariant(_) | Given::StructVariant(_)) {
            assert!(assert_alike(&value).is_err(), "{value:?}");
        }
        for name in &NAMES {
            good += u32::from(assert_alike(&Given::Map(vec![(name.clone(), value.clone())])).is_ok());
            let nested = Given::Map(vec![(name.clone(), value.clone())]);
            let _ = assert_alike(&Given::Map(vec![(Given::Text("a"), nested)]));
        }
    }
    assert!(good > 1000, "{good}");
}

#[test]
fn names_that_are_there_twice() {
    for (place, one) in NAMES.iter().enumerate() {
        for (other_place, other) in NAMES.iter().enumerate() {
            let members = |value: &Given| vec![(one.clone(), value.clone()), (other.clone(), value.clone())];
            let nested = Given::Map(vec![(Given::Text("a"), Given::Map(members(&Given::U8(1))))]);
            assert_eq!(
                assert_alike(&nested).is_err(),
                place == other_place || is_same(one, other),
                "{one:?} {other:?}"
            );
            let _ = assert_alike(&Given::Map(members(&Given::U8(1))));
            let _ = assert_alike(&Given::Map(members(&Given::Text("a"))));
        }
    }
    for count in [15, 16, 17, 63, 64, 65, 200] {
        let name = |n: usize| Given::Text(format!("claim-{n}").leak());
        let mut members: Vec<_> = (0..count).map(|n| (name(n), Given::U8(1))).collect();
        assert!(assert_alike(&Given::Map(members.clone())).is_ok());
        members.push((name(count / 2), Given::Null));
        assert!(assert_alike(&Given::Map(members)).is_err());
    }
}

fn is_same(one: &Given, other: &Given) -> bool {
    serde_json::to_string(&Given::Map(vec![(one.clone(), Given::Null)])).unwrap()
        == serde_json::to_string(&Given::Map(vec![(other.clone(), Given::Null)])).unwrap()
}

#[test]
fn claims_that_are_deep() {
    for depth in 28..=36 {
        let list = (0..depth).fold(Given::U8(1), |inner, _| Given::List(vec![inner]));
        let map = (0..depth).fold(Given::U8(1), |inner, _| Given::Map(vec![(Given::Text("exp"), inner)]));
        for nested in [list, map] {
            let answer = assert_alike(&Given::Map(vec![(Given::Text("a"), nested)]));
            assert_eq!(answer.is_ok(), depth < 32, "{depth}");
        }
    }
}

/// Of anything, in any combination.
#[test]
fn many_shapes() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = move |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    let values = values();
    let mut good = 0;
    for _ in 0..1000 {
        let mut pool = values.clone();
        for _ in 0..6 {
            let count = below(6);
            let made = if below(2) == 0 {
                Given::List((0..count).map(|_| pool[below(pool.len())].clone()).collect())
            } else {
                let member = |_| (NAMES[below(NAMES.len())].clone(), pool[below(pool.len())].clone());
                Given::Map((0..count).map(member).collect())
            };
            pool.insert(0, made.clone());
            pool.truncate(12);
            good += u32::from(assert_alike(&made).is_ok());
        }
    }
    assert!(good > 200, "{good}");
}
