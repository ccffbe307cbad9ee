//! Keys and tokens, good and bad, made by aws-lc-rs.

use crate::Result;
use crate::claims::{LIFETIME, Whole};
use aws_lc_rs::encoding::{AsBigEndian, AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RsaKeyPair};
use jwt_wasm::{Algorithm, SignOptions, SigningInput, Timestamp};
use serde::{Deserialize, Serialize};
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Alg {
    Hs256,
    Rs256,
    Ps256,
    Es256,
    Es384,
    EdDsa,
}

impl Alg {
    pub(crate) const ALL: [Self; 6] = [Self::Hs256, Self::Rs256, Self::Ps256, Self::Es256, Self::Es384, Self::EdDsa];

    pub(crate) const fn name(self) -> &'static str {
        self.ours().name()
    }

    pub(crate) const fn ours(self) -> Algorithm {
        match self {
            Self::Hs256 => Algorithm::Hs256,
            Self::Rs256 => Algorithm::Rs256,
            Self::Ps256 => Algorithm::Ps256,
            Self::Es256 => Algorithm::Es256,
            Self::Es384 => Algorithm::Es384,
            Self::EdDsa => Algorithm::EdDsa,
        }
    }
}

/// In every form that a library may want.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Keys {
    /// The secret of HS256, the number d of ECDSA, the seed of Ed25519.
    pub(crate) secret: Vec<u8>,
    /// PKCS#8.
    pub(crate) private_der: Vec<u8>,
    /// SPKI.
    pub(crate) public_der: Vec<u8>,
    /// The point, uncompressed, or the 32 bytes of Ed25519.
    pub(crate) point: Vec<u8>,
}

impl Keys {
    pub(crate) fn private_pem(&self) -> String {
        pem("PRIVATE KEY", &self.private_der)
    }

    pub(crate) fn public_pem(&self) -> String {
        pem("PUBLIC KEY", &self.public_der)
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut letters = String::new();
    for part in der.chunks(3) {
        let number = part.iter().chain(&[0, 0]).take(3).fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
        for place in 0..4 {
            let letter = ALPHABET[number >> (18 - 6 * place) & 63] as char;
            letters.push(if place <= part.len() { letter } else { '=' });
        }
    }
    let lines: Vec<&str> = letters.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap_or_default()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// What every candidate gets for one algorithm.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Corpus {
    pub(crate) alg: Alg,
    pub(crate) keys: Keys,
    /// The claim `tenant` of each is its place.
    pub(crate) tokens: Vec<String>,
    /// Each with what is wrong.
    pub(crate) bad: Vec<(String, String)>,
}

const TOKENS: u64 = 16;

impl Corpus {
    pub(crate) fn new(alg: Alg) -> Result<Self> {
        let (keys, sign) = pair(alg)?;
        let (_, other_sign) = pair(alg)?;
        let now = now();
        let claims = |tenant| Whole::new(now, now + LIFETIME, tenant);
        let tokens: Vec<String> = (0..TOKENS).map(|n| token(alg, &claims(n), &sign)).collect::<Result<_>>()?;
        let expired = Whole::new(now - 3 * LIFETIME, now - 2 * LIFETIME, 0);
        let stranger = "https://other.example".to_owned();
        let bad = [
            ("a changed signature", changed(&tokens[0], 2)?),
            ("a changed payload", changed(&tokens[0], 1)?),
            ("a token of another key", token(alg, &claims(0), &other_sign)?),
            ("an expired token", token(alg, &expired, &sign)?),
            ("another issuer", token(alg, &Whole { iss: stranger.clone(), ..claims(0) }, &sign)?),
            ("another audience", token(alg, &Whole { aud: stranger, ..claims(0) }, &sign)?),
        ];
        let bad = bad.map(|(what, token)| (what.to_owned(), token)).into();
        Ok(Self { alg, keys, tokens, bad })
    }
}

/// Seconds since 1970-01-01T00:00:00Z.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default()
}

fn token(alg: Alg, claims: &Whole, sign: &Sign) -> Result<String> {
    let text = serde_json::to_string(claims)?;
    let input = SigningInput::new(text.as_str(), alg.ours(), &SignOptions::new(), Timestamp::now())?;
    let signature = sign(input.as_bytes())?;
    Ok(input.finish(signature)?)
}

/// A token with another letter in the middle of a segment.
fn changed(token: &str, segment: usize) -> Result<String> {
    let mut segments: Vec<String> = token.split('.').map(str::to_owned).collect();
    let text = segments.get_mut(segment).ok_or("a token has three segments")?;
    let middle = text.len() / 2;
    let other = if text.get(middle..=middle) == Some("A") { "B" } else { "A" };
    text.replace_range(middle..=middle, other);
    Ok(segments.join("."))
}

pub(crate) type Sign = Box<dyn Fn(&[u8]) -> Result<Vec<u8>>>;

fn pair(alg: Alg) -> Result<(Keys, Sign)> {
    match alg {
        Alg::Hs256 => {
            let mut secret = vec![0; 32];
            aws_lc_rs::rand::fill(&mut secret)?;
            let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
            let sign = move |input: &[u8]| Ok(hmac::sign(&key, input).as_ref().to_vec());
            Ok((Keys { secret, ..Keys::default() }, Box::new(sign)))
        }
        Alg::Rs256 | Alg::Ps256 => {
            let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
            let private: Pkcs8V1Der<'_> = pair.as_der()?;
            let public: PublicKeyX509Der<'_> = pair.public_key().as_der()?;
            let (private_der, public_der) = (private.as_ref().to_vec(), public.as_ref().to_vec());
            let keys = Keys { private_der, public_der, ..Keys::default() };
            let sign = rsa_signer(alg, &keys)?;
            Ok((keys, sign))
        }
        Alg::Es256 => ecdsa(&signature::ECDSA_P256_SHA256_FIXED_SIGNING),
        Alg::Es384 => ecdsa(&signature::ECDSA_P384_SHA384_FIXED_SIGNING),
        Alg::EdDsa => {
            let pair = Ed25519KeyPair::generate()?;
            let public: PublicKeyX509Der<'_> = pair.public_key().as_der()?;
            let keys = Keys {
                secret: pair.seed()?.as_be_bytes()?.as_ref().to_vec(),
                private_der: pair.to_pkcs8v1()?.as_ref().to_vec(),
                public_der: public.as_ref().to_vec(),
                point: pair.public_key().as_ref().to_vec(),
            };
            Ok((keys, Box::new(move |input| Ok(pair.sign(input).as_ref().to_vec()))))
        }
    }
}

fn ecdsa(of: &'static signature::EcdsaSigningAlgorithm) -> Result<(Keys, Sign)> {
    let pair = EcdsaKeyPair::generate(of)?;
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der()?;
    let keys = Keys {
        secret: pair.private_key().as_be_bytes()?.as_ref().to_vec(),
        private_der: pair.to_pkcs8v1()?.as_ref().to_vec(),
        public_der: public.as_ref().to_vec(),
        point: pair.public_key().as_ref().to_vec(),
    };
    Ok((keys, Box::new(move |input| Ok(pair.sign(&SystemRandom::new(), input)?.as_ref().to_vec()))))
}

/// Signs with RSA, which jwt-wasm does not.
pub(crate) fn rsa_signer(alg: Alg, keys: &Keys) -> Result<Sign> {
    let pair = RsaKeyPair::from_pkcs8(&keys.private_der)?;
    let padding: &dyn signature::RsaEncoding =
        if alg == Alg::Rs256 { &signature::RSA_PKCS1_SHA256 } else { &signature::RSA_PSS_SHA256 };
    let random = SystemRandom::new();
    Ok(Box::new(move |input| {
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(padding, &random, input, &mut signature)?;
        Ok(signature)
    }))
}
