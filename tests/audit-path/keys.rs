//! Secrets, and what is not one.

use jwt_wasm::{Algorithm, ErrorKind, Key, KeyProblem};

const PEM: &[u8] = b"-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----";

#[test]
fn strength() {
    assert!(Key::secret(&[7; 32], Algorithm::Hs256).is_ok());
    let error = Key::secret(&[7; 31], Algorithm::Hs256).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::KeyTooWeak { minimum_bytes: 32, actual_bytes: 31, .. }));
    let error = Key::secret(b"", Algorithm::Hs256).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::KeyInvalid(KeyProblem::SecretEmpty)));
    let error = Key::secret(&[7; 32], Algorithm::Es256).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::KeyInvalid(KeyProblem::WrongKind { .. })));
}

#[test]
fn what_is_public() {
    let base64 = |bytes: &[u8]| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes).into_bytes();
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>().into_bytes();
    let utf16 = |bytes: &[u8]| bytes.iter().flat_map(|byte| [*byte, 0]).collect::<Vec<u8>>();
    let der = |start: &[u8], length: usize| [start, &vec![7; length]].concat();
    let mut public = vec![
        PEM.to_vec(),
        base64(PEM),
        hex(PEM),
        hex(PEM).to_ascii_lowercase(),
        utf16(PEM),
        der(b"\x30\x59\x30\x13\x06\x07", 85),
        der(b"\x30\x82\x01\x00", 256),
        der(b"\x30\x2a\x30\x05\x06\x03", 38),
        der(b"\x30\x2e\x02\x01\x00", 43),
        der(b"\x30\x81\x87\x02\x01\x00", 132),
        der(b"\x30\x81\x87\x30\x01", 133),
        b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 me@example.org".to_vec(),
        br#"{"kty":"RSA","n":"AAAAAAAAAAAAAAAAAAAAAA","e":"AQAB"}"#.to_vec(),
        base64(br#"{"alg":"HS256","typ":"JWT"}"#),
        base64(&der(b"\x30\x03\x02\x03\x01\x00\x01", 0)),
    ];
    for length in 60..63 {
        public.push(base64(&[vec![7; length], b"\x02\x03\x01\x00\x01".to_vec()].concat()));
    }
    for secret in public {
        let error = Key::secret(&secret, Algorithm::Hs256).expect_err(&String::from_utf8_lossy(&secret));
        assert!(
            matches!(error.kind(), ErrorKind::KeyInvalid(KeyProblem::PublicSecret { .. })),
            "{}: {:?}",
            String::from_utf8_lossy(&secret),
            error.kind()
        );
    }
    for secret in ["é% %3D&#x41;&quot;".repeat(4), "%41\\u0041\\x41".repeat(4), "=".repeat(40)] {
        assert!(Key::secret(secret.as_bytes(), Algorithm::Hs256).is_ok());
    }
}
