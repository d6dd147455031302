//! Replaces a key wherever a server echoes it, in whatever way it is written there.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::Value;

const REPLACEMENT: &str = "[redacted]";
/// Shorter parts of a key would hit ordinary words.
const SHORTEST_PART: usize = 16;

/// What must not be shown of one key.
#[derive(Default)]
pub(super) struct Redactor {
    /// The key, the parts of a JWT, and both in base64; the longest first, so that a part does not break the whole.
    secrets: Vec<String>,
}

impl Redactor {
    pub(super) fn new(key: Option<&str>) -> Self {
        let Some(key) = key else { return Self::default() };
        let mut secrets: Vec<String> = base64_forms(key).collect();
        secrets.extend(key.split('.').filter(|part| part.len() >= SHORTEST_PART).map(str::to_owned));
        secrets.push(key.to_owned());
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.dedup();
        Self { secrets }
    }

    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut clean = String::new();
        let mut copied = 0;
        let mut at = 0;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            if let Some(length) = self.secrets.iter().find_map(|secret| written_at_start(rest, secret)) {
                clean.push_str(text.get(copied..at).unwrap_or_default());
                clean.push_str(REPLACEMENT);
                at += length;
                copied = at;
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        clean.push_str(text.get(copied..).unwrap_or_default());
        Cow::Owned(clean)
    }

    /// The same inside a JSON value, names included.
    pub(super) fn json(&self, value: &mut Value) {
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

/// How long `secret` is as written at the start of `text`: each character as itself, as `%2F`, as `\/` or as `\u002f`.
fn written_at_start(text: &str, secret: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    for byte in secret.bytes() {
        at += match bytes.get(at..)? {
            [first, ..] if *first == byte => 1,
            [b'%', hex @ ..] if is_hex(hex.get(..2)?, byte) => 3,
            [b'\\', b'u', b'0', b'0', hex @ ..] if is_hex(hex.get(..2)?, byte) => 6,
            [b'\\', next, ..] if *next == byte => 2,
            _ => return None,
        };
    }
    Some(at)
}

fn is_hex(digits: &[u8], byte: u8) -> bool {
    std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok()) == Some(byte)
}

/// The key in base64 at each of the three places where it can begin in longer text, without the characters that also
/// depend on its neighbours.
fn base64_forms(key: &str) -> impl Iterator<Item = String> {
    (0..3)
        .map(move |shift| {
            let mut shifted = vec![0; shift];
            shifted.extend_from_slice(key.as_bytes());
            let encoded = STANDARD_NO_PAD.encode(&shifted);
            let own = if shift == 0 { 0 } else { shift + 1 };
            let end = shifted.len() * 8 / 6;
            encoded.get(own..end).unwrap_or_default().to_owned()
        })
        .filter(|form| form.len() >= SHORTEST_PART)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "head.CANARY-0123456789abcdef/+.tail";

    #[test]
    fn finds_the_key_however_it_is_written() {
        let redactor = Redactor::new(Some(KEY));
        let cases = [
            (format!("key {KEY}! and {KEY}"), "key [redacted]! and [redacted]"),
            ("head%2ECANARY%2D0123456789abcdef%2F%2B%2Etail".to_owned(), "[redacted]"),
            ("a=head.CANARY-0123456789abcdef%2f%2B.tail&b".to_owned(), "a=[redacted]&b"),
            (r"head.CANARY\u002d0123456789abcdef\/+.tail".to_owned(), "[redacted]"),
            ("payload CANARY-0123456789abcdef/+ é".to_owned(), "payload [redacted] é"),
            ("head and tail, é".to_owned(), "head and tail, é"),
            (String::new(), ""),
        ];
        for (text, clean) in cases {
            assert_eq!(redactor.text(&text), clean);
        }
        for before in ["", "a", "ab", "Bearer "] {
            let encoded = STANDARD_NO_PAD.encode(format!("{before}{KEY}{before}"));
            let clean = redactor.text(&encoded);
            assert!(
                clean.contains(REPLACEMENT) && clean.len() < 40 && clean.len() < encoded.len(),
                "{before}: {clean}"
            );
        }
        assert_eq!(Redactor::new(None).text("anything"), "anything");
    }

    #[test]
    fn cleans_values_and_names() {
        let mut value = serde_json::json!({ "a": [KEY, 1], KEY: { "b": KEY } });
        Redactor::new(Some(KEY)).json(&mut value);
        assert_eq!(value, serde_json::json!({ "a": ["[redacted]", 1], "[redacted]": { "b": "[redacted]" } }));
    }
}
