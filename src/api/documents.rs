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
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::Value;

    use super::Writer;
    use crate::api::ENDPOINTS;
    use crate::client::decode::unpack::unpack;
    use crate::client::decode::{Content, KnownTexts, decode, quote_decimals, read};
    use crate::schema::Type;

    /// Always the second option: one of everything, and nothing is `null` or left out.
    const ONE_OF_EACH: [u8; 4096] = [1; 4096];

    #[test]
    fn a_missing_required_field_is_named_in_the_error() {
        let mut count = 0;
        for endpoint in ENDPOINTS {
            let without = |number| Writer::write_without(&ONE_OF_EACH, &endpoint.result, number);
            for (document, missing) in (0..).map_while(without) {
                let error = decode(document.sent.as_bytes(), &endpoint.result, None).unwrap_err();
                let name = error.path.rsplit('.').next().unwrap_or_default();
                assert_eq!((name, error.message.as_str()), (missing.as_str(), "is missing"), "{}", endpoint.name);
                count += 1;
            }
        }
        assert!(count > 100, "{count}");
    }

    /// The decoder adds and removes nothing but quotes.
    fn without_quotes(text: &[u8]) -> Vec<u8> {
        text.iter().copied().filter(|byte| *byte != b'"').collect()
    }

    #[test]
    fn flipped_bits_never_change_an_amount_silently() {
        let count = if std::env::var_os("FULL").is_some() { 10_000_000 } else { 100_000 };
        let mut state = 1u64;
        let mut random = move |most: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % most
        };
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/__test__/fixtures");
        let golden = |name: &str| std::fs::read(format!("{folder}/{name}.json")).unwrap_or_else(|_| b"200".to_vec());
        let corpus: Vec<_> = ENDPOINTS.iter().map(|endpoint| (golden(endpoint.name), &endpoint.result)).collect();
        let mut accepted = 0;
        for index in 0..count {
            let (body, ty) = &corpus[index % corpus.len()];
            let mut body = body.clone();
            for _ in 0..=random(3) {
                let at = random(body.len());
                body[at] ^= 1 << random(8);
            }
            let decoded = decode(&body, ty, None);
            assert_eq!(read(&body, ty, None, &KnownTexts::default()).is_ok(), decoded.is_ok());
            if let Ok(document) = decoded {
                accepted += 1;
                assert_eq!(without_quotes(document.text.as_bytes()), without_quotes(&body));
                assert_eq!(decode(document.text.as_bytes(), ty, None).unwrap().text, document.text);
            }
        }
        assert!(accepted > count / 100 && accepted < count, "{accepted} of {count}");
    }

    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        vec(any::<u8>(), 0..600)
    }

    proptest! {
        #[test]
        fn every_response_gets_its_declared_types_and_keeps_every_other_character(endpoint in 0..ENDPOINTS.len(), choices in bytes()) {
            let ty = &ENDPOINTS[endpoint].result;
            let document = Writer::write(&choices, ty);
            let decoded = decode(document.sent.as_bytes(), ty, None).unwrap_or_else(|error| panic!("{error:?}: {}", document.sent));
            prop_assert_eq!(&decoded.text, &document.typed);
            // A document that already has its types stays as it is.
            let again = decode(document.typed.as_bytes(), ty, None).unwrap();
            prop_assert!(matches!(again.text, std::borrow::Cow::Borrowed(text) if text == document.typed));
            let quoted = quote_decimals(document.sent.as_bytes(), ty).unwrap().unwrap();
            prop_assert_eq!(&quoted, &document.quoted);
        }

        #[test]
        fn a_selection_contains_exactly_the_selected_entries(choices in bytes(), kept: [bool; 5]) {
            let Type::Map(row) = ENDPOINTS[0].result else { panic!("tickers are a map") };
            let document = Writer::write(&choices, &Type::Map(row));
            // Half a surrogate pair passes the decoder, but a Rust string cannot hold it.
            let Ok(sent) = serde_json::from_str::<serde_json::Map<String, Value>>(&document.sent) else { return Ok(()) };
            let select = sent.keys().zip(kept).filter(|(_, kept)| *kept).map(|(key, _)| key.clone()).collect();
            let decoded = decode(document.sent.as_bytes(), &Type::Map(row), Some(&select)).unwrap();
            let mut expected: serde_json::Map<String, Value> = serde_json::from_str(&document.typed).unwrap();
            expected.retain(|key, _| select.contains(key));
            prop_assert_eq!(serde_json::from_str::<Value>(&decoded.text).unwrap(), Value::Object(expected));
            prop_assert_eq!(decoded.rows, select.len());
            // Every decimal of the selection is in the whole document with the same digits.
            prop_assert!(decimals(&decoded.text).all(|digits| document.typed.contains(digits)));
        }

        #[test]
        fn a_truncated_response_is_refused(endpoint in 0..ENDPOINTS.len(), choices in bytes(), cut: usize) {
            let ty = &ENDPOINTS[endpoint].result;
            let sent = Writer::write(&choices, ty).sent;
            let whole = sent.trim_end();
            // A number without its last digits is still a number.
            prop_assume!(!whole.ends_with(|last: char| last.is_ascii_digit()));
            prop_assert!(decode(&whole.as_bytes()[..cut % whole.len()], ty, None).is_err());
        }

        #[test]
        fn packing_accepts_exactly_what_decoding_accepts(endpoint in 0..ENDPOINTS.len(), choices in bytes(), at: usize, by: u8) {
            let ty = &ENDPOINTS[endpoint].result;
            let document = Writer::write(&choices, ty);
            let (content, rows) = read(document.sent.as_bytes(), ty, None, &KnownTexts::default()).unwrap();
            prop_assert_eq!(rows, decode(document.sent.as_bytes(), ty, None).unwrap().rows);
            // The packed form of the sent and of the typed document is the same.
            let (again, _) = read(document.typed.as_bytes(), ty, None, &KnownTexts::default()).unwrap();
            prop_assert_eq!(format!("{content:?}"), match (&content, &again) {
                (Content::Packed(_), _) => format!("{again:?}"),
                (Content::Text(_), _) => format!("{:?}", Content::Text(document.typed.clone())),
            });
            // Unpacked, it is the typed document, also once its texts are known. serde_json reads no half of a surrogate pair.
            let known = KnownTexts::default();
            for _ in 0..3 {
                let content = read(document.sent.as_bytes(), ty, None, &known).unwrap().0;
                if let (Content::Packed(block), Ok(typed)) = (content, serde_json::from_str::<Value>(&document.typed)) {
                    prop_assert_eq!(unpack(&block, ty, &known.since(0)), typed);
                }
            }
            // With one byte changed, both accept or both refuse.
            let mut broken = document.sent.into_bytes();
            let position = at % broken.len();
            broken[position] = by;
            prop_assert_eq!(read(&broken, ty, None, &KnownTexts::default()).is_ok(), decode(&broken, ty, None).is_ok());
        }
    }

    fn decimals(text: &str) -> impl Iterator<Item = &str> {
        text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|digits| digits.contains('.'))
    }
}
