//! Errors and reports as plain JavaScript objects.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::check::{Check, CheckOutcome};
use crate::error::Error;
use crate::report::Report;

/// An [`Error`] on its way out. `expected` and `actual` are JSON texts.
#[derive(Serialize)]
struct ErrorFacts<'a> {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<String>,
}

impl<'a> From<&'a Error> for ErrorFacts<'a> {
    fn from(error: &'a Error) -> Self {
        Self {
            code: error.code().as_str(),
            message: error.to_string(),
            reason: error.reason(),
            claim: error.claim(),
            expected: error.expected().map(|fact| fact.as_json().to_owned()),
            actual: error.actual().map(|fact| fact.as_json().to_owned()),
        }
    }
}

#[derive(Serialize)]
struct CheckFacts<'a> {
    name: &'static str,
    outcome: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorFacts<'a>>,
}

impl<'a> From<&'a Check> for CheckFacts<'a> {
    fn from(check: &'a Check) -> Self {
        let (outcome, error) = match check.outcome() {
            CheckOutcome::Passed => ("passed", None),
            CheckOutcome::Skipped(_) => ("skipped", None),
            CheckOutcome::Failed(error) => ("failed", Some(ErrorFacts::from(error))),
        };
        Self { name: check.name().as_str(), outcome, message: check.message(), error }
    }
}

#[derive(Serialize)]
struct ReportFacts<'a> {
    verdict: &'static str,
    checks: Vec<CheckFacts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<&'a str>,
}

pub(super) fn error(error: &Error) -> JsValue {
    cross(&ErrorFacts::from(error))
}

pub(super) fn report(report: &Report) -> JsValue {
    cross(&ReportFacts {
        verdict: report.verdict().as_str(),
        checks: report.checks().iter().map(CheckFacts::from).collect(),
        header: report.header(),
        payload: report.payload(),
    })
}

/// Strings and lists of them cannot fail to cross.
fn cross(facts: &impl Serialize) -> JsValue {
    serde_wasm_bindgen::to_value(facts).unwrap_or(JsValue::UNDEFINED)
}
