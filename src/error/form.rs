//! Which part of a token is malformed, and which form it breaks.

use super::named::named;

named! {
    /// The part of a token that is malformed. If several segments are, it is the first.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Part, NAMES, as_str, Payload is "payload" {
        /// The compact serialization as a whole: it does not have three segments.
        Token = "token",
        /// The first segment.
        Header = "header",
        /// The second segment.
        Payload = "payload",
        /// The third segment.
        Signature = "signature",
    }
}

named! {
    /// The strict form that was broken.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Malformation, NAMES, as_str, DuplicateName is "duplicate_name" {
        /// Not exactly three segments (RFC 7515 §7.1).
        Segments = "segments",
        /// Not base64url without padding in its canonical spelling (RFC 7515 §2, RFC 4648 §3.5).
        Base64url = "base64url",
        /// As `Base64url`: the segment is padded with `=`, which RFC 7515 §2 leaves out.
        Padding = "base64url",
        /// As `Base64url`, if padding is allowed: the padding is not exactly what RFC 4648 §3.2 says.
        PaddedBase64url = "base64url",
        /// Not UTF-8 (RFC 7519 §7.2).
        Utf8 = "utf8",
        /// Not JSON (RFC 8259), or a number beyond a double's range.
        Json = "json",
        /// An object with one name twice (RFC 7519 §4).
        DuplicateName = "duplicate_name",
        /// JSON, but not an object.
        NotObject = "not_object",
        /// Nested deeper than 32 levels.
        Depth = "depth",
        /// The payload is in the token, but the caller has given it separately (RFC 7515 appendix F).
        Detached = "detached",
        /// The payload is unencoded and has a character that cannot be in a compact token (RFC 7797 §5.2).
        Unencoded = "unencoded",
    }
}

impl Malformation {
    /// Three variants share a name. These are the values of `expected` and `actual` that tell them apart.
    pub(super) const fn padding(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Padding => (None, Some("padding")),
            Self::PaddedBase64url => (Some("padding"), None),
            _ => (None, None),
        }
    }
}

named! {
    /// The header parameter that rules a token out.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum HeaderRule, NAMES, as_str, Crit is "crit" {
        /// `crit` names an extension, and none is understood (RFC 7515 §4.1.11). For an unencoded payload: it does not
        /// name `b64` alone.
        Crit = "crit",
        /// `b64` is not `true`, and a JWT must not have an unencoded payload (RFC 7797 §7). If the caller has said that
        /// the payload is unencoded: it is not `false`.
        B64 = "b64",
        /// `typ` is absent, not a string, or not the media type that is demanded (RFC 8725 §3.11).
        Typ = "typ",
        /// `kid` is not a string (RFC 7515 §4.1.4).
        Kid = "kid",
    }
}
