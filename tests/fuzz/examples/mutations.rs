//! Random mutations of good tokens of every algorithm: `mutations COUNT`. Accepting one is a failure.

use std::collections::BTreeMap;
use std::ops::Range;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, thread};

use fastrand::Rng;
use jwt_wasm::{Algorithm, verify};
use jwt_wasm_fuzz::good::{self, Good, TEXTS};
use jwt_wasm_fuzz::program;

const ACCEPTED: &str = "accepted";

/// How often each outcome was, by algorithm.
type Tally = BTreeMap<(&'static str, &'static str), usize>;

fn main() -> ExitCode {
    let count: usize = env::args().nth(1).and_then(|text| text.parse().ok()).expect("usage: mutations COUNT");
    let started = Instant::now();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = |thread| count * thread / threads..count * (thread + 1) / threads;
    let tally = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || mutations(share(thread)))).collect();
        let mut all = Tally::new();
        for tally in running {
            for (key, count) in tally.join().expect("a thread ends") {
                *all.entry(key).or_default() += count;
            }
        }
        all
    });
    print(&tally);
    let accepted: usize = Algorithm::ALL.iter().copied().map(|algorithm| count_of(&tally, algorithm, ACCEPTED)).sum();
    let (tokens, seconds) = (good::ALL.len(), started.elapsed().as_secs_f64());
    println!("{count} mutations of {tokens} good tokens in {seconds:.0} s, {accepted} accepted");
    if accepted == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Each number is its own seed, so the number of threads does not change the result.
fn mutations(numbers: Range<usize>) -> Tally {
    let mut tally = Tally::new();
    for number in numbers {
        let algorithm = Algorithm::ALL[number % Algorithm::ALL.len()];
        let mut random = Rng::with_seed(number as u64);
        let (good, token) = mutation(algorithm, &mut random);
        let outcome = match verify(&token, good.keys(), &good::policy(), good.now) {
            Ok(_) => {
                println!("mutation {number} was accepted: {token:?}");
                ACCEPTED
            }
            Err(error) => error.code().as_str(),
        };
        *tally.entry((algorithm.name(), outcome)).or_default() += 1;
    }
    tally
}

/// A good token of the algorithm, changed until it is not a good token.
fn mutation(algorithm: Algorithm, random: &mut Rng) -> (&'static Good, String) {
    let of_algorithm: Vec<&Good> = good::ALL.iter().filter(|good| good.algorithm == algorithm).collect();
    loop {
        let good = of_algorithm[random.usize(0..of_algorithm.len())];
        let steps: Vec<u8> = (0..4 * random.usize(1..=3)).map(|_| random.u8(..)).collect();
        let token = program::mutated(&good.token, &steps);
        if !TEXTS.contains(token.as_str()) {
            return (good, token);
        }
    }
}

fn count_of(tally: &Tally, algorithm: Algorithm, outcome: &'static str) -> usize {
    tally.get(&(algorithm.name(), outcome)).copied().unwrap_or(0)
}

fn print(tally: &Tally) {
    for algorithm in Algorithm::ALL.iter().copied() {
        let refused: Vec<String> = tally
            .iter()
            .filter(|((name, outcome), _)| *name == algorithm.name() && *outcome != ACCEPTED)
            .map(|((_, outcome), count)| format!("{outcome} {count}"))
            .collect();
        let accepted = count_of(tally, algorithm, ACCEPTED);
        println!("{:<8} accepted {accepted}, refused: {}", algorithm.name(), refused.join(", "));
    }
}
