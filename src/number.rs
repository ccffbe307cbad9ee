//! Numbers as text and back, each double as its shortest text and each text as the nearest double.
//!
//! In the module the host converts what is no plain integer: exact conversion takes tables and code that would be a tenth
//! of the small module, and what the host's `JSON.parse` makes of a claim is what the caller sees.

#[cfg(all(feature = "wasm", target_family = "wasm", not(target_os = "wasi")))]
use crate::wasm::number as host;

/// From here on not every integer is a double of its own.
const SAFE: f64 = 9_007_199_254_740_992.0;

/// Whether every integer of this size is a double of its own.
pub(crate) fn is_safe(number: f64) -> bool {
    number.abs() < SAFE
}

/// Whether a text is the text of this number, which is beyond the safe integers: only its own text is, digit by digit.
pub(crate) fn is_text_of(number: f64, text: &str) -> bool {
    // A number beyond the range becomes the least or the greatest integer here, and of these only -2^63 is a double.
    let integer = number as i64;
    integer as f64 == number && integer < i64::MAX && integer.to_string() == text
}

pub(crate) fn write(number: f64) -> String {
    let integer = number as i64;
    if is_safe(number) && integer as f64 == number {
        return integer.to_string();
    }
    milliseconds(number).unwrap_or_else(|| host::text(number))
}

/// A clock's time has three decimals, and each refusal tells it: to ask the host takes a tenth of one. Up to 15 digits, no
/// two decimals are the same double, so that what is written with fewer is the shortest.
fn milliseconds(number: f64) -> Option<String> {
    let thousandths = number * 1000.0;
    let integer = thousandths.round() as i64;
    let is_exact = (1000.0..1e15).contains(&thousandths) && integer as f64 / 1000.0 == number;
    let (seconds, rest) = (integer.checked_div(1000)?, integer.checked_rem(1000)?);
    is_exact.then(|| format!("{seconds}.{rest:03}").trim_end_matches('0').to_owned())
}

/// A text of RFC 8259 §6, as it has been checked; `None` if it is beyond a double's range.
pub(crate) fn read(text: &str) -> Option<f64> {
    host::number(text).filter(|number| number.is_finite())
}

#[cfg(not(all(feature = "wasm", target_family = "wasm", not(target_os = "wasi"))))]
mod host {
    pub(super) fn text(number: f64) -> String {
        number.to_string()
    }

    pub(super) fn number(text: &str) -> Option<f64> {
        text.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_written_as_what_it_is_read_from() {
        for text in
            ["0", "-1", "1700000000", "1700000000.5", "-0.1", "9007199254740991", "9007199254740992", "0.000001"]
        {
            assert_eq!(read(text).map(write).as_deref(), Some(text));
        }
        for number in [f64::MAX, f64::MIN_POSITIVE, SAFE - 1.0, -SAFE, 1.0 / 3.0, 5e-324] {
            assert_eq!(read(&write(number)), Some(number));
        }
        assert_eq!(read("1e999"), None);
        for thousandths in [1001_u64, 1100, 9999, 1_764_091_234_567, 1_764_091_234_560, 999_999_999_999_999] {
            for number in
                [thousandths as f64 / 1000.0, (thousandths as f64 / 1000.0).next_up(), thousandths as f64 / 1e6]
            {
                assert_eq!(write(number), number.to_string());
            }
        }
    }
}
