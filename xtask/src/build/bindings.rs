//! The JavaScript side of the module, made by the library behind wasm-bindgen's command line tool. Cargo.lock fixes its
//! version, and nobody has to install the tool.

use super::modules::Glue;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Writes the glue, if the module has one, and gives the path of the module before it is optimised.
pub(super) fn make(compiled: &Path, work: &Path, glue: Option<&Glue>) -> Result<PathBuf> {
    let out = work.join("bindings");
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot clear {}", out.display()))?;
    }
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let mut output = Bindgen::new()
        .input_path(compiled)
        .out_name("jwt")
        .web(true)?
        .typescript(glue.is_some())
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    match glue {
        Some(glue) => {
            // The hashes in their names do not compress, and are a tenth of the script.
            let mut names = Vec::new();
            for (place, import) in output.wasm_mut().imports.iter_mut().enumerate() {
                let short = format!("i{place}");
                names.push((std::mem::replace(&mut import.name, short.clone()), short));
            }
            output.emit(&out)?;
            ensure!(
                !out.join("snippets").exists(),
                "the bindings must be one file, but wasm-bindgen wrote snippets: remove `inline_js` from pkg/bindings"
            );
            write(glue, &out, &names)?;
        }
        None => {
            let module = output.wasm_mut();
            // wasm-bindgen's own exports fill a table of JavaScript values, which nothing uses here.
            let own: Vec<String> =
                module.exports.iter().map(|export| export.name.clone()).filter(|name| name.starts_with("__")).collect();
            own.iter().try_for_each(|name| module.exports.remove(name))?;
            fs::write(out.join(MODULE), module.emit_wasm()).context("cannot write the module")?;
        }
    }
    Ok(out.join(MODULE))
}

/// The name that wasm-bindgen gives it.
const MODULE: &str = "jwt_bg.wasm";

fn write(Glue { script, types }: &Glue, out: &Path, names: &[(String, String)]) -> Result<()> {
    let glue = fs::read_to_string(out.join("jwt.js")).context("wasm-bindgen did not write jwt.js")?;
    check(&glue)?;
    let glue = with_base(&with_changes(without_comments(&glue))?)?;
    let glue = names.iter().try_fold(glue, |glue, (long, short)| {
        ensure!(
            glue.matches(&format!(" {long}:")).count() == 1,
            "the glue must name the import {long} exactly once; this wasm-bindgen writes it otherwise"
        );
        Ok(glue.replace(&format!(" {long}:"), &format!(" {short}:")))
    })?;
    if let Some(folder) = Path::new(script).parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(script, glue).with_context(|| format!("cannot write {script}"))?;
    let declared = fs::read_to_string(out.join("jwt.d.ts")).context("wasm-bindgen did not write jwt.d.ts")?;
    fs::write(types, with_base_types(&declared)?).with_context(|| format!("cannot write {types}"))
}

/// Drops the comments on functions, a sixth of the script: the declarations beside it have them as well.
fn without_comments(glue: &str) -> String {
    let mut is_code = true;
    let mut code = String::with_capacity(glue.len());
    for line in glue.split_inclusive('\n') {
        is_code &= line.trim() != "/**";
        if is_code {
            code.push_str(line);
        }
        is_code |= line.trim() == "*/";
    }
    code
}

/// What wasm-bindgen writes, and what replaces it. It converts by global functions, which a caller can replace, and theirs could
/// call the core from within a call.
const CHANGES: [(&str, &str); 2] = [
    ("= Number(getStringFromWasm0(arg0, arg1));", "= +getStringFromWasm0(arg0, arg1);"),
    ("= String(arg1);", "= `${arg1}`;"),
];

fn with_changes(glue: String) -> Result<String> {
    CHANGES.into_iter().try_fold(glue, |glue, (found, wanted)| {
        ensure!(
            glue.matches(found).count() == 1,
            "the glue must hold `{found}` exactly once; this wasm-bindgen writes it otherwise"
        );
        Ok(glue.replace(found, wanted))
    })
}

/// Replaces wasm-bindgen's helpers, which are three times as large because they keep views and coders and load modules in ways
/// that nothing here uses. They would also create their coders before `pkg/src/runtime/needs.ts` can say what is missing.
const BASE: &str = include_str!("glue/base.js");
const BASE_TYPES: &str = include_str!("glue/base.d.ts");

/// Keeps the exported and imported functions, and puts our own helpers below them.
fn with_base(glue: &str) -> Result<String> {
    let (_, imports) = glue
        .split_once("\nfunction __wbg_get_imports() {")
        .context("the glue has no `__wbg_get_imports`; this wasm-bindgen writes it otherwise")?;
    let end = imports.find("\n}\n").context("the end of `__wbg_get_imports` is not found in the glue")?;
    let at = glue.len() - imports.len() + end + "\n}\n".len();
    let (kept, helpers) = glue.split_at(at);
    for name in helpers.lines().filter_map(|line| line.strip_prefix("function ")?.split_once('(')).map(|(name, _)| name)
    {
        let is_there = !kept.contains(&format!("{name}(")) || BASE.contains(&format!("function {name}("));
        ensure!(is_there, "the glue calls {name}, which is missing: add it to xtask/src/build/glue/base.js");
    }
    Ok(format!("{kept}{BASE}"))
}

fn with_base_types(types: &str) -> Result<String> {
    let (kept, _) = types
        .split_once("export type InitInput")
        .context("the types of the glue have no `InitInput`; this wasm-bindgen writes them otherwise")?;
    Ok(format!("{}\n{BASE_TYPES}", kept.trim_end()))
}

/// Stops glue that loads the module by itself: bundlers follow such a reference and fail.
fn check(glue: &str) -> Result<()> {
    for forbidden in ["import.meta", ".wasm'", ".wasm\"", ".wasm`"] {
        ensure!(
            !glue.contains(forbidden),
            "the glue holds `{forbidden}`, but it must not load its module by itself, because bundlers fail on that"
        );
    }
    Ok(())
}
