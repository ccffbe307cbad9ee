//! Starts the candidates, and lets them take turns.

use crate::Result;
use crate::arguments::Options;
use crate::candidate::{Candidate, Row};
use crate::candidates;
use crate::corpus::{Alg, Corpus};
use crate::statistics::tenth_percentile;
use crate::worker::Request;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// One line of the table.
pub(crate) struct Outcome {
    pub(crate) row: Row,
    pub(crate) candidates: Vec<Measured>,
}

pub(crate) struct Measured {
    pub(crate) candidate: &'static Candidate,
    /// Of one call.
    pub(crate) microseconds: f64,
    /// Its time divided by jwt-wasm's.
    pub(crate) ratio: f64,
}

pub(crate) fn compare(options: &Options) -> Result<Vec<Outcome>> {
    let rows: Vec<Row> = Row::all().filter(|row| is_asked_for(*row, &options.words)).collect();
    if rows.is_empty() {
        return Err(format!("there is no row `{}`; --help lists the words", options.words.join(" ")).into());
    }
    let algorithms = Alg::ALL.into_iter().filter(|alg| rows.iter().any(|row| row.alg == *alg));
    let corpora: Vec<Corpus> = algorithms.map(Corpus::new).collect::<Result<_>>()?;
    let is_chosen = |(place, candidate): (usize, &'static Candidate)| {
        let is_named = options.only.is_empty() || options.only.iter().any(|name| candidate.name.contains(name));
        (place == 0 || is_named).then_some(candidate)
    };
    let chosen = candidates::ALL.iter().enumerate().filter_map(is_chosen);
    let mut workers: Vec<Worker> = chosen.map(|candidate| Worker::start(candidate, &corpora)).collect::<Result<_>>()?;
    let mut outcomes = Vec::new();
    for row in rows {
        eprintln!("{}", row.name());
        let mut taking_part: Vec<&mut Worker> =
            workers.iter_mut().filter(|worker| worker.rows.contains(&row)).collect();
        outcomes.push(measure(row, &mut taking_part, options.rounds)?);
    }
    Ok(outcomes)
}

fn is_asked_for(row: Row, words: &[String]) -> bool {
    let name = row.name().to_lowercase();
    let parts: Vec<&str> = name.split(' ').collect();
    words.iter().all(|word| parts.contains(&word.to_lowercase().as_str()))
}

fn measure(row: Row, workers: &mut [&mut Worker], rounds: usize) -> Result<Outcome> {
    let counts: Vec<u32> = workers.iter_mut().map(|worker| worker.calibrate(row)).collect::<Result<_>>()?;
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); workers.len()];
    for round in 0..rounds {
        // In a new order, so that no candidate always runs after the same one.
        let mut order: Vec<usize> = (0..workers.len()).collect();
        order.rotate_left(round % workers.len());
        if round % 2 == 1 {
            order.reverse();
        }
        for place in order {
            times[place].push(workers[place].run(row, counts[place])?);
        }
    }
    let ours = tenth_percentile(times.first().ok_or("jwt-wasm has every row")?);
    let candidates = workers.iter().zip(&times).map(|(worker, times)| {
        let microseconds = tenth_percentile(times);
        Measured { candidate: worker.candidate, microseconds, ratio: microseconds / ours }
    });
    Ok(Outcome { row, candidates: candidates.collect() })
}

struct Worker {
    candidate: &'static Candidate,
    rows: Vec<Row>,
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Worker {
    fn start(candidate: &'static Candidate, corpora: &[Corpus]) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--worker", candidate.name]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let input = process.stdin.take().ok_or("a worker has an input")?;
        let output = BufReader::new(process.stdout.take().ok_or("a worker has an output")?);
        let mut worker = Self { candidate, rows: Vec::new(), process, input, output };
        let rows = worker.ask(&Request::Prepare(corpora.to_vec()))?;
        worker.rows = serde_json::from_str(&rows)?;
        Ok(worker)
    }

    fn ask(&mut self, request: &Request) -> Result<String> {
        writeln!(self.input, "{}", serde_json::to_string(request)?)?;
        let mut answer = String::new();
        if self.output.read_line(&mut answer)? == 0 {
            return Err(format!("{} failed; what it said is above", self.candidate.name).into());
        }
        Ok(answer)
    }

    fn calibrate(&mut self, row: Row) -> Result<u32> {
        Ok(self.ask(&Request::Calibrate(row))?.trim().parse()?)
    }

    /// Microseconds of one call.
    fn run(&mut self, row: Row, count: u32) -> Result<f64> {
        let nanoseconds: f64 = self.ask(&Request::Run(row, count))?.trim().parse()?;
        Ok(nanoseconds / 1000.0 / f64::from(count))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_choose_rows() {
        let names = |words: &[&str]| -> Vec<String> {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            Row::all().filter(|row| is_asked_for(*row, &words)).map(Row::name).collect()
        };
        assert_eq!(names(&["es256", "sign"]), ["ES256 sign"]);
        assert_eq!(names(&["decode"]), ["HS256 decode"]);
        assert_eq!(names(&[]).len(), 13);
        assert!(names(&["es"]).is_empty());
    }
}
