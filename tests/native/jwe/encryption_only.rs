//! What only the npm package's module of encrypted tokens has: content that the host encrypts and decrypts, and no words for
//! errors that it cannot have.

use jwt_wasm::{
    Algorithm, ContentEncryption, EncryptOptions, EncryptionKey, EncryptionKeySet, Error, ErrorKind, GivenValues,
    KeyKind, KeyManagement, KeyProblem, Malformation, OptionsProblem, Part, dangerous_prepare_encryption_with_values,
    encrypt_jwe, prepare_decryption, prepare_encryption,
};

use super::{LIMIT, decode, encode, opened, refusal};

const GCM: ContentEncryption = ContentEncryption::A256Gcm;

fn secret(alg: KeyManagement, enc: ContentEncryption) -> EncryptionKey {
    let size = if alg == KeyManagement::Dir { enc.key_size() } else { 16 };
    EncryptionKey::secret(&vec![7; size], alg, &[enc]).unwrap()
}

fn values() -> GivenValues {
    let mut values = GivenValues::default();
    values.content_key = vec![1; 32];
    values.iv = vec![2; 12];
    values
}

#[test]
fn only_long_content_of_aes_gcm_is_for_the_host() {
    for (enc, least, expected) in [(GCM, 7, true), (GCM, 8, false), (ContentEncryption::A256CbcHs512, 0, false)] {
        let key = secret(KeyManagement::Dir, enc);
        let open = prepare_encryption(b"content", &key, &EncryptOptions::new()).unwrap().lock_content().unwrap();
        assert_eq!(open.is_for_host(least), expected, "{enc} {least}");
        let token = encrypt_jwe(b"content", &key, &EncryptOptions::new()).unwrap();
        let sealed = prepare_decryption(token.as_bytes(), &key, LIMIT).unwrap().unlock_content(&[]).unwrap();
        // Of the ciphertext, to which CBC adds.
        assert_eq!(sealed.is_for_host(least), expected, "{enc} {least}");
    }
}

#[test]
fn the_host_encrypts_the_content() {
    let key = secret(KeyManagement::A128Kw, GCM);
    let prepared =
        || dangerous_prepare_encryption_with_values(b"content", &key, &EncryptOptions::new(), values()).unwrap();
    let token = prepared().seal().unwrap();
    let [header, _, _, ciphertext, tag] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
    let open = prepared().lock_content().unwrap();
    assert_eq!((open.key(), open.iv_and_data()), (&[1; 32][..], [&[2; 12], header.as_bytes()].concat()));
    assert_eq!(open.sealed_by_host(&decode(ciphertext), &decode(tag)).unwrap(), token);
    for (ciphertext, tag) in
        [(&[3; 6][..], &[4; 16][..]), (&[3; 8], &[4; 16]), (&[3; 7], &[4; 15]), (&[3; 7], &[4; 17])]
    {
        let error = prepared().lock_content().unwrap().sealed_by_host(ciphertext, tag).unwrap_err();
        assert_eq!(refusal(&error), "decryption_failed");
    }
    // After the key, which an engine encrypts.
    let jwk = format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB"}}"#, encode(&[0xff; 256]));
    let rsa = EncryptionKey::from_jwk(&jwk, Some(KeyManagement::RsaOaep256), &[GCM]).unwrap();
    let prepared = prepare_encryption(b"content", &rsa, &EncryptOptions::new()).unwrap();
    let token = prepared.lock_content_with(None, &[9; 256]).unwrap().seal().unwrap();
    assert_eq!(token.split('.').nth(1), Some(encode(&[9; 256]).as_str()));
}

#[test]
fn the_host_decrypts_the_content() {
    let key = secret(KeyManagement::A128Kw, GCM);
    let prepared = dangerous_prepare_encryption_with_values(b"content", &key, &EncryptOptions::new(), values());
    let token = prepared.unwrap().seal().unwrap();
    let [header, wrapped, iv, ciphertext, tag] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
    let unlocked =
        |token: &str| prepare_decryption(token.as_bytes(), &key, LIMIT).unwrap().unlock_content(&[5; 32]).unwrap();
    let mut sealed = unlocked(&token);
    assert_eq!((sealed.key(), sealed.key_index()), (&[1; 32][..], 0));
    let others = [decode(iv), decode(tag), header.as_bytes().to_vec()].concat();
    assert_eq!(sealed.take_parts(), [decode(ciphertext), others]);
    assert!(sealed.opened_by_host(true).unwrap().header().starts_with(r#"{"alg":"A128KW""#));
    assert_eq!(refusal(&unlocked(&token).opened_by_host(false).unwrap_err()), "decryption_failed");
    // A key that only stands in opens nothing, whatever the host says.
    let changed = token.replace(wrapped, &encode(&[6; 40]));
    let sealed = unlocked(&changed);
    assert_eq!(sealed.key(), &[5; 32]);
    assert_eq!(refusal(&sealed.opened_by_host(true).unwrap_err()), "decryption_failed");

    let by_engine = prepare_decryption(token.as_bytes(), &key, LIMIT).unwrap();
    let sealed = by_engine.unlock_content_with(Some(&[1; 32]), &[5; 32]).unwrap();
    assert_eq!(sealed.open().unwrap().plaintext(), b"content");
    // The place of the key in its set.
    let other = EncryptionKey::secret(&[8; 32], KeyManagement::Dir, &[GCM]).unwrap();
    let keys = EncryptionKeySet::new(vec![other.with_kid("a"), secret(KeyManagement::Dir, GCM).with_kid("b")]);
    for (place, header) in [r#"{"kid":"a"}"#, r#"{"kid":"b"}"#].into_iter().enumerate() {
        let options = EncryptOptions::new().header_members(header);
        let token = encrypt_jwe(b"content", keys.get(place).unwrap(), &options).unwrap();
        let sealed = prepare_decryption(token.as_bytes(), &keys, LIMIT).unwrap().unlock_content(&[]).unwrap();
        assert_eq!(sealed.key_index(), place);
    }
    assert_eq!(opened(&token, &key).unwrap(), b"content");
}

/// They are a tenth of the module.
#[test]
fn errors_of_signed_tokens_have_no_words() {
    let key = |problem| Error::from(ErrorKind::KeyInvalid(problem));
    let options = |problem| Error::from(ErrorKind::OptionsInvalid(problem));
    let asked = || vec![Algorithm::Es256];
    for error in [
        key(KeyProblem::PrivateMember { name: "d" }),
        key(KeyProblem::OtherAlgorithm { own: Algorithm::Es384, asked: asked() }),
        key(KeyProblem::WrongKind { found: KeyKind::Rsa, algorithm: Algorithm::Es256 }),
        options(OptionsProblem::Unknown { name: "a".to_owned() }),
        options(OptionsProblem::Value { name: "a".to_owned(), expected: "b", found: "c".to_owned() }),
    ] {
        assert_eq!((error.reason(), error.part(), error.expected(), error.actual()), (None, None, None, None));
        assert!(error.to_string().ends_with([' ', ':']) || error.to_string().is_empty(), "{error}");
    }
    for kind in [ErrorKind::SignatureInvalid, ErrorKind::Encrypted, ErrorKind::ClaimMissing { claim: "a".into() }] {
        assert_eq!(Error::from(kind).to_string(), "");
    }
    let malformed = |reason| Error::from(ErrorKind::Malformed { part: Part::Header, reason, around: None }).to_string();
    assert_eq!(malformed(Malformation::Segments), "the header is malformed: ");
    assert!(malformed(Malformation::Json).len() > "the header is malformed: ".len());
    // A header that is refused is told.
    let error = Error::from(ErrorKind::SignatureInvalid);
    assert_eq!(options(OptionsProblem::Header { error }).reason(), Some("header_refused"));
}
