//! Sentences that name a function or an option have the names of the language in which they are read.

/// A sentence with the names of this crate, or of the npm package.
macro_rules! words {
    (rust: $rust:literal, npm: $npm:literal $(,)?) => {
        if cfg!(feature = "_npm") { $npm } else { $rust }
    };
}

/// As `words`, with facts in it.
macro_rules! write_words {
    ($f:expr, rust: $rust:literal, npm: $npm:literal $(,)?) => {
        if cfg!(feature = "_npm") { write!($f, $npm) } else { write!($f, $rust) }
    };
}

pub(super) use {words, write_words};

/// The function that sets the option. `Policy::from_json` and the npm package have other names.
pub(super) const fn option_name(name: &str) -> &str {
    if cfg!(feature = "_npm") {
        return name;
    }
    match name.as_bytes() {
        b"accessToken" => "with_access_token",
        b"audience" => "without_audience_check",
        b"code" => "with_code",
        b"ignoreExpiry" => "ignore_expiry",
        b"maxAuthAge" => "max_auth_age",
        b"requireExpiry" => "require_expiry",
        _ => name,
    }
}
