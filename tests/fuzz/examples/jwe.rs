//! Random mutations of good encrypted tokens of every `alg` and `enc`: `jwe COUNT`. Decrypting one is a failure.

use std::collections::BTreeMap;
use std::ops::Range;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, thread};

use fastrand::Rng;
use jwt_wasm_fuzz::jwe::{ALL, is_good, mutated, refusal};

const ACCEPTED: &str = "accepted";

/// How often each outcome was, by `alg`.
type Tally = BTreeMap<(&'static str, &'static str), usize>;

fn main() -> ExitCode {
    let count: usize = env::args().nth(1).and_then(|text| text.parse().ok()).expect("usage: jwe COUNT");
    let started = Instant::now();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = |thread| count * thread / threads..count * (thread + 1) / threads;
    let mut tally = Tally::new();
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || mutations(share(thread)))).collect();
        for thread in running {
            for (key, count) in thread.join().expect("a thread ends") {
                *tally.entry(key).or_default() += count;
            }
        }
    });
    let mut accepted = 0;
    for ((alg, outcome), count) in &tally {
        println!("{alg:<14} {outcome:<22} {count}");
        accepted += if *outcome == ACCEPTED { *count } else { 0 };
    }
    let (tokens, seconds) = (ALL.len(), started.elapsed().as_secs_f64());
    println!("{count} mutations of {tokens} good encrypted tokens in {seconds:.0} s, {accepted} accepted");
    if accepted == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Each number is its own seed, so the number of threads does not change the result.
fn mutations(numbers: Range<usize>) -> Tally {
    let mut tally = Tally::new();
    for number in numbers {
        let good = &ALL[number % ALL.len()];
        let mut random = Rng::with_seed(number as u64);
        let token = loop {
            let steps: Vec<u8> = (0..random.usize(4..=14)).map(|_| random.u8(..)).collect();
            let token = mutated(good, &steps);
            if !is_good(&token) {
                break token;
            }
        };
        let outcome = match refusal(&token, &good.key) {
            Some(code) => code.as_str(),
            None => {
                println!("mutation {number} was decrypted: {token:?}");
                ACCEPTED
            }
        };
        *tally.entry((good.alg.name(), outcome)).or_default() += 1;
    }
    tally
}
