//! The settings of the gate, a JSON object.
//!
//! ```json
//! {
//!   "realm": "api.example",
//!   "jwks": { "keys": [] },
//!   "policy": { "issuer": "https://issuer.example", "audience": "api" },
//!   "forwardClaims": { "x-user-id": "sub" }
//! }
//! ```

use jwt_wasm::{KeySet, Numbers, Object, Policy, Value, Verifier};

pub struct Settings {
    pub(crate) realm: String,
    pub(crate) verifier: Verifier<'static>,
    /// Headers, and the claims that fill them.
    pub(crate) forwarded: Vec<(String, String)>,
}

impl Settings {
    pub fn read(json: &[u8]) -> Result<Self, String> {
        let json = std::str::from_utf8(json).map_err(|_| "the configuration is not UTF-8")?;
        let object = Object::parse(json).map_err(|_| "the configuration is not a strict JSON object")?;
        let known = ["realm", "jwks", "policy", "forwardClaims"];
        if let Some((name, _)) = object.iter().find(|(name, _)| !known.contains(name)) {
            return Err(format!("the configuration has the unknown member {name:?}; it takes {}", known.join(", ")));
        }
        let member = |name: &str| object.get(name).map(Value::to_string);
        let keys = member("jwks").ok_or("the configuration lacks jwks, a JSON Web Key Set")?;
        let policy = member("policy").ok_or("the configuration lacks policy, such as {\"audience\":\"api\"}")?;
        let (policy, _) = Policy::from_json(&policy, Numbers::NATIVE).map_err(|error| error.to_string())?;
        let keys = KeySet::from_jwks(&keys).map_err(|error| error.to_string())?;
        let realm = object.get("realm").and_then(Value::as_str).ok_or("the configuration lacks realm, a string")?;
        if realm.contains(|letter: char| !matches!(letter, ' '..='~') || matches!(letter, '"' | '\\')) {
            return Err("realm must be printable ASCII without quotes and backslashes".to_owned());
        }
        let forwarded = match object.get("forwardClaims") {
            None => Vec::new(),
            Some(Value::Object(claims)) => claims
                .iter()
                .map(|(header, claim)| match claim.as_str() {
                    Some(claim) if is_header_name(header) => Ok((header.to_owned(), claim.to_owned())),
                    _ => Err(format!("forwardClaims has {header:?}; a member must be a header's name in lower case, with a claim's name")),
                })
                .collect::<Result<_, _>>()?,
            Some(_) => return Err("forwardClaims must be an object, such as {\"x-user-id\":\"sub\"}".to_owned()),
        };
        Ok(Self { realm: realm.to_owned(), verifier: Verifier::new(keys, policy), forwarded })
    }

    /// Whether a server could read this header as one that holds a claim. A client must not send it.
    pub fn replaces(&self, header: &str) -> bool {
        self.forwarded.iter().any(|(other, _)| folded(other) == folded(header))
    }
}

/// In lower case, because HTTP/2 has no other names.
fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Names that a server could take for the same header give the same text: CGI and WSGI make `X_USER_ID` of both `x-user-id` and
/// `x_user_id`.
fn folded(name: &str) -> String {
    let letters =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' });
    letters.collect()
}
