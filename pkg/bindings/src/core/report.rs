//! Reports as plain objects.

use jwt_wasm::{Check, CheckOutcome, Report};
use serde::Serialize;
use wasm_bindgen::JsValue;

pub(super) fn to_js(report: &Report) -> JsValue {
    let facts = ReportFacts {
        verdict: report.verdict().as_str(),
        checks: report.checks().iter().map(CheckFacts::from).collect(),
        header: report.header(),
        payload: report.payload(),
    };
    // Strings and lists of them cannot fail to cross.
    serde_wasm_bindgen::to_value(&facts).unwrap_or(JsValue::UNDEFINED)
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
    /// Of a check that was not made.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// A JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl From<&Check> for CheckFacts {
    fn from(check: &Check) -> Self {
        let (outcome, reason, error) = match check.outcome() {
            CheckOutcome::Passed => ("passed", None, None),
            CheckOutcome::Skipped(reason) => ("skipped", Some(reason.reason()), None),
            CheckOutcome::Failed(error) => ("failed", None, Some(error.to_json())),
        };
        Self { name: check.name().as_str(), outcome, message: check.message(), reason, error }
    }
}
