//! Makes a trap of each function of the standard library that starts a panic. A panic ends in a trap in any case, but the library
//! first writes a message, which nobody sees, because a module has no output. The code for it is a hundredth of the core.

use anyhow::{Result, ensure};
use walrus::ir::{Instr, InstrLocId, Unreachable};
use walrus::{FunctionKind, Module};

/// None of them returns. The rest of the library's code for panics is called by them alone, and the optimiser drops it.
const PANICS: [&str; 14] = [
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_already_borrowed",
    "core::cell::panic_already_mutably_borrowed",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::panic",
    "core::panicking::panic_bounds_check",
    "core::panicking::panic_fmt",
    "core::panicking::panic_nounwind",
    "core::result::unwrap_failed",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
];

pub(super) fn make(module: &mut Module) -> Result<()> {
    ensure!(
        module.funcs.iter().any(|function| function.name.is_some()),
        "the compiled module has no names of functions; the profile release must not strip them"
    );
    for function in module.funcs.iter_mut() {
        let Some(name) = &function.name else { continue };
        if !PANICS.contains(&without_hashes(name).as_str()) {
            continue;
        }
        if let FunctionKind::Local(body) = &mut function.kind {
            let entry = body.entry_block();
            body.block_mut(entry).instrs = vec![(Instr::Unreachable(Unreachable {}), InstrLocId::default())];
        }
    }
    Ok(())
}

/// `core[1f]::panicking::panic` and `core::panicking::panic::h0123456789abcdef` are both `core::panicking::panic`.
fn without_hashes(name: &str) -> String {
    let name = match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => path,
        _ => name,
    };
    let mut parts = name.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| path + part.split_once(']').map_or(part, |(_, after)| after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{FunctionBuilder, ValType};

    /// What the functions of these names do after [`make`]: return 7, or trap.
    fn returns(names: &[&str]) -> Vec<bool> {
        let mut module = Module::default();
        for name in names {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            function.name((*name).to_owned()).func_body().i32_const(7);
            function.finish(vec![], &mut module.funcs);
        }
        make(&mut module).unwrap();
        let body = |name: &&str| {
            let id = module.funcs.by_name(name).unwrap();
            let FunctionKind::Local(body) = &module.funcs.get(id).kind else { panic!("{name} has no body") };
            let instructions = &body.block(body.entry_block()).instrs;
            assert_eq!(instructions.len(), 1, "{name}");
            matches!(instructions.first(), Some((Instr::Const(_), _)))
        };
        names.iter().map(body).collect()
    }

    #[test]
    fn what_starts_a_panic_traps() {
        let panics = [
            "core::panicking::panic",
            "core[c5930c85a12de822]::panicking::panic_fmt",
            "core::result::unwrap_failed::h0123456789abcdef",
            "alloc[3ca501edff3f0c7c]::raw_vec::handle_error",
        ];
        assert_eq!(returns(&panics), [false; 4]);
    }

    #[test]
    fn what_only_resembles_it_stays() {
        let others = [
            "std::panicking::panic_count::count_is_zero",
            "core::panicking::panic_count",
            "other::panicking::panic",
            "core::panicking::panic::inner",
            "core::panicking::panic::h0123",
        ];
        assert_eq!(returns(&others), [true; 5]);
    }

    #[test]
    fn a_module_without_names_is_refused() {
        assert!(make(&mut Module::default()).is_err());
    }
}
