//! How long a token may be, and how its segments are written.

/// The longest token that is accepted by default, in bytes.
pub const DEFAULT_MAX_TOKEN_LENGTH: usize = 16_384;

/// How long a token may be, and how its segments are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) max_length: usize,
    pub(crate) is_padded: bool,
}

impl Form {
    pub(crate) const DEFAULT: Self = Self { max_length: DEFAULT_MAX_TOKEN_LENGTH, is_padded: false };
}

/// The options of every function that takes a token.
macro_rules! form_options {
    ($type:literal) => {
        /// Sets the longest token that is accepted, in bytes. 16,384 by default.
        ///
        /// ```
        #[doc = concat!("use jwt_wasm::", $type, ";")]
        #[doc = concat!("let options = ", $type, "::new().max_token_length(4096);")]
        /// # let _ = options;
        /// ```
        #[must_use]
        pub const fn max_token_length(mut self, bytes: usize) -> Self {
            self.form.max_length = bytes;
            self
        }

        /// Accepts tokens whose base64url is padded, such as those of AWS load balancers. Each segment must have
        /// exactly the `=` that RFC 4648 §3.2 says; a segment that lacks them is refused. The signature covers the
        /// padding.
        ///
        /// ```
        #[doc = concat!("use jwt_wasm::", $type, ";")]
        #[doc = concat!("let options = ", $type, "::new().allow_padding();")]
        /// # let _ = options;
        /// ```
        #[must_use]
        pub const fn allow_padding(mut self) -> Self {
            self.form.is_padded = true;
            self
        }
    };
}
pub(crate) use form_options;
