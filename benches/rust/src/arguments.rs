//! The command line.

use std::path::PathBuf;

pub(crate) const HELP: &str = "\
Usage: cargo xtask bench rust [WORD…] [OPTION…]

Words choose rows, for example \"ES256\", \"sign\" or \"HS256 verify\"; without words all of them run:
  HS256 RS256 PS256 ES256 ES384 EdDSA
  verify sign decode

Options:
  --only TEXT   only candidates with this in their name, and jwt-wasm; may be repeated
  --rounds N    how many rounds; the fastest tenth counts (default 100)
  --json PATH   also write the numbers there
  --publish     write them into benches/results/rust.json, for docs/performance.md";

const PUBLISHED: &str = "benches/results/rust.json";
const ROUNDS: usize = 100;

#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help,
    /// One candidate, in a process of its own.
    Worker(String),
    Compare(Options),
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Options {
    pub(crate) words: Vec<String>,
    pub(crate) only: Vec<String>,
    pub(crate) rounds: usize,
    pub(crate) json: Option<PathBuf>,
}

pub(crate) fn read(args: &[String]) -> Result<Command, String> {
    let mut options = Options { rounds: ROUNDS, ..Options::default() };
    let mut rest = args.iter().map(String::as_str);
    while let Some(arg) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("{arg} needs a value"));
        match arg {
            "--help" | "-h" => return Ok(Command::Help),
            "--worker" => return Ok(Command::Worker(value()?.to_owned())),
            "--only" => options.only.push(value()?.to_owned()),
            "--json" => options.json = Some(value()?.into()),
            "--publish" => options.json = Some(PUBLISHED.into()),
            "--rounds" => {
                let rounds = value()?;
                options.rounds =
                    rounds.parse().ok().filter(|rounds| *rounds > 0).ok_or_else(|| {
                        format!("--rounds must be a whole number of at least 1, but it is `{rounds}`")
                    })?;
            }
            option if option.starts_with('-') => return Err(format!("there is no option `{option}`\n\n{HELP}")),
            words => options.words.extend(words.split_whitespace().map(str::to_owned)),
        }
    }
    Ok(Command::Compare(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(args: &[&str]) -> Result<Command, String> {
        read(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn words_and_options_are_read_in_any_order() {
        let expected = Options {
            words: vec!["ES256".to_owned(), "sign".to_owned()],
            only: vec!["josekit".to_owned()],
            rounds: 3,
            json: None,
        };
        assert_eq!(of(&["ES256 sign", "--rounds", "3", "--only", "josekit"]), Ok(Command::Compare(expected)));
        assert_eq!(of(&["ES256", "--help"]), Ok(Command::Help));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (args, word) in [(&["--rounds", "0"][..], "`0`"), (&["--only"], "--only"), (&["--quick"], "--quick")] {
            assert!(of(args).unwrap_err().contains(word), "{args:?}");
        }
    }
}
