//! The JavaScript side of the module, made by the library behind wasm-bindgen's command line tool. Cargo.lock fixes its
//! version, and nobody has to install the tool.

use super::modules::Glue;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Writes the glue, if the module has one, and gives the path of the module before it is optimised.
pub(super) fn make(linked: &Path, work: &Path, glue: Option<&Glue>) -> Result<PathBuf> {
    let out = work.join("bindings");
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot clear {}", out.display()))?;
    }
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let mut output = Bindgen::new()
        .input_path(linked)
        .out_name("jwt")
        .web(true)?
        .typescript(glue.is_some())
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    let module = output.wasm_mut();
    // What wasm-bindgen exports for itself. Binaryen then drops what only these exports use.
    let own: Vec<String> = module.exports.iter().map(|export| export.name.clone()).collect();
    let is_unused = |name: &&String| name.starts_with("__") && !(glue.is_some() && USED.contains(&name.as_str()));
    own.iter().filter(is_unused).try_for_each(|name| module.exports.remove(name))?;
    match glue {
        Some(glue) => {
            // The hashes in their names do not compress, and are a tenth of the script.
            let mut names = Vec::new();
            for (place, import) in module.imports.iter_mut().enumerate() {
                import.module = IMPORTS.to_owned();
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
        None => fs::write(out.join(MODULE), module.emit_wasm()).context("cannot write the module")?,
    }
    Ok(out.join(MODULE))
}

/// The name that wasm-bindgen gives it.
const MODULE: &str = "jwt_bg.wasm";

/// The exports that the glue uses: the table of JavaScript values, what puts constants into it, and what is called if a function of the
/// runtime throws.
const USED: [&str; 3] = ["__wbindgen_externrefs", "__wbindgen_start", "__wbindgen_exn_store"];

/// What the module calls the object that has its imports.
const IMPORTS: &str = "m";

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
    ("return {\n        __proto__: null,\n        \"./jwt_bg.js\": import0,\n    };", "return { m: import0 };"),
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

/// Keeps the imported functions, and puts our own helpers below them.
fn with_base(glue: &str) -> Result<String> {
    let (exports, imports) = glue
        .split_once("\nfunction __wbg_get_imports() {")
        .context("the glue has no `__wbg_get_imports`; this wasm-bindgen writes it otherwise")?;
    check_exports(exports)?;
    let end = imports.find("\n}\n").context("the end of `__wbg_get_imports` is not found in the glue")?;
    let (kept, helpers) = imports.split_at(end + "\n}\n".len());
    for name in helpers.lines().filter_map(|line| line.strip_prefix("function ")?.split_once('(')).map(|(name, _)| name)
    {
        let is_there = !kept.contains(&format!("{name}(")) || BASE.contains(&format!("function {name}("));
        ensure!(is_there, "the glue calls {name}, which is missing: add it to xtask/src/build/glue/base.js");
    }
    ensure!(
        kept.contains("table.set(1024, undefined);"),
        "wasm-bindgen keeps `undefined` in another place: change xtask/src/build/glue/base.js"
    );
    for used in kept.split("wasm.").skip(1) {
        ensure!(
            USED.iter().any(|name| used.starts_with(name)),
            "the glue uses an export that is not in USED: wasm.{used:.40}"
        );
    }
    Ok(format!("function __wbg_get_imports() {{{kept}{BASE}"))
}

/// The package's scripts call the exports as they are, without wasm-bindgen's function around each. So none may convert anything.
fn check_exports(exports: &str) -> Result<()> {
    for line in exports.lines().map(str::trim) {
        let is_plain = line.is_empty()
            || line == "}"
            || line.starts_with("/* @ts-self-types")
            || line.starts_with("export function ")
            || line.starts_with("const ret = wasm.")
            || line.starts_with("wasm.")
            || line == "return ret;"
            || line == "return ret >>> 0;";
        // A conversion would be a call within the call.
        let is_plain = is_plain && line.matches('(').count() <= 1;
        ensure!(is_plain, "an export of the core must exchange numbers, but its function in the glue has `{line}`");
    }
    Ok(())
}

fn with_base_types(types: &str) -> Result<String> {
    let (kept, _) = types
        .split_once("export type InitInput")
        .context("the types of the glue have no `InitInput`; this wasm-bindgen writes them otherwise")?;
    let exports = kept.trim_end().replace("export function ", "");
    Ok(format!("export interface Core {{\n  readonly memory: WebAssembly.Memory;\n{exports}\n}}\n\n{BASE_TYPES}"))
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
