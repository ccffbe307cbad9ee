//! Numbers as text and back, each double as its shortest text and each text as the nearest double.
//!
//! In the module the host converts what is no plain integer: exact conversion takes tables and code that would be a tenth
//! of the small module, and what the host's `JSON.parse` makes of a claim is what the caller sees.

#[cfg(feature = "wasm")]
use crate::wasm::number as host;

/// From here on not every integer is a double of its own.
const SAFE: f64 = 9_007_199_254_740_992.0;

pub(crate) fn write(number: f64) -> String {
    let integer = number as i64;
    if number.abs() < SAFE && integer as f64 == number { integer.to_string() } else { host::text(number) }
}

/// A text of RFC 8259 §6, as it has been checked; `None` if it is beyond a double's range.
pub(crate) fn read(text: &str) -> Option<f64> {
    host::number(text).filter(|number| number.is_finite())
}

#[cfg(not(feature = "wasm"))]
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
    }
}
