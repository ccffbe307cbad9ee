//! Compares jwt-wasm with other crates for JSON Web Tokens, in one run. `cargo xtask bench rust` starts it.

mod arguments;
mod candidate;
mod candidates;
mod check;
mod claims;
mod corpus;
mod report;
mod rounds;
mod statistics;
mod worker;

use arguments::{Command, HELP};
use std::error::Error;
use std::process::ExitCode;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments::read(&args) {
        Err(complaint) => {
            eprintln!("error: {complaint}");
            return ExitCode::from(2);
        }
        Ok(Command::Help) => {
            println!("{HELP}");
            Ok(())
        }
        Ok(Command::Worker(name)) => worker::serve(&name),
        Ok(Command::Compare(options)) => rounds::compare(&options).and_then(|results| report::show(&results, &options)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
