//! Reports as lists of texts.

use std::borrow::Cow;

use jwt_wasm::{Check, CheckOutcome, Report};
use wasm_bindgen::JsValue;

type Text<'a> = Option<Cow<'a, str>>;

/// The verdict, header and payload, and then the five texts of each check. A list of texts costs least: the names in
/// objects alone would take 2 KB of code.
pub(super) fn to_js(report: &Report) -> JsValue {
    let mut texts = vec![
        Some(Cow::Borrowed(report.verdict().as_str())),
        report.header().map(Cow::Borrowed),
        report.payload().map(Cow::Borrowed),
    ];
    texts.extend(report.checks().iter().flat_map(texts_of));
    // Texts and lists of texts cannot fail to cross.
    serde_wasm_bindgen::to_value(&texts).unwrap_or(JsValue::UNDEFINED)
}

/// Name, outcome, message, the reason why a check was skipped, and the error of one that failed, as JSON.
fn texts_of(check: &Check) -> [Text<'_>; 5] {
    let (outcome, reason, error) = match check.outcome() {
        CheckOutcome::Passed => ("passed", None, None),
        CheckOutcome::Skipped(reason) => ("skipped", Some(reason.reason()), None),
        CheckOutcome::Failed(error) => ("failed", None, Some(error.to_json())),
    };
    [
        Some(check.name().as_str().into()),
        Some(outcome.into()),
        Some(check.message().into()),
        reason.map(Cow::Borrowed),
        error.map(Cow::Owned),
    ]
}
