//! Copies the README that npm shows and the licences, from the root of the repository.

use crate::unchanged;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

pub(super) fn copy() -> Result<()> {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let text = fs::read(name).with_context(|| format!("cannot read {name}"))?;
        unchanged::write(&Path::new("pkg").join(name), &text)?;
    }
    let readme = fs::read_to_string("README.md").context("cannot read README.md")?;
    let near: Vec<&str> = near_links(&readme).collect();
    // npm and crates.io show the text without the repository's files.
    ensure!(
        near.is_empty(),
        "README.md must link to {} by a whole https:// URL, because npm and crates.io show it without the repository",
        near.join(", ")
    );
    unchanged::write(Path::new("pkg/README.md"), readme.as_bytes())
}

/// The links that lead neither to a URL nor to a heading of the same text.
fn near_links(markdown: &str) -> impl Iterator<Item = &str> {
    let links = markdown.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    links.filter(|link| !link.starts_with("https://") && !link.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::near_links;

    #[test]
    fn links_that_need_the_repository_are_found() {
        let text = "[a](https://a.example/b) [b](#c) ![d](benches/d.svg) [e](LICENSE-MIT \"title\") [f](../g.md#h)";
        assert_eq!(near_links(text).collect::<Vec<_>>(), ["benches/d.svg", "LICENSE-MIT", "../g.md#h"]);
    }
}
