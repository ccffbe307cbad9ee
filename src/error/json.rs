//! Errors as JSON texts, for a host that is not Rust.

use alloc::string::String;
use alloc::string::ToString;

use crate::error::Error;
use crate::json::{JsonText, write_string};

impl Error {
    /// The error as the text of a JSON object with `code` and `message`, and with `reason`, `part`, `claim`,
    /// `expected`, `actual` and `cause` if the error has them.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let error = Key::secret(b"too short", Algorithm::Hs256).unwrap_err();
    /// assert!(error.to_json().starts_with(r#"{"code":"key_too_weak","message":"#));
    /// assert!(error.to_json().contains(r#","reason":"secret","#));
    /// assert!(error.to_json().ends_with(r#","expected":32,"actual":9}"#));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        if self.kind().is_elsewhere() {
            return String::new();
        }
        let mut object = Object::new();
        object.string("code", self.code().as_str());
        object.string("message", &self.to_string());
        object.maybe_string("reason", self.reason());
        object.maybe_string("part", self.part());
        object.maybe_string("claim", self.claim());
        object.maybe_json("expected", self.expected().as_ref().map(JsonText::as_json));
        object.maybe_json("actual", self.actual().as_ref().map(JsonText::as_json));
        if let Some(cause) = self.cause() {
            object.json("cause", &cause.to_json());
        }
        object.end()
    }
}

/// A capacity, in bytes, that fits most errors.
const USUAL: usize = 256;

/// The text of an object, written member by member. Names need no escapes.
struct Object(String);

impl Object {
    fn new() -> Self {
        Self(String::with_capacity(USUAL))
    }

    fn string(&mut self, name: &str, text: &str) {
        self.name(name);
        write_string(&mut self.0, text);
    }

    fn json(&mut self, name: &str, json: &str) {
        self.name(name);
        self.0.push_str(json);
    }

    fn maybe_string(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.string(name, text);
        }
    }

    fn maybe_json(&mut self, name: &str, json: Option<&str>) {
        if let Some(json) = json {
            self.json(name, json);
        }
    }

    fn name(&mut self, name: &str) {
        self.0.push_str(if self.0.is_empty() { "{\"" } else { ",\"" });
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}
