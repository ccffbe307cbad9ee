//! Replays every input of the corpus, the inputs from the vectors, and a fixed number of changed ones. This is the part of fuzzing that
//! stable Rust can do.

use std::panic::{self, AssertUnwindSafe};

use fastrand::Rng;
use jwt_wasm_fuzz::mutate::mutate;
use jwt_wasm_fuzz::{TARGETS, Target, corpus, seeds};

/// An interpreter is about a thousand times slower, so it gets a quarter of the corpus.
const CHANGED: usize = if cfg!(miri) { 20 } else { 20_000 };

fn replay(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("the target is in the list");
    let kept = corpus::read(name).unwrap_or_else(|error| panic!("corpus/{name}: {error}"));
    assert!(!kept.is_empty(), "the corpus of {name} is empty");
    let lines = kept.into_iter().zip(1..);
    let mut corpus: Vec<(String, Vec<u8>)> = lines.map(|(input, line)| (format!("line {line}"), input)).collect();
    if cfg!(miri) {
        corpus = corpus.into_iter().step_by(4).collect();
    } else {
        corpus.extend(seeds::of(name).into_iter().enumerate().map(|(number, seed)| (format!("seed {number}"), seed)));
    }
    for (place, input) in &corpus {
        run(target, input, place);
    }
    let mut random = Rng::with_seed(4);
    // These targets make several signatures for each input, so they get as much time as all others together.
    let changed = if matches!(name, "roundtrip" | "p256" | "ed448" | "mldsa" | "jwe") { CHANGED / 5 } else { CHANGED };
    for number in 0..changed {
        let (Some((place, input)), Some((_, other))) = (random.choice(&corpus), random.choice(&corpus)) else {
            continue;
        };
        let mut input = input.clone();
        mutate(&mut input, other, &mut random);
        run(target, &input, &format!("change {number} of {place}"));
    }
    println!("{name}: {} inputs of the corpus and the vectors, {changed} changed ones", corpus.len());
}

fn run(target: &Target, input: &[u8], what: &str) {
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    if let Err(panic) = outcome {
        eprintln!("{} fails on {what}: b\"{}\"", target.name, input.escape_ascii());
        panic::resume_unwind(panic);
    }
}

macro_rules! replays {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            replay(stringify!($name));
        })*

        #[test]
        fn every_target_is_replayed() {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

#[cfg(feature = "arithmetic")]
replays! { verify decode header key json claims base64url roundtrip p256 ed448 mldsa jwe }
#[cfg(not(feature = "arithmetic"))]
replays! { verify decode header key json claims base64url roundtrip }
