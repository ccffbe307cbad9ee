//! Skips work if its inputs have not changed since it last succeeded.

use crate::{target, unchanged};
use anyhow::{Context, Result};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

pub(crate) struct Stamp {
    file: PathBuf,
    hash: String,
}

impl Stamp {
    /// Compares files and folders by content, because a clone or another branch gives every file a new time. A missing file
    /// counts as missing, so that creating it is a change.
    pub(crate) fn of(work: &str, inputs: &[&str]) -> Result<Stamp> {
        let mut hasher = DefaultHasher::new();
        for input in inputs {
            hash(Path::new(input), &mut hasher)?;
        }
        Ok(Stamp { file: target::subdir("stamps")?.join(work), hash: format!("{:016x}", hasher.finish()) })
    }

    pub(crate) fn is_fresh(&self, outputs: &[&str]) -> bool {
        let same_inputs = fs::read_to_string(&self.file).is_ok_and(|hash| hash == self.hash);
        same_inputs && outputs.iter().all(|output| Path::new(output).exists())
    }

    /// Call it only when the work is done, or half done work would look fresh.
    pub(crate) fn save(&self) -> Result<()> {
        unchanged::write(&self.file, self.hash.as_bytes())
    }
}

fn hash(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    path.hash(hasher);
    if path.is_dir() {
        let entries = fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))?;
        let mut entries = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        entries.retain(|entry| !is_made(entry));
        entries.sort();
        entries.iter().try_for_each(|entry| hash(entry, hasher))?;
    } else if path.exists() {
        fs::read(path).with_context(|| format!("cannot read {}", path.display()))?.hash(hasher);
    }
    Ok(())
}

/// Folders that the work itself fills, or that depend only on the lockfile.
fn is_made(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "dist" || name == "node_modules" || name == ".wrangler")
}
