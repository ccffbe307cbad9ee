//! The claims of an identity provider's access token, as types of serde.

use serde::{Deserialize, Serialize};

pub(crate) const ISSUER: &str = "https://issuer.example/";
pub(crate) const AUDIENCE: &str = "https://api.example";
/// Seconds.
pub(crate) const LIFETIME: u64 = 3600;

/// Libraries differ in which registered claims they keep in a type of their own. Flattening one type into another would take
/// time that no library takes.
macro_rules! claims {
    ($($(#[$docs:meta])* $name:ident { $($registered:ident: $type:ty,)* })*) => {
        $($(#[$docs])*
        #[derive(Clone, Serialize, Deserialize)]
        pub(crate) struct $name {
            $(pub(crate) $registered: $type,)*
            pub(crate) tenant: u64,
            pub(crate) azp: String,
            pub(crate) name: String,
            pub(crate) email: String,
            pub(crate) email_verified: bool,
            pub(crate) scope: String,
            pub(crate) roles: Vec<String>,
            pub(crate) org: Organisation,
            pub(crate) sid: String,
        }

        impl $name {
            pub(crate) fn with($($registered: $type,)* tenant: u64) -> Self {
                Self {
                    $($registered,)*
                    tenant,
                    azp: "dashboard".to_owned(),
                    name: "Zoe Oster-Nowak".to_owned(),
                    email: "zoe.oster-nowak@example.com".to_owned(),
                    email_verified: true,
                    scope: "openid profile email offline_access orders:read orders:write invoices:read".to_owned(),
                    roles: ["member", "billing", "support"].map(str::to_owned).into(),
                    org: Organisation {
                        id: "org_8f2b71".to_owned(),
                        name: "Example & Sons".to_owned(),
                        plan: Plan { name: "team".to_owned(), seats: 25 },
                    },
                    // Makes the token of HS256 about a thousand bytes long.
                    sid: "5f2c".repeat(50),
                }
            }
        })*
    };
}

claims! {
    /// All of them.
    Whole { iss: String, sub: String, aud: String, iat: u64, exp: u64, }
    /// For a library that sets `iat` and `exp` itself.
    Untimed { iss: String, sub: String, aud: String, }
    /// For a library that has a type for all registered claims.
    Custom { }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Organisation {
    id: String,
    name: String,
    plan: Plan,
}

#[derive(Clone, Serialize, Deserialize)]
struct Plan {
    name: String,
    seats: u32,
}

impl Whole {
    pub(crate) fn new(iat: u64, exp: u64, tenant: u64) -> Self {
        let Untimed { iss, sub, aud, .. } = Untimed::new(tenant);
        Self::with(iss, sub, aud, iat, exp, tenant)
    }
}

impl Untimed {
    pub(crate) fn new(tenant: u64) -> Self {
        Self::with(ISSUER.to_owned(), "auth0|65f1c0a7b2d94e3f8a6c1d20".to_owned(), AUDIENCE.to_owned(), tenant)
    }
}
