//! The target `mldsa` on random inputs, which must not differ once: `mldsa COUNT`.

use std::process::ExitCode;
use std::time::Instant;
use std::{env, thread};

use fastrand::Rng;
use jwt_wasm_fuzz::mldsa::case;

fn main() -> ExitCode {
    let count: usize = env::args().nth(1).and_then(|text| text.parse().ok()).expect("usage: mldsa COUNT");
    let started = Instant::now();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let good: usize = thread::scope(|scope| {
        let share = |thread: usize| count * thread / threads..count * (thread + 1) / threads;
        let running: Vec<_> =
            (0..threads).map(|thread| scope.spawn(move || share(thread).filter(|seed| one(*seed)).count())).collect();
        running.into_iter().map(|thread| thread.join().expect("the answers are the same")).sum()
    });
    println!("{count} cases in {:.0} s, {good} good signatures, no difference", started.elapsed().as_secs_f64());
    if good > 0 && good < count { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Each number is its own seed, so the number of threads does not change the cases.
fn one(seed: usize) -> bool {
    let mut random = Rng::with_seed(seed as u64);
    loop {
        let input: Vec<u8> = (0..random.usize(36..160)).map(|_| random.u8(..)).collect();
        if let Some(is_good) = case(&input) {
            return is_good;
        }
    }
}
