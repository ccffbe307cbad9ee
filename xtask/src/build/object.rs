//! Reads an object that the compiler made, and writes it without some of its references, so that the linker leaves out what only
//! these refer to.

use anyhow::{Context, Result};
use std::ops::Range;
use wasm_encoder::{Encode, RawSection};
use wasmparser::{BinaryReader, CustomSectionReader, FunctionBody, Linking, LinkingSectionReader, Parser, Payload};
use wasmparser::{RelocSectionReader, SymbolInfo, TypeRef};

pub(super) struct Object<'a> {
    bytes: &'a [u8],
    sections: Vec<(u8, Range<usize>)>,
    /// The number of parameters of each function, the imported ones first.
    parameters: Vec<usize>,
    imported: usize,
    pub(super) bodies: Vec<FunctionBody<'a>>,
    pub(super) symbols: Vec<SymbolInfo<'a>>,
    /// Those of the code, in order.
    pub(super) references: Vec<Reference>,
    /// The number of the code section, and the section that lists the references.
    code: u32,
    relocations: Range<usize>,
}

/// A number in the code, which the linker replaces by an address or an index.
pub(super) struct Reference {
    pub(super) at: usize,
    /// The place in [`Object::symbols`], or of a type.
    pub(super) to: usize,
    /// What tells the linker so.
    entry: Range<usize>,
}

const RELOCATIONS: &str = "reloc.CODE";

impl<'a> Object<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut sections = Vec::new();
        let (mut of_types, mut types) = (Vec::new(), Vec::new());
        let (mut imported, mut start, mut bodies) = (0, 0, Vec::new());
        let (mut symbols, mut relocations) = (Vec::new(), None);
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            sections.extend(payload.as_section());
            match payload {
                Payload::TypeSection(section) => {
                    let numbers = section.into_iter_err_on_gc_types().map(|ty| Ok(ty?.params().len()));
                    of_types = numbers.collect::<Result<_>>()?;
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        if let TypeRef::Func(ty) = import?.ty {
                            types.push(ty);
                        }
                    }
                    imported = types.len();
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        types.push(ty?);
                    }
                }
                Payload::CodeSectionStart { range, .. } => start = range.start,
                Payload::CodeSectionEntry(body) => bodies.push(body),
                Payload::CustomSection(section) if section.name() == "linking" => symbols = read_symbols(&section)?,
                Payload::CustomSection(section) if section.name() == RELOCATIONS => relocations = Some(section),
                _ => {}
            }
        }
        let relocations = relocations.context("the object has no relocations")?;
        let reader = RelocSectionReader::new(reader(&relocations))?;
        let references = read_references(&reader, start)?;
        let number =
            |ty: u32| of_types.get(usize::try_from(ty)?).copied().context("a function of the object has no type");
        let parameters = types.into_iter().map(number).collect::<Result<_>>()?;
        Ok(Object {
            bytes,
            sections,
            parameters,
            imported,
            bodies,
            symbols,
            references,
            code: reader.section_index(),
            relocations: relocations.range(),
        })
    }

    /// The place in [`Object::bodies`] of a function that the object defines.
    pub(super) fn body(&self, function: u32) -> Option<usize> {
        usize::try_from(function).ok()?.checked_sub(self.imported)
    }

    pub(super) fn parameters(&self, function: u32) -> Option<usize> {
        self.parameters.get(usize::try_from(function).ok()?).copied()
    }

    /// The object with its code from `changed`, whose length is the same, and without the references that are not `kept`.
    pub(super) fn with(&self, changed: &[u8], kept: impl Fn(&Reference) -> bool) -> Vec<u8> {
        let kept: Vec<_> = self.references.iter().filter(|reference| kept(reference)).collect();
        let mut relocations = Vec::new();
        RELOCATIONS.encode(&mut relocations);
        self.code.encode(&mut relocations);
        kept.len().encode(&mut relocations);
        kept.iter().for_each(|reference| relocations.extend(&self.bytes[reference.entry.clone()]));
        let mut object = wasm_encoder::Module::new();
        for (id, range) in &self.sections {
            let data = if *range == self.relocations { &relocations } else { &changed[range.clone()] };
            object.section(&RawSection { id: *id, data });
        }
        object.finish()
    }
}

fn reader<'a>(section: &CustomSectionReader<'a>) -> BinaryReader<'a> {
    BinaryReader::new(section.data(), section.data_offset())
}

fn read_symbols<'a>(section: &CustomSectionReader<'a>) -> Result<Vec<SymbolInfo<'a>>> {
    for part in LinkingSectionReader::new(reader(section))?.subsections() {
        if let Linking::SymbolTable(symbols) = part? {
            return Ok(symbols.into_iter().collect::<Result<_, _>>()?);
        }
    }
    Ok(Vec::new())
}

/// `start` is where the code section's content begins.
fn read_references(relocations: &RelocSectionReader, start: usize) -> Result<Vec<Reference>> {
    let mut references: Vec<Reference> = Vec::new();
    for entry in relocations.entries().into_iter_with_offsets() {
        let (from, entry) = entry?;
        if let Some(before) = references.last_mut() {
            before.entry.end = from;
        }
        let (at, to) = (start + usize::try_from(entry.offset)?, usize::try_from(entry.index)?);
        references.push(Reference { at, to, entry: from..relocations.range().end });
    }
    Ok(references)
}

#[cfg(test)]
pub(super) mod example {
    use wasm_encoder::{
        CodeSection, CustomSection, Encode, Function, FunctionSection, LinkingSection, Module, SymbolTable,
        TypeSection, ValType,
    };

    /// Part of a function's code.
    pub(crate) enum Step {
        /// Instructions without references.
        Plain(&'static [u8]),
        /// A constant that refers to data.
        Data,
        /// Calls the function of this number.
        Call(u32),
    }

    /// What stands where the linker puts an address.
    pub(crate) const ADDRESS: [u8; 5] = [0x85, 0x80, 0x80, 0x80, 0];
    const FUNCTION_INDEX: u8 = 0;
    const MEMORY_ADDRESS: u8 = 4;

    /// Of functions that return nothing: the name, the number of parameters, and the code.
    pub(crate) fn object(functions: &[(&str, usize, &[Step])]) -> Vec<u8> {
        let (mut types, mut of_types, mut code) = (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        let (mut symbols, mut references) = (SymbolTable::new(), Vec::new());
        for (number, (name, parameters, steps)) in (0..).zip(functions) {
            types.ty().function(vec![ValType::I32; *parameters], []);
            of_types.function(number);
            symbols.function(0, number, Some(name));
            let mut body = Function::new([]);
            // After the number of functions and the sizes of the bodies, each of one byte.
            let start = 1 + code.byte_len() + 1;
            for step in *steps {
                let at = start + body.byte_len() + 1;
                match step {
                    Step::Plain(instructions) => body.raw(instructions.iter().copied()),
                    Step::Data => {
                        references.push((MEMORY_ADDRESS, at, functions.len()));
                        body.raw([0x41]).raw(ADDRESS)
                    }
                    Step::Call(function) => {
                        references.push((FUNCTION_INDEX, at, usize::try_from(*function).unwrap()));
                        body.raw([0x10, u8::try_from(*function).unwrap() | 0x80, 0x80, 0x80, 0x80, 0])
                    }
                };
            }
            code.function(body.raw([0x0b]));
        }
        symbols.data(SymbolTable::WASM_SYM_UNDEFINED, "data", None);
        let mut relocations = vec![2];
        references.len().encode(&mut relocations);
        for (kind, at, to) in references {
            relocations.push(kind);
            at.encode(&mut relocations);
            to.encode(&mut relocations);
            // What is added to the address.
            relocations.extend((kind == MEMORY_ADDRESS).then_some(0));
        }
        let mut linking = LinkingSection::new();
        let mut object = Module::new();
        object.section(&types).section(&of_types).section(&code).section(linking.symbol_table(&symbols));
        object.section(&CustomSection { name: super::RELOCATIONS.into(), data: relocations.into() });
        object.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::example::{ADDRESS, Step, object};
    use super::*;

    const CODE: [(&str, usize, &[Step]); 2] =
        [("first", 2, &[Step::Data, Step::Call(1)]), ("second", 0, &[Step::Plain(&[1, 1]), Step::Data])];

    #[test]
    fn references_are_where_the_code_has_them() {
        let bytes = object(&CODE);
        let object = Object::read(&bytes).unwrap();
        let found: Vec<_> =
            object.references.iter().map(|reference| (&bytes[reference.at..][..5], reference.to)).collect();
        assert_eq!(found, [(&ADDRESS[..], 2), (&[0x81, 0x80, 0x80, 0x80, 0][..], 1), (&ADDRESS[..], 2)]);
        assert_eq!((object.parameters(0), object.parameters(1), object.parameters(2)), (Some(2), Some(0), None));
        assert_eq!((object.bodies.len(), object.body(1)), (2, Some(1)));
    }

    #[test]
    fn what_is_kept_is_the_same() {
        let bytes = object(&CODE);
        let read = Object::read(&bytes).unwrap();
        assert_eq!(read.with(&bytes, |_| true), bytes);
        let fewer = read.with(&bytes, |reference| reference.to == 1);
        let again = Object::read(&fewer).unwrap();
        assert_eq!(again.references.iter().map(|reference| reference.to).collect::<Vec<_>>(), [1]);
        assert_eq!(again.references[0].at, read.references[1].at);
    }

    #[test]
    fn damaged_objects_are_refused() {
        let bytes = object(&CODE);
        for cut in 0..bytes.len() {
            assert!(Object::read(&bytes[..cut]).is_err(), "{cut}");
        }
    }
}
