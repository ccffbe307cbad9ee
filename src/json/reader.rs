//! The grammar of RFC 8259, by recursive descent.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::scan::plain_length;
use super::{MAX_DEPTH, Object, Value, has_duplicate};
use crate::error::Malformation;
use crate::number::is_in_range;

/// Reads a text that is one JSON value and nothing else.
pub(crate) fn parse<'t, R: Read<'t>>(text: &'t str) -> Result<R, Malformation> {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0 };
    reader.skip_space();
    let value = reader.value(0)?;
    reader.skip_space();
    if reader.at == text.len() { Ok(value) } else { Err(Malformation::Json) }
}

/// What is made of a value that was read.
pub(crate) trait Read<'t>: Sized {
    const NULL: Self;
    fn bool(truth: bool) -> Self;
    fn integer(integer: i64) -> Self;
    fn decimal(text: &'t str) -> Self;
    fn string(text: Cow<'t, str>) -> Self;
    fn array(items: Vec<Self>) -> Self;
    /// The names are unique.
    fn object(members: Vec<(Cow<'t, str>, Self)>) -> Self;
}

impl<'t> Read<'t> for Value<'t> {
    const NULL: Self = Self::Null;

    fn bool(truth: bool) -> Self {
        Self::Bool(truth)
    }

    fn integer(integer: i64) -> Self {
        Self::Integer(integer)
    }

    fn decimal(text: &'t str) -> Self {
        Self::Decimal(Cow::Borrowed(text))
    }

    fn string(text: Cow<'t, str>) -> Self {
        Self::String(text)
    }

    fn array(items: Vec<Self>) -> Self {
        Self::Array(items)
    }

    fn object(members: Vec<(Cow<'t, str>, Self)>) -> Self {
        Self::Object(Object { members })
    }
}

/// Has no size, so that a string is not moved to another place together with the reason.
struct NoJson;

impl From<NoJson> for Malformation {
    fn from(_: NoJson) -> Self {
        Self::Json
    }
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

/// Without `inline(always)` a token is decoded in a tenth more time. The module of encrypted tokens reads little JSON, and is smaller
/// without it.
impl<'t> Reader<'t> {
    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[cfg_attr(not(feature = "_encryption_only"), inline(always))]
    fn skip(&mut self, length: usize) {
        self.at = self.at.wrapping_add(length);
    }

    /// The next `length` bytes. They count as read.
    #[inline(always)]
    fn take(&mut self, length: usize) -> Result<&'t str, NoJson> {
        let start = self.at;
        self.skip(length);
        self.text.get(start..self.at).ok_or(NoJson)
    }

    /// How many bytes from here on meet the condition.
    fn count(&self, is_of_kind: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.iter().position(|byte| !is_of_kind(*byte)).unwrap_or(rest.len())
    }

    #[cfg_attr(not(feature = "_encryption_only"), inline(always))]
    fn take_if(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.skip(1);
        }
        found
    }

    #[cfg_attr(not(feature = "_encryption_only"), inline(always))]
    fn expect(&mut self, byte: u8) -> Result<(), NoJson> {
        if self.take_if(byte) { Ok(()) } else { Err(NoJson) }
    }

    fn literal<R>(&mut self, literal: &str, value: R) -> Result<R, Malformation> {
        if self.take(literal.len())? == literal { Ok(value) } else { Err(Malformation::Json) }
    }

    #[inline(always)]
    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.skip(1);
        }
    }

    fn value<R: Read<'t>>(&mut self, depth: usize) -> Result<R, Malformation> {
        match self.peek().ok_or(Malformation::Json)? {
            b'"' => Ok(R::string(self.string()?)),
            b'{' => self.object(deeper(depth)?).map(R::object),
            b'[' => self.array(deeper(depth)?).map(R::array),
            b't' => self.literal("true", R::bool(true)),
            b'f' => self.literal("false", R::bool(false)),
            b'n' => self.literal("null", R::NULL),
            _ => self.number(),
        }
    }

    fn object<R: Read<'t>>(&mut self, depth: usize) -> Result<Vec<(Cow<'t, str>, R)>, Malformation> {
        self.expect(b'{')?;
        self.skip_space();
        let mut members = Vec::new();
        if self.take_if(b'}') {
            return Ok(members);
        }
        members.reserve(8);
        loop {
            let name = self.string()?;
            self.skip_space();
            self.expect(b':')?;
            self.skip_space();
            members.push((name, self.value(depth)?));
            self.skip_space();
            if !self.take_if(b',') {
                break;
            }
            self.skip_space();
        }
        self.expect(b'}')?;
        if has_duplicate(&members) { Err(Malformation::DuplicateName) } else { Ok(members) }
    }

    /// Not inlined, as [`any_number`](Self::any_number) and [`escape`](Self::escape): a WebAssembly runtime compiles a function
    /// when it is first called, and a short token needs none of them.
    #[inline(never)]
    fn array<R: Read<'t>>(&mut self, depth: usize) -> Result<Vec<R>, Malformation> {
        self.expect(b'[')?;
        self.skip_space();
        let mut items = Vec::new();
        if self.take_if(b']') {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth)?);
            self.skip_space();
            if !self.take_if(b',') {
                break;
            }
            self.skip_space();
        }
        self.expect(b']')?;
        Ok(items)
    }

    fn string(&mut self) -> Result<Cow<'t, str>, NoJson> {
        self.expect(b'"')?;
        let plain = self.plain_run()?;
        if self.take_if(b'"') {
            return Ok(Cow::Borrowed(plain));
        }
        let mut resolved = String::from(plain);
        while !self.take_if(b'"') {
            resolved.push(self.escape()?);
            resolved.push_str(self.plain_run()?);
        }
        Ok(Cow::Owned(resolved))
    }

    /// The characters up to the next quote, escape or control character. A control character is refused by the code
    /// that reads on.
    #[inline(always)]
    fn plain_run(&mut self) -> Result<&'t str, NoJson> {
        let length = plain_length(self.bytes.get(self.at..).unwrap_or_default());
        self.take(length)
    }

    #[inline(never)]
    fn escape(&mut self) -> Result<char, NoJson> {
        self.expect(b'\\')?;
        Ok(match self.take(1)? {
            "\"" => '"',
            "\\" => '\\',
            "/" => '/',
            "b" => '\u{8}',
            "f" => '\u{c}',
            "n" => '\n',
            "r" => '\r',
            "t" => '\t',
            "u" => {
                let first = self.code_unit()?;
                let units = if is_high_surrogate(first) {
                    self.expect(b'\\')?;
                    self.expect(b'u')?;
                    [first, self.code_unit()?]
                } else {
                    [first, 0]
                };
                let mut decoded = char::decode_utf16(units);
                return decoded.next().and_then(Result::ok).ok_or(NoJson);
            }
            _ => return Err(NoJson),
        })
    }

    fn code_unit(&mut self) -> Result<u16, NoJson> {
        let digits = self.take(4)?;
        // `from_str_radix` alone would accept a sign.
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NoJson);
        }
        u16::from_str_radix(digits, 16).map_err(|_| NoJson)
    }

    fn number<R: Read<'t>>(&mut self) -> Result<R, Malformation> {
        let digits = self.count(|byte| byte.is_ascii_digit());
        let after = self.at.wrapping_add(digits);
        if matches!(self.bytes.get(after), Some(b'.' | b'e' | b'E')) || !matches!(digits, 1..=EXACT_DIGITS) {
            return self.any_number();
        }
        let text = self.take(digits)?;
        if digits > 1 && text.starts_with('0') {
            return Err(Malformation::Json);
        }
        let value = text.bytes().fold(0_u64, |value, digit| value.wrapping_mul(10).wrapping_add((digit & 0x0f).into()));
        Ok(R::integer(value as i64))
    }

    #[inline(never)]
    fn any_number<R: Read<'t>>(&mut self) -> Result<R, Malformation> {
        let length = self.count(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
        let text = self.take(length)?;
        if is_in_range(text) { Ok(R::decimal(text)) } else { Err(Malformation::Json) }
    }
}

/// Every integer of so many digits is a double, so a usual time needs no conversion.
const EXACT_DIGITS: usize = 15;

const fn deeper(depth: usize) -> Result<usize, Malformation> {
    if depth < MAX_DEPTH { Ok(depth.wrapping_add(1)) } else { Err(Malformation::Depth) }
}

const fn is_high_surrogate(unit: u16) -> bool {
    matches!(unit, 0xd800..=0xdbff)
}
