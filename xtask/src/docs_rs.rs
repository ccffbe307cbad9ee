//! `cargo xtask docs-rs`: builds the crate's documentation as docs.rs does, with nightly Rust, and looks for the labels that say
//! which feature an item needs.

use crate::public_api::FEATURES;
use crate::{nightly, target};
use anyhow::{Context, Result, ensure};
use std::fs;

/// A page, and a feature without which docs.rs would have no such page.
const LABELLED: [(&str, &str); 5] = [
    ("fn.decrypt.html", "jwe"),
    ("fn.generate_secret.html", "rand"),
    ("fn.key_file_to_jwk.html", "keyfile"),
    ("fn.sign_claims.html", "serde"),
    ("remote/struct.RemoteKeys.html", "remote"),
];

pub(crate) fn docs_rs() -> Result<()> {
    let mut doc = nightly::own_cargo("doc")?;
    doc.args(["--package", "jwt-wasm", "--no-deps", "--locked", "--features", FEATURES]);
    let folder = target::subdir("docs-rs")?;
    doc.arg("--target-dir").arg(&folder).env("RUSTDOCFLAGS", "--cfg docsrs -D warnings");
    crate::process::run(&mut doc)?;
    for (page, feature) in LABELLED {
        let path = folder.join("doc/jwt_wasm").join(page);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let label = text.split_once("Available on ").map_or("", |(_, after)| after);
        let label = label.split("only").next().unwrap_or_default();
        ensure!(label.contains(&format!("<code>{feature}</code>")), "{page} does not say that it needs `{feature}`");
    }
    println!("docs.rs would show the crate in {}", folder.join("doc/jwt_wasm/index.html").display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::FEATURES;

    #[test]
    fn docs_rs_gets_the_same_features() {
        let quoted: Vec<String> = FEATURES.split(',').map(|feature| format!("\"{feature}\"")).collect();
        let metadata = format!(
            "[package.metadata.docs.rs]\nfeatures = [{}]\nrustdoc-args = [\"--cfg\", \"docsrs\"]\n",
            quoted.join(", ")
        );
        assert!(include_str!("../../Cargo.toml").contains(&metadata), "{metadata}");
    }
}
