//! A signed token can be read and verified, has the claims that were asked for, and no other key accepts it. An input chooses a key,
//! claims, options and a time.

use arbitrary::{Arbitrary, Unstructured};
use jwt_wasm::{
    Code, DEFAULT_MAX_TOKEN_LENGTH, DecodeOptions, JwsOptions, Key, SignJwsOptions, SignOptions, decode_unverified,
    sign, sign_jws, verify, verify_jws,
};
use serde_json::{Map, Value};

use crate::oracle;
use crate::pair::{self, Pair};
use crate::scene::{Claims, Demands, Seconds, Span, Word, number};

#[derive(Debug, Arbitrary)]
struct Scene {
    pair: u8,
    now: Seconds,
    options: Options,
    tolerance: Option<Span>,
    claims: Claims,
}

#[derive(Debug, Arbitrary)]
struct Options {
    typ: Option<Word>,
    kid: Option<Word>,
    expires_in: Option<Span>,
    not_before: Option<Span>,
    without_issued_at: bool,
    jwt_id: Option<Word>,
}

/// Signs, reads, verifies, and verifies with another key.
pub fn run(input: &[u8]) {
    let Ok(scene) = Scene::arbitrary_take_rest(Unstructured::new(input)) else { return };
    let now = scene.now.0;
    let number_of_pair = usize::from(scene.pair) % pair::ALL.len();
    let (Pair { algorithm, signer, verifier }, other) =
        (&pair::ALL[number_of_pair], &pair::ALL[number_of_pair ^ 1].verifier);
    let claims = scene.claims.object();
    let text = serde_json::to_string(&claims).expect("a map of claims is JSON");
    let signed = sign(text.as_str(), signer, &scene.options.as_the_core_takes_them(), now);
    let expected = match scene.options.added_to(&claims, now.floor()) {
        _ if !oracle::makes_sense(now, &[scene.options.expires_in, scene.options.not_before]) => {
            Err(Code::OptionsInvalid)
        }
        _ if !oracle::are_signable(&claims) => Err(Code::ClaimInvalid),
        None => Err(Code::OptionsInvalid),
        Some(expected) => Ok(expected),
    };
    let (token, expected) = match (signed, expected) {
        (Ok(token), Ok(expected)) => (token, expected),
        (signed, expected) => {
            assert_eq!(signed.map_err(|error| error.code()).err(), expected.err(), "{scene:?}");
            return;
        }
    };
    if token.len() > DEFAULT_MAX_TOKEN_LENGTH {
        return;
    }

    let decoded = decode_unverified(&token, &DecodeOptions::new()).expect("what is signed can be decoded");
    let header = object(decoded.header());
    assert_eq!(header.get("alg"), Some(&algorithm.name().into()));
    assert_eq!(header.get("typ"), Some(&scene.options.typ.map_or("JWT", |word| word.0).into()));
    assert_eq!(header.get("kid"), scene.options.kid.map(|word| word.0.into()).as_ref());
    assert_eq!(one_form(object(decoded.payload())), one_form(expected.clone()), "{scene:?}");

    let jws = verify_jws(&token, verifier, &JwsOptions::new()).expect("what is signed verifies");
    assert_eq!(jws.payload(), decoded.payload().as_bytes());
    let demands = Demands { audience: audience(&expected), tolerance: scene.tolerance, ..Demands::default() };
    let refused = verify(&token, verifier, &demands.policy(), now).err();
    let refused = refused.map(|error| (error.code(), error.claim().unwrap_or_default().to_owned()));
    let failure = match oracle::makes_sense(now, &[scene.tolerance]) {
        true => oracle::first_failure(&expected, &demands, now),
        false => Some((Code::OptionsInvalid, String::new())),
    };
    assert_eq!(refused, failure, "{scene:?}");
    assert!(verify_jws(&token, other, &JwsOptions::new()).is_err(), "{scene:?}");
    let again = sign(text.as_str(), signer, &scene.options.as_the_core_takes_them(), now);
    assert_eq!(again.as_ref(), Ok(&token), "the same signed twice is the same");
    sign_as_bytes(text.as_bytes(), signer, verifier);
}

/// The same for bytes, in the token or detached, encoded or not. The token is good only in the form in which it was signed.
fn sign_as_bytes(payload: &[u8], signer: &Key, verifier: &Key) {
    let way = |is_detached: bool, is_unencoded: bool| {
        let (mut signing, mut verifying) = (SignJwsOptions::new(), JwsOptions::new());
        if is_detached {
            (signing, verifying) = (signing.detached(), verifying.payload(payload));
        }
        if is_unencoded {
            (signing, verifying) = (signing.unencoded(), verifying.unencoded());
        }
        (signing, verifying)
    };
    let ways = [way(false, false), way(true, false), way(true, true), way(false, true)];
    for (index, (signing, _)) in ways.iter().enumerate() {
        let Ok(token) = sign_jws(payload, signer, signing) else {
            let may_stand = payload.iter().all(|byte| matches!(byte, b' '..=b'~') && *byte != b'.');
            assert!(index == 3 && !may_stand, "{signing:?}");
            continue;
        };
        for (other, (_, verifying)) in ways.iter().enumerate() {
            let verified = verify_jws(&token, verifier, verifying);
            assert_eq!(verified.is_ok(), index == other, "{signing:?} {verifying:?} {verified:?}");
            assert!(verified.is_ok_and(|jws| jws.payload() == payload) || index != other);
        }
    }
}

impl Options {
    fn as_the_core_takes_them(&self) -> SignOptions {
        let mut options = SignOptions::new().without_expiry();
        if let Some(Word(typ)) = self.typ {
            options = options.typ(typ);
        }
        if let Some(Word(kid)) = self.kid {
            options = options.kid(kid);
        }
        if let Some(Span(span)) = self.expires_in {
            options = options.expires_in(span);
        }
        if let Some(Span(span)) = self.not_before {
            options = options.not_before(span);
        }
        if self.without_issued_at {
            options = options.without_issued_at();
        }
        if let Some(Word(jwt_id)) = self.jwt_id {
            options = options.jwt_id(jwt_id);
        }
        options
    }

    /// The claims together with those of the options, unless one of them would occur twice.
    fn added_to(&self, claims: &Map<String, Value>, now: f64) -> Option<Map<String, Value>> {
        let mut all = claims.clone();
        if !self.without_issued_at && !claims.contains_key("iat") {
            all.insert("iat".to_owned(), number(now));
        }
        let in_a = |span: Option<Span>| span.map(|Span(span)| number(now + span.as_secs_f64()));
        let added = [
            ("exp", in_a(self.expires_in)),
            ("nbf", in_a(self.not_before)),
            ("jti", self.jwt_id.map(|word| word.0.into())),
        ];
        for (name, value) in added {
            if let Some(value) = value
                && all.insert(name.to_owned(), value).is_some()
            {
                return None;
            }
        }
        Some(all)
    }
}

fn audience(claims: &Map<String, Value>) -> Vec<Word> {
    let first = claims.get("aud").map(|aud| aud.get(0).unwrap_or(aud));
    // Any word of the scene, since an empty list allows none.
    let named = first.and_then(Value::as_str).and_then(Word::of);
    named.into_iter().collect()
}

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).expect("a part of a token is an object")
}

/// Different spellings of a number are equal.
fn one_form(object: Map<String, Value>) -> Map<String, Value> {
    let one = |value| match value {
        Value::Number(it) => number(it.as_f64().expect("every number here is a double")),
        other => other,
    };
    object.into_iter().map(|(name, value)| (name, one(value))).collect()
}
