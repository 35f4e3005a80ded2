//! How the files that a machine writes look: one field a line, so that a change of one limit is a change of one line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Objects down to this depth are spread over lines; deeper ones stand on one.
const OBJECTS_TO: usize = 4;
/// Lists go one deeper: those of fields, of names, and of a price's rules.
const LISTS_TO: usize = 5;
/// Every whole number up to this is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// `value` as the text of `catalogue/upstream.json`.
pub fn pretty(value: &impl Serialize) -> serde_json::Result<String> {
    let mut out = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut out, Lines { spread: Vec::new() }))?;
    out.push(b'\n');
    String::from_utf8(out).map_err(|error| serde_json::Error::io(io::Error::new(io::ErrorKind::InvalidData, error)))
}

/// Remembers for each open object or list whether it is spread over lines.
struct Lines {
    spread: Vec<bool>,
}

impl Lines {
    fn open(&mut self, most: usize) {
        self.spread.push(self.spread.len() < most);
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, end: &[u8]) -> io::Result<()> {
        if self.spread.pop() == Some(true) {
            self.line(writer)?;
        }
        writer.write_all(end)
    }

    fn line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        self.spread.iter().try_for_each(|_| writer.write_all(b"  "))
    }

    fn item<W: ?Sized + Write>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        let spread = self.spread.last() == Some(&true);
        if !first {
            writer.write_all(if spread { b"," } else { b", " })?;
        }
        if spread { self.line(writer) } else { Ok(()) }
    }
}

impl Formatter for Lines {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        // Rust writes 5.0 as `5` and never uses an exponent; what is not exact keeps serde's own spelling.
        if value.abs() < EXACT {
            return write!(writer, "{value}");
        }
        writer.write_all(serde_json::Value::from(value).to_string().as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(LISTS_TO);
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.item(writer, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(OBJECTS_TO);
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.item(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_stand_on_one_line_each_and_whole_numbers_have_no_point() {
        let value = json!({"models": {"a/b": {"fields": [{"max": 5.0, "step": 0.1}, {"options": ["x", "y"]}]}}});
        let text = pretty(&value).unwrap();
        let lines = [
            "{",
            "  \"models\": {",
            "    \"a/b\": {",
            "      \"fields\": [",
            "        {\"max\": 5, \"step\": 0.1},",
            "        {\"options\": [\"x\", \"y\"]}",
            "      ]",
            "    }",
            "  }",
            "}",
            "",
        ];
        assert_eq!(text, lines.join("\n"));
    }
}
