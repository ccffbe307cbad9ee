//! Finds where a JSON string stops being plain, eight bytes at a time. Most of a token is inside strings, and one byte
//! at a time this was a tenth of a verification.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// How many bytes come before the first quote, backslash or control character (RFC 8259 §7).
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut length = 0_usize;
    for word in words {
        let found = special(u64::from_le_bytes(*word));
        if found != 0 {
            return length.wrapping_add((found.trailing_zeros() >> 3) as usize);
        }
        length = length.wrapping_add(8);
    }
    let tail = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
    length.wrapping_add(tail.unwrap_or(rest.len()))
}

/// Sets the high bit of each byte that is not plain. Above the lowest of them, borrowing can set bits wrongly.
const fn special(word: u64) -> u64 {
    let quote = word ^ (ONES.wrapping_mul(b'"' as u64));
    let backslash = word ^ (ONES.wrapping_mul(b'\\' as u64));
    let control = word.wrapping_sub(ONES.wrapping_mul(0x20)) & !word;
    (zero(quote) | zero(backslash) | control) & HIGH_BITS
}

const fn zero(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_checked_at_every_place() {
        // Miri would take half an hour for all of them.
        let step = if cfg!(miri) { 7 } else { 1 };
        for byte in 0..=255_u8 {
            for place in (0..20_usize).step_by(step) {
                for filler in [b'a', 0x80, 0xff, b' ', b'!', b'#', b'[', b']'].into_iter().step_by(step) {
                    let mut bytes = [filler; 20];
                    bytes[place] = byte;
                    let expected = if matches!(byte, b'"' | b'\\' | 0..=0x1f) { place } else { 20 };
                    assert_eq!(plain_length(&bytes), expected, "{byte:#x} at {place} among {filler:#x}");
                    bytes[19] = b'"';
                    assert_eq!(plain_length(&bytes), expected.min(19), "{byte:#x} at {place} before a quote");
                }
            }
        }
        assert_eq!(plain_length(b""), 0);
    }
}
