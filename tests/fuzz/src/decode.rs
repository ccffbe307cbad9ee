//! Compares `decode_unverified` with three lines that split, decode and call `serde_json`. The input is a token.

use jwt_wasm::{Code, DEFAULT_MAX_TOKEN_LENGTH, DecodeOptions, Policy, decode_unverified, explain};

use crate::base64url;
use crate::node::Node;

/// Reads the token by both, and asks `explain` without a key.
pub fn run(input: &[u8]) {
    let Ok(token) = str::from_utf8(input) else { return };
    let decoded = decode_unverified(token, &DecodeOptions::new());
    let expected = expected(token);
    let ours = decoded.as_ref().ok();
    let ours = ours.map(|it| (it.header().to_owned(), it.payload().to_owned(), it.signature().to_vec()));
    assert_eq!(ours, expected, "{token:?}");

    let report = explain(token, None, &Policy::new(), 1.0).expect("the time makes sense");
    match decoded {
        Ok(decoded) => {
            assert_eq!(report.header(), Some(decoded.header()), "{token:?}");
            assert_eq!(report.payload(), Some(decoded.payload()), "{token:?}");
        }
        Err(error) => {
            assert!(matches!(error.code(), Code::Malformed | Code::TooLarge | Code::Encrypted), "{token:?}: {error}");
            assert!(report.failure().is_some(), "{token:?}");
        }
    }
}

/// Header, payload and signature of a token of strict form.
fn expected(token: &str) -> Option<(String, String, Vec<u8>)> {
    let segments: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = segments[..] else { return None };
    let object = |segment| {
        let text = String::from_utf8(base64url::decode(segment)?).ok()?;
        Node::read_strict_object(&text).map(|_| text)
    };
    let parts = (object(header)?, object(payload)?, base64url::decode(signature)?);
    (token.len() <= DEFAULT_MAX_TOKEN_LENGTH).then_some(parts)
}
