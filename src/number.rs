//! Numbers as text and back: a double becomes its shortest text, and a text the nearest double.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::string::ToString;

/// How a program converts between doubles and texts, if the text is not a plain integer.
///
/// The conversion takes 16 KB of code. A WebAssembly module leaves it to JavaScript, which has it, and whose
/// `JSON.parse` then reads a claim as the same number.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    /// Gives the double nearest to a JSON number (RFC 8259 §6). The text has been checked, and is within a double's
    /// range.
    pub read: fn(&str) -> f64,
    /// Gives the shortest text that is read as this double.
    pub write: fn(f64) -> String,
}

impl Numbers {
    /// The conversion of Rust's standard library.
    pub const NATIVE: Self = Self { read: |text| text.parse().unwrap_or(f64::NAN), write: |number| number.to_string() };

    pub(crate) fn text(self, number: f64) -> String {
        let integer = number as i64;
        if is_safe(number) && integer as f64 == number {
            return integer.to_string();
        }
        milliseconds(number).unwrap_or_else(|| (self.write)(number))
    }
}

/// From here on, not every integer is a double.
const SAFE: f64 = 9_007_199_254_740_992.0;

/// Whether every integer up to this size is a double.
pub(crate) fn is_safe(number: f64) -> bool {
    number.abs() < SAFE
}

/// The largest integer that is not greater. `core` does not have this function.
pub(crate) fn floor(number: f64) -> f64 {
    if !is_safe(number) {
        return number;
    }
    let integer = number as i64 as f64;
    if integer > number { integer - 1.0 } else { integer }
}

/// A clock's time has three decimals, and each refusal contains one. Asking the host would take a tenth of the time of
/// a refusal. Up to 15 digits, no two decimals are the same double, so the text with the fewest digits is the shortest.
fn milliseconds(number: f64) -> Option<String> {
    let thousandths = number * 1000.0;
    let integer = (thousandths + 0.5) as i64;
    let is_exact = (1000.0..1e15).contains(&thousandths) && integer as f64 / 1000.0 == number;
    let (seconds, rest) = (integer.checked_div(1000)?, integer.checked_rem(1000)?);
    is_exact.then(|| format!("{seconds}.{rest:03}").trim_end_matches('0').to_owned())
}

/// Whether a text is a number by RFC 8259 §6, which allows less than Rust's own parser, and within the range of a
/// double.
pub(crate) fn is_in_range(text: &str) -> bool {
    Decimal::read(text.as_bytes()).is_some_and(|decimal| decimal.is_in_range())
}

/// The parts of a number, without its sign.
struct Decimal<'t> {
    integer: &'t [u8],
    fraction: &'t [u8],
    exponent: i64,
}

impl<'t> Decimal<'t> {
    fn read(text: &'t [u8]) -> Option<Self> {
        let (integer, rest) = digits(text.strip_prefix(b"-").unwrap_or(text))?;
        if integer.len() > 1 && integer.starts_with(b"0") {
            return None;
        }
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => digits(rest)?,
            rest => (&[][..], rest),
        };
        let (exponent, rest) = match rest {
            [b'e' | b'E', b'-', rest @ ..] => {
                let (digits, rest) = digits(rest)?;
                (integer_of(digits).saturating_neg(), rest)
            }
            [b'e' | b'E', b'+', rest @ ..] | [b'e' | b'E', rest @ ..] => {
                let (digits, rest) = digits(rest)?;
                (integer_of(digits), rest)
            }
            rest => (0, rest),
        };
        rest.is_empty().then_some(Self { integer, fraction, exponent })
    }

    fn is_in_range(&self) -> bool {
        let digits = || self.integer.iter().chain(self.fraction);
        let zeros = digits().take_while(|digit| **digit == b'0').count();
        // The number is 0.ddd times ten to this power.
        let power = self.exponent.saturating_add(length(self.integer.len())).saturating_sub(length(zeros));
        let mut significant = digits().skip(zeros);
        match power.cmp(&length(BEYOND.len())) {
            core::cmp::Ordering::Less => true,
            core::cmp::Ordering::Equal => significant.lt(BEYOND),
            core::cmp::Ordering::Greater => significant.next().is_none(),
        }
    }
}

/// One digit or more at the beginning, and what follows.
fn digits(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if count == 0 { None } else { text.split_at_checked(count) }
}

/// An exponent beyond this type is beyond the length of every text as well.
fn integer_of(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |size: i64, digit| size.saturating_mul(10).saturating_add((digit & 15).into()))
}

fn length(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// The least integer that is at least as near to 2^1024 as to the greatest double: 2^1024 - 2^970.
const BEYOND: &[u8] = b"179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497792";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_rounded_down_as_std_does_it() {
        for number in
            [0.0, 0.5, 1.0, 1.999, -0.5, -1.0, -1.5, 1_700_000_000.999, SAFE - 0.5, SAFE, -SAFE, 1e300, f64::INFINITY]
        {
            assert_eq!(floor(number), number.floor(), "{number}");
        }
        assert!(floor(f64::NAN).is_nan());
    }

    #[test]
    fn every_number_is_written_as_what_it_is_read_from() {
        let numbers = Numbers::NATIVE;
        for text in
            ["0", "-1", "1700000000", "1700000000.5", "-0.1", "9007199254740991", "9007199254740992", "0.000001"]
        {
            assert_eq!(numbers.text((numbers.read)(text)), text);
        }
        for number in [f64::MAX, f64::MIN_POSITIVE, SAFE - 1.0, -SAFE, 1.0 / 3.0, 5e-324] {
            assert_eq!((numbers.read)(&numbers.text(number)), number);
        }
        for thousandths in [1001_u64, 1100, 9999, 1_764_091_234_567, 1_764_091_234_560, 999_999_999_999_999] {
            for number in
                [thousandths as f64 / 1000.0, (thousandths as f64 / 1000.0).next_up(), thousandths as f64 / 1e6]
            {
                assert_eq!(numbers.text(number), number.to_string());
            }
        }
    }

    #[test]
    fn what_is_in_range_is_what_is_finite() {
        let beyond = str::from_utf8(BEYOND).unwrap();
        let below = beyond.replace("497792", "497791");
        for text in [
            "0",
            "-0",
            "0.0",
            "0e999",
            "-0.00e99999999999999999999",
            "1",
            "10",
            "0.001",
            "1e308",
            "1e309",
            "1E+308",
            "1e-999",
            "1e-99999999999999999999999",
            "1e99999999999999999999999",
            "17976931348623157e292",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "0.00017976931348623158e312",
            "179.76931348623157e306",
            "-1.8e308",
            "-1.7e308",
            "100e307",
            "99e307",
            "0.01e310",
            "0.01e311",
            beyond,
            &below,
            &format!("{below}.999"),
            &format!("{beyond}.001"),
            &format!("0.{beyond}e309"),
            &format!("0.000{below}e312"),
            &format!("{}e1", "9".repeat(308)),
            &format!("{}e-1", "1".repeat(310)),
            &format!("0.{}1e400", "0".repeat(91)),
            &format!("0.{}1e400", "0".repeat(90)),
        ] {
            let is_finite = text.parse::<f64>().unwrap().is_finite();
            assert_eq!(is_in_range(text), is_finite, "{text}");
        }
    }
}
