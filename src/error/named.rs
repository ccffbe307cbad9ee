//! Closed lists of values, each with the facts that come with it and a stable name.

/// The list of names and the function that gives one are named after the enum. Several variants may have one name: they
/// are told in different words, but ask for the same to be done.
macro_rules! named {
    (
        $(#[$meta:meta])*
        pub enum $type:ident, $list:ident, $of:ident {
            $($(#[$doc:meta])* $variant:ident $({ $($field:ident: $kind:ty),* })? = $name:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[non_exhaustive]
        pub enum $type {
            $(
                $(#[$doc])*
                #[allow(missing_docs, reason = "the facts are named for what they are")]
                $variant $({ $($field: $kind),* })?,
            )*
        }

        impl $type {
            /// The names of all, as they are spelled outside Rust.
            pub const $list: &'static [&'static str] = &[$($name,)*];

            /// The name as it is spelled outside Rust.
            #[must_use]
            pub const fn $of(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $name,)*
                }
            }
        }
    };
}
pub(crate) use named;
