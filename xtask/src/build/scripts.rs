//! What the compiler's output becomes before it is published: smaller, and bundled as well.

use crate::process::{run, tool};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// A subpath of the package and the script behind it.
pub(super) const ENTRIES: &[(&str, &str)] = &[
    ("index", "index"),
    ("dpop", "dpop"),
    ("edge", "edge"),
    ("express", "express"),
    ("fastify", "fastify"),
    ("hono", "hono"),
    ("issuer", "issuer"),
    ("jsonwebtoken", "jsonwebtoken"),
    ("slim", "slim"),
    ("engines/es256", "es256"),
    ("engines/es384", "es384"),
    ("engines/es512", "es512"),
    ("engines/ecdsa", "ecdsa"),
    ("engines/rsa", "rsa"),
    ("engines/eddsa", "eddsa"),
];

/// Without what only readers of the sources need: the declarations have the comments as well.
pub(super) fn strip(dist: &Path) -> Result<()> {
    let scripts = files(dist, ".js")?;
    run(esbuild(dist).arg("--allow-overwrite").arg(outbase(dist)).args(scripts))
}

/// One script for each entry, and what they share: for Node, Deno and Bun, which take a hundred small scripts four times as long
/// to load; for tools that read neither `exports` nor `imports`, such as Parcel by default; and for pages that import the package
/// from where it lies. The modules stay where they are.
pub(super) fn bundle(dist: &Path) -> Result<()> {
    // esbuild names external files from the folder of all output, so none may lie deeper.
    let entries =
        ENTRIES.iter().map(|(subpath, name)| format!("{name}={}", dist.join(format!("{subpath}.js")).display()));
    let settings = [
        "--bundle",
        "--splitting",
        "--minify",
        // What errors and keys print, and what a stack says.
        "--keep-names",
        "--platform=neutral",
        "--sourcemap",
        "--sources-content=false",
    ];
    let external = "--external:./pkg/generated/*.inline.js";
    run(esbuild(&dist.join("bundle")).args(settings).arg(external).args(entries))
}

fn esbuild(outdir: &Path) -> std::process::Command {
    let mut command = tool("esbuild");
    // Its own settings alone: the repository's would add a line to each file.
    command.args(["--format=esm", "--log-level=warning", "--tsconfig-raw={}"]);
    command.arg(format!("--outdir={}", outdir.display()));
    command
}

fn outbase(dist: &Path) -> String {
    format!("--outbase={}", dist.display())
}

/// Deletes the declarations that none of an entry's leads to.
pub(super) fn prune_declarations(dist: &Path) -> Result<()> {
    let entries = ENTRIES.iter().map(|(subpath, _)| match *subpath {
        // Where the types of the main entry are.
        "index" => "api",
        other => other,
    });
    let mut waiting: Vec<PathBuf> = entries.map(|name| dist.join(format!("{name}.d.ts"))).collect();
    let mut reached = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let folder = path.parent().unwrap_or(dist);
        waiting.extend(imports(&text).map(|name| plain(&folder.join(name))).filter(|path| !reached.contains(path)));
        reached.insert(path);
    }
    for path in files(dist, ".d.ts")?.into_iter().filter(|path| !reached.contains(path)) {
        fs::remove_file(&path).with_context(|| format!("cannot delete {}", path.display()))?;
    }
    Ok(())
}

/// The declarations that a declaration file names, from its folder.
fn imports(text: &str) -> impl Iterator<Item = String> {
    let names = text.split('"').skip(1).step_by(2);
    names.filter(|name| name.starts_with("./") || name.starts_with("../")).filter_map(|name| {
        let name = name.strip_suffix(".js")?;
        Some(format!("{name}.d.ts"))
    })
}

/// Without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, component| {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
        plain
    })
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{imports, plain};
    use std::path::Path;

    #[test]
    fn declarations_name_others() {
        let text = "import \"./a.js\";\nexport type { B } from \"../b/c.js\";\nimport { H } from \"hono\";\n\
                    export declare const d: import(\"./d.js\").D;\n";
        assert_eq!(imports(text).collect::<Vec<_>>(), ["./a.d.ts", "../b/c.d.ts", "./d.d.ts"]);
        assert_eq!(plain(Path::new("dist/x/../b/./c.d.ts")), Path::new("dist/b/c.d.ts"));
    }
}
