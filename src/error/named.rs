//! Closed lists of values. Each value has a stable name and the facts that belong to it.

/// The list of names and the function that gives a name are named by the caller. Several variants may share a name if
/// they need different words but the same thing has to be done. The example in the documentation shows one of them.
macro_rules! named {
    (
        $(#[$meta:meta])*
        pub enum $type:ident, $list:ident, $of:ident, $example:ident is $its_name:literal {
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
            /// All names, as JSON and other languages have them.
            pub const $list: &'static [&'static str] = &[$($name,)*];

            /// The name as JSON and other languages have it.
            ///
            /// ```
            #[doc = concat!("use jwt_wasm::", stringify!($type), ";")]
            #[doc = concat!("let one = ", stringify!($type), "::", stringify!($example), ";")]
            #[doc = concat!("assert_eq!(one.", stringify!($of), "(), \"", $its_name, "\");")]
            /// ```
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
