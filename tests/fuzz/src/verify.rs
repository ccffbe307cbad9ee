//! The whole path of a token. Only the vectors' own tokens are accepted, and `explain` agrees with `verify`.
//!
//! An input that begins with a control character is a program: the number of a good token, and how to mutate it. Every other input is a
//! token.

use jwt_wasm::{DecodeOptions, JwsOptions, Keys, Policy, Verdict, decode_unverified, explain, verify, verify_jws};

use crate::good::{self, Good, KINDS, TEXTS};
use crate::program;

/// Verifies the text with every key.
pub fn run(input: &[u8]) {
    match input {
        [0..=0x1f, index, program @ ..] => {
            let good = &good::ALL[usize::from(*index) % good::ALL.len()];
            check(&program::mutated(&good.token, program), &[good]);
        }
        _ => {
            if let Ok(text) = str::from_utf8(input) {
                check(text, &[]);
            }
        }
    }
}

/// One key of each kind, and those of other good tokens.
fn check(text: &str, others: &[&Good]) {
    let is_known = TEXTS.contains(text);
    for good in KINDS.iter().chain(others) {
        let accepted = is_accepted_by(text, good.keys(), &good::policy(), good.now);
        assert!(!accepted || is_known, "accepted, and in no vector: {text:?}");
    }
    for good in good::ALL.iter().filter(|good| good.token == text) {
        assert!(is_accepted_by(text, good.keys(), &good::policy(), good.now), "good, and not accepted: {text:?}");
    }
}

/// The result of `verify`, after checking that every other function agrees.
pub fn is_accepted_by(text: &str, keys: Keys<'_>, policy: &Policy, now: f64) -> bool {
    let verified = verify(text, keys.clone(), policy, now);
    let report = explain(text, keys.clone(), policy, now).expect("the time makes sense");
    assert_eq!(verified.as_ref().err(), report.failure(), "explain and verify differ on {text:?}");
    assert_eq!(verified.is_ok(), report.verdict() == Verdict::Verified, "{text:?}");
    match verified {
        Ok(verified) => {
            let jws = verify_jws(text, keys, &JwsOptions::new()).expect("what verifies is well signed");
            assert_eq!(jws.payload(), verified.payload().as_bytes());
            let decoded = decode_unverified(text, &DecodeOptions::new()).expect("what verifies can be decoded");
            assert_eq!((decoded.header(), decoded.payload()), (verified.header(), verified.payload()));
            assert_eq!((report.header(), report.payload()), (Some(verified.header()), Some(verified.payload())));
            true
        }
        Err(error) => {
            let is_token = text.split('.').count() == 3;
            assert!(
                !is_token || text.len() < 40 || !error.to_string().contains(text),
                "the error holds the token: {error}"
            );
            false
        }
    }
}
