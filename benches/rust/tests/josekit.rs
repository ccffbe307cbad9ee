//! Encrypted tokens of josekit decrypt here, and those that are made here decrypt there, with each `alg` and `enc` that both have.
//! josekit computes in OpenSSL. Of RSA the crate leaves the operation to its caller, so aws-lc-rs computes it.

use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OAEP_SHA384_MGF1SHA384, OAEP_SHA512_MGF1SHA512, OaepAlgorithm,
    OaepPrivateDecryptingKey, OaepPublicEncryptingKey, PrivateDecryptingKey, PublicEncryptingKey,
};
use josekit::jwe::alg::aesgcmkw::AesgcmkwJweAlgorithm as GcmKw;
use josekit::jwe::alg::aeskw::AeskwJweAlgorithm as Kw;
use josekit::jwe::alg::direct::DirectJweAlgorithm;
use josekit::jwe::alg::ecdh_es::EcdhEsJweAlgorithm as Agreement;
use josekit::jwe::alg::rsaes::RsaesJweAlgorithm as Rsa;
use josekit::jwe::{self, JweDecrypter, JweEncrypter, JweHeader};
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use josekit::jwk::alg::ecx::EcxCurve;
use jwt_wasm::{
    Code, ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, PrivateOperation, PublicOperation,
    decrypt_jwe, encrypt_jwe, prepare_decryption, prepare_encryption,
};
use std::error::Error;

type Result<T> = std::result::Result<T, Box<dyn Error>>;
/// Not a whole number of blocks.
const CONTENT: &[u8] = br#"{"sub":"user-42","aud":"api"}"#;
const LIMIT: usize = 16 * 1024;

#[test]
fn secrets() -> Result<()> {
    let mut counted = 0;
    for enc in ContentEncryption::ALL.iter().copied() {
        for alg in KeyManagement::ALL.iter().copied() {
            let Some(size) = secret_size(alg, enc) else { continue };
            let secret: Vec<u8> = (1..).take(size).collect();
            let (encrypter, decrypter) = of_secret(alg, &secret)?;
            let ours = EncryptionKey::secret(&secret, alg, &[enc])?;

            let token = theirs(&*encrypter, enc)?;
            assert_eq!(decrypt_jwe(&token, &ours, LIMIT)?.plaintext(), CONTENT, "{alg} {enc}, made by josekit");
            let token = encrypt_jwe(CONTENT, &ours, &EncryptOptions::new())?;
            assert_eq!(jwe::deserialize_compact(&token, &*decrypter)?.0, CONTENT, "{alg} {enc}, made here");
            counted += 1;
        }
    }
    assert_eq!(counted, 7 * 6);
    Ok(())
}

#[test]
fn agreements() -> Result<()> {
    let mut counted = 0;
    for (alg, josekits) in [
        (KeyManagement::EcdhEs, Agreement::EcdhEs),
        (KeyManagement::EcdhEsA128Kw, Agreement::EcdhEsA128kw),
        (KeyManagement::EcdhEsA192Kw, Agreement::EcdhEsA192kw),
        (KeyManagement::EcdhEsA256Kw, Agreement::EcdhEsA256kw),
    ] {
        let mut pairs = Vec::new();
        for curve in [EcCurve::P256, EcCurve::P384, EcCurve::P521] {
            let pair = josekits.generate_ec_key_pair(curve)?;
            pairs.push((pair.to_jwk_public_key(), pair.to_jwk_key_pair()));
        }
        let pair = josekits.generate_ecx_key_pair(EcxCurve::X25519)?;
        pairs.push((pair.to_jwk_public_key(), pair.to_jwk_key_pair()));
        for (public, private) in &pairs {
            let (encrypter, decrypter) = (josekits.encrypter_from_jwk(public)?, josekits.decrypter_from_jwk(private)?);
            for enc in ContentEncryption::ALL.iter().copied() {
                let what = format!("{alg} {enc} {}", public.curve().unwrap_or_default());
                let [public, private] = [public, private].map(|jwk| our_key(jwk, alg, enc));

                let token = theirs(&encrypter, enc)?;
                assert_eq!(decrypt_jwe(&token, &private?, LIMIT)?.plaintext(), CONTENT, "{what}, made by josekit");
                let options = EncryptOptions::new().agreement_info("Alice", "Bob");
                let token = encrypt_jwe(CONTENT, &public?, &options)?;
                assert_eq!(jwe::deserialize_compact(&token, &decrypter)?.0, CONTENT, "{what}, made here");
                counted += 1;
            }
        }
    }
    assert_eq!(counted, 4 * 4 * 6);
    Ok(())
}

#[test]
fn rsa() -> Result<()> {
    let pair = Rsa::RsaOaep256.generate_key_pair(2048)?;
    let private = PrivateDecryptingKey::from_pkcs8(&pair.to_der_private_key())?;
    let public = OaepPublicEncryptingKey::new(PublicEncryptingKey::from_der(&pair.to_der_public_key())?)?;
    let private = OaepPrivateDecryptingKey::new(private)?;
    let mut counted = 0;
    for (alg, josekits, padding) in [
        (KeyManagement::RsaOaep, Rsa::RsaOaep, &OAEP_SHA1_MGF1SHA1),
        (KeyManagement::RsaOaep256, Rsa::RsaOaep256, &OAEP_SHA256_MGF1SHA256),
        (KeyManagement::RsaOaep384, Rsa::RsaOaep384, &OAEP_SHA384_MGF1SHA384),
        (KeyManagement::RsaOaep512, Rsa::RsaOaep512, &OAEP_SHA512_MGF1SHA512),
    ] {
        let encrypter = josekits.encrypter_from_der(pair.to_der_public_key())?;
        let decrypter = josekits.decrypter_from_der(pair.to_der_private_key())?;
        for enc in ContentEncryption::ALL.iter().copied() {
            let jwks = [pair.to_jwk_public_key(), pair.to_jwk_key_pair()];
            let [our_public, our_private] = jwks.each_ref().map(|jwk| our_key(jwk, alg, enc));

            let token = theirs(&encrypter, enc)?;
            let content = opened(&token, &our_private?, &private, padding)?;
            assert_eq!(content, CONTENT, "{alg} {enc}, made by josekit");
            counted += 1;
            if alg == KeyManagement::RsaOaep {
                // Read only, because it uses SHA-1.
                let refused = prepare_encryption(CONTENT, &our_public?, &EncryptOptions::new()).unwrap_err();
                assert_eq!(refused.code(), Code::AlgorithmNotAllowed);
                continue;
            }
            let token = sealed(&our_public?, &public, padding)?;
            assert_eq!(jwe::deserialize_compact(&token, &decrypter)?.0, CONTENT, "{alg} {enc}, made here");
        }
    }
    assert_eq!(counted, 4 * 6);
    Ok(())
}

/// What josekit has and this crate refuses is refused by name.
#[test]
fn refusals() -> Result<()> {
    let pair = Rsa::RsaOaep256.generate_key_pair(2048)?;
    let key = our_key(&pair.to_jwk_key_pair(), KeyManagement::RsaOaep256, ContentEncryption::A128Gcm)?;
    #[expect(deprecated, reason = "it is what is refused")]
    let encrypter = Rsa::Rsa1_5.encrypter_from_der(pair.to_der_public_key())?;
    let refused = decrypt_jwe(&theirs(&encrypter, ContentEncryption::A128Gcm)?, &key, LIMIT).unwrap_err();
    assert_eq!((refused.code(), refused.reason()), (Code::AlgorithmNotAllowed, Some("rsa1_5")));

    let secret = [7; 16];
    let key = EncryptionKey::secret(&secret, KeyManagement::Dir, &[ContentEncryption::A128Gcm])?;
    let encrypter = DirectJweAlgorithm::Dir.encrypter_from_bytes(secret)?;
    let mut header = JweHeader::new();
    header.set_content_encryption("A128GCM");
    header.set_compression("DEF");
    let refused = decrypt_jwe(&jwe::serialize_compact(CONTENT, &header, &encrypter)?, &key, LIMIT).unwrap_err();
    assert_eq!((refused.code(), refused.reason()), (Code::HeaderRejected, Some("zip")));
    Ok(())
}

/// A token of josekit's.
fn theirs(encrypter: &dyn JweEncrypter, enc: ContentEncryption) -> Result<String> {
    let mut header = JweHeader::new();
    header.set_content_encryption(enc.name());
    Ok(jwe::serialize_compact(CONTENT, &header, encrypter)?)
}

fn our_key(jwk: &Jwk, alg: KeyManagement, enc: ContentEncryption) -> Result<EncryptionKey> {
    let mut jwk = jwk.clone();
    // josekit writes the `alg` that it made the key for.
    jwk.set_algorithm(alg.name());
    Ok(EncryptionKey::from_jwk(&jwk.to_string(), Some(alg), &[enc])?)
}

/// `None` for an algorithm that has no shared secret.
fn secret_size(alg: KeyManagement, enc: ContentEncryption) -> Option<usize> {
    match alg {
        KeyManagement::Dir => Some(enc.key_size()),
        KeyManagement::A128Kw | KeyManagement::A128GcmKw => Some(16),
        KeyManagement::A192Kw | KeyManagement::A192GcmKw => Some(24),
        KeyManagement::A256Kw | KeyManagement::A256GcmKw => Some(32),
        _ => None,
    }
}

fn of_secret(alg: KeyManagement, secret: &[u8]) -> Result<(Box<dyn JweEncrypter>, Box<dyn JweDecrypter>)> {
    let wrapping = |kw: Kw| -> Result<(Box<dyn JweEncrypter>, Box<dyn JweDecrypter>)> {
        Ok((Box::new(kw.encrypter_from_bytes(secret)?), Box::new(kw.decrypter_from_bytes(secret)?)))
    };
    let by_gcm = |kw: GcmKw| -> Result<(Box<dyn JweEncrypter>, Box<dyn JweDecrypter>)> {
        Ok((Box::new(kw.encrypter_from_bytes(secret)?), Box::new(kw.decrypter_from_bytes(secret)?)))
    };
    match alg {
        KeyManagement::Dir => {
            let dir = DirectJweAlgorithm::Dir;
            Ok((Box::new(dir.encrypter_from_bytes(secret)?), Box::new(dir.decrypter_from_bytes(secret)?)))
        }
        KeyManagement::A128Kw => wrapping(Kw::A128kw),
        KeyManagement::A192Kw => wrapping(Kw::A192kw),
        KeyManagement::A256Kw => wrapping(Kw::A256kw),
        KeyManagement::A128GcmKw => by_gcm(GcmKw::A128gcmkw),
        KeyManagement::A192GcmKw => by_gcm(GcmKw::A192gcmkw),
        KeyManagement::A256GcmKw => by_gcm(GcmKw::A256gcmkw),
        _ => Err(format!("{alg} has no shared secret").into()),
    }
}

fn opened(
    token: &str,
    key: &EncryptionKey,
    private: &OaepPrivateDecryptingKey,
    padding: &'static OaepAlgorithm,
) -> Result<Vec<u8>> {
    let prepared = prepare_decryption(token.as_bytes(), key, LIMIT)?;
    let Some(PrivateOperation::Decrypt(encrypted)) = prepared.needs() else { return Err("no RSA is needed".into()) };
    let mut buffer = vec![0; private.min_output_size()];
    let content_key = private.decrypt(padding, encrypted, &mut buffer, None)?.to_vec();
    Ok(prepared.accept(Some(&content_key), &[0; 64])?.plaintext().to_vec())
}

fn sealed(key: &EncryptionKey, public: &OaepPublicEncryptingKey, padding: &'static OaepAlgorithm) -> Result<String> {
    let prepared = prepare_encryption(CONTENT, key, &EncryptOptions::new())?;
    let Some(PublicOperation::Encrypt(content_key)) = prepared.needs() else { return Err("no RSA is needed".into()) };
    let mut buffer = vec![0; public.ciphertext_size()];
    let encrypted = public.encrypt(padding, content_key, &mut buffer, None)?.to_vec();
    Ok(prepared.accept(None, &encrypted)?)
}
