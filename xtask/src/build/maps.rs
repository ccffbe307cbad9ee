//! Which bundled scripts have a source map in the package: `main` and what it imports. A program under the condition `development`
//! gets readable files instead.

use super::mappings;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const MAIN: &str = "index.js";
const COMMENT: &str = "//# sourceMappingURL=";

pub(super) fn keep_those_of_main(bundle: &Path) -> Result<()> {
    let scripts = scripts(bundle)?;
    let kept = reached(&scripts);
    for name in &kept {
        let map = bundle.join(format!("{name}.map"));
        let text = fs::read_to_string(&map).with_context(|| format!("cannot read {}", map.display()))?;
        let small = mappings::by_line(&text).with_context(|| format!("{} cannot be made smaller", map.display()))?;
        fs::write(&map, small).with_context(|| format!("cannot write {}", map.display()))?;
    }
    for (name, text) in scripts.iter().filter(|(name, _)| !kept.contains(name.as_str())) {
        let script = text.rsplit_once(COMMENT).map_or(text.as_str(), |(script, _)| script);
        let (path, map) = (bundle.join(name), bundle.join(format!("{name}.map")));
        fs::write(&path, script).with_context(|| format!("cannot write {}", path.display()))?;
        fs::remove_file(&map).with_context(|| format!("cannot delete {}", map.display()))?;
    }
    Ok(())
}

/// The text of each script by its name.
fn scripts(bundle: &Path) -> Result<BTreeMap<String, String>> {
    let mut scripts = BTreeMap::new();
    for entry in fs::read_dir(bundle).with_context(|| format!("cannot list {}", bundle.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            scripts.insert(path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text);
        }
    }
    Ok(scripts)
}

/// `main` and the scripts that it imports, directly or indirectly.
fn reached(scripts: &BTreeMap<String, String>) -> BTreeSet<&str> {
    let mut waiting = vec![MAIN];
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if reached.insert(name) {
            let text = scripts.get(name).map_or("", String::as_str);
            waiting.extend(scripts.keys().map(String::as_str).filter(|other| text.contains(&format!("\"./{other}\""))));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::reached;

    #[test]
    fn what_main_imports_is_reached_and_nothing_else() {
        let scripts = [
            ("index.js", r#"import{a}from"./chunk-A.js";"#),
            ("chunk-A.js", r#"import"./chunk-B.js";import("./index.js")"#),
            ("chunk-B.js", r#"const text='"'"#),
            ("edge.js", r#"import{a}from"./chunk-A.js";"#),
        ];
        let scripts = scripts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        assert_eq!(reached(&scripts).into_iter().collect::<Vec<_>>(), ["chunk-A.js", "chunk-B.js", "index.js"]);
    }
}
