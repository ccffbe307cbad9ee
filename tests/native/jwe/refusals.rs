//! Everything that is refused, with its code and reason.

use jwt_wasm::{
    ContentEncryption, EncryptOptions, EncryptionKey, EncryptionKeySet, KeyManagement, decrypt_jwe, encrypt_jwe,
};

use super::{LIMIT, decode, ec_pair, encode, opened, pair, refusal};

fn key() -> EncryptionKey {
    EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm]).unwrap()
}

fn told(token: &str) -> String {
    refusal(&opened(token, &key()).unwrap_err())
}

/// A token with this header, whose other parts have the right lengths.
fn with_header(header: &str) -> String {
    format!("{}..{}.AAAA.{}", encode(header.as_bytes()), encode(&[0; 12]), encode(&[0; 16]))
}

#[test]
fn a_token_has_five_parts() {
    let token = encrypt_jwe(b"content", &key(), &EncryptOptions::new()).unwrap();
    let error = decrypt_jwe("eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.AAAA", key(), LIMIT).unwrap_err();
    assert_eq!(refusal(&error), "not_encrypted");
    assert!(error.to_string().contains("verify reads it"), "{error}");
    for text in ["", ".", "a", "a.b", "a.b.c.d", &format!("{token}."), &format!("{token}.a"), &format!(".{token}")] {
        assert_eq!(told(text), "malformed segments", "{text}");
    }
    for around in [" TOKEN", "TOKEN\n", "Bearer TOKEN", "\"TOKEN\"", "{\"a\":\"TOKEN\"}", "session=TOKEN"] {
        let error = opened(&around.replace("TOKEN", &token), &key()).unwrap_err();
        assert_eq!((refusal(&error).as_str(), error.part()), ("malformed segments", Some("token")), "{around}");
        assert!(error.to_string().starts_with("the token is malformed: it "), "{error}");
    }
    for length in [LIMIT + 1, 1_000_000] {
        let error = decrypt_jwe(&"a".repeat(length), key(), LIMIT).unwrap_err();
        assert_eq!(refusal(&error), "too_large");
    }
}

/// RFC 7516 §7.2: the JSON serialization, general and flattened, is not read.
#[test]
fn a_token_is_compact() {
    let token = encrypt_jwe(b"content", &key(), &EncryptOptions::new()).unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let [header, _, iv, ciphertext, tag] = parts[..] else { panic!("{token}") };
    let rest = format!(r#""protected":"{header}","iv":"{iv}","ciphertext":"{ciphertext}","tag":"{tag}"}}"#);
    for json in [
        format!("{{{rest}"),
        format!(r#"{{"recipients":[{{"header":{{"alg":"dir"}}}}],{rest}"#),
        token.replace('.', ","),
    ] {
        assert_eq!(told(&json), "malformed segments", "{json}");
    }
}

/// RFC 7518 §4.6.1.2: `apu` and `apv` have any length. Their cost is linear, and the token's limit bounds it.
#[test]
fn agreement_info_is_bounded_by_the_token() {
    let [encrypting, decrypting] = ec_pair("P-256", KeyManagement::EcdhEs, ContentEncryption::A256Gcm);
    let options = EncryptOptions::new().agreement_info(vec![1; 10_000], vec![2; 10_000]);
    let token = encrypt_jwe(b"content", &encrypting, &options).unwrap();
    assert_eq!(refusal(&decrypt_jwe(&token, &decrypting, LIMIT).unwrap_err()), "too_large");
    assert_eq!(decrypt_jwe(&token, &decrypting, 1_000_000).unwrap().plaintext(), b"content");
    let parts: Vec<&str> = token.split('.').collect();
    let header = String::from_utf8(decode(parts[0])).unwrap().replace(&encode(&[1; 10_000]), &encode(&[3; 10_000]));
    let token = [encode(header.as_bytes()).as_str(), "", parts[2], parts[3], parts[4]].join(".");
    assert_eq!(refusal(&decrypt_jwe(&token, &decrypting, 1_000_000).unwrap_err()), "decryption_failed");
}

#[test]
fn each_part_has_its_form() {
    let token = encrypt_jwe(&[3; 5], &key(), &EncryptOptions::new()).unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let with = |place: usize, part: &str| {
        let mut parts = parts.clone();
        parts[place] = part;
        let error = opened(&parts.join("."), &key()).unwrap_err();
        format!("{} {}", refusal(&error), error.part().unwrap_or("-"))
    };
    for (place, name) in ["header", "encrypted_key", "iv", "ciphertext", "tag"].into_iter().enumerate() {
        for wrong in ["*", "A", "AB", "A/A", "A+A", "AAAA=", "AA=="] {
            assert_eq!(with(place, wrong), format!("malformed base64url {name}"), "{wrong}");
        }
    }
    assert_eq!(with(0, ""), "malformed json header");
    assert_eq!(with(1, &encode(&[0; 40])), "malformed not_empty encrypted_key");
    for length in [0, 1, 11, 13, 16] {
        assert_eq!(with(2, &encode(&vec![0; length])), "malformed length iv");
    }
    for length in [0, 1, 15, 17, 32] {
        assert_eq!(with(4, &encode(&vec![0; length])), "malformed length tag");
    }
    assert_eq!(with(3, ""), "decryption_failed -");
}

#[test]
fn the_header_asks_for_nothing_that_is_not_understood() {
    for (header, expected) in [
        (r#"{"alg":"RSA1_5","enc":"A256GCM"}"#, "algorithm_not_allowed rsa1_5"),
        (
            r#"{"alg":"PBES2-HS256+A128KW","enc":"A256GCM","p2c":1000000000,"p2s":"AAAA"}"#,
            "algorithm_not_allowed pbes2",
        ),
        (r#"{"alg":"none","enc":"A256GCM"}"#, "algorithm_not_allowed none"),
        (r#"{"alg":"HS256","enc":"A256GCM"}"#, "algorithm_not_allowed unknown_alg"),
        (r#"{"alg":"DIR","enc":"A256GCM"}"#, "algorithm_not_allowed unknown_alg"),
        (r#"{"enc":"A256GCM"}"#, "algorithm_not_allowed unknown_alg"),
        (r#"{"alg":["dir"],"enc":"A256GCM"}"#, "algorithm_not_allowed unknown_alg"),
        (r#"{"alg":"dir"}"#, "algorithm_not_allowed unknown_enc"),
        (r#"{"alg":"dir","enc":"none"}"#, "algorithm_not_allowed unknown_enc"),
        (r#"{"alg":"dir","enc":"C20P"}"#, "algorithm_not_allowed unknown_enc"),
        (r#"{"alg":"A256KW","enc":"A256GCM"}"#, "algorithm_not_allowed alg"),
        (r#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#, "algorithm_not_allowed alg"),
        (r#"{"alg":"dir","enc":"A128GCM"}"#, "algorithm_not_allowed enc"),
        (r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#, "header_rejected zip"),
        (r#"{"alg":"dir","enc":"A256GCM","zip":null}"#, "header_rejected zip"),
        (r#"{"alg":"dir","enc":"A256GCM","crit":["exp"]}"#, "header_rejected crit"),
        (r#"{"alg":"dir","enc":"A256GCM","crit":[]}"#, "header_rejected crit"),
        (r#"{"alg":"dir","enc":"A256GCM","kid":1}"#, "header_rejected kid"),
        (r#"{"alg":"dir","enc":"A256GCM","typ":1}"#, "header_rejected typ"),
        (r#"{"alg":"dir","enc":"A256GCM","cty":1}"#, "header_rejected cty"),
        (r#"{"alg":"dir","enc":"A256GCM","alg":"dir"}"#, "malformed duplicate_name"),
        (r#"["dir"]"#, "malformed not_object"),
        ("", "malformed json"),
    ] {
        assert_eq!(told(&with_header(header)), expected, "{header}");
    }
}

/// RFC 7518 §4.6.1.1: `epk` is a public key on the recipient's curve.
#[test]
fn an_ephemeral_key_is_on_the_curve() {
    let [_, private] = ec_pair("P-256", KeyManagement::EcdhEs, ContentEncryption::A256Gcm);
    let told = |members: &str| {
        let error = opened(&with_header(&format!(r#"{{"alg":"ECDH-ES","enc":"A256GCM"{members}}}"#)), &private);
        refusal(&error.unwrap_err())
    };
    let (x, y) = ("weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ", "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck");
    let zero = encode(&[0; 32]);
    for epk in [
        String::new(),
        r#","epk":null"#.into(),
        r#","epk":"x""#.into(),
        r#","epk":{}"#.into(),
        format!(r#","epk":{{"kty":"EC","crv":"P-256","x":"{x}"}}"#),
        format!(r#","epk":{{"kty":"EC","crv":"P-256","x":"{x}","y":"{x}"}}"#),
        format!(r#","epk":{{"kty":"EC","crv":"P-256","x":"{zero}","y":"{zero}"}}"#),
        format!(r#","epk":{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}=="}}"#),
        format!(r#","epk":{{"kty":"EC","crv":"P-256","x":"{x}A","y":"{y}"}}"#),
        format!(r#","epk":{{"kty":"EC","crv":"P-384","x":"{x}","y":"{y}"}}"#),
        format!(r#","epk":{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}","d":"AAAA"}}"#),
        format!(r#","epk":{{"kty":"OKP","crv":"X25519","x":"{x}"}}"#),
        format!(r#","epk":{{"kty":"EC","crv":"secp256k1","x":"{x}","y":"{y}"}}"#),
    ] {
        assert_eq!(told(&epk), "header_rejected epk", "{epk}");
    }
    let epk = format!(r#","epk":{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#);
    assert_eq!(told(&epk), "decryption_failed");
    for (members, expected) in [
        (r#","apu":1"#, "header_rejected apu"),
        (r#","apu":"AAAA=""#, "header_rejected apu"),
        (r#","apv":"+""#, "header_rejected apv"),
    ] {
        assert_eq!(told(&format!("{epk}{members}")), expected, "{members}");
    }
    // RFC 7748 §6.1: points of small order give a shared secret of zeros.
    let [_, private] = ec_pair("X25519", KeyManagement::EcdhEs, ContentEncryption::A256Gcm);
    for x in [[0; 32], core::array::from_fn(|place| u8::from(place == 0))] {
        let header =
            format!(r#"{{"alg":"ECDH-ES","enc":"A256GCM","epk":{{"kty":"OKP","crv":"X25519","x":"{}"}}}}"#, encode(&x));
        assert_eq!(refusal(&opened(&with_header(&header), &private).unwrap_err()), "header_rejected epk");
    }
}

#[test]
fn the_iv_and_the_tag_of_a_key_have_their_lengths() {
    let [key, _] = pair(KeyManagement::A256GcmKw, ContentEncryption::A256Gcm).unwrap();
    let (iv, tag) = (encode(&[0; 12]), encode(&[0; 16]));
    for (members, expected) in [
        (String::new(), "header_rejected iv"),
        (format!(r#","iv":"{iv}""#), "header_rejected tag"),
        (format!(r#","iv":"{tag}","tag":"{tag}""#), "header_rejected iv"),
        (format!(r#","iv":"{iv}","tag":"{iv}""#), "header_rejected tag"),
        (format!(r#","iv":"{iv}=","tag":"{tag}""#), "header_rejected iv"),
        (format!(r#","iv":1,"tag":"{tag}""#), "header_rejected iv"),
        (format!(r#","iv":"{iv}","tag":"{tag}""#), "decryption_failed"),
    ] {
        let token = with_header(&format!(r#"{{"alg":"A256GCMKW","enc":"A256GCM"{members}}}"#));
        for token in [token.clone(), token.replacen("..", &format!(".{}.", encode(&[0; 32])), 1)] {
            assert_eq!(refusal(&opened(&token, &key).unwrap_err()), expected, "{members}");
        }
    }
}

/// One error for a wrong key, tag, padding and wrapped key, whatever their lengths.
#[test]
fn a_wrapped_key_that_is_wrong_is_as_a_wrong_tag() {
    for alg in ["A128KW", "A192KW", "A256KW", "ECDH-ES+A128KW", "A128GCMKW"] {
        let alg = KeyManagement::from_name(alg).unwrap();
        for &enc in ContentEncryption::ALL {
            // Agreements take most of the time.
            if alg == KeyManagement::EcdhEsA128Kw && enc != ContentEncryption::A128Gcm {
                continue;
            }
            let [encrypting, decrypting] = pair(alg, enc).unwrap();
            let token = encrypt_jwe(b"content", &encrypting, &EncryptOptions::new()).unwrap();
            let parts: Vec<&str> = token.split('.').collect();
            for length in [0, 1, 7, 8, 9, 15, 16, 24, 32, 39, 40, 41, 48, 64, 72, 80, 1000] {
                let wrapped = encode(&vec![5; length]);
                let token = [parts[0], &wrapped, parts[2], parts[3], parts[4]].join(".");
                let error = opened(&token, &decrypting).unwrap_err();
                assert_eq!(refusal(&error), "decryption_failed", "{alg} {enc} {length}");
                assert_eq!(
                    error.to_string(),
                    "the token cannot be decrypted: it is for another key, or it was changed"
                );
            }
        }
    }
}

#[test]
fn a_set_chooses_by_kid() {
    let key = |byte: u8, kid: &str| {
        EncryptionKey::secret(&[byte; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm]).unwrap().with_kid(kid)
    };
    let token = |key: &EncryptionKey| encrypt_jwe(b"content", key, &EncryptOptions::new()).unwrap();
    let set = EncryptionKeySet::new(vec![key(1, "a"), key(2, "b")]);
    assert_eq!(decrypt_jwe(&token(&key(2, "b")), &set, LIMIT).unwrap().key_index(), 1);
    for (made, expected) in [
        (token(&key(2, "a")), "decryption_failed"),
        (token(&key(2, "c")), "key_not_found"),
        (token(&super::refusals::key()), "key_ambiguous"),
        (
            with_header(r#"{"alg":"dir","enc":"A256CBC-HS512","kid":"a"}"#)
                .replace(&encode(&[0; 12]), &encode(&[0; 16])),
            "malformed length",
        ),
        (with_header(r#"{"alg":"A256KW","enc":"A256GCM","kid":"a"}"#), "algorithm_not_allowed alg"),
        (with_header(r#"{"alg":"A256KW","enc":"A256GCM"}"#), "key_not_found"),
    ] {
        assert_eq!(refusal(&decrypt_jwe(&made, &set, LIMIT).unwrap_err()), expected);
    }
    let jwks = r#"{"keys":[{"kty":"oct","alg":"HS256","k":"AAAA"},
        {"kty":"oct","alg":"A128KW","kid":"w","k":"GawgguFyGrWKav7AX4VKUg"}]}"#;
    let set = EncryptionKeySet::from_jwks(jwks, &[ContentEncryption::A128CbcHs256]).unwrap();
    assert_eq!((set.len(), set.get(0).unwrap().kid()), (1, Some("w")));
}
