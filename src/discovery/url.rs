//! A strict reader of URLs (RFC 3986). A text that two readers could understand in different ways is not a URL here.

use alloc::string::String;

/// The parts of a URL in ASCII.
pub(crate) struct Url<'t> {
    scheme: &'t str,
    /// The host with its port. Empty if the scheme is neither https nor http.
    authority: &'t str,
    host: &'t str,
    /// Path, query and fragment.
    rest: &'t str,
}

impl<'t> Url<'t> {
    /// `None` also if there is a user name, which no address here may contain.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        // Browsers (WHATWG URL) read a backslash as a slash and drop white space.
        if !text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
            return None;
        }
        let (scheme, after) = text.split_once(':')?;
        let is_scheme_byte = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        if !scheme.starts_with(|first: char| first.is_ascii_alphabetic()) || !scheme.bytes().all(is_scheme_byte) {
            return None;
        }
        if !is(scheme, "https") && !is(scheme, "http") {
            return Some(Self { scheme, authority: "", host: "", rest: after });
        }
        let after = after.strip_prefix("//")?;
        let (authority, rest) = after.split_at_checked(after.find(['/', '?', '#']).unwrap_or(after.len()))?;
        let (host, port) = match authority.rfind(':') {
            Some(colon) if !authority.ends_with(']') => {
                let (host, port) = authority.split_at_checked(colon)?;
                (host, port.get(1..)?)
            }
            _ => (authority, "0"),
        };
        let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
        (is_port && is_host(host)).then_some(Self { scheme, authority, host, rest })
    }

    pub(crate) fn is_http(&self) -> bool {
        is(self.scheme, "http")
    }

    /// https; or http to this machine, or that the caller allows.
    pub(crate) fn is_secure(&self, allows_insecure: bool) -> bool {
        is(self.scheme, "https") || (self.is_http() && (allows_insecure || is_loopback(self.host)))
    }

    pub(crate) fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    /// Whether both have one origin (RFC 6454 §5), which is a scheme, a host and a port.
    #[cfg(feature = "remote")]
    pub(crate) fn has_origin_of(&self, other: &Self) -> bool {
        let is_same = is(self.scheme, other.scheme) && self.host.eq_ignore_ascii_case(other.host);
        self.is_web() && is_same && self.port() == other.port()
    }

    fn is_web(&self) -> bool {
        is(self.scheme, "https") || self.is_http()
    }

    fn port(&self) -> u16 {
        let port = self.authority.get(self.host.len()..).and_then(|port| port.strip_prefix(':')?.parse().ok());
        port.unwrap_or(if self.is_http() { 80 } else { 443 })
    }

    /// One spelling for all origins that are equal (RFC 3986 §6.2.2, §6.2.3); `None` if the scheme is not the web's.
    pub(crate) fn normalized_origin(&self) -> Option<String> {
        if !self.is_web() {
            return None;
        }
        let scheme = self.scheme.to_ascii_lowercase();
        let v6 =
            self.host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')?.parse::<core::net::Ipv6Addr>().ok());
        let host = v6.map_or_else(|| self.host.to_ascii_lowercase(), |address| format!("[{address}]"));
        match (self.port(), self.is_http()) {
            (443, false) | (80, true) => Some(format!("{scheme}://{host}")),
            (port, _) => Some(format!("{scheme}://{host}:{port}")),
        }
    }

    /// The path of an issuer, without its trailing slash; `None` if it has a query, a fragment or a dot segment.
    pub(crate) fn issuer_path(&self) -> Option<&'t str> {
        let path = self.rest.strip_suffix('/').unwrap_or(self.rest);
        let is_plain = !self.rest.contains(['?', '#']) && !path.split('/').any(is_dots);
        (is_plain && self.scheme.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(path)
    }
}

fn is(scheme: &str, name: &str) -> bool {
    scheme.eq_ignore_ascii_case(name)
}

/// A name in ASCII or an IPv4 address, or an IPv6 address in brackets.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<core::net::Ipv6Addr>().is_ok();
    }
    !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

/// RFC 6761 §6.3: `localhost` and all names below it, with or without the root's dot; RFC 5735 §3: 127.0.0.0/8.
fn is_loopback(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    if host == "localhost" || host.ends_with(".localhost") {
        return true;
    }
    let v6 = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match v6 {
        Some(address) => address.parse::<core::net::Ipv6Addr>().is_ok_and(|address| address.is_loopback()),
        None => host.parse::<core::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback()),
    }
}

/// Whether the segment is `.` or `..`, even if percent-encoded (RFC 3986 §3.3).
fn is_dots(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_url(text: &str) -> bool {
        Url::parse(text).is_some()
    }

    #[test]
    fn only_what_every_reader_reads_alike_is_a_url() {
        for good in [
            "https://a",
            "https://a.",
            "https://A_b-c.1:0/",
            "https://a:65535?x",
            "HTTPS://a#b",
            "https://[::1]",
            "https://[2001:db8::1]:1/x",
            "urn:x",
            "a+b-c.d:",
        ] {
            assert!(is_url(good), "{good}");
        }
        for bad in [
            "",
            ":",
            "://a",
            "1a:b",
            "a/b:c",
            "https:",
            "https:a",
            "https:/a",
            "https://",
            "https:///a",
            "https://:1",
            "https://?a",
            "https://a:",
            "https://a:b",
            "https://a:+1",
            "https://a:65536",
            "https://a:1:2",
            "https://a@b",
            "https://a%2e",
            "https://[::1",
            "https://[::1]2",
            "https://[1.2.3.4]",
            "https://[]",
            "https://a b",
            "https://a\\b",
            "https://a/\u{7f}",
            "https://é",
            "https://a/é",
        ] {
            assert!(!is_url(bad), "{bad}");
        }
    }

    #[test]
    fn http_is_for_what_never_leaves_the_machine() {
        let secure = |text: &str| [false, true].map(|allows| Url::parse(text).is_some_and(|url| url.is_secure(allows)));
        for good in ["https://a", "http://localhost", "http://LOCALHOST.", "http://a.localhost", "http://127.0.0.1"] {
            assert_eq!(secure(good), [true, true], "{good}");
        }
        assert_eq!(secure("http://127.255.0.9:1/x"), [true, true]);
        assert_eq!(secure("http://[::1]:1"), [true, true]);
        for bad in [
            "http://a",
            "http://localhost.a",
            "http://alocalhost",
            "http://128.0.0.1",
            "http://127.1",
            "http://127.0.0.1.a",
            "http://[::2]",
            "http://[::ffff:127.0.0.1]",
        ] {
            assert_eq!(secure(bad), [false, true], "{bad}");
        }
        for never in ["ftp://a", "file:///a", "data:x", "javascript:0"] {
            assert_eq!(secure(never), [false, false], "{never}");
        }
    }

    #[test]
    fn an_issuer_has_a_path_and_nothing_behind_it() {
        let path = |text: &'static str| Url::parse(text).unwrap().issuer_path();
        for (text, expected) in
            [("https://a", ""), ("https://a/", ""), ("https://a/b/", "/b"), ("https://a/b//", "/b/")]
        {
            assert_eq!(path(text), Some(expected), "{text}");
        }
        for bad in ["https://a?", "https://a#", "https://a/b?c", "https://a/./b", "https://a/b/..", "HTTPS://a"] {
            assert_eq!(path(bad), None, "{bad}");
        }
        assert_eq!(path("https://a/%2E./b"), None);
        assert_eq!(path("https://a/.../b"), Some("/.../b"));
    }
}
