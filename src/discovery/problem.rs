//! Why an issuer's metadata, or its address, is refused.

use core::fmt;

use crate::error::Malformation;
use crate::json::JsonText;

/// Why an issuer's metadata, or its address, is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The issuer is not a URL in ASCII, or has a query, a fragment, a user name or a dot segment in its path.
    IssuerInvalid,
    /// The issuer is neither https nor http on a loopback address.
    IssuerInsecure,
    /// The document is not a strict JSON object.
    Malformed {
        /// What is wrong with it.
        form: Malformation,
    },
    /// The document has no `issuer`, or one that is not a string.
    IssuerMissing,
    /// The document names another issuer.
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
    /// `id_token_signing_alg_values_supported` lists no public-key algorithm that is known here.
    NoAlgorithms,
}

impl Problem {
    /// A stable name.
    ///
    /// ```
    /// use jwt_wasm::discovery;
    /// assert_eq!(discovery::urls("http://issuer.example").unwrap_err().reason(), "issuer_insecure");
    /// ```
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
            Self::IssuerInsecure => "the issuer is http, but must be https unless it is a loopback address",
            Self::Malformed { form } => return write!(f, "the document is malformed: {form}"),
            Self::IssuerMissing => "the document's \"issuer\" is missing or not a string",
            Self::IssuerMismatch { actual } => {
                return write!(f, "the document's issuer must be the one that was asked, but it is {}", actual.shortened());
            }
            Self::JwksUriMissing => "the document's \"jwks_uri\" is missing or not a string",
            Self::JwksUriInvalid => "the document's \"jwks_uri\" must be a URL in ASCII without a user name",
            Self::JwksUriInsecure => "the document's \"jwks_uri\" must be https",
            Self::AlgorithmsInvalid => {
                "the document's \"id_token_signing_alg_values_supported\" must be a list of strings"
            }
            Self::NoAlgorithms => {
                "the document's \"id_token_signing_alg_values_supported\" lists no public-key algorithm that is supported here"
            }
        })
    }
}

impl core::error::Error for Problem {}
