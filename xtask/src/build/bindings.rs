//! The JavaScript side of the module, by the library behind wasm-bindgen's command line tool: as a dependency its
//! version is locked, and there is no tool to install.

use super::modules::Glue;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Writes the glue, if there is to be one, and gives the module, which is yet to be optimised.
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
            output.emit(&out)?;
            ensure!(!out.join("snippets").exists(), "the bindings are to be one file, and wasm-bindgen wrote snippets");
            write(glue, &out)?;
        }
        None => {
            let module = output.wasm_mut();
            // Its own exports, which fill a table of JavaScript's values that nothing uses here.
            let own: Vec<String> =
                module.exports.iter().map(|export| export.name.clone()).filter(|name| name.starts_with("__")).collect();
            own.iter().try_for_each(|name| module.exports.remove(name))?;
            fs::write(out.join(MODULE), module.emit_wasm()).context("cannot write the module")?;
        }
    }
    Ok(out.join(MODULE))
}

/// As wasm-bindgen names it.
const MODULE: &str = "jwt_bg.wasm";

fn write(Glue { script, types }: &Glue, out: &Path) -> Result<()> {
    let glue = fs::read_to_string(out.join("jwt.js")).context("wasm-bindgen wrote no glue")?;
    check(&glue)?;
    let glue = with_changes(without_comments(&glue))?;
    if let Some(folder) = Path::new(script).parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(script, glue).with_context(|| format!("cannot write {script}"))?;
    fs::copy(out.join("jwt.d.ts"), types).with_context(|| format!("cannot write {types}"))?;
    Ok(())
}

/// The same without the comments on its functions, which the declarations beside it have as well: they are a sixth of it.
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

/// What stands in the glue, and what is to stand there.
///
/// It would make its `TextDecoder` and `TextEncoder` when it is imported, and where a runtime has none that is a bare
/// `ReferenceError` in place of an error that says so. Jest's environment for jsdom hides them, and Node has them all the same,
/// as `pkg/src/runtime/needs.ts` knows.
///
/// And it would convert numbers by functions that a caller can have replaced, which could call the core from within a call.
const CHANGES: [(&str, &str); 8] = [
    ("= Number(getStringFromWasm0(arg0, arg1));", "= +getStringFromWasm0(arg0, arg1);"),
    ("= String(arg1);", "= `${arg1}`;"),
    (
        "let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });\ncachedTextDecoder.decode();\n",
        "let cachedTextDecoder;\n",
    ),
    (
        "if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {",
        "if (cachedTextDecoder === undefined || numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {",
    ),
    (
        "cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });\n        cachedTextDecoder.decode();\n",
        "cachedTextDecoder = new (coders().TextDecoder)('utf-8', { ignoreBOM: true });\n",
    ),
    (
        "const cachedTextEncoder = new TextEncoder();\n",
        "let cachedTextEncoder;\nconst coders = () => globalThis.TextEncoder && globalThis.TextDecoder ? globalThis : globalThis.process.getBuiltinModule('node:util');\n",
    ),
    (
        "if (!('encodeInto' in cachedTextEncoder)) {\n",
        "function makeTextEncoder() {\n    cachedTextEncoder = new (coders().TextEncoder)();\n    if ('encodeInto' in cachedTextEncoder) return;\n",
    ),
    ("    wasmInstance = instance;\n", "    makeTextEncoder();\n    wasmInstance = instance;\n"),
];

fn with_changes(glue: String) -> Result<String> {
    CHANGES.into_iter().try_fold(glue, |glue, (found, wanted)| {
        ensure!(glue.matches(found).count() == 1, "the glue was to hold once: {found}");
        Ok(glue.replace(found, wanted))
    })
}

/// Stops a glue that looks for its module by itself: bundlers follow such a reference, and break on it.
fn check(glue: &str) -> Result<()> {
    for forbidden in ["import.meta", ".wasm'", ".wasm\"", ".wasm`"] {
        ensure!(!glue.contains(forbidden), "the glue must not find its module by itself, and holds `{forbidden}`");
    }
    Ok(())
}
