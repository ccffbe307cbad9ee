//! The encryption of the content: AES-GCM, and AES-CBC with HMAC (RFC 7518 §5.2, §5.3). The ciphers are RustCrypto's.

use alloc::vec::Vec;

use aes_gcm::AesGcm;
use aes_gcm::aead::AeadInOut;
use aes_gcm::aead::consts::U12;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, InnerIvInit};
use ctutils::CtEq as _;

use crate::jwe::aes::Aes;
use crate::jwe::algorithm::{Cipher, ContentEncryption};
use crate::jwe::mac::mac;

/// What a token holds of its content.
pub(crate) struct Sealed {
    pub(crate) ciphertext: Vec<u8>,
    pub(crate) tag: Vec<u8>,
}

impl ContentEncryption {
    /// `None` if the tag, the padding or a length is wrong. The tag is compared in constant time and before anything is
    /// decrypted, so that padding is never an oracle.
    pub(crate) fn open(
        self,
        key: &[u8],
        iv: &[u8],
        data: &[u8],
        mut ciphertext: Vec<u8>,
        tag: &[u8],
    ) -> Option<Vec<u8>> {
        match self.cipher() {
            Cipher::Gcm => gcm_open(key, iv, data, &mut ciphertext, tag).then_some(ciphertext),
            Cipher::CbcHmac(hash) => {
                let (mac_key, key) = key.split_at_checked(key.len() / 2)?;
                let mut expected = mac(hash, mac_key, &[data, iv, &ciphertext, &bits(data)]);
                expected.truncate(self.tag_size());
                // In constant time, except for the lengths.
                if !expected.as_slice().ct_eq(tag).to_bool() {
                    return None;
                }
                let length = cbc_open(key, iv, &mut ciphertext)?;
                ciphertext.truncate(length);
                Some(ciphertext)
            }
        }
    }

    /// `None` if a length is wrong.
    pub(crate) fn seal(self, key: &[u8], iv: &[u8], data: &[u8], content: &[u8]) -> Option<Sealed> {
        match self.cipher() {
            Cipher::Gcm => {
                let mut ciphertext = content.to_vec();
                let tag = gcm_seal(key, iv, data, &mut ciphertext)?;
                Some(Sealed { ciphertext, tag: tag.to_vec() })
            }
            Cipher::CbcHmac(hash) => {
                let (mac_key, key) = key.split_at_checked(key.len() / 2)?;
                let ciphertext = cbc_seal(key, iv, content)?;
                let mut tag = mac(hash, mac_key, &[data, iv, &ciphertext, &bits(data)]);
                tag.truncate(self.tag_size());
                Some(Sealed { ciphertext, tag })
            }
        }
    }
}

/// RFC 7518 §5.2.2.1, step 4: AL, the length in bits of the additional data.
fn bits(data: &[u8]) -> [u8; 8] {
    (data.len() as u64).saturating_mul(8).to_be_bytes()
}

pub(crate) fn gcm_open(key: &[u8], iv: &[u8], data: &[u8], content: &mut [u8], tag: &[u8]) -> bool {
    let (Ok(iv), Ok(tag)) = (<&[u8; 12]>::try_from(iv), <&[u8; 16]>::try_from(tag)) else { return false };
    let Some(aes) = Aes::new(key) else { return false };
    AesGcm::<Aes, U12>::from(aes).decrypt_inout_detached(iv.into(), data, content.into(), tag.into()).is_ok()
}

pub(crate) fn gcm_seal(key: &[u8], iv: &[u8], data: &[u8], content: &mut [u8]) -> Option<[u8; 16]> {
    let iv = <&[u8; 12]>::try_from(iv).ok()?;
    let gcm = AesGcm::<Aes, U12>::from(Aes::new(key)?);
    Some(gcm.encrypt_inout_detached(iv.into(), data, content.into()).ok()?.into())
}

/// The length of the content.
fn cbc_open(key: &[u8], iv: &[u8], content: &mut [u8]) -> Option<usize> {
    let cbc = cbc::Decryptor::inner_iv_slice_init(Aes::new(key)?, iv).ok()?;
    Some(cbc.decrypt_padded::<Pkcs7>(content).ok()?.len())
}

fn cbc_seal(key: &[u8], iv: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    const BLOCK: usize = 16;
    // At least one byte of padding, up to the next whole block.
    let padded = content.len().checked_div(BLOCK)?.checked_add(1)?.checked_mul(BLOCK)?;
    let mut buffer = vec![0; padded];
    buffer.get_mut(..content.len())?.copy_from_slice(content);
    let cbc = cbc::Encryptor::inner_iv_slice_init(Aes::new(key)?, iv).ok()?;
    let length = cbc.encrypt_padded::<Pkcs7>(&mut buffer, content.len()).ok()?.len();
    buffer.truncate(length);
    Some(buffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        digits.chunks(2).map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
    }

    /// RFC 7518 appendix B: the plaintext, the additional data and the IV are the same in all three cases.
    #[test]
    fn cbc_with_hmac_is_that_of_rfc_7518() {
        let content =
            hex("41 20 63 69 70 68 65 72 20 73 79 73 74 65 6d 20 6d 75 73 74 20 6e 6f 74 20 62 65 20 72 65 71 75
             69 72 65 64 20 74 6f 20 62 65 20 73 65 63 72 65 74 2c 20 61 6e 64 20 69 74 20 6d 75 73 74 20 62
             65 20 61 62 6c 65 20 74 6f 20 66 61 6c 6c 20 69 6e 74 6f 20 74 68 65 20 68 61 6e 64 73 20 6f 66
             20 74 68 65 20 65 6e 65 6d 79 20 77 69 74 68 6f 75 74 20 69 6e 63 6f 6e 76 65 6e 69 65 6e 63 65");
        let iv = hex("1a f3 8c 2d c2 b9 6f fd d8 66 94 09 23 41 bc 04");
        let data =
            hex("54 68 65 20 73 65 63 6f 6e 64 20 70 72 69 6e 63 69 70 6c 65 20 6f 66 20 41 75 67 75 73 74 65 20
             4b 65 72 63 6b 68 6f 66 66 73");
        for (enc, tag) in [
            (ContentEncryption::A128CbcHs256, "65 2c 3f a3 6b 0a 7c 5b 32 19 fa b3 a3 0b c1 c4"),
            (
                ContentEncryption::A192CbcHs384,
                "84 90 ac 0e 58 94 9b fe 51 87 5d 73 3f 93 ac 20 75 16 80 39 cc c7 33 d7",
            ),
            (
                ContentEncryption::A256CbcHs512,
                "4d d3 b4 c0 88 a7 f4 5c 21 68 39 64 5b 20 12 bf 2e 62 69 a8 c5 6a 81 6d bc 1b 26 77 61 95 5b c5",
            ),
        ] {
            let key: Vec<u8> = (0..64).take(enc.key_size()).collect();
            let sealed = enc.seal(&key, &iv, &data, &content).unwrap();
            assert_eq!(sealed.tag, hex(tag), "{enc}");
            assert_eq!(enc.open(&key, &iv, &data, sealed.ciphertext, &sealed.tag), Some(content.clone()));
        }
    }

    #[test]
    fn what_is_sealed_opens_and_nothing_else_does() {
        for &enc in ContentEncryption::ALL {
            let (key, iv) = (vec![7; enc.key_size()], vec![9; enc.iv_size()]);
            for length in [0, 1, 15, 16, 17, 100] {
                let content = vec![3; length];
                let Sealed { ciphertext, tag } = enc.seal(&key, &iv, b"data", &content).unwrap();
                assert_eq!(tag.len(), enc.tag_size());
                assert_eq!(enc.open(&key, &iv, b"data", ciphertext.clone(), &tag), Some(content), "{enc}");
                assert_eq!(enc.open(&key, &iv, b"datA", ciphertext.clone(), &tag), None);
                assert_eq!(enc.open(&key, &iv, b"data", ciphertext.clone(), &tag[1..]), None);
                assert_eq!(enc.open(&key, &iv, b"data", ciphertext.clone(), &[]), None);
                assert_eq!(enc.open(&key[1..], &iv, b"data", ciphertext.clone(), &tag), None);
                assert_eq!(enc.open(&key, &iv[1..], b"data", ciphertext.clone(), &tag), None);
                assert_eq!(enc.open(&[], &[], b"data", ciphertext, &tag), None);
            }
        }
    }
}
