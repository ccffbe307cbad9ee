//! Makes a trap of each function of the standard library that starts a panic. A panic ends in a trap in any case, but the library
//! first writes a message, which nobody sees, because a module has no output. The linker then leaves out what only these functions
//! use, and the texts and places in source files that they would get: a hundredth of the core.

use super::object::Object;
use anyhow::{Context, Result, ensure};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use wasmparser::{Operator, SymbolInfo};

/// None of them returns. The rest of the library's code for panics is called by them alone.
const PANICS: [&str; 15] = [
    "<alloc::vec::Vec<_, _>>::remove::assert_failed",
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

const UNREACHABLE: u8 = 0;
const NOTHING: u8 = 1;
const END: u8 = 0x0b;
/// As long as every number that the linker replaces in an instruction.
const ZERO: [u8; 5] = [0x80, 0x80, 0x80, 0x80, 0];

/// Gives the object with the traps.
pub(super) fn make(bytes: &[u8]) -> Result<Vec<u8>> {
    let object = Object::read(bytes)?;
    let panics: HashMap<usize, Range<usize>> = panics(&object).collect();
    ensure!(!panics.is_empty(), "the object has no function that starts a panic; this compiler names them otherwise");
    let mut changed = bytes.to_vec();
    for body in panics.values() {
        let body = &mut changed[body.clone()];
        let [locals, first, rest @ .., end] = body else { anyhow::bail!("a function is too short for a trap") };
        (*locals, *first, *end) = (0, UNREACHABLE, END);
        rest.fill(NOTHING);
    }
    let arguments = arguments(&object, &panics)?;
    for at in &arguments {
        changed[*at..][..ZERO.len()].copy_from_slice(&ZERO);
    }
    Ok(object.with(&changed, |reference| {
        !arguments.contains(&reference.at) && !panics.values().any(|body| body.contains(&reference.at))
    }))
}

/// The symbols of the functions that start a panic, and where their code is.
fn panics(object: &Object) -> impl Iterator<Item = (usize, Range<usize>)> {
    object.symbols.iter().enumerate().filter_map(|(place, symbol)| {
        let SymbolInfo::Func { index, name: Some(name), .. } = symbol else { return None };
        let body = object.bodies.get(object.body(*index)?)?;
        PANICS.contains(&format!("{:#}", rustc_demangle::demangle(name)).as_str()).then(|| (place, body.range()))
    })
}

/// The constants that code computes arguments of such a function from, if they refer to something. Nothing reads the arguments,
/// so any numbers will do.
fn arguments(object: &Object, panics: &HashMap<usize, Range<usize>>) -> Result<HashSet<usize>> {
    let references: HashMap<usize, usize> =
        object.references.iter().map(|reference| (reference.at, reference.to)).collect();
    let mut found = HashSet::new();
    for body in &object.bodies {
        if panics.values().any(|panic| *panic == body.range()) {
            continue;
        }
        // What was pushed last, and nothing else used: the constants of each value.
        let mut values: Vec<Vec<usize>> = Vec::new();
        for operator in body.get_operators_reader()?.into_iter_with_offsets() {
            let (operator, at) = operator?;
            let operand = at + 1;
            match operator {
                Operator::I32Const { .. } => values.push(vec![operand]),
                Operator::LocalGet { .. } | Operator::GlobalGet { .. } => values.push(Vec::new()),
                Operator::I32Add if values.len() > 1 => {
                    let second = values.pop().unwrap_or_default();
                    values.last_mut().into_iter().for_each(|first| first.extend(&second));
                }
                Operator::Call { function_index } => {
                    if references.get(&operand).is_some_and(|symbol| panics.contains_key(symbol)) {
                        let count = object.parameters(function_index).context("a call has no function")?;
                        found.extend(values.iter().rev().take(count).flatten());
                    }
                    values.clear();
                }
                _ => values.clear(),
            }
        }
    }
    found.retain(|at| references.contains_key(at));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::object::example::{ADDRESS, Step, object};
    use super::*;

    const PANIC: &str = "_RNvNtCsgXGp5Oqx2Ny_4core9panicking5panic";

    /// The code of the last function after [`make`], and how many references it has. All stay where they were.
    fn made(functions: &[(&str, usize, &[Step])]) -> (Vec<u8>, usize) {
        let before = object(functions);
        let after = make(&before).unwrap();
        let [before, after] = [&before, &after].map(|bytes| Object::read(bytes).unwrap());
        let ranges = |object: &Object| object.bodies.iter().map(|body| body.range()).collect::<Vec<_>>();
        assert_eq!(ranges(&after), ranges(&before));
        let last = after.bodies.last().unwrap();
        let within = after.references.iter().filter(|reference| last.range().contains(&reference.at)).count();
        (last.as_bytes().to_vec(), within)
    }

    /// The code of a function that is called so, from its text, a value that is dropped, and a call.
    fn named(name: &str) -> (Vec<u8>, usize) {
        made(&[(PANIC, 0, &[Step::Plain(&[1])]), (name, 0, &[Step::Data, Step::Plain(&[0x1a]), Step::Call(0)])])
    }

    #[test]
    fn what_starts_a_panic_traps() {
        for name in [
            PANIC,
            "_ZN4core9panicking5panic17h0123456789abcdefE",
            "_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt",
            "_RNvNvMs_NtCs5cOc02OMXlo_5alloc3vecINtB6_3VecppE6remove13assert_failed",
        ] {
            let (code, references) = named(name);
            let nops = vec![NOTHING; code.len() - 3];
            assert_eq!(code, [&[0, UNREACHABLE][..], &nops, &[END]].concat(), "{name}");
            assert_eq!(references, 0, "{name}");
        }
    }

    #[test]
    fn what_only_resembles_it_stays() {
        for name in [
            "_ZN5other9panicking5panic17h0123456789abcdefE",
            "_ZN4core9panicking5panic5inner17h0123456789abcdefE",
            "_ZN4core9panicking11panic_count17h0123456789abcdefE",
        ] {
            let (code, references) = named(name);
            assert_eq!(
                code,
                [&[0, 0x41][..], &ADDRESS, &[0x1a, 0x10, 0x80, 0x80, 0x80, 0x80, 0, END]].concat(),
                "{name}"
            );
            assert_eq!(references, 2, "{name}");
        }
    }

    /// Whether each of the caller's references to data stays, before it calls a panic of so many parameters.
    fn stay(parameters: usize, steps: &[Step]) -> Vec<bool> {
        let (code, references) = made(&[(PANIC, parameters, &[Step::Plain(&[1])]), ("caller", 1, steps)]);
        let operands =
            code.windows(6).filter(|bytes| bytes[0] == 0x41 && (bytes[1..] == ADDRESS || bytes[1..] == ZERO));
        let stay: Vec<bool> = operands.map(|bytes| bytes[1..] == ADDRESS).collect();
        let calls = steps.iter().filter(|step| matches!(step, Step::Call(_))).count();
        assert_eq!(references, calls + stay.iter().filter(|stays| **stays).count());
        stay
    }

    #[test]
    fn arguments_of_a_panic_refer_to_nothing() {
        assert_eq!(stay(1, &[Step::Data, Step::Call(0)]), [false]);
        let number = Step::Plain(&[0x41, 7]);
        assert_eq!(stay(3, &[Step::Data, number, Step::Data, Step::Call(0)]), [false, false]);
        let sum = [Step::Plain(&[0x20, 0]), Step::Data, Step::Plain(&[0x6a]), Step::Data, Step::Call(0)];
        assert_eq!(stay(2, &sum), [false, false]);
    }

    #[test]
    fn other_values_stay() {
        let drop = || Step::Plain(&[0x1a]);
        assert_eq!(stay(1, &[Step::Data, Step::Data, Step::Call(0), drop()]), [true, false]);
        assert_eq!(stay(0, &[Step::Data, Step::Call(0), drop()]), [true]);
        // It is dropped before the call, is stored, or is an argument of another function.
        assert_eq!(stay(1, &[Step::Data, drop(), Step::Plain(&[0x20, 0]), Step::Call(0)]), [true]);
        let store = [Step::Data, Step::Data, Step::Plain(&[0x36, 2, 0, 0x20, 0]), Step::Call(0)];
        assert_eq!(stay(1, &store), [true, true]);
        assert_eq!(stay(1, &[Step::Data, Step::Call(1)]), [true]);
        // A sum with a value from before a branch's end.
        let sum = [Step::Plain(&[0x20, 0, 0x02, 0x40, 0x0b]), Step::Data, Step::Plain(&[0x6a]), Step::Call(0)];
        assert_eq!(stay(1, &sum), [true]);
    }

    #[test]
    fn an_object_without_panics_is_refused() {
        assert!(make(&object(&[("other", 0, &[])])).is_err());
    }
}
