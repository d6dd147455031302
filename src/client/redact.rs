//! Replaces a key wherever a server echoes it.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const REPLACEMENT: &str = "[redacted]";

/// The forms of one key that must not be shown.
pub(super) struct Redactor {
    forms: Vec<String>,
}

impl Redactor {
    pub(super) fn new(key: Option<&str>) -> Self {
        let Some(key) = key else { return Self { forms: Vec::new() } };
        let mut forms = vec![key.to_owned(), utf8_percent_encode(key, NON_ALPHANUMERIC).to_string(), STANDARD_NO_PAD.encode(key)];
        // Without its padding, base64 is found inside longer text too. The parts of a JWT each tell something; short parts would hit ordinary words.
        forms.extend(key.split('.').filter(|part| part.len() >= 16).map(str::to_owned));
        // The longest first, so that a part does not break the whole.
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms.dedup();
        Self { forms }
    }

    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.forms.iter().fold(Cow::Borrowed(text), |text, form| {
            if text.contains(form.as_str()) { Cow::Owned(text.replace(form.as_str(), REPLACEMENT)) } else { text }
        })
    }

    /// The same inside a JSON value, names included.
    pub(super) fn json(&self, value: &mut serde_json::Value) {
        use serde_json::Value;
        match value {
            Value::String(text) => {
                if let Cow::Owned(clean) = self.text(text) {
                    *text = clean;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.json(item)),
            Value::Object(fields) => {
                for (mut name, mut item) in std::mem::take(fields) {
                    self.json(&mut item);
                    if let Cow::Owned(clean) = self.text(&name) {
                        name = clean;
                    }
                    fields.insert(name, item);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_form_of_the_key() {
        let redactor = Redactor::new(Some("head.CANARY-0123456789abcdef/+.tail"));
        let cases = [
            ("key head.CANARY-0123456789abcdef/+.tail!", "key [redacted]!"),
            ("head%2ECANARY%2D0123456789abcdef%2F%2B%2Etail", "[redacted]"),
            ("aGVhZC5DQU5BUlktMDEyMzQ1Njc4OWFiY2RlZi8rLnRhaWw=", "[redacted]="),
            ("payload CANARY-0123456789abcdef/+", "payload [redacted]"),
            ("head and tail", "head and tail"),
        ];
        for (text, clean) in cases {
            assert_eq!(redactor.text(text), clean);
        }
        let mut value = serde_json::json!({ "a": ["head.CANARY-0123456789abcdef/+.tail"], "head.CANARY-0123456789abcdef/+.tail": 1 });
        redactor.json(&mut value);
        assert_eq!(value, serde_json::json!({ "a": ["[redacted]"], "[redacted]": 1 }));
        assert_eq!(Redactor::new(None).text("anything"), "anything");
    }
}
