//! The inspector page.

use crate::process::{npm, run};
use crate::stamp::Stamp;
use anyhow::Result;

pub(crate) fn build() -> Result<()> {
    let inputs = ["www", "pkg/package.json", "pkg/dist", "pkg/generated", "tsconfig.base.json", "package-lock.json"];
    let stamp = Stamp::of("page", &inputs)?;
    if stamp.is_fresh(&["www/dist/index.html"]) {
        return Ok(());
    }
    println!("building the page…");
    run(npm().args(["run", "--silent", "build", "-w", "www"]))?;
    stamp.save()
}
