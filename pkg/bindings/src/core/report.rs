//! Reports as lists of texts.

use std::borrow::Cow;

use jwt_wasm::{Check, CheckOutcome, Report, SkipReason, Verdict};
use wasm_bindgen::JsValue;

/// The character for the first of several outcomes. Each of the others has the next one.
const FIRST: u8 = b'0';

/// The outcomes, the header and the payload, and then the errors of the checks that failed, as JSON. The outcomes are one
/// character for the verdict and one for each check: passed, failed, or skipped for one of [`SkipReason::ALL`]. Scripts
/// have the names and the sentences, so that a program without a verifier does not load them.
pub(super) fn to_js(report: &Report) -> JsValue {
    let verdict = match report.verdict() {
        Verdict::Verified => 0,
        Verdict::Refused => 1,
        Verdict::Unchecked => 2,
    };
    let outcomes: String = [verdict]
        .into_iter()
        .chain(report.checks().iter().map(outcome))
        .map(|place| char::from(FIRST.saturating_add(place)))
        .collect();
    let mut texts =
        vec![Some(Cow::Owned(outcomes)), report.header().map(Cow::Borrowed), report.payload().map(Cow::Borrowed)];
    texts.extend(report.checks().iter().filter_map(error).map(|error| Some(Cow::Owned(error))));
    // Texts and lists of texts cannot fail to cross.
    serde_wasm_bindgen::to_value(&texts).unwrap_or(JsValue::UNDEFINED)
}

fn outcome(check: &Check) -> u8 {
    match check.outcome() {
        CheckOutcome::Passed => 0,
        CheckOutcome::Failed(_) => 1,
        CheckOutcome::Skipped(reason) => {
            SkipReason::ALL.iter().zip(2..).find(|(one, _)| *one == reason).map_or(0, |(_, place)| place)
        }
    }
}

fn error(check: &Check) -> Option<String> {
    match check.outcome() {
        CheckOutcome::Failed(error) => Some(error.to_json()),
        _ => None,
    }
}
