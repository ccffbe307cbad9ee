//! Puts each function of a module beside those that it resembles. Compression needs fewer bits to repeat what is a short way back, and
//! its codes suit a stretch of code whose parts are alike.

use super::{optimise::FEATURES, sections};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

pub(super) fn by_likeness(path: &str) -> Result<()> {
    let module = fs::read(path).with_context(|| format!("cannot read {path}"))?;
    let ordered = ordered(&module).with_context(|| format!("the functions of {path} cannot be ordered"))?;
    fs::write(path, ordered).with_context(|| format!("cannot write {path}"))
}

fn ordered(module: &[u8]) -> Result<Vec<u8>> {
    wasmparser::validate(module).context("the module is not valid")?;
    let others: Vec<_> = sections::custom_names(module)?.into_iter().filter(|name| name != FEATURES).collect();
    ensure!(others.is_empty(), "these sections may name functions by their numbers: {}", others.join(", "));
    let (imported, bodies) = functions(module)?;
    let order = order(&bodies);
    let mut numbers: Vec<u32> = (0..).take(imported + bodies.len()).collect();
    for (number, body) in (0..).skip(imported).zip(&order) {
        numbers[imported + body] = number;
    }
    let mut output = Module::new();
    Numbered { order, numbers }.parse_core_module(&mut output, Parser::new(0), module)?;
    let output = output.finish();
    wasmparser::validate(&output).context("it would not be valid afterwards")?;
    Ok(output)
}

/// The number of imported functions, and the code of each other one.
fn functions(module: &[u8]) -> Result<(usize, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// As long as the shortest repetitions that compression looks for.
const PIECE: usize = 4;
/// How much the likeness to the function before the last one counts: a tenth of what the order saves.
const EARLIER: f64 = 0.25;

/// The places of the functions in their new order: first the largest, and then always the one most like the last two.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let mut holders: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (place, body) in bodies.iter().enumerate() {
        for piece in body.windows(PIECE) {
            let places = holders.entry(piece).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    // For each function, and each of its pieces that others have too, who has it.
    let mut shared = vec![Vec::new(); bodies.len()];
    for places in holders.values().filter(|places| places.len() > 1) {
        places.iter().for_each(|place| shared[*place].push(places));
    }
    let likeness = |place: usize| -> Vec<f64> {
        let mut common = vec![0; bodies.len()];
        shared[place].iter().flat_map(|places| places.iter()).for_each(|other| common[*other] += 1);
        let of_all = |other: usize| (1 + shared[place].len() + shared[other].len() - common[other]) as f64;
        (0..bodies.len()).map(|other| common[other] as f64 / of_all(other)).collect()
    };
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    left.sort_by_key(|place| std::cmp::Reverse(bodies[*place].len()));
    let (mut order, mut earlier) = (Vec::new(), vec![0.0; bodies.len()]);
    let mut next = (!left.is_empty()).then_some(0);
    while let Some(at) = next {
        let last = left.remove(at);
        order.push(last);
        let likeness = likeness(last);
        let score = |at: usize| likeness[left[at]] + EARLIER * earlier[left[at]];
        // Of equals, the largest.
        next = (0..left.len()).rev().max_by(|one, other| score(*one).total_cmp(&score(*other)));
        earlier = likeness;
    }
    order
}

struct Numbered {
    order: Vec<usize>,
    /// By the number before.
    numbers: Vec<u32>,
}

impl Reencode for Numbered {
    type Error = Infallible;

    fn function_index(&mut self, number: u32) -> Result<u32, Error> {
        // A valid module has no other numbers.
        Ok(usize::try_from(number).ok().and_then(|number| self.numbers.get(number)).copied().unwrap_or(number))
    }

    fn parse_function_section(&mut self, to: &mut FunctionSection, from: FunctionSectionReader) -> Result<(), Error> {
        let types = from.into_iter().collect::<Result<Vec<_>, _>>()?;
        for place in &self.order {
            to.function(types[*place]);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, to: &mut CodeSection, from: CodeSectionReader) -> Result<(), Error> {
        let bodies = from.into_iter().collect::<Result<Vec<_>, _>>()?;
        for place in self.order.clone() {
            self.parse_function_body(to, bodies[place].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ConstExpr, CustomSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
        ImportSection, RefType, StartSection, TableSection, TableType, TypeSection, ValType,
    };
    use wasmparser::{ElementItems, Operator};

    const LIKE: &[u8] = &[0x20, 0, 0x20, 0, 0x6a, 0x22, 0, 0x1a];
    const OTHER: &[u8] = &[1, 1, 1, 1, 1];
    /// Of each function after the imported one: its type, a value in its code to know it by, what it calls, and the rest of its code.
    const FUNCTIONS: [(u32, i32, u32, &[u8]); 4] =
        [(1, 10, 3, LIKE), (0, 11, 0, OTHER), (0, 12, 2, OTHER), (1, 13, 3, LIKE)];

    fn module() -> Module {
        let (mut types, mut imports, mut of_types) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        let (mut tables, mut exports, mut code) = (TableSection::new(), ExportSection::new(), CodeSection::new());
        let mut elements = ElementSection::new();
        types.ty().function([], []);
        types.ty().function([ValType::I32], []);
        imports.import("m", "imported", EntityType::Function(0));
        let element_type = RefType::FUNCREF;
        tables.table(TableType { element_type, table64: false, minimum: 5, maximum: None, shared: false });
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions((&[4, 3, 2, 1, 0]).into()));
        for (number, (ty, value, called, rest)) in (1..).zip(FUNCTIONS) {
            of_types.function(ty);
            exports.export(&value.to_string(), ExportKind::Func, number);
            let mut body = Function::new([]);
            body.instructions().i32_const(value).drop().call(called).ref_func(number).drop();
            code.function(body.raw(rest.iter().copied()).raw([0x0b]));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&of_types).section(&tables).section(&exports);
        module.section(&StartSection { function_index: 3 }).section(&elements).section(&code);
        module
    }

    /// The values in the code, in order, and who reaches whom: the names of the exports and functions, with the values behind them.
    fn reached(module: &[u8]) -> (Vec<i32>, Vec<(String, Vec<i32>)>) {
        let (mut values, mut of_types, mut numbers) = (vec![0], Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::FunctionSection(section) => of_types.extend(section.into_iter().map(|ty| ty.unwrap())),
                Payload::ExportSection(section) => numbers.extend(
                    section.into_iter().map(|export| export.unwrap()).map(|to| (to.name.to_owned(), vec![to.index])),
                ),
                Payload::StartSection { func, .. } => numbers.push(("start".into(), vec![func])),
                Payload::ElementSection(section) => {
                    let ElementItems::Functions(items) = section.into_iter().next().unwrap().unwrap().items else {
                        panic!("other elements")
                    };
                    numbers.push(("table".into(), items.into_iter().map(|number| number.unwrap()).collect()));
                }
                Payload::CodeSectionEntry(body) => {
                    let mut used = Vec::new();
                    for operator in body.get_operators_reader().unwrap() {
                        match operator.unwrap() {
                            Operator::I32Const { value } => values.push(value),
                            Operator::Call { function_index } | Operator::RefFunc { function_index } => {
                                used.push(function_index);
                            }
                            _ => {}
                        }
                    }
                    numbers.push((format!("{:?} of type {}", values.last(), of_types[values.len() - 2]), used));
                }
                _ => {}
            }
        }
        let value = |number: u32| values[usize::try_from(number).unwrap()];
        let mut reached: Vec<_> =
            numbers.into_iter().map(|(name, to)| (name, to.into_iter().map(value).collect())).collect();
        reached.sort();
        (values, reached)
    }

    #[test]
    fn like_functions_are_neighbours_and_all_reach_what_they_did() {
        let before = module().finish();
        let after = ordered(&before).unwrap();
        let ((values, from), (ordered_values, to)) = (reached(&before), reached(&after));
        assert_eq!((values, ordered_values), (vec![0, 10, 11, 12, 13], vec![0, 10, 13, 11, 12]));
        assert_eq!(to, from);
        assert_eq!(ordered(&after).unwrap(), after);
    }

    #[test]
    fn what_could_not_be_ordered_right_is_refused() {
        let [names, features] = ["name", FEATURES].map(|name| CustomSection { name: name.into(), data: (&[]).into() });
        assert!(ordered(&module().section(&names).clone().finish()).is_err());
        assert!(ordered(&module().section(&features).clone().finish()).is_ok());
        let whole = module().finish();
        // Without its last sections it would be valid.
        for cut in whole.len() - 20..whole.len() {
            assert!(ordered(&whole[..cut]).is_err(), "{cut}");
        }
    }
}
