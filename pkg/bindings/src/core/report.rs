//! Reports as one text.

use jwt_wasm::{Check, CheckOutcome, Report};

/// No text of a report has this character: JSON escapes it, and so do messages.
const SEPARATOR: &str = "\0";

/// The verdict, header and payload, and then the five texts of each check. An absent text is empty. Names of members would cost
/// 2 KB of code.
pub(super) fn to_text(report: &Report) -> String {
    let mut texts = vec![report.verdict().as_str().to_owned()];
    texts.extend([report.header(), report.payload()].map(|json| json.unwrap_or_default().to_owned()));
    texts.extend(report.checks().iter().flat_map(texts_of));
    texts.join(SEPARATOR)
}

/// Name, outcome, message, the reason why a check was skipped, and the error of one that failed, as JSON.
fn texts_of(check: &Check) -> [String; 5] {
    let (outcome, reason, error) = match check.outcome() {
        CheckOutcome::Passed => ("passed", "", String::new()),
        CheckOutcome::Skipped(reason) => ("skipped", reason.reason(), String::new()),
        CheckOutcome::Failed(error) => ("failed", "", error.to_json()),
    };
    [check.name().as_str().to_owned(), outcome.to_owned(), check.message(), reason.to_owned(), error]
}
