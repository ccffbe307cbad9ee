//! The first inputs of every target, made from the vectors.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use fastrand::Rng;
use jwt_wasm::Algorithm;
use serde_json::Value;

use crate::{good, pair, program};

/// Longer inputs slow a fuzzer down.
const MAX_LENGTH: usize = 4096;

/// The inputs of the target of this name, always the same.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let mut inputs = match target {
        "verify" => verify(),
        "decode" => tokens(),
        "header" => headers(),
        "key" => keys(),
        "json" => texts(),
        "base64url" => segments(),
        #[cfg(feature = "arithmetic")]
        "jwe" => encrypted(),
        _ => draws(),
    };
    inputs.retain(|input| input.len() <= MAX_LENGTH);
    inputs
}

fn tokens() -> Vec<Vec<u8>> {
    good::vectors().iter().filter_map(|case| Some(case["token"].as_str()?.as_bytes().to_vec())).collect()
}

/// Every token, and every kind of mutation of each good one.
fn verify() -> Vec<Vec<u8>> {
    let mut random = Rng::with_seed(1);
    let mut inputs = tokens();
    for (index, kind) in (0..good::ALL.len()).flat_map(|index| (0..program::KINDS).map(move |kind| (index, kind))) {
        inputs.push(vec![0, index as u8, kind, random.u8(..), random.u8(..), random.u8(..)]);
    }
    inputs
}

/// An input for each parser that could accept the key, with the key's algorithm.
fn keys() -> Vec<Vec<u8>> {
    let number = |algorithm: Option<Algorithm>| algorithm.map_or(Algorithm::ALL.len(), |it| it as usize) as u8;
    let mut inputs = Vec::new();
    let mut add = |parsers: &[u8], algorithm, key: &[u8]| {
        inputs.extend(parsers.iter().map(|parser| [&[*parser, number(algorithm)], key].concat()));
    };
    for case in good::vectors() {
        let key = &case["key"];
        let algorithm = key["alg"].as_str().and_then(Algorithm::from_name);
        match key["kind"].as_str() {
            Some("pem") => {
                let pem = key["pem"].as_str().unwrap_or_default();
                let body: String = pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
                add(&[0, 1], algorithm, &STANDARD.decode(body).unwrap_or_default());
                add(&[2, 3], algorithm, pem.as_bytes());
            }
            Some("jwk") => add(&[4], algorithm, key["jwk"].to_string().as_bytes()),
            Some("jwks") => {
                add(&[5], None, key["jwks"].to_string().as_bytes());
                for jwk in key["jwks"]["keys"].as_array().into_iter().flatten() {
                    add(&[4], None, jwk.to_string().as_bytes());
                }
            }
            Some("secret") => {
                let secret = key["utf8"].as_str().map(|text| text.as_bytes().to_vec());
                let secret = secret.or_else(|| URL_SAFE_NO_PAD.decode(key["base64url"].as_str()?).ok());
                add(&[6], algorithm, &secret.unwrap_or_default());
            }
            _ => {}
        }
    }
    for algorithm in Algorithm::ALL.iter().copied() {
        if let Some(der) = pair::private_der(algorithm, 7) {
            let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(&der));
            add(&[1], Some(algorithm), &der);
            add(&[3], Some(algorithm), pem.as_bytes());
        }
    }
    for (kind, text, algorithm) in files() {
        add(if kind == "publicKey" { &[2] } else { &[3] }, algorithm, text.as_bytes());
        add(&[6], algorithm, text.as_bytes());
    }
    inputs.extend(private_keys());
    inputs.sort();
    inputs.dedup();
    inputs
}

/// Key files as tools write them, including files that are not read.
fn files() -> Vec<(String, String, Option<Algorithm>)> {
    let files = ["reports/key-files.json", "reports/key-files-told.json"].map(vector_file);
    let cases = files.iter().flat_map(|file| file["cases"].as_array().into_iter().flatten());
    let text = |case: &Value, name: &str| case[name].as_str().map(str::to_owned);
    cases
        .filter_map(|case| {
            Some((text(case, "call")?, text(case, "text")?, Algorithm::from_name(case["alg"].as_str()?)))
        })
        .collect()
}

/// The JWKs of RFC 7520 and Wycheproof, including private ones.
fn private_keys() -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for file in ["rfc7520-jws.json", "wycheproof-jws.json", "wycheproof-jwk.json"] {
        collect_keys(&vector_file(file), &mut found);
    }
    let number = |jwk: &Value| {
        let named = jwk["alg"].as_str().and_then(Algorithm::from_name);
        named.or((jwk["kty"] == "RSA").then_some(Algorithm::Ps256)).map_or(Algorithm::ALL.len(), |it| it as usize)
    };
    found.iter().map(|jwk| [&[4, number(jwk) as u8], jwk.to_string().as_bytes()].concat()).collect()
}

fn collect_keys(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Object(members) if members.contains_key("kty") => found.push(value.clone()),
        Value::Object(members) => members.values().for_each(|value| collect_keys(value, found)),
        Value::Array(items) => items.iter().for_each(|value| collect_keys(value, found)),
        _ => {}
    }
}

/// The texts of the JSON test suite, and the contents of tokens.
fn texts() -> Vec<Vec<u8>> {
    let suite = vector_file("jsontestsuite.json");
    let texts =
        suite.as_array().into_iter().flatten().filter_map(|case| STANDARD.decode(case["base64"].as_str()?).ok());
    let mut inputs: Vec<Vec<u8>> = texts.flat_map(|text| [[b"{\"a\":", &text[..], b"}"].concat(), text]).collect();
    inputs.extend(segments().iter().filter_map(|segment| URL_SAFE_NO_PAD.decode(segment).ok()));
    inputs.extend([1, 2, 16, 31, 32, 33, 127, 128, 129].into_iter().flat_map(nested));
    inputs.sort();
    inputs.dedup();
    inputs
}

/// A fuzzer does not find by chance a complete text that is exactly as deep as allowed.
fn nested(depth: usize) -> [Vec<u8>; 3] {
    let objects = |depth| format!("{}0{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    let arrays = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let mixed = format!("{{\"a\":0,\"b\":{},\"c\":1}}", arrays(depth - 1));
    [objects(depth), arrays(depth), mixed].map(String::into_bytes)
}

/// The headers of the tokens, and one header for each rule, each with every expected type.
fn headers() -> Vec<Vec<u8>> {
    const RULES: [&str; 12] = [
        r#"{"alg":"HS256","kid":"a"}"#,
        r#"{"alg":"HS256","kid":"c"}"#,
        r#"{"alg":"HS384","kid":"a"}"#,
        r#"{"alg":"HS512"}"#,
        r#"{"alg":"none"}"#,
        r#"{"alg":["HS256"]}"#,
        r#"{"alg":"HS256","kid":1}"#,
        r#"{"alg":"HS256","typ":"APPLICATION/AT+JWT"}"#,
        r#"{"alg":"HS256","typ":"application/a/b"}"#,
        r#"{"alg":"HS256","typ":null}"#,
        r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#,
        r#"{"alg":"HS256","b64":true,"crit":[]}"#,
    ];
    let of_tokens = tokens().into_iter().filter_map(|token| {
        let header = token.split(|byte| *byte == b'.').next()?;
        URL_SAFE_NO_PAD.decode(header).ok()
    });
    let mut texts: Vec<Vec<u8>> = of_tokens.chain(RULES.map(|text| text.as_bytes().to_vec())).collect();
    texts.sort();
    texts.dedup();
    texts.into_iter().enumerate().map(|(number, text)| [&[number as u8], &text[..]].concat()).collect()
}

/// Every kind of mutation of good encrypted tokens, the tokens themselves, keys, and answers of a host.
#[cfg(feature = "arithmetic")]
fn encrypted() -> Vec<Vec<u8>> {
    let mut random = Rng::with_seed(3);
    let mut inputs = Vec::new();
    for (index, good) in crate::jwe::ALL.iter().enumerate() {
        inputs.push(good.token.clone().into_bytes());
        inputs.push(vec![0, index as u8]);
        let kind = index as u8 % program::KINDS;
        inputs.push(vec![0, index as u8, kind, random.u8(..), random.u8(..), random.u8(..)]);
        inputs.push(vec![0, index as u8, random.u8(..), random.u8(..)]);
    }
    inputs.extend([0, 1, 32, 64, 65].map(|size| [&[0xfe, 13][..], &vec![0; size]].concat()));
    let mut keys = Vec::new();
    for file in ["rfc-jwe.json", "rfc7520-jwe.json", "wycheproof-jwk.json"] {
        collect_keys(&vector_file(file), &mut keys);
    }
    inputs.extend(keys.iter().map(|jwk| [&[0xff], jwk.to_string().as_bytes()].concat()));
    inputs
}

fn segments() -> Vec<Vec<u8>> {
    let mut inputs: Vec<Vec<u8>> =
        tokens().iter().flat_map(|token| token.split(|byte| *byte == b'.').map(<[u8]>::to_vec)).collect();
    inputs.sort();
    inputs.dedup();
    inputs
}

/// Bytes that choose everything else.
fn draws() -> Vec<Vec<u8>> {
    let mut random = Rng::with_seed(2);
    (0..200).map(|number| (0..number * 2 + 16).map(|_| random.u8(..)).collect()).collect()
}

fn vector_file(file: &str) -> Value {
    let path = format!("{}/../vectors/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_json::from_str(&text).expect(file)
}
