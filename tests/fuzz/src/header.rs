//! The header's rules and the choice of a key, written a second time with `serde_json`'s values. The first byte of an input chooses the
//! expected media type, and the rest is the header's text.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{Algorithm, CheckName, CheckOutcome, Code, Key, KeySet, Keys, Policy, Report, explain};

use crate::node::Node;

/// The media types with which `typ` is compared. A number beyond them compares nothing.
const TYPES: [&str; 5] = ["JWT", "at+jwt", "application/at+JWT", "application/a/b", "é"];

/// The keys of the set: `kid` and algorithm. Two of them differ in the `kid` only.
const KEYS: [(&str, Algorithm); 3] = [("a", Algorithm::Hs256), ("b", Algorithm::Hs256), ("a", Algorithm::Hs512)];

static KEY: LazyLock<Key> = LazyLock::new(|| Key::secret(&[7; 32], Algorithm::Hs256).expect("32 bytes are enough"));

static SET: LazyLock<KeySet> = LazyLock::new(|| {
    let secret = URL_SAFE_NO_PAD.encode([7; 64]);
    let jwk = |(kid, alg)| format!(r#"{{"kty":"oct","kid":"{kid}","alg":"{alg}","k":"{secret}"}}"#);
    KeySet::from_jwks_with_secrets(&format!(r#"{{"keys":[{}]}}"#, KEYS.map(jwk).join(","))).expect("it is a set")
});

/// Asks for a report without a key, with one and with a set.
pub fn run(input: &[u8]) {
    let [typ, text @ ..] = input else { return };
    if text.len() > 8192 {
        return;
    }
    let typ = TYPES.get(usize::from(*typ) % (TYPES.len() + 1)).copied();
    let policy = typ.map_or_else(Policy::new, |typ| Policy::new().typ(typ));
    let token = format!("{}.e30.", URL_SAFE_NO_PAD.encode(text));
    let told = |keys: Option<Keys<'_>>| explain(&token, keys, &policy, 1.0).expect("the time makes sense");
    let reports = [told(None), told(Some((&*KEY).into())), told(Some((&*SET).into()))];

    let header = str::from_utf8(text).ok().and_then(Node::read_strict_object);
    let refused = match &header {
        None => Some(Code::Malformed),
        Some(header) => broken_rule(header).map(|_| Code::HeaderRejected),
    };
    let reason = header.as_ref().and_then(broken_rule);
    for report in &reports {
        assert_eq!(failure(report, CheckName::Header), refused, "{}", text.escape_ascii());
        assert_eq!(report.header().is_some(), header.is_some(), "{}", text.escape_ascii());
        if let (Some(reason), Some(error)) = (reason, report.failure()) {
            assert_eq!(error.reason(), Some(reason), "{}", text.escape_ascii());
        }
    }
    let Some(header) = header.filter(|_| refused.is_none()) else { return };
    let [_, one, set] = &reports;
    for report in &reports {
        let is_wrong = typ.is_some_and(|typ| !is_of_type(member(&header, "typ"), typ));
        assert_eq!(failure(report, CheckName::Typ), is_wrong.then_some(Code::HeaderRejected), "{header:?} as {typ:?}");
    }
    let is_wrong = string(&header, "alg") != Some("HS256");
    let refused = is_wrong.then_some(Code::AlgorithmNotAllowed);
    assert_eq!(failure(one, CheckName::Algorithm), refused, "{header:?}");
    assert_eq!(failure(set, CheckName::Algorithm), no_key(&header), "{header:?}");
}

fn failure(report: &Report, name: CheckName) -> Option<Code> {
    let check = report.checks().iter().find(|check| check.name() == name)?;
    match check.outcome() {
        CheckOutcome::Failed(error) => Some(error.code()),
        _ => None,
    }
}

fn member<'n>(header: &'n Node, name: &str) -> Option<&'n Node> {
    let Node::Object(members) = header else { return None };
    members.iter().find_map(|(other, node)| (other == name).then_some(node))
}

fn string<'n>(header: &'n Node, name: &str) -> Option<&'n str> {
    match member(header, name) {
        Some(Node::String(text)) => Some(text),
        _ => None,
    }
}

/// The first parameter that makes every verifier refuse the token.
fn broken_rule(header: &Node) -> Option<&'static str> {
    let is_string = |name| matches!(member(header, name), None | Some(Node::String(_)));
    let rules = [
        ("b64", matches!(member(header, "b64"), None | Some(Node::Bool(true)))),
        ("crit", member(header, "crit").is_none()),
        ("kid", is_string("kid")),
        ("typ", is_string("typ")),
    ];
    rules.into_iter().find_map(|(name, is_kept)| (!is_kept).then_some(name))
}

/// RFC 7515 §4.1.9, by writing every media type in full.
fn is_of_type(typ: Option<&Node>, expected: &str) -> bool {
    let whole = |name: &str| {
        let name = name.to_ascii_lowercase();
        if name.contains('/') { name } else { format!("application/{name}") }
    };
    matches!(typ, Some(Node::String(typ)) if whole(typ) == whole(expected))
}

/// The code if no key of the set is chosen.
fn no_key(header: &Node) -> Option<Code> {
    let (kid, alg) = (string(header, "kid"), string(header, "alg"));
    let named: Vec<_> = KEYS.iter().filter(|(other, _)| kid.is_none_or(|kid| kid == *other)).collect();
    match named.iter().filter(|(_, algorithm)| alg == Some(algorithm.name())).count() {
        1 => None,
        0 if kid.is_some() && !named.is_empty() => Some(Code::AlgorithmNotAllowed),
        0 if alg.and_then(Algorithm::from_name).is_some() => Some(Code::KeyNotFound),
        0 => Some(Code::AlgorithmNotAllowed),
        _ => Some(Code::KeyAmbiguous),
    }
}
