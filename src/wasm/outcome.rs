//! Errors as JSON texts, for each member of an object would cross by itself, and a refused token is to cost no more than a
//! good one; reports as plain objects.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::check::{Check, CheckOutcome};
use crate::error::{Error, Part};
use crate::fact::{Fact, write_string};
use crate::report::Report;

pub(super) fn error(error: &Error) -> JsValue {
    JsValue::from_str(&error_text(error))
}

pub(super) fn report(report: &Report) -> JsValue {
    let facts = ReportFacts {
        verdict: report.verdict().as_str(),
        checks: report.checks().iter().map(CheckFacts::from).collect(),
        header: report.header(),
        payload: report.payload(),
    };
    // Strings and lists of them cannot fail to cross.
    serde_wasm_bindgen::to_value(&facts).unwrap_or(JsValue::UNDEFINED)
}

/// The text of an object with the error's facts and its message.
pub(super) fn error_text(error: &Error) -> String {
    let mut object = Object::new();
    object.string("code", error.code().as_str());
    object.string("message", &error.to_string());
    object.maybe_string("reason", error.reason());
    object.maybe_string("part", error.part().map(Part::as_str));
    object.maybe_string("claim", error.claim());
    object.maybe_json("expected", error.expected().as_ref().map(Fact::as_json));
    object.maybe_json("actual", error.actual().as_ref().map(Fact::as_json));
    if let Error::KeyNotFound { left_out: Some(why), .. } = error {
        object.json("cause", &error_text(why));
    }
    object.end()
}

/// `header` and `payload` are JSON texts: a claim must not become a member by a serializer.
#[derive(Serialize)]
struct ReportFacts<'a> {
    verdict: &'static str,
    checks: Vec<CheckFacts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<&'a str>,
}

#[derive(Serialize)]
struct CheckFacts {
    name: &'static str,
    outcome: &'static str,
    message: String,
    /// A JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl From<&Check> for CheckFacts {
    fn from(check: &Check) -> Self {
        let (outcome, error) = match check.outcome() {
            CheckOutcome::Passed => ("passed", None),
            CheckOutcome::Skipped(_) => ("skipped", None),
            CheckOutcome::Failed(error) => ("failed", Some(error_text(error))),
        };
        Self { name: check.name().as_str(), outcome, message: check.message(), error }
    }
}

/// The text of an object, written member by member.
struct Object(String);

impl Object {
    const fn new() -> Self {
        Self(String::new())
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
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        write_string(&mut self.0, name);
        self.0.push(':');
    }

    fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}
