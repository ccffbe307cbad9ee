//! Every reason as it leaves Rust: its name, its words and its facts. `tests/vectors/reasons.json` lists all of them,
//! so that the page's other languages are tested with the same ones.

use std::collections::BTreeSet;

use jwt_wasm::{
    Algorithm, CheckName, Code, Error, ErrorKind, FileKind, FileProblem, KeyKind, KeyProblem, Malformation,
    OptionsProblem, Part, PublicLook, SkipReason, Surroundings,
};
use serde_json::Value;

use crate::common::load;

/// Only the core makes this value, so it is taken out of an error that has it.
fn member_value(jwk: &str) -> Error {
    jwt_wasm::Key::from_jwk(jwk, Some(Algorithm::Hs256)).unwrap_err()
}

fn keys() -> Vec<Error> {
    use KeyProblem as P;
    let kinds = [
        KeyKind::Secret,
        KeyKind::Rsa,
        KeyKind::Ec("P-384"),
        KeyKind::Okp("Ed448"),
        KeyKind::OtherCurve("1.3.36.3.3.2.8.1.1.7".into()),
        KeyKind::OtherAlgorithm("1.2.840.10040.4.1".into()),
    ];
    let needs =
        [Algorithm::Es256, Algorithm::Hs512, Algorithm::Rs256, Algorithm::Ps384, Algorithm::Ed25519, Algorithm::EdDsa];
    let looks =
        [PublicLook::Der, PublicLook::Pem, PublicLook::Jwk, PublicLook::Ssh, PublicLook::Token, PublicLook::Text];
    let mut problems = vec![
        P::NoKey,
        P::KeySet,
        P::PrivateKey,
        P::PrivateMember { name: "dp" },
        P::PublicKey,
        P::SharedSecret,
        P::SecretInSet,
        P::Operation { needed: "verify" },
        P::Operation { needed: "sign" },
        P::NoAlgorithm,
        P::SeveralAlgorithms,
        P::OtherAlgorithm { own: Algorithm::Ps256, asked: vec![Algorithm::Rs256, Algorithm::Rs384] },
        P::AlgorithmForKty { algorithm: Algorithm::Hs256 },
        P::SecretEmpty,
        P::JwkMalformed { form: Malformation::DuplicateName },
        P::KeySetMalformed { form: Malformation::NotObject },
        P::NotKeySet { found: None },
        P::NotKeySet { found: Some("an object") },
        P::TooManyKeys { limit: 1000, count: 1001 },
        P::EntryType { found: "a number" },
        P::EntryUnreadable { why: "the key set.keys[0].x is a function".into() },
        P::MemberMissing { name: "n" },
        P::PrivateIncomplete { found: "p", needed: "d" },
        P::PrivateIncomplete { found: "d", needed: "priv" },
        P::CertificateOnly { name: "n" },
        P::MemberType { name: "kid", found: "null" },
        P::KeyOpsType,
        P::MemberPadded { name: "x" },
        P::MemberBase64url { name: "y" },
        P::Length { name: "x", actual: 31, curve: "P-256", needed: 32 },
        P::Length { name: "point", actual: 64, curve: "P-256", needed: 65 },
        P::NumberEmpty { name: "e" },
        P::NumberLeadingZero { name: "n" },
        P::ModulusEven,
        P::ModulusTooLong { limit: 8192, bits: 8193 },
        P::ExponentEven { exponent: 65_536 },
        P::ExponentTooSmall { exponent: 1 },
        P::ExponentTooLarge,
        P::MultiPrime,
        P::RsaUnsound,
        P::PointForm,
        P::OffCurve,
        P::SmallOrder,
        P::PrivateNumber,
        P::ExpandedKey,
        P::PublicHalfDiffers,
        P::PublicHalfMissing,
    ];
    problems.extend(kinds.into_iter().zip(needs).map(|(found, algorithm)| P::WrongKind { found, algorithm }));
    problems.extend(looks.map(|look| P::PublicSecret { look }));
    let mut errors: Vec<Error> = problems.into_iter().map(|problem| ErrorKind::KeyInvalid(problem).into()).collect();
    errors.push(member_value(r#"{"kty":"oct","k":"AA","alg":"RSA-OAEP"}"#));
    errors.push(member_value(r#"{"kty":"oct","k":"AA","use":"enc"}"#));
    errors.push(member_value(r#"{"kty":"AKP"}"#));
    errors
}

fn files() -> Vec<Error> {
    use FileProblem as P;
    let kinds = [
        FileKind::EncryptedKey,
        FileKind::Pkcs12,
        FileKind::Pkcs7,
        FileKind::CertificateRequest,
        FileKind::RevocationList,
        FileKind::TrustedCertificate,
        FileKind::Utf16,
        FileKind::OpensshKey,
        FileKind::EncryptedOpensshKey,
        FileKind::SshPublicKey,
        FileKind::SshTokenKey,
        FileKind::PuttyKey,
        FileKind::DsaKey,
        FileKind::Openpgp,
        FileKind::Parameters,
    ];
    let mut problems = kinds.map(|kind| P::Convertible { kind, command: "openssl pkey -in FILE" }).to_vec();
    problems.extend([
        P::OtherPrivate { kind: FileKind::PuttyKey },
        P::OtherPublic { kind: FileKind::SshPublicKey },
        P::Useless { kind: FileKind::DsaKey },
        P::Public,
        P::PrivateBeside,
        P::SeveralKeys,
        P::NotKeyFile,
        P::Json,
        P::PemInBase64,
        P::LinesMissing { label: "PUBLIC KEY" },
        P::PemCutShort,
        P::PemBegin,
        P::PemEnd,
        P::PemEmpty,
        P::PemHeaders,
        P::PemBase64,
        P::PemEscaped,
        P::PemLabel { label: "RSA PUBLIC KEY".into(), right: "PUBLIC KEY" },
        P::NotDer,
        P::DerCutShort,
        P::DerTrailing,
        P::DerMalformed,
        P::Version,
        P::Parameters,
        P::PssOnly,
        P::ExplicitCurve,
        P::CurveMissing,
        P::TwoCurves { outer: "P-256", inner: "P-384" },
        P::SeedMissing,
    ]);
    problems.into_iter().map(|problem| ErrorKind::KeyFileInvalid(problem).into()).collect()
}

fn options() -> Vec<Error> {
    use OptionsProblem as P;
    let problems = vec![
        P::NotObject,
        P::Unknown { name: "audiance".into() },
        P::UnknownAlgorithm { name: "HS\"1".into() },
        P::Value { name: "maxAge".into(), expected: "a number of seconds, 0 to 1e11", found: "a string".into() },
        P::Duration,
        P::ProfileNeeds { profile: "access_token", option: "issuer" },
        P::ProfileExcludes { profile: "id_token", option: "audience" },
        P::IdTokenOnly { option: "nonce" },
        P::NoSecret { algorithm: Algorithm::Rs256 },
        P::TypTwice,
        P::ClaimTwice { name: "exp" },
        P::Header { error: malformed(Part::Header, Malformation::DuplicateName) },
        P::UnencodedPayload,
        P::PaddingWithoutBase64url,
    ];
    let mut errors: Vec<Error> =
        problems.into_iter().map(|problem| ErrorKind::OptionsInvalid(problem).into()).collect();
    // A time that only the core writes.
    let secret = jwt_wasm::Key::secret(&[7; 32], Algorithm::Hs256).unwrap();
    errors.extend([0.0, f64::NAN].map(|now| jwt_wasm::verify("", &secret, &jwt_wasm::Policy::new(), now).unwrap_err()));
    errors
}

fn malformed(part: Part, reason: Malformation) -> Error {
    Error::from(ErrorKind::Malformed { part, reason, around: None })
}

fn tokens() -> Vec<Error> {
    let reasons = [
        (Part::Token, Malformation::Segments),
        (Part::Header, Malformation::Base64url),
        (Part::Payload, Malformation::Padding),
        (Part::Signature, Malformation::PaddedBase64url),
        (Part::Header, Malformation::Utf8),
        (Part::Payload, Malformation::Json),
        (Part::Header, Malformation::DuplicateName),
        (Part::Payload, Malformation::NotObject),
        (Part::Header, Malformation::Depth),
        (Part::Payload, Malformation::Detached),
        (Part::Payload, Malformation::Unencoded),
    ];
    let around = [
        Surroundings::Scheme,
        Surroundings::Name,
        Surroundings::Quotes,
        Surroundings::Json,
        Surroundings::PercentEncoding,
        Surroundings::WhiteSpace,
        Surroundings::WhiteSpaceInside,
        Surroundings::Invisible,
    ];
    let mut errors: Vec<Error> = reasons.into_iter().map(|(part, reason)| malformed(part, reason)).collect();
    errors.extend(around.map(|around| {
        Error::from(ErrorKind::Malformed { part: Part::Header, reason: Malformation::Base64url, around: Some(around) })
    }));
    errors.extend([
        Error::from(ErrorKind::KeyTooWeak { algorithm: Algorithm::Hs256, minimum_bytes: 32, actual_bytes: 5 }),
        Error::from(ErrorKind::RsaTooWeak { minimum_bits: 2048, actual_bits: 1024 }),
        Error::from(ErrorKind::HostNeeded { algorithm: Algorithm::Rs256 }),
        Error::from(ErrorKind::RandomUnavailable),
    ]);
    errors
}

/// What a sentence for JavaScript may have in place of words for Rust.
const NAMES: [&str; 11] = [
    "JSON.parse",
    "allowPadding",
    "allowSecrets",
    "generateSecret",
    "ignoreExpiry",
    "in Workers",
    "jwk or jwks",
    "option audience",
    "publicKey",
    "text.replace",
    "typ: false",
];

#[test]
fn every_reason_leaves_with_its_words_and_facts() {
    let errors = [keys(), files(), options(), tokens()].concat();
    let told: Vec<Value> = errors.iter().map(|error| serde_json::from_str(&error.to_json()).unwrap()).collect();
    // The vectors have the words for JavaScript.
    let is_npm = cfg!(feature = "_npm");
    if is_npm && std::env::var_os("JWT_WASM_WRITE_NAMES").is_some() {
        let lines: Vec<String> = told.iter().map(Value::to_string).collect();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/reasons.json");
        std::fs::write(path, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    }
    let expected = load("reasons.json");
    let without_words = |error: &Value| {
        let mut error = error.clone();
        error.as_object_mut().unwrap().remove("message");
        error
    };
    for (told, expected) in told.iter().zip(expected.as_array().unwrap()) {
        assert_eq!(without_words(told), without_words(expected));
        let (words, theirs) = (told["message"].as_str().unwrap(), expected["message"].as_str().unwrap());
        assert!(words == theirs || (!is_npm && NAMES.iter().any(|name| theirs.contains(name))), "{words}\n{theirs}");
    }
    assert_eq!(told.len(), expected.as_array().unwrap().len());
    let words: BTreeSet<&str> = told.iter().map(|told| told["message"].as_str().unwrap()).collect();
    assert_eq!(words.len(), told.len(), "two reasons have the same words");
    let named = |code: Code, names: &[&[&str]]| {
        let told = told.iter().filter(|told| told["code"] == code.as_str());
        let found: BTreeSet<&str> = told.map(|told| told["reason"].as_str().unwrap()).collect();
        assert_eq!(found, names.concat().into_iter().collect(), "{code}");
    };
    named(Code::KeyInvalid, &[KeyProblem::REASONS, FileProblem::REASONS]);
    named(Code::OptionsInvalid, &[OptionsProblem::REASONS]);
    named(Code::Malformed, &[Malformation::NAMES]);
}

#[test]
fn a_reason_to_skip_a_check_has_its_words() {
    let [expiry, audience] = if cfg!(feature = "_npm") {
        ["the option ignoreExpiry: true turns this check off", "the option audience: false turns this check off"]
    } else {
        ["the option ignore_expiry turns this check off", "the option without_audience_check turns this check off"]
    };
    let reasons = [
        (SkipReason::NotSplit, "not_split", "the token could not be split"),
        (SkipReason::NotDecoded, "not_decoded", "a segment could not be decoded"),
        (SkipReason::HeaderRefused, "header_refused", "the header was refused"),
        (SkipReason::PayloadUnreadable, "payload_unreadable", "the payload could not be read"),
        (SkipReason::PayloadEmpty, "payload_empty", "the payload is empty or not in the token"),
        (SkipReason::NoKey, "no_key", "no key was given"),
        (SkipReason::NoKeyAllowed, "no_key_allowed", "no key may be used with the token's algorithm"),
        (SkipReason::NotComputed, "not_computed", "no engine here can check this signature with this key"),
        (SkipReason::Absent, "absent", "the claim is absent and not required"),
        (SkipReason::NothingExpected, "nothing_expected", "no value is expected"),
        (SkipReason::ExpiryIgnored, "expiry_ignored", expiry),
        (SkipReason::AudienceIgnored, "audience_ignored", audience),
    ];
    assert_eq!(reasons.map(|(_, name, _)| name), SkipReason::REASONS);
    assert_eq!(reasons.map(|(reason, _, _)| reason), SkipReason::ALL);
    for (reason, name, words) in reasons {
        assert_eq!((reason.reason(), reason.to_string().as_str()), (name, words));
    }
    assert_eq!(CheckName::ALL.len(), 17);
}
