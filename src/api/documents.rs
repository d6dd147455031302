//! Random responses of every endpoint: the text that the exchange may send, and the text that JavaScript must receive.

use crate::schema::{Field, Object, Type};

/// One response in three forms: as sent, with the declared types, and with only the decimals quoted.
#[derive(Default)]
pub(crate) struct Document {
    pub(crate) sent: String,
    pub(crate) typed: String,
    pub(crate) quoted: String,
}

/// Far below the decoder's limit on nesting.
const DEEPEST: u8 = 60;

/// Writes a document of a type. Its choices come from bytes; when these run out it takes the first option.
pub(crate) struct Writer<'c> {
    choices: std::slice::Iter<'c, u8>,
    depth: u8,
    /// How many required fields to write before one is left out.
    left: Option<usize>,
    missing: Option<String>,
    out: Document,
}

impl<'c> Writer<'c> {
    pub(crate) fn write(choices: &'c [u8], ty: &Type) -> Document {
        let mut writer =
            Writer { choices: choices.iter(), depth: 0, left: None, missing: None, out: Document::default() };
        writer.value(ty);
        writer.space();
        writer.out
    }

    /// As [`Writer::write`], without the required field of this number. Also gives the name of that field.
    pub(crate) fn write_without(choices: &'c [u8], ty: &Type, number: usize) -> Option<(Document, String)> {
        let mut writer =
            Writer { choices: choices.iter(), depth: 0, left: Some(number), missing: None, out: Document::default() };
        writer.value(ty);
        writer.missing.map(|missing| (writer.out, missing))
    }

    /// A number below `end`.
    fn choose(&mut self, end: u8) -> u8 {
        self.choices.next().map_or(0, |byte| byte % end)
    }

    fn same(&mut self, text: &str) {
        self.put(text, text, text);
    }

    fn put(&mut self, sent: &str, typed: &str, quoted: &str) {
        self.out.sent.push_str(sent);
        self.out.typed.push_str(typed);
        self.out.quoted.push_str(quoted);
    }

    fn space(&mut self) {
        let spaces = ["", "", "", " ", "\n\t", "\r\n  "];
        let space = spaces[usize::from(self.choose(6))];
        self.same(space);
    }

    fn value(&mut self, ty: &Type) {
        self.space();
        match ty {
            Type::Text | Type::OneOf(_) => self.text(),
            Type::Id => {
                let names =
                    ["btcaud", "b", "é", "constructor", "toString", "0", "__proto__", "A-\\u0062", "\\ud83d\\ude00"];
                let name = names[usize::from(self.choose(9))];
                self.same(&format!("\"{name}\""));
            }
            Type::Decimal => {
                let digits = self.decimal();
                let quotes = format!("\"{digits}\"");
                if self.choose(2) == 0 { self.same(&quotes) } else { self.put(&digits, &quotes, &quotes) }
            }
            Type::Integer => self.bare(["0", "-0", "7", "-12", "1732350005", "9007199254740991", "-9007199254740991"]),
            Type::PowerOfTen => {
                self.bare(["1", "10", "100000000", "1000000000000000000", "5", "0", "10000000000000000000000"])
            }
            Type::Boolean => self.bare(["true", "false", "true", "false", "true", "false", "true"]),
            Type::IntegerOrText if self.choose(2) == 0 => self.same("\"N/A\""),
            Type::IntegerOrText => self.value(&Type::Integer),
            Type::Nullable(_) if self.choose(4) == 0 => self.same("null"),
            Type::Nullable(inner) => self.value(inner),
            Type::Any => self.anything(),
            Type::Nothing => self.same("null"),
            Type::Array(inner) => self.list(|writer, _| writer.value(inner)),
            Type::Tuple(elements) => {
                self.same("[");
                for (index, element) in elements.iter().enumerate() {
                    self.same(if index > 0 { "," } else { "" });
                    self.value(&element.ty);
                }
                self.space();
                self.same("]");
            }
            Type::Map(inner) => self.entries(|writer, index| {
                let kinds = ["btcaud", "a\\\"b", "é", "\\u0031", "__proto__"];
                let kind = kinds[usize::from(writer.choose(5))];
                writer.name(&format!("{kind}{index}"));
                writer.value(inner);
            }),
            Type::Object(object) => self.object(object),
        }
    }

    /// A value that JavaScript receives without quotes, sent with or without them.
    fn bare(&mut self, texts: [&str; 7]) {
        let text = texts[usize::from(self.choose(7))];
        let quotes = format!("\"{text}\"");
        if self.choose(2) == 0 { self.same(text) } else { self.put(&quotes, text, &quotes) }
    }

    fn decimal(&mut self) -> String {
        let mut digits = String::from(if self.choose(4) == 3 { "-" } else { "" });
        digits.push(char::from(b'0' + self.choose(10)));
        if !digits.ends_with('0') {
            self.digits(&mut digits, 40);
        }
        if self.choose(4) < 3 {
            digits.push('.');
            digits.push(char::from(b'0' + self.choose(10)));
            self.digits(&mut digits, 40);
        }
        if self.choose(8) == 7 {
            let exponents = ["e-8", "E+3", "e0", "e21", "E-300"];
            digits.push_str(exponents[usize::from(self.choose(5))]);
        }
        digits
    }

    fn digits(&mut self, digits: &mut String, end: u8) {
        for _ in 0..self.choose(end) {
            digits.push(char::from(b'0' + self.choose(10)));
        }
    }

    fn text(&mut self) {
        let mut text = String::from("\"");
        for _ in 0..self.choose(6) {
            let parts = [
                "a",
                "spot",
                " ",
                "1.50",
                "é",
                "\u{ff}",
                "€",
                "😀",
                "\\\"",
                "\\\\",
                "\\n",
                "\\/",
                "\\u0000",
                "\\u20ac",
                "\\ud83d\\ude00",
                "\\ud83d",
                "{\\\"x\\\":[1",
                "\u{2028}",
                "}]",
            ];
            text.push_str(parts[usize::from(self.choose(19))]);
        }
        for _ in 0..self.choose(3) {
            text.push_str(&"x".repeat(usize::from(self.choose(255)) * 4));
        }
        text.push('"');
        self.same(&text);
    }

    fn anything(&mut self) {
        let kinds = if self.depth < DEEPEST { 7 } else { 5 };
        match self.choose(kinds) {
            0 => self.same("null"),
            1 => self.same("true"),
            2 => {
                let digits = self.decimal();
                self.same(&digits);
            }
            3 | 4 => self.text(),
            5 => self.list(|writer, _| writer.value(&Type::Any)),
            _ => self.entries(|writer, _| {
                writer.name("__proto__");
                writer.value(&Type::Any);
            }),
        }
    }

    fn name(&mut self, name: &str) {
        self.same(&format!("\"{name}\""));
        self.space();
        self.same(":");
    }

    fn list(&mut self, item: impl Fn(&mut Self, u8)) {
        self.items("[", "]", item);
    }

    fn entries(&mut self, entry: impl Fn(&mut Self, u8)) {
        self.items("{", "}", entry);
    }

    fn items(&mut self, open: &str, close: &str, item: impl Fn(&mut Self, u8)) {
        self.same(open);
        self.depth += 1;
        for index in 0..self.choose(5) {
            self.same(if index > 0 { "," } else { "" });
            self.space();
            item(self, index);
        }
        self.depth -= 1;
        self.space();
        self.same(close);
    }

    /// Usually in the declared order, sometimes rotated. Optional fields may be left out, and undeclared fields may be
    /// added.
    fn object(&mut self, object: &Object) {
        let rotation = if self.choose(4) == 3 { usize::from(self.choose(64)) % object.fields.len().max(1) } else { 0 };
        let (late, early) = object.fields.split_at(rotation);
        let adds_undeclared = self.choose(8) == 7;
        self.same("{");
        let mut first = true;
        for Field { name, ty, optional, .. } in early.iter().chain(late) {
            if *optional && self.choose(3) == 2 {
                continue;
            }
            if !optional && self.is_left_out(name) {
                continue;
            }
            if adds_undeclared && self.choose(2) == 1 {
                self.separate(&mut first);
                self.name(&format!("{name}_new"));
                self.value(&Type::Any);
            }
            self.separate(&mut first);
            self.name(name);
            self.value(ty);
        }
        self.space();
        self.same("}");
    }

    /// Whether to leave out this required field; if so, remembers its name.
    fn is_left_out(&mut self, name: &str) -> bool {
        let left = self.left;
        self.left = left.and_then(|left| left.checked_sub(1));
        if left == Some(0) {
            self.missing = Some(name.to_owned());
        }
        left == Some(0)
    }

    fn separate(&mut self, first: &mut bool) {
        self.same(if *first { "" } else { "," });
        *first = false;
        self.space();
    }
}
#[cfg(test)]
#[path = "documents_tests.rs"]
mod tests;
