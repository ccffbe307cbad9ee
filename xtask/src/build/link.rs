//! Links the compiled object with what it calls of the compiler's own library.

use super::{archive, object::Object, traps};
use crate::process::{answer, run};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use wasmparser::{SymbolFlags, SymbolInfo};

/// Names and the list of WebAssembly extensions stay.
const SETTINGS: [&str; 8] =
    ["-flavor", "wasm", "--no-entry", "--no-demangle", "--gc-sections", "--stack-first", "--strip-debug", "-O2"];

/// What is defined for others, but used by none: of the standard library, and of tasks that JavaScript starts.
const INTERNAL: [&str; 3] = ["_R", "rust_", "__wbg_"];

/// Gives the path of the module. `name` begins the name of the object in the archive, and `stack` is in bytes.
pub(super) fn link(compiled: &Path, name: &str, stack: u32, work: &Path) -> Result<PathBuf> {
    let archive = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let object = traps::make(archive::object(&archive, name)?).context("the compiled object cannot be changed")?;
    let [changed, exported, linked] = ["object.o", "exports", "linked.wasm"].map(|file| work.join(file));
    fs::write(&exported, exports(&Object::read(&object)?)).context("cannot write the list of exports")?;
    fs::write(&changed, &object).context("cannot write the object")?;
    // The archive has the original as well, but the linker takes only what the objects before it lack.
    let inputs = [&changed, compiled].map(|path| path.as_os_str().to_owned());
    run(Command::new(linker()?)
        .args(SETTINGS)
        .arg(format!("-zstack-size={stack}"))
        .args(inputs)
        .arg(format!("@{}", exported.display()))
        .arg("-o")
        .arg(&linked))?;
    Ok(linked)
}

/// There are over a thousand, too many for a command line on Windows: wasm-bindgen describes each import by an export.
fn exports(object: &Object) -> String {
    let hidden = SymbolFlags::BINDING_WEAK
        | SymbolFlags::BINDING_LOCAL
        | SymbolFlags::VISIBILITY_HIDDEN
        | SymbolFlags::UNDEFINED;
    let names = object.symbols.iter().filter_map(|symbol| match symbol {
        SymbolInfo::Func { flags, name: Some(name), .. } if !flags.intersects(hidden) => Some(*name),
        _ => None,
    });
    let names = names.filter(|name| !INTERNAL.iter().any(|internal| name.starts_with(internal)));
    names.map(|name| format!("--export={name}\n")).collect()
}

/// The linker that comes with the compiler.
fn linker() -> Result<PathBuf> {
    let ask = |argument: [&str; 2]| answer(Command::new("rustc").args(argument))?.context("rustc does not answer");
    let version = ask(["--version", "--verbose"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not name its host")?;
    let folder = Path::new(&ask(["--print", "sysroot"])?).join("lib/rustlib").join(host).join("bin");
    let linker = folder.join(format!("rust-lld{}", env::consts::EXE_SUFFIX));
    ensure!(linker.exists(), "Rust has no linker for WebAssembly at {}; install Rust by rustup", linker.display());
    Ok(linker)
}

#[cfg(test)]
mod tests {
    use super::super::object::{Object, example};
    use super::exports;

    #[test]
    fn what_javascript_calls_is_exported() {
        let names =
            ["begin_0123456789abcdef", "_RNvCs0_3std5empty", "rust_eh_personality", "__wbg_task", "__wbindgen_free"];
        let bytes = example::object(&names.map(|name| (name, 0, &[][..])));
        let exported = exports(&Object::read(&bytes).unwrap());
        assert_eq!(exported, "--export=begin_0123456789abcdef\n--export=__wbindgen_free\n");
    }
}
