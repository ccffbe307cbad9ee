//! What serde_json reports while it writes. The writing itself is left to [`CompactFormatter`].

use std::io::{Result, Write};

use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use super::{Check, Kind, Next};
use crate::claims::LATEST;

macro_rules! integers {
    ($($write:ident: $integer:ty,)*) => {
        $(
            fn $write<W: ?Sized + Write>(&mut self, writer: &mut W, value: $integer) -> Result<()> {
                self.number(value as f64 > LATEST);
                CompactFormatter.$write(writer, value)
            }
        )*
    };
}

impl Formatter for &mut Check {
    integers! {
        write_i8: i8, write_i16: i16, write_i32: i32, write_i64: i64, write_i128: i128,
        write_u8: u8, write_u16: u16, write_u32: u32, write_u64: u64, write_u128: u128,
    }

    fn write_null<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.value(Kind::Other);
        CompactFormatter.write_null(writer)
    }

    fn write_bool<W: ?Sized + Write>(&mut self, writer: &mut W, value: bool) -> Result<()> {
        self.value(Kind::Other);
        CompactFormatter.write_bool(writer, value)
    }

    /// The shortest text of an `f32` may be another number than the `f32`, so a time of this type is read again.
    fn write_f32<W: ?Sized + Write>(&mut self, writer: &mut W, value: f32) -> Result<()> {
        self.number(true);
        CompactFormatter.write_f32(writer, value)
    }

    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> Result<()> {
        self.number(value > LATEST);
        CompactFormatter.write_f64(writer, value)
    }

    /// It may be beyond a double's range.
    fn write_number_str<W: ?Sized + Write>(&mut self, writer: &mut W, value: &str) -> Result<()> {
        self.demand(false);
        CompactFormatter.write_number_str(writer, value)
    }

    /// It may contain anything.
    fn write_raw_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> Result<()> {
        self.demand(false);
        CompactFormatter.write_raw_fragment(writer, fragment)
    }

    fn begin_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.next != Next::Name {
            self.value(Kind::Text);
        }
        CompactFormatter.begin_string(writer)
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> Result<()> {
        if self.next == Next::Name {
            self.name(fragment);
        }
        CompactFormatter.write_string_fragment(writer, fragment)
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> Result<()> {
        self.demand(self.next != Next::Name);
        CompactFormatter.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.is_in_audience = self.next == Next::Audience;
        self.begin(Kind::Array);
        CompactFormatter.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.is_in_audience = false;
        self.end();
        CompactFormatter.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.next = if self.is_in_audience { Next::Text } else { Next::Any };
        CompactFormatter.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.end_value();
        CompactFormatter.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.begin(Kind::Object);
        self.begun.push(self.sketches.len());
        CompactFormatter.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.end();
        let names = self.begun.pop().unwrap_or_default();
        self.demand_unique(names);
        self.sketches.truncate(names);
        CompactFormatter.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.next = Next::Name;
        self.sketch = None;
        self.value_of_name = Next::Any;
        CompactFormatter.begin_object_key(writer, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.demand(self.next == Next::Name);
        self.sketches.push(self.sketch.unwrap_or_default());
        self.known.is_empty = false;
        self.next = self.value_of_name;
        CompactFormatter.end_object_key(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.end_value();
        CompactFormatter.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With serde_json's features `arbitrary_precision` and `raw_value`, claims come by these.
    #[test]
    fn text_of_the_callers_is_read() {
        type Event = fn(&mut &mut Check, &mut Vec<u8>);
        let events: [(Event, &str); 3] = [
            (|check, text| check.write_number_str(text, "1e999").unwrap(), "1e999"),
            (|check, text| check.write_raw_fragment(text, "1").unwrap(), "1"),
            // A value of which nothing was reported.
            (|_, _| {}, ""),
        ];
        for (event, written) in events {
            let mut check = Check::new();
            let mut to = &mut check;
            let mut text = Vec::new();
            to.begin_object(&mut text).unwrap();
            begin_member(&mut to, &mut text, "a", true);
            event(&mut to, &mut text);
            to.end_object_value(&mut text).unwrap();
            begin_member(&mut to, &mut text, "b", false);
            to.begin_array(&mut text).unwrap();
            to.end_array(&mut text).unwrap();
            to.end_object_value(&mut text).unwrap();
            to.end_object(&mut text).unwrap();
            assert!(!check.is_good(), "{written}");
            assert_eq!(str::from_utf8(&text).unwrap(), format!(r#"{{"a":{written},"b":[]}}"#));
        }
    }

    /// Also if reported values follow it.
    #[test]
    fn an_unreported_value_of_an_array_is_read() {
        for is_reported in [true, false] {
            let mut check = Check::new();
            let mut to = &mut check;
            let mut text = Vec::new();
            to.begin_object(&mut text).unwrap();
            begin_member(&mut to, &mut text, "a", true);
            to.begin_array(&mut text).unwrap();
            for is_first in [true, false] {
                to.begin_array_value(&mut text, is_first).unwrap();
                if is_reported || !is_first {
                    to.write_null(&mut text).unwrap();
                }
                to.end_array_value(&mut text).unwrap();
            }
            to.end_array(&mut text).unwrap();
            to.end_object_value(&mut text).unwrap();
            to.end_object(&mut text).unwrap();
            assert_eq!(check.is_good(), is_reported);
        }
    }

    fn begin_member(to: &mut &mut Check, text: &mut Vec<u8>, name: &str, is_first: bool) {
        to.begin_object_key(text, is_first).unwrap();
        to.begin_string(text).unwrap();
        to.write_string_fragment(text, name).unwrap();
        to.end_string(text).unwrap();
        to.end_object_key(text).unwrap();
        to.begin_object_value(text).unwrap();
    }
}
