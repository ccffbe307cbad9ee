//! What a stranger can send that is not a token, or not one in the strict form.

use crate::{HEADER, accepted_for, join, mac, passes, policy, refused, refused_for, signed};
use jwt_wasm::{ErrorKind, Malformation, Part, Policy, Surroundings};

fn malformed(part: Part, reason: Malformation) -> impl Fn(&ErrorKind) -> bool {
    move |kind| matches!(kind, ErrorKind::Malformed { part: p, reason: r, around: None } if (*p, *r) == (part, reason))
}

fn around(expected: Surroundings) -> impl Fn(&ErrorKind) -> bool {
    move |kind| matches!(kind, ErrorKind::Malformed { around, .. } if *around == Some(expected))
}

#[test]
fn segments() {
    for token in ["", ".", "a.b", "hello world", "a.b.c.d", "a.b.c.d.e.f"] {
        refused(token, &policy(), malformed(Part::Token, Malformation::Segments));
    }
    refused("a.b.c.d.e", &policy(), |kind| matches!(kind, ErrorKind::Encrypted));
    refused("a".repeat(16_385), &policy(), |kind| matches!(kind, ErrorKind::TooLarge { limit: 16_384, .. }));
    let short = Policy::new().max_token_length(2);
    refused("a.b", &short, |kind| matches!(kind, ErrorKind::TooLarge { length: 3, limit: 2 }));
}

#[test]
fn base64url() {
    for (token, part) in [("!.e30.AAAA", Part::Header), ("e30.!.AAAA", Part::Payload), ("e30.e30.!", Part::Signature)] {
        refused(token, &policy(), malformed(part, Malformation::Base64url));
    }
    refused("e30.e31.AAAA", &policy(), malformed(Part::Payload, Malformation::Base64url));
    refused("e30.e30.AA==", &policy(), malformed(Part::Signature, Malformation::Padding));
    refused(b"e30.\xff.AAAA", &policy(), malformed(Part::Payload, Malformation::Base64url));
}

#[test]
fn padding() {
    let padded = Policy::new().require_expiry(false).allow_padding();
    for (header, payload) in [("e30=", "e30="), ("e30", "e30="), ("e30=", "e30")] {
        refused(format!("{header}.{payload}.AAAA"), &policy(), |kind| matches!(kind, ErrorKind::Malformed { .. }));
    }
    refused("e30.e30=.AAAA", &padded, malformed(Part::Header, Malformation::PaddedBase64url));
    let pad = |text: &[u8]| {
        let text = join(&[text]);
        let missing = text.len().next_multiple_of(4) - text.len();
        text + "==".get(..missing).unwrap()
    };
    let input = format!("{}.{}", pad(HEADER.as_bytes()), pad(br#"{"a":1}"#));
    passes(&format!("{input}.{}", pad(&mac(&input))), &padded);
}

#[test]
fn surroundings() {
    let token = signed(HEADER, "{}");
    for (text, what) in [
        (format!("Bearer {token}"), Surroundings::Scheme),
        (format!("token={token}"), Surroundings::Name),
        (format!("\"{token}\""), Surroundings::Quotes),
        (format!("{{\"token\":\"{token}\"}}"), Surroundings::Json),
        (token.replace('.', "%2E"), Surroundings::PercentEncoding),
        (format!("{token}\n"), Surroundings::WhiteSpace),
        (token.replace('.', ".\n"), Surroundings::WhiteSpaceInside),
        (format!("{token}\0"), Surroundings::Invisible),
    ] {
        refused(text, &policy(), around(what));
    }
    refused("[a](eyJ.b.c)", &policy(), malformed(Part::Header, Malformation::Base64url));
}

#[test]
fn signatures() {
    let token = signed(HEADER, r#"{"sub":"a"}"#);
    let is_invalid = |kind: &ErrorKind| matches!(kind, ErrorKind::SignatureInvalid);
    let (input, _) = token.rsplit_once('.').unwrap();
    for signature in ["", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        refused(format!("{input}.{signature}"), &policy(), is_invalid);
    }
    refused(token.replacen("ey", "eyA", 1), &policy(), |kind| matches!(kind, ErrorKind::Malformed { .. }));
    // Nothing between the dots (RFC 7515 appendix F).
    let (header, _) = input.split_once('.').unwrap();
    refused(format!("{header}..AAAA"), &policy(), malformed(Part::Payload, Malformation::NotObject));
    refused(signed(HEADER, ""), &policy(), malformed(Part::Payload, Malformation::NotObject));
    refused(signed(HEADER, b"\xff"), &policy(), malformed(Part::Payload, Malformation::Utf8));
    refused(signed(b"\xff", "{}"), &policy(), malformed(Part::Header, Malformation::Utf8));
    refused(format!("{}.!.AAAA", join(&[b"{"])), &policy(), malformed(Part::Header, Malformation::Json));
}

#[test]
fn json_that_is_read() {
    let deepest = format!("{}1{}", "[".repeat(31), "]".repeat(31));
    for value in [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-1",
        "1.5",
        "1e3",
        "1E+3",
        "1e-3",
        "0e999",
        "0.001",
        "1e308",
        "179769313486231570000000000e282",
        "123456789012345",
        "1234567890123456",
        "[]",
        "[ ]",
        "[1, 2,3]",
        "{}",
        "{ }",
        r#"{"a":{"b":[{}]}}"#,
        r#""""#,
        r#""a string of more than eight bytes""#,
        r#""\"\\\/\b\f\n\r\t""#,
        r#""a\u00e9\ud83d\ude00""#,
        "\"é\"",
        &deepest,
    ] {
        accepted_for(&format!(" {{ \"a\" :\t{value}\r\n}} "), &policy());
    }
    let many: Vec<String> = (0..40).map(|number| format!("\"n{number}\":{number}")).collect();
    accepted_for(&format!("{{{}}}", many.join(",")), &policy());
    refused_for(
        &format!("{{{},\"n7\":0}}", many.join(",")),
        &policy(),
        malformed(Part::Payload, Malformation::DuplicateName),
    );
}

#[test]
fn json_that_is_refused() {
    for value in [
        "",
        "nul",
        "truE",
        "False",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "1e309",
        "-1.8e308",
        "1e99999999999999999999",
        "179769313486231590000000000e282",
        "NaN",
        "-01",
        "1x",
        "[1",
        "[1,]",
        "[,]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u+123\"",
        "\"\\u123é\"",
        "\"\\ud800\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\u0041\"",
        "\"\\ud800xx\"",
        "\"\\udc00\"",
        "\"\n\"",
        "'a'",
        "1 2",
        "\u{feff}1",
        "\"a\"b",
        "//",
    ] {
        refused_for(&format!("{{\"a\":{value}}}"), &policy(), malformed(Part::Payload, Malformation::Json));
    }
    refused_for("{} {}", &policy(), malformed(Part::Payload, Malformation::Json));
    refused_for("\u{feff}{}", &policy(), malformed(Part::Payload, Malformation::Json));
    for other in ["[]", "null", "true", "1", "\"a\""] {
        refused_for(other, &policy(), malformed(Part::Payload, Malformation::NotObject));
    }
    refused_for(r#"{"a":1,"a":1}"#, &policy(), malformed(Part::Payload, Malformation::DuplicateName));
    refused_for(r#"{"a":{"ab":1,"\u0061b":1}}"#, &policy(), malformed(Part::Payload, Malformation::DuplicateName));
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{{\"a\":{}1{}}}", open.repeat(32), close.repeat(32));
        refused_for(&deep, &policy(), malformed(Part::Payload, Malformation::Depth));
    }
}
