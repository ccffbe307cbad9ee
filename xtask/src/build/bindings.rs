//! What the modules export and import, made by the library behind wasm-bindgen's command line tool. Cargo.lock fixes its version,
//! and nobody has to install the tool. The script that it writes is not used: the package's own scripts call the exports as they
//! are, and `pkg/src/core/module.ts` has the few functions that the core imports.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Writes the types of the exports, if a file for them is given, and gives the path of the module before it is optimised.
pub(super) fn make(compiled: &Path, work: &Path, types: Option<&str>) -> Result<PathBuf> {
    let mut output = Bindgen::new()
        .input_path(compiled)
        .web(true)?
        .typescript(types.is_some())
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    if let Some(types) = types {
        let written = output.ts().context("wasm-bindgen wrote no types")?;
        fs::write(types, declared(written)?).with_context(|| format!("cannot write {types}"))?;
    }
    let module = output.wasm_mut();
    for import in module.imports.iter_mut() {
        if let Some(name) = name_of(&import.name) {
            (import.module, import.name) = (HOST.to_owned(), name.to_owned());
        }
    }
    // wasm-bindgen's own exports fill a table of JavaScript values, which nothing uses here. Binaryen then drops what they use.
    let own: Vec<String> =
        module.exports.iter().map(|export| export.name.clone()).filter(|name| name.starts_with("__")).collect();
    own.iter().try_for_each(|name| module.exports.remove(name))?;
    let bound = work.join("bound.wasm");
    fs::write(&bound, module.emit_wasm()).context("cannot write the module")?;
    Ok(bound)
}

/// The name under which the core imports functions.
const HOST: &str = "host";

/// The function's own name, which wasm-bindgen puts between a prefix and a hash.
fn name_of(import: &str) -> Option<&str> {
    Some(import.strip_prefix("__wbg_")?.rsplit_once('_')?.0)
}

/// Declares the exported functions as members of one object. Their numbers are signed, unlike wasm-bindgen's own.
fn declared(types: &str) -> Result<String> {
    let (functions, _) = types
        .split_once("export type InitInput")
        .context("wasm-bindgen's types have no `InitInput`; this version writes them otherwise")?;
    let members = functions.trim_end().replace("export function ", "");
    Ok(format!(
        "/** The core's exports. They return signed numbers: an address is `number >>> 0`. */\n\
         export interface Core extends WebAssembly.Exports {{\n  readonly memory: WebAssembly.Memory;\n{members}\n}}\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::{declared, name_of};

    #[test]
    fn an_import_has_its_own_name() {
        assert_eq!(name_of("__wbg_writeNumber_0123456789abcdef"), Some("writeNumber"));
        assert_eq!(name_of("__wbindgen_init_externref_table"), None);
    }

    #[test]
    fn functions_become_members() {
        let types =
            declared("/** A. */\nexport function a(b: number): number;\n\nexport type InitInput = never;").unwrap();
        assert!(types.ends_with("Memory;\n/** A. */\na(b: number): number;\n}\n"), "{types}");
        assert!(declared("").is_err());
    }
}
