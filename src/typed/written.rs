//! Checks claims while serde_json writes them, so that they need not be read again. It only says that claims are good:
//! whatever it does not know to be good is left to the strict reader, which finds what is wrong.

mod formatter;

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;
use serde_json::Serializer;

use crate::json::MAX_DEPTH;
use crate::sign::ClaimNames;

pub(super) enum Written {
    /// A strict JSON object, whose registered claims have their types.
    Good { text: Vec<u8>, names: Known },
    /// The text of any JSON value.
    Doubtful { text: String },
}

/// Most claims fit without growing.
const ROOM: usize = 1024;

pub(super) fn write<T: Serialize + ?Sized>(claims: &T) -> serde_json::Result<Written> {
    let mut text = Vec::with_capacity(ROOM);
    let mut check = Check::new();
    claims.serialize(&mut Serializer::with_formatter(&mut text, &mut check))?;
    if check.is_good() {
        return Ok(Written::Good { text, names: check.known });
    }
    Ok(Written::Doubtful { text: String::from_utf8(text).unwrap_or_default() })
}

/// What serde_json writes next.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    /// Punctuation, or the rest of a value that has begun.
    NoValue,
    Name,
    Claims,
    Any,
    Text,
    Time,
    Audience,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Number,
    Array,
    Object,
    Other,
}

/// Which claims there are, of those that options can add.
pub(super) struct Known {
    is_empty: bool,
    iat: bool,
    nbf: bool,
    exp: bool,
    jti: bool,
}

impl ClaimNames for Known {
    fn has(&self, name: &str) -> bool {
        match name {
            "iat" => self.iat,
            "nbf" => self.nbf,
            "exp" => self.exp,
            "jti" => self.jti,
            // No option adds another.
            _ => true,
        }
    }

    fn is_empty(&self) -> bool {
        self.is_empty
    }
}

struct Check {
    next: Next,
    is_doubtful: bool,
    depth: usize,
    is_in_audience: bool,
    known: Known,
    /// Of the name that is being written. `None` before its text comes.
    sketch: Option<u64>,
    /// What the value of this name must be.
    value_of_name: Next,
    /// Of all names in objects that have not ended.
    sketches: Vec<u64>,
    /// How many names there were when each of these objects began.
    begun: Vec<usize>,
}

/// Comparing each name with each is left to the reader for more.
const MOST_NAMES: usize = 64;

impl Check {
    fn new() -> Self {
        Self {
            next: Next::Claims,
            is_doubtful: false,
            depth: 0,
            is_in_audience: false,
            known: Known { is_empty: true, iat: false, nbf: false, exp: false, jti: false },
            sketch: None,
            value_of_name: Next::Any,
            sketches: Vec::with_capacity(MOST_NAMES),
            begun: Vec::with_capacity(MAX_DEPTH),
        }
    }

    fn is_good(&self) -> bool {
        !self.is_doubtful && self.depth == 0 && self.next == Next::NoValue
    }

    fn demand(&mut self, is_met: bool) {
        self.is_doubtful |= !is_met;
    }

    /// The rules of `check_signable`.
    #[inline(always)]
    fn value(&mut self, kind: Kind) {
        self.demand(match self.next {
            Next::Any => true,
            Next::Text => kind == Kind::Text,
            Next::Time => kind == Kind::Number,
            Next::Audience => matches!(kind, Kind::Text | Kind::Array),
            Next::Claims => kind == Kind::Object,
            Next::NoValue | Next::Name => false,
        });
        self.next = Next::NoValue;
    }

    fn number(&mut self, is_late: bool) {
        self.demand(!is_late || self.next != Next::Time);
        self.value(Kind::Number);
    }

    fn begin(&mut self, kind: Kind) {
        self.value(kind);
        self.depth = self.depth.saturating_add(1);
        self.demand(self.depth <= MAX_DEPTH);
    }

    /// A value that was written without a report is not known to be good.
    fn end_value(&mut self) {
        self.demand(self.next == Next::NoValue);
    }

    fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Names are told apart by their sketches, so that none is kept. Two names with one sketch need not be equal.
    fn demand_unique(&mut self, names: usize) {
        let mut rest = self.sketches.get(names..).unwrap_or_default();
        let mut is_unique = rest.len() <= MOST_NAMES;
        while let [sketch, tail @ ..] = rest
            && is_unique
        {
            is_unique = !tail.contains(sketch);
            rest = tail;
        }
        self.demand(is_unique);
    }

    fn name(&mut self, name: &str) {
        // A name that is written in parts has several fragments.
        self.demand(self.sketch.is_none());
        self.sketch = Some(sketch(name.as_bytes()));
        if self.depth > 1 {
            return;
        }
        let (is_known, next) = match name {
            "iat" => (&mut self.known.iat, Next::Time),
            "nbf" => (&mut self.known.nbf, Next::Time),
            "exp" => (&mut self.known.exp, Next::Time),
            "jti" => (&mut self.known.jti, Next::Text),
            "iss" | "sub" => return self.value_of_name = Next::Text,
            "aud" => return self.value_of_name = Next::Audience,
            _ => return,
        };
        *is_known = true;
        self.value_of_name = next;
    }
}

/// Equal for equal names, and different for most others.
fn sketch(name: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let word = |chunk: Option<&[u8; 8]>| chunk.map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let half = |chunk: Option<&[u8; 4]>| chunk.map_or(0, |chunk| u64::from(u32::from_le_bytes(*chunk)));
    let (words, _) = name.as_chunks::<8>();
    // The last word overlaps the one before, so that no name is read byte by byte.
    let last = match name {
        [_, _, _, _, _, _, _, _, ..] => word(name.last_chunk()),
        [_, _, _, _, ..] => half(name.first_chunk()) << 32 | half(name.last_chunk()),
        [first, .., last] => {
            u64::from(*first) << 16 | u64::from(name.get(1).copied().unwrap_or_default()) << 8 | u64::from(*last)
        }
        [only] => u64::from(*only),
        [] => 0,
    };
    let length = (name.len() as u64).wrapping_mul(ODD);
    let mix = |mixed: u64, word: &[u8; 8]| (mixed ^ u64::from_le_bytes(*word)).wrapping_mul(ODD).rotate_left(29);
    let mixed = words.iter().fold(length, mix);
    (mixed ^ last).wrapping_mul(ODD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn is_good<T: Serialize + ?Sized>(claims: &T) -> bool {
        matches!(write(claims).unwrap(), Written::Good { .. })
    }

    #[test]
    fn usual_claims_are_not_read_again() {
        for good in [
            r#"{}"#,
            r#"{"iss":"a","sub":"\n\u0000","aud":"c","exp":253402300799,"nbf":-1,"iat":1.5,"jti":""}"#,
            r#"{"aud":[],"":0,"a":null,"b":true,"c":[[],{},{"iss":1,"exp":"late","d":[{"d":1},{"d":2}]}]}"#,
            r#"{"aud":["a","b"],"iat":0}"#,
            r#"{"exp":253402300799.0}"#,
        ] {
            let claims: serde_json::Value = serde_json::from_str(good).unwrap();
            assert!(is_good(&claims), "{good}");
        }
        let many = |count: u32| (0..count).map(|n| (format!("claim-{n}"), n)).collect::<BTreeMap<_, _>>();
        assert!(is_good(&many(64)));
        assert!(!is_good(&many(65)));
    }

    #[test]
    fn a_sketch_depends_on_every_letter() {
        let mut sketches = Vec::new();
        for length in 0..=40 {
            let name = vec![b'a'; length];
            sketches.push(sketch(&name));
            assert_eq!(sketch(&name), sketch(&name.clone()));
            for place in 0..length {
                let mut other = name.clone();
                other[place] = b'b';
                sketches.push(sketch(&other));
            }
        }
        let count = sketches.len();
        sketches.sort_unstable();
        sketches.dedup();
        assert_eq!(sketches.len(), count);
    }
}
