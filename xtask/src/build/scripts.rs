//! Minifies and bundles the output of the compiler.

use super::maps;
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
    ("jwe", "jwe"),
    ("keyfile", "keyfile"),
    ("slim", "slim"),
    ("engines/es256", "es256"),
    ("engines/es384", "es384"),
    ("engines/es512", "es512"),
    ("engines/es256k", "es256k"),
    ("engines/ecdsa", "ecdsa"),
    ("engines/rsa", "rsa"),
    ("engines/eddsa", "eddsa"),
    ("engines/ed448", "ed448"),
    ("engines/mldsa", "mldsa"),
];

/// Drops the comments, which the declarations have as well, and the scripts that are then empty.
pub(super) fn strip(dist: &Path) -> Result<()> {
    let scripts = files(dist, ".js")?;
    run(esbuild(dist).arg("--allow-overwrite").arg(outbase(dist)).args(&scripts))?;
    // Of a source that has only types nothing is left, and nothing imports it.
    for script in scripts {
        let length = fs::metadata(&script).with_context(|| format!("cannot read {}", script.display()))?.len();
        if length == 0 {
            fs::remove_file(&script).with_context(|| format!("cannot delete {}", script.display()))?;
        }
    }
    Ok(())
}

/// One script for each entry, and the chunks that they share. Node, Deno and Bun load a hundred small scripts four times as
/// slowly; tools such as Parcel read neither `exports` nor `imports` by default; and pages may import the package from a folder.
/// The modules stay in their own files.
pub(super) fn bundle(dist: &Path) -> Result<()> {
    // esbuild writes the paths of external files relative to the output folder, so no script may be in a subfolder.
    let entries =
        ENTRIES.iter().map(|(subpath, name)| format!("{name}={}", dist.join(format!("{subpath}.js")).display()));
    let settings = [
        "--bundle",
        "--splitting",
        "--minify",
        // Errors, keys and stack traces show these names.
        "--keep-names",
        // Node prints the whole line of an uncaught error above its stack.
        "--line-limit=120",
        "--platform=neutral",
        "--sourcemap",
        "--sources-content=false",
    ];
    let external = "--external:./pkg/generated/*.inline.js";
    let folder = dist.join("bundle");
    run(esbuild(&folder).args(settings).arg(external).args(entries))?;
    maps::keep_those_of_main(&folder)
}

fn esbuild(outdir: &Path) -> std::process::Command {
    let mut command = tool("esbuild");
    // Without the repository's tsconfig, which would add a line to each file.
    command.args(["--format=esm", "--log-level=warning", "--tsconfig-raw={}"]);
    command.arg(format!("--outdir={}", outdir.display()));
    command
}

fn outbase(dist: &Path) -> String {
    format!("--outbase={}", dist.display())
}

/// Deletes the declarations that no entry imports, directly or indirectly.
pub(super) fn prune_declarations(dist: &Path) -> Result<()> {
    let entries = ENTRIES.iter().map(|(subpath, _)| match *subpath {
        // The types of the main entry are there.
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

/// The paths of the declarations that a declaration file imports, relative to its folder.
fn imports(text: &str) -> impl Iterator<Item = String> {
    let names = text.split('"').skip(1).step_by(2);
    names.filter(|name| name.starts_with("./") || name.starts_with("../")).filter_map(|name| {
        let name = name.strip_suffix(".js")?;
        Some(format!("{name}.d.ts"))
    })
}

/// Resolves `.` and `..`.
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
