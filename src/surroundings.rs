//! What was copied together with a token. An error names it, and not only the place where decoding stopped.

use crate::error::named;

named! {
    /// What stands around or inside a text that would be a token without it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Surroundings, NAMES, as_str, WhiteSpace is "white_space" {
        /// A word and white space, such as the scheme `Bearer`.
        Scheme = "scheme",
        /// A name and `=`, as in a cookie, a form or a query.
        Name = "name",
        /// Quotation marks.
        Quotes = "quotes",
        /// A JSON text that holds the token.
        Json = "json",
        /// Letters in percent-encoding, such as `%2E` (RFC 3986 §2.1).
        PercentEncoding = "percent_encoding",
        /// White space or a line break before or after it.
        WhiteSpace = "white_space",
        /// White space or a line break inside it.
        WhiteSpaceInside = "white_space_inside",
        /// A control character, or a character outside ASCII, before or after it.
        Invisible = "invisible",
    }
}

impl Surroundings {
    /// To be called only for a text that was refused.
    pub(crate) fn of(text: &[u8]) -> Option<Self> {
        let token = text.trim_ascii();
        let (first, last) = (token.first()?, token.last()?);
        let ends = [first, last];
        if matches!(token, [b'{', ..] | [b'[', b'"' | b'{', ..]) {
            return Some(Self::Json);
        }
        if ends.iter().any(|byte| matches!(byte, b'"' | b'\'' | b'`')) {
            return Some(Self::Quotes);
        }
        // A header is a JSON object, and almost all of them begin with these letters in base64url.
        if !token.starts_with(b"ey") {
            let before = token.windows(3).find_map(|three| match three {
                [b'=', b'e', b'y'] => Some(Self::Name),
                [b' ' | b'\t' | b'\n' | b'\r', b'e', b'y'] => Some(Self::Scheme),
                _ => None,
            });
            if before.is_some() {
                return before;
            }
        }
        if token.contains(&b'%') {
            return Some(Self::PercentEncoding);
        }
        if !token.contains(&b'.') {
            return None;
        }
        if token.len() < text.len() {
            return Some(Self::WhiteSpace);
        }
        if token.iter().any(u8::is_ascii_whitespace) {
            return Some(Self::WhiteSpaceInside);
        }
        ends.iter().any(|byte| !byte.is_ascii_graphic()).then_some(Self::Invisible)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_token_is_found() {
        const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.AAAA";
        let found = |text: &str| Surroundings::of(text.as_bytes());
        for (before, after, expected) in [
            ("Bearer ", "", Surroundings::Scheme),
            ("bearer  ", "\n", Surroundings::Scheme),
            ("Authorization: Bearer ", "", Surroundings::Scheme),
            ("DPoP\t", "", Surroundings::Scheme),
            ("token=", "", Surroundings::Name),
            ("monkey token = ", "", Surroundings::Scheme),
            ("https://site.example/?access_token=", "&x=y", Surroundings::Name),
            ("Cookie: token=", ";", Surroundings::Name),
            ("\"", "\"", Surroundings::Quotes),
            ("'", "'\n", Surroundings::Quotes),
            ("\"Bearer ", "\"", Surroundings::Quotes),
            ("", "`", Surroundings::Quotes),
            ("{\"token\":\"", "\"}", Surroundings::Json),
            ("[\"", "\"]", Surroundings::Json),
            (" \n", "", Surroundings::WhiteSpace),
            ("", "\r\n", Surroundings::WhiteSpace),
            ("", " ", Surroundings::WhiteSpace),
            ("", "%0A", Surroundings::PercentEncoding),
            ("%22", "%22", Surroundings::PercentEncoding),
            ("\u{feff}", "", Surroundings::Invisible),
            ("", "\u{200b}", Surroundings::Invisible),
            ("\u{201c}", "\u{201d}", Surroundings::Invisible),
            ("", "\0", Surroundings::Invisible),
        ] {
            assert_eq!(found(&format!("{before}{TOKEN}{after}")), Some(expected), "{before}…{after}");
        }
        assert_eq!(found(&TOKEN.replace('.', "%2E")), Some(Surroundings::PercentEncoding));
        assert_eq!(found(&TOKEN.replace("NiJ9", "N\niJ9")), Some(Surroundings::WhiteSpaceInside));
        assert_eq!(found(&TOKEN.replace('.', ".\n")), Some(Surroundings::WhiteSpaceInside));
        for text in [
            "",
            " ",
            ".",
            TOKEN,
            "a.b.c",
            "YQ==.YQ==.YQ==",
            "eyJh=.b.c",
            "*.b.c",
            "a.b.*",
            "[a](eyJ.b.c)",
            "hello world",
            "a=b",
            "a,b.c",
            "a;.b.c",
            "a.é.c",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
