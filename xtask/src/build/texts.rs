//! The texts that npm shows and the licences ask for, which lie at the repository's root.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

pub(super) fn copy() -> Result<()> {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        if Path::new(name).exists() {
            fs::copy(name, Path::new("pkg").join(name)).with_context(|| format!("cannot copy {name} to pkg/"))?;
        }
    }
    let readme = fs::read_to_string("README.md").context("cannot read README.md")?;
    fs::write("pkg/README.md", with_far_pictures(&readme)).context("cannot write pkg/README.md")
}

/// npm shows the text where the repository's files are not.
fn with_far_pictures(markdown: &str) -> String {
    markdown.replace("](benches/", "](https://raw.githubusercontent.com/jwt-wasm/jwt-wasm/main/benches/")
}

#[cfg(test)]
mod tests {
    use super::with_far_pictures;

    #[test]
    fn npm_shows_the_pictures_of_the_repository() {
        let far =
            "![x](https://raw.githubusercontent.com/jwt-wasm/jwt-wasm/main/benches/results/x.svg) [y](LICENSE-MIT)";
        assert_eq!(with_far_pictures("![x](benches/results/x.svg) [y](LICENSE-MIT)"), far);
    }
}
