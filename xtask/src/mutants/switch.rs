//! Which mutant this program is. `cargo xtask mutants` adds this module to a copy of the crate.

use std::io::Write;
use std::string::String;
use std::sync::{Mutex, OnceLock};
use std::vec::Vec;
use std::{env, fs, panic, process};

struct State {
    mutant: u32,
    /// The file to which each function that is reached is added, and the functions that are there already.
    trace: Option<(String, Mutex<Vec<u32>>)>,
}

/// The number of the mutant, or 0.
pub(crate) fn at(function: u32) -> u32 {
    static STATE: OnceLock<State> = OnceLock::new();
    let state = STATE.get_or_init(|| {
        // The first test that fails is enough. A dependency's panic may be caught.
        panic::set_hook(std::boxed::Box::new(|panic| {
            let is_own = |file: &str| file.starts_with("tests/") || file.starts_with("src/");
            if panic.location().is_some_and(|place| is_own(place.file())) {
                process::exit(101);
            }
        }));
        let mutant = env::var("MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0);
        State { mutant, trace: env::var("MUTANT_TRACE").ok().map(|path| (path, Mutex::default())) }
    });
    if let Some((path, seen)) = &state.trace {
        let mut seen = seen.lock().unwrap();
        if !seen.contains(&function) {
            seen.push(function);
            let mut file = fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
            writeln!(file, "{function}").unwrap();
        }
    }
    state.mutant
}
