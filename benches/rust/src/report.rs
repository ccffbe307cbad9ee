//! The table and the file of a run.

use crate::Result;
use crate::arguments::Options;
use crate::candidates;
use crate::rounds::Outcome;
use serde_json::{Value, json};
use std::fs;

/// Why a candidate is not in this build; set by `cargo xtask bench rust`.
const MISSING: &str = "JOSEKIT_MISSING";

pub(crate) fn show(outcomes: &[Outcome], options: &Options) -> Result<()> {
    print!("{}", table(outcomes));
    if let Ok(reason) = std::env::var(MISSING) {
        println!("\njosekit is not in this run: {reason}");
    }
    if let Some(path) = &options.json {
        let file = json!({ "machine": machine(), "versions": versions()?, "results": results(outcomes) });
        fs::write(path, format!("{}\n", serde_json::to_string_pretty(&file)?))?;
        println!("\nwritten into {}", path.display());
    }
    Ok(())
}

fn table(outcomes: &[Outcome]) -> String {
    let taking_part = |name: &str| {
        outcomes.iter().flat_map(|outcome| &outcome.candidates).any(|measured| measured.candidate.name == name)
    };
    let peers: Vec<_> = candidates::ALL.iter().skip(1).filter(|candidate| taking_part(candidate.name)).collect();
    let mut text = String::from("A peer's time divided by jwt-wasm's: above 1, jwt-wasm is faster.\n\n");
    text.push_str(&format!("{:<14}{:>12}", "", "jwt-wasm"));
    for peer in &peers {
        text.push_str(&format!("  {:>14}", peer.name));
    }
    text.push('\n');
    for Outcome { row, candidates } in outcomes {
        let ours = candidates.first().map(|ours| ours.microseconds).unwrap_or_default();
        text.push_str(&format!("{:<14}{:>9.1} µs", row.name(), ours));
        for peer in &peers {
            let measured = candidates.iter().find(|measured| measured.candidate.name == peer.name);
            let ratio = measured.map_or_else(|| "–".to_owned(), |measured| format!("{:.2}×", measured.ratio));
            text.push_str(&format!("  {ratio:>0$}", peer.name.len().max(14)));
        }
        text.push('\n');
    }
    text.push_str("\njwt-wasm makes no RSA signature: its rows `RS256 sign` and `PS256 sign` are with aws-lc-rs.\n");
    text
}

fn results(outcomes: &[Outcome]) -> Vec<Value> {
    let measured = |outcome: &Outcome| -> Vec<Value> {
        outcome
            .candidates
            .iter()
            .map(|measured| {
                json!({
                    "name": measured.candidate.name,
                    "microseconds": rounded(measured.microseconds),
                    "ratio": rounded(measured.ratio),
                })
            })
            .collect()
    };
    outcomes.iter().map(|outcome| json!({ "id": outcome.row.name(), "candidates": measured(outcome) })).collect()
}

/// To four digits.
fn rounded(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}

/// As Cargo.lock has them.
fn versions() -> Result<Value> {
    let version = |package: &str| {
        let (_, after) = include_str!("../Cargo.lock").split_once(&format!("\nname = \"{package}\"\nversion = \""))?;
        after.split('"').next()
    };
    let all = candidates::ALL.iter().map(|candidate| {
        let version = version(candidate.package).ok_or("Cargo.lock has every candidate")?;
        Ok((candidate.name.to_owned(), json!({ "version": version, "pureRust": candidate.is_pure_rust })))
    });
    Ok(Value::Object(all.collect::<Result<_>>()?))
}

fn machine() -> Value {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name));
    let days = crate::corpus::now() / 86_400;
    json!({
        "date": date(days),
        "cpu": cpu.unwrap_or("unknown"),
        "platform": format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
    })
}

/// Of a number of days since 1970-01-01.
fn date(days: u64) -> String {
    let length = |year: u64| {
        if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) { 366 } else { 365 }
    };
    let (mut year, mut left) = (1970, days);
    while left >= length(year) {
        left -= length(year);
        year += 1;
    }
    let february = length(year) - 337;
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < days {
            break;
        }
        left -= days;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", left + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, text) in [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_453, "2025-12-31")] {
            assert_eq!(date(days), text);
        }
    }

    #[test]
    fn every_candidate_has_a_version() {
        let versions = versions().unwrap();
        assert_eq!(versions.as_object().unwrap().len(), candidates::ALL.len());
    }
}
