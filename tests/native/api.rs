//! What a Rust program expects of every crate (docs/rust-api.md).

use std::error::Error as _;
use std::str::FromStr as _;

use jwt_wasm::{Algorithm, Code, ContentEncryption, KeyManagement, KeySet, Malformation, Object, Policy, verify};

#[test]
fn an_algorithm_is_read_from_its_name() {
    for algorithm in Algorithm::ALL {
        assert_eq!(algorithm.to_string().parse(), Ok(*algorithm));
    }
    let error = Algorithm::from_str("none").unwrap_err();
    assert_eq!((error.code(), error.reason()), (Code::OptionsInvalid, Some("unknown_algorithm")));
    assert_eq!(error.to_string(), "\"none\" is not a supported algorithm");
}

#[test]
fn so_are_the_algorithms_of_encrypted_tokens() {
    for alg in KeyManagement::ALL {
        assert_eq!(alg.to_string().parse(), Ok(*alg));
    }
    for enc in ContentEncryption::ALL {
        assert_eq!(enc.to_string().parse(), Ok(*enc));
    }
    assert_eq!(KeyManagement::from_str("RSA1_5").unwrap_err().reason(), Some("unknown_algorithm"));
    assert_eq!(ContentEncryption::from_str("").unwrap_err().reason(), Some("unknown_algorithm"));
}

/// What is not in the documentation on docs.rs does not exist for a reader.
#[test]
fn docs_rs_shows_every_feature() {
    let manifest = include_str!("../../Cargo.toml");
    let list = |start: &str| {
        let line = manifest.lines().find(|line| line.starts_with(start)).unwrap();
        line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let shown = [list("default = "), list("features = [\"ecdh\"")].concat();
    let section = manifest.split("[features]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let features = section.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
    for line in features {
        let name = line.split(' ').next().unwrap();
        // A feature that another one brings is shown with it.
        let is_brought = |other: &String| {
            manifest
                .lines()
                .any(|line| line.starts_with(&format!("{other} = ")) && line.contains(&format!("\"{name}\"")))
        };
        assert!(name == "default" || shown.iter().any(|one| one == name || is_brought(one)), "{name}");
    }
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
