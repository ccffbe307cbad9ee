//! What a Rust program expects of every crate (docs/rust-api.md).

use std::error::Error as _;
use std::str::FromStr as _;

use jwt_wasm::{Algorithm, Code, KeySet, Malformation, Object, Policy, verify};

#[test]
fn an_algorithm_is_read_from_its_name() {
    for algorithm in Algorithm::ALL {
        assert_eq!(algorithm.to_string().parse(), Ok(*algorithm));
    }
    let error = Algorithm::from_str("none").unwrap_err();
    assert_eq!((error.code(), error.reason()), (Code::OptionsInvalid, Some("unknown_algorithm")));
    assert_eq!(error.to_string(), "\"none\" is not a supported algorithm");
}

/// So that `?` takes both in a function that returns `Box<dyn Error>`.
#[test]
fn whatever_a_call_refuses_with_is_an_error() {
    fn read(text: &str) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Object::parse(text)?.len() + KeySet::from_jwks(text)?.len())
    }
    assert_eq!(read("{").unwrap_err().to_string(), Malformation::Json.to_string());
    assert!(read("{}").unwrap_err().to_string().contains("keys"));
    assert!(Malformation::Json.source().is_none());
}

#[test]
fn the_crate_has_only_codes_that_it_gives() {
    for code in ["schema_mismatch", "revoked", "revocation_unavailable", "jwks_unavailable"] {
        assert!(Code::ALL.iter().all(|known| known.as_str() != code), "{code}");
    }
    let set = KeySet::from_keys([]).unwrap();
    let error = verify("a.b.c", &set, &Policy::new(), 1).unwrap_err();
    assert!(Code::ALL.contains(&error.code()));
}
