//! One candidate in a process of its own, so that a library that keeps something for the process meets no other. Requests come
//! one a line, and so do answers.

use crate::Result;
use crate::candidate::{Offer, Operation, Row};
use crate::candidates;
use crate::check::check;
use crate::corpus::Corpus;
use serde::{Deserialize, Serialize};
use std::hint::black_box;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::{Duration, Instant};

#[derive(Serialize, Deserialize)]
pub(crate) enum Request {
    /// Answered with the rows that the candidate has.
    Prepare(Vec<Corpus>),
    /// Answered with how many calls take about as long as a batch should.
    Calibrate(Row),
    /// Answered with the nanoseconds of so many calls.
    Run(Row, u32),
}

/// Long enough for the clock, and short enough for some batches not to be interrupted on a machine that does other work.
const BATCH: Duration = Duration::from_millis(4);

pub(crate) fn serve(name: &str) -> Result<()> {
    let candidate = candidates::find(name).ok_or_else(|| format!("there is no candidate `{name}`"))?;
    let mut prepared: Vec<(Corpus, Offer)> = Vec::new();
    for line in stdin().lock().lines() {
        let answer = match serde_json::from_str(&line?)? {
            Request::Prepare(corpora) => {
                for corpus in corpora {
                    let offer = (candidate.offer)(corpus.alg, &corpus.keys)?;
                    check(name, &offer, &corpus)?;
                    prepared.push((corpus, offer));
                }
                serde_json::to_string(&rows(&prepared))?
            }
            Request::Calibrate(row) => calibrate(&prepared, row)?.to_string(),
            Request::Run(row, count) => run(&prepared, row, count)?.as_nanos().to_string(),
        };
        writeln!(stdout(), "{answer}")?;
    }
    Ok(())
}

fn rows(prepared: &[(Corpus, Offer)]) -> Vec<Row> {
    let has = |row: &Row| {
        prepared.iter().any(|(corpus, offer)| {
            corpus.alg == row.alg
                && match row.operation {
                    Operation::Verify => offer.verify.is_some(),
                    Operation::Sign => offer.sign.is_some(),
                    Operation::Decode => offer.decode.is_some(),
                }
        })
    };
    Row::all().filter(has).collect()
}

fn calibrate(prepared: &[(Corpus, Offer)], row: Row) -> Result<u32> {
    let mut count = 1;
    loop {
        let time = run(prepared, row, count)?;
        if time * 4 > BATCH {
            let one = time.as_secs_f64() / f64::from(count);
            return Ok(((BATCH.as_secs_f64() / one) as u32).max(1));
        }
        count *= 2;
    }
}

fn run(prepared: &[(Corpus, Offer)], row: Row, count: u32) -> Result<Duration> {
    let found = prepared.iter().find(|(corpus, _)| corpus.alg == row.alg);
    let (Corpus { tokens, .. }, offer) = found.ok_or("an unknown algorithm")?;
    let read = match row.operation {
        Operation::Verify => &offer.verify,
        Operation::Decode => &offer.decode,
        Operation::Sign => &None,
    };
    let started = Instant::now();
    match (read, &offer.sign) {
        (Some(read), _) => {
            for token in tokens.iter().cycle().take(count as usize) {
                black_box(read(black_box(token))?);
            }
        }
        (None, Some(sign)) if row.operation == Operation::Sign => {
            for _ in 0..count {
                black_box(sign()?);
            }
        }
        _ => return Err("the candidate does not have this row".into()),
    }
    Ok(started.elapsed())
}
