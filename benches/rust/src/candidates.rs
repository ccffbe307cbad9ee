//! The libraries, each used as its documentation recommends.

#[cfg(feature = "josekit")]
mod josekit;
mod jsonwebtoken;
mod jwt_compact;
mod jwt_simple;
mod jwt_wasm;

use crate::candidate::Candidate;

/// The first is compared with the others.
pub(crate) const ALL: &[Candidate] = &[
    jwt_wasm::CANDIDATE,
    jsonwebtoken::RUST_CRYPTO,
    jsonwebtoken::AWS_LC,
    jwt_simple::CANDIDATE,
    jwt_compact::CANDIDATE,
    #[cfg(feature = "josekit")]
    josekit::CANDIDATE,
];

pub(crate) fn find(name: &str) -> Option<&'static Candidate> {
    ALL.iter().find(|candidate| candidate.name == name)
}
