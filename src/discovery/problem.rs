//! Why an issuer's document, or where it would be, is refused.

use core::fmt;

use crate::error::Malformation;
use crate::json::JsonText;

/// Why an issuer's document, or the address where it would be, is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The issuer is not a URL in ASCII without query, fragment, user name and dots in its path.
    IssuerInvalid,
    /// The issuer is not https, and not http on a loopback address.
    IssuerInsecure,
    /// The document is not a strict JSON object.
    Malformed {
        /// What is wrong with it.
        form: Malformation,
    },
    /// The document has no `issuer`, or one that is not a string.
    IssuerMissing,
    /// The document is another issuer's.
    IssuerMismatch {
        /// The issuer that the document names.
        actual: JsonText,
    },
    /// The document has no `jwks_uri`, or one that is not a string.
    JwksUriMissing,
    /// `jwks_uri` is not a URL, or holds a user name.
    JwksUriInvalid,
    /// `jwks_uri` is not https.
    JwksUriInsecure,
    /// `id_token_signing_alg_values_supported` is not a list of strings.
    AlgorithmsInvalid,
    /// `id_token_signing_alg_values_supported` names no algorithm that is known and has public keys.
    NoAlgorithms,
}

impl Problem {
    /// A stable name.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::IssuerInvalid => "issuer_invalid",
            Self::IssuerInsecure => "issuer_insecure",
            Self::Malformed { form } => form.as_str(),
            Self::IssuerMissing => "issuer_missing",
            Self::IssuerMismatch { .. } => "issuer_mismatch",
            Self::JwksUriMissing => "jwks_uri_missing",
            Self::JwksUriInvalid => "jwks_uri_invalid",
            Self::JwksUriInsecure => "jwks_uri_insecure",
            Self::AlgorithmsInvalid => "algorithms_invalid",
            Self::NoAlgorithms => "no_algorithms",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::IssuerInvalid => {
                "the issuer must be a URL in ASCII without query and fragment, such as https://issuer.example"
            }
            Self::IssuerInsecure => "the issuer must be https: http is taken for loopback addresses only",
            Self::Malformed { form } => return write!(f, "the document is malformed: {form}"),
            Self::IssuerMissing => "the document has no member \"issuer\" that is a string",
            Self::IssuerMismatch { actual } => {
                return write!(f, "the document is of another issuer, {}", actual.shortened());
            }
            Self::JwksUriMissing => "the document has no member \"jwks_uri\" that is a string",
            Self::JwksUriInvalid => "the document's \"jwks_uri\" is not a URL without user name, in ASCII",
            Self::JwksUriInsecure => "the document's \"jwks_uri\" is not https",
            Self::AlgorithmsInvalid => {
                "the document's \"id_token_signing_alg_values_supported\" is not a list of strings"
            }
            Self::NoAlgorithms => {
                "the document's \"id_token_signing_alg_values_supported\" names none of the public keys' algorithms that are known here"
            }
        })
    }
}

impl core::error::Error for Problem {}
