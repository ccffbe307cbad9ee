//! What `cargo xtask` and `cargo xtask help` print.

use crate::nearest::nearest;
use std::fmt::Write;

/// A command, with the line that says what it does, and the options that it takes.
struct Entry {
    name: &'static str,
    summary: &'static str,
    options: &'static [(&'static str, &'static str)],
}

const fn plain(name: &'static str, summary: &'static str) -> Entry {
    Entry { name, summary, options: &[] }
}

const GROUPS: &[(&str, &[Entry])] = &[
    (
        "Build",
        &[
            Entry {
                name: "build",
                summary: "Build everything that the npm package holds, into pkg/",
                options: &[
                    ("--if-needed", "print nothing if everything is up to date"),
                    ("--check", "only check that pkg/ is built from the sources as they are, before `npm pack`"),
                ],
            },
            plain("names", "Write the names that Rust and TypeScript share, from the lists of the core"),
            plain("messages", "Print every message in one table, and write docs/errors.md from what calls say"),
            Entry {
                name: "release",
                summary: "Do everything of a release except the uploads: one version, both dry runs",
                options: &[("--tag vX.Y.Z", "the tag, which must be the version")],
            },
            plain("reproducible", "Build the modules again in another folder, and compare them byte by byte"),
            plain("sizes", "Weigh every module and the usual bundles, and check their budgets"),
        ],
    ),
    (
        "Try",
        &[
            Entry {
                name: "demo",
                summary: "Serve the inspector page on loopback",
                options: &[("--port N", "the port; without it, the first free one from 4173 on")],
            },
            Entry {
                name: "docs",
                summary: "Build the guides and both API references as a static site, and print its folder",
                options: &[
                    ("--serve", "serve it on loopback, below the inspector page"),
                    ("--port N", "the port for --serve (default 4174)"),
                    ("--base PATH", "the path of the site on its host (default /docs/)"),
                    ("--with-inspector", "also lay the inspector and the site together, as hosts get them"),
                    ("--lighthouse", "let Lighthouse judge the site in Chromium; alone"),
                ],
            },
            Entry {
                name: "stack",
                summary: "Run Django, gunicorn, nginx and the gate on loopback, until Ctrl-C",
                options: &[
                    ("--port N", "the port of nginx; without it, a free one"),
                    ("--alg NAME", "HS256 (default), RS256 or ES256"),
                    ("--access SECONDS", "how long an access token lives (default 300)"),
                    ("--refresh SECONDS", "how long a refresh token lives (default 86400)"),
                    ("--rotate SECONDS", "how often the signing key changes; needs RS256 or ES256"),
                ],
            },
        ],
    ),
    (
        "Test",
        &[
            plain("setup", "Install what the tests need and is missing, from Debian, npm and PyPI"),
            Entry {
                name: "test",
                summary: "Run every check, two at a time, up to the first that fails",
                options: &[("--only STEP", "run this step; a wrong name lists all of them")],
            },
            Entry {
                name: "frameworks",
                summary: "Run the programs of docs/frameworks in the frameworks themselves (minutes each)",
                options: &[("NAME", "only this framework")],
            },
            Entry {
                name: "targets",
                summary: "Run programs with the crate on other targets, also the ones that take minutes",
                options: &[("NAME", "only this row; a wrong name lists all of them")],
            },
            plain("audit-path", "Count what an auditor of HS256 has to read, by what verifications enter"),
            Entry {
                name: "page",
                summary: "Let Lighthouse judge the inspector page in Chromium",
                options: &[("--lighthouse", "required")],
            },
        ],
    ),
    (
        "Test for longer",
        &[
            Entry {
                name: "fuzz",
                summary: "Run libFuzzer on one target or on all (needs nightly Rust)",
                options: &[
                    ("TARGET", "only this target"),
                    ("--seconds N", "how long each target runs (default 60)"),
                    ("--minimise", "shrink the corpus instead"),
                ],
            },
            plain("docs-rs", "Build the crate's documentation as docs.rs does (needs nightly Rust)"),
            plain("load", "Load the gate in workerd: 100,000 requests, added latency, rotating keys"),
            plain("miri", "Interpret the parsers to find undefined behaviour (needs nightly Rust)"),
            plain("msrv", "Compile the crate with the oldest Rust that it supports"),
            Entry {
                name: "mutants",
                summary: "Change the core in 3,000 places; its tests must notice each (about ten minutes)",
                options: &[("FILE…", "only change these files")],
            },
            Entry {
                name: "public-api",
                summary: "Compare the crate's public API with the stored list (needs nightly Rust)",
                options: &[("--write", "store the list instead")],
            },
            Entry {
                name: "semver",
                summary: "Compare the crate with its last release: does the version allow the changes?",
                options: &[("REVISION", "compare with this commit")],
            },
            plain("soak", "Verify 10,000,000 tokens, mutate 1,000,000, and time refusals and signatures"),
        ],
    ),
    (
        "Measure",
        &[
            Entry {
                name: "bench",
                summary: "Compare the package with its peers in every runtime",
                options: &[
                    ("ARGS…", "what to compare; `cargo xtask bench --help` lists them"),
                    ("rust ARGS…", "the crate beside other crates; `cargo xtask bench rust --help` lists them"),
                ],
            },
            Entry {
                name: "scale",
                summary: "Simulate 10 million users and 300 locations for docs/scale.md (minutes)",
                options: &[
                    ("--record", "write the numbers, which docs/scale.md must then show"),
                    ("--only-memory", "only measure what an isolate of workerd holds"),
                ],
            },
        ],
    ),
];

fn entries() -> impl Iterator<Item = &'static Entry> {
    GROUPS.iter().flat_map(|(_, entries)| *entries)
}

/// All commands, one a line.
pub(crate) fn overview() -> String {
    let width = entries().map(|entry| entry.name.len()).max().unwrap_or_default();
    let mut text = String::from("usage: cargo xtask COMMAND [OPTIONS]\n");
    for (group, entries) in GROUPS {
        let _ = write!(text, "\n{group}\n");
        for Entry { name, summary, .. } in *entries {
            let _ = writeln!(text, "  {name:width$}  {summary}");
        }
    }
    text.push_str("\n`cargo xtask help COMMAND` lists the options of a command.\n");
    text
}

/// One command with its options, or why there is none.
pub(crate) fn of(name: &str) -> Result<String, String> {
    let entry = entries().find(|entry| entry.name == name).ok_or_else(|| unknown(name))?;
    let Entry { name, summary, options } = entry;
    let hint = if options.is_empty() { "" } else { " [OPTIONS]" };
    let width = options.iter().map(|(option, _)| option.chars().count()).max().unwrap_or_default();
    let mut text = format!("usage: cargo xtask {name}{hint}\n\n{summary}.\n");
    if !options.is_empty() {
        text.push('\n');
    }
    for (option, meaning) in *options {
        let _ = writeln!(text, "  {option:width$}  {meaning}");
    }
    Ok(text)
}

/// Why these arguments start nothing, and what would.
pub(crate) fn complaint(args: &[&str]) -> String {
    match args {
        [] => format!("a command is missing\n\n{}", overview()),
        [name, rest @ ..] => match of(name) {
            Ok(help) if rest.is_empty() => format!("`{name}` needs an option\n\n{help}"),
            Ok(help) => format!("`{name}` does not take `{}`\n\n{help}", rest.join(" ")),
            Err(complaint) => format!("{complaint}\n\n{}", overview()),
        },
    }
}

fn unknown(name: &str) -> String {
    let names: Vec<&str> = entries().map(|entry| entry.name).collect();
    match nearest(name, &names) {
        Some(near) => format!("there is no command `{name}`; did you mean `{near}`?"),
        None => format!("there is no command `{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{complaint, entries, of, overview};

    #[test]
    fn each_command_has_one_line_that_fits_a_terminal() {
        let text = overview();
        for entry in entries() {
            let lines: Vec<&str> =
                text.lines().filter(|line| line.starts_with(&format!("  {} ", entry.name))).collect();
            assert_eq!(lines.len(), 1, "{}", entry.name);
        }
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }

    #[test]
    fn each_command_of_the_program_is_listed_and_the_other_way_round() {
        let program = include_str!("main.rs");
        let matched = |name: &str| program.contains(&format!("        [\"{name}\""));
        for entry in entries() {
            assert!(matched(entry.name), "{} does nothing", entry.name);
        }
        let names = program.lines().filter_map(|line| line.strip_prefix("        [\"")?.split('"').next());
        for name in names.filter(|name| *name != "help") {
            assert!(of(name).is_ok(), "{name} is not listed");
        }
    }

    #[test]
    fn a_wrong_line_says_what_is_wrong_and_what_would_be_right() {
        assert!(complaint(&[]).starts_with("a command is missing\n\nusage: cargo xtask COMMAND"));
        assert!(complaint(&["tset"]).starts_with("there is no command `tset`; did you mean `test`?\n\nusage:"));
        assert!(complaint(&["zebra"]).starts_with("there is no command `zebra`\n\nusage:"));
        let wrong = complaint(&["demo", "--prot", "1"]);
        assert!(wrong.starts_with("`demo` does not take `--prot 1`\n\nusage: cargo xtask demo [OPTIONS]\n"), "{wrong}");
        assert!(wrong.contains("  --port N  the port"), "{wrong}");
        assert!(complaint(&["page"]).starts_with("`page` needs an option\n"));
        assert!(of("stack").is_ok_and(|text| text.contains("--rotate SECONDS")));
    }
}
