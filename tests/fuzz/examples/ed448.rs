//! The target `ed448` on random inputs, on which no answer may differ: `ed448 COUNT [FIRST] [--print]`. FIRST is the number of the first
//! case, so that a long run is possible in parts. With `--print`, each case is a line for a comparison with another library: the public
//! key, message, signature in hexadecimal, and `good` or `bad`.

use std::process::ExitCode;
use std::time::Instant;
use std::{env, thread};

use fastrand::Rng;
use jwt_wasm_fuzz::ed448::{Case, case};

fn main() -> ExitCode {
    let (flags, numbers): (Vec<_>, Vec<_>) = env::args().skip(1).partition(|word| word == "--print");
    let mut numbers = numbers.iter().map(|text| text.parse().expect("usage: ed448 COUNT [FIRST] [--print]"));
    let count: usize = numbers.next().expect("usage: ed448 COUNT [FIRST] [--print]");
    let first: usize = numbers.next().unwrap_or(0);
    let prints = !flags.is_empty();
    let started = Instant::now();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let good: usize = thread::scope(|scope| {
        let share = |thread: usize| first + count * thread / threads..first + count * (thread + 1) / threads;
        let running: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || share(thread).filter(|seed| one(*seed, prints)).count()))
            .collect();
        running.into_iter().map(|thread| thread.join().expect("the answers are the same")).sum()
    });
    eprintln!("{count} cases in {:.0} s, {good} good signatures, no difference", started.elapsed().as_secs_f64());
    if good > 0 && good < count { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Each number is its own seed, so the number of threads does not change the cases.
fn one(seed: usize, prints: bool) -> bool {
    let mut random = Rng::with_seed(seed as u64);
    let case = loop {
        let input: Vec<u8> = (0..random.usize(80..260)).map(|_| random.u8(..)).collect();
        if let Some(case) = case(&input) {
            break case;
        }
    };
    if prints {
        let Case { key, message, signature, is_good } = &case;
        let [key, message, signature] = [&key[..], message, &signature.concat()].map(hexadecimal);
        println!("{key} {message} {signature} {}", if *is_good { "good" } else { "bad" });
    }
    case.is_good
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
