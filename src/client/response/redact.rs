//! Replaces a key wherever a server echoes it, in whatever way it is written there.

use std::borrow::Cow;
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::Value;
use zeroize::Zeroizing;

const REPLACEMENT: &str = "[redacted]";
/// Shorter parts of a key would hit ordinary words.
const SHORTEST_PART: usize = 16;
/// `\u002f`
const LONGEST_ESCAPE: usize = 6;

/// What must not be shown of one key.
#[derive(Default)]
pub(in crate::client) struct Redactor {
    /// The key, the parts of a JWT, and both in base64; the longest first, so that a part does not break the whole.
    secrets: Vec<Zeroizing<String>>,
    /// The bytes that a secret may begin with, however it is written.
    starts: Vec<u8>,
}

impl Redactor {
    pub(in crate::client) fn new(key: Option<&str>) -> Self {
        let Some(key) = key else { return Self::default() };
        let owned = |text: &str| Zeroizing::new(text.to_owned());
        let mut secrets: Vec<_> = base64_forms(key).map(Zeroizing::new).collect();
        secrets.extend(key.split('.').filter(|part| part.len() >= SHORTEST_PART).map(owned));
        secrets.push(owned(key));
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.dedup();
        let mut starts: Vec<u8> = secrets.iter().filter_map(|secret| secret.bytes().next()).chain(*b"%\\").collect();
        starts.sort_unstable();
        starts.dedup();
        Self { secrets, starts }
    }

    pub(in crate::client) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut clean = String::new();
        let mut copied = 0;
        let mut at = 0;
        while let Some(skipped) = text.bytes().skip(at).position(|byte| self.starts.contains(&byte)) {
            at += skipped;
            let rest = text.get(at..).unwrap_or_default();
            if let Some(length) = self.secrets.iter().find_map(|secret| written_at_start(rest, secret)) {
                clean.push_str(text.get(copied..at).unwrap_or_default());
                clean.push_str(REPLACEMENT);
                at += length;
                copied = at;
            } else {
                // A secret begins with ASCII, so this is the start of a character.
                at += 1;
            }
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        clean.push_str(text.get(copied..).unwrap_or_default());
        Cow::Owned(clean)
    }

    /// Where `text`, which was cut off, must end so that it does not end with a part of the key.
    pub(in crate::client) fn before_cut_key(&self, text: &str) -> usize {
        let longest = self.secrets.iter().map(|secret| secret.len()).max().unwrap_or_default() * LONGEST_ESCAPE;
        let is_cut_key = |at: &usize| text.get(*at..).is_some_and(|end| self.secrets.iter().any(|s| cuts_off(end, s)));
        (text.len().saturating_sub(longest)..text.len()).find(is_cut_key).unwrap_or(text.len())
    }

    /// The same inside a JSON value, names included.
    pub(in crate::client) fn json(&self, value: &mut Value) {
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
/// A backslash or percent sign of the secret itself can be read in two ways, so both are followed.
fn written_at_start(text: &str, secret: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    ways(bytes, *secret.as_bytes().first()?).next()?;
    let mut ends = BTreeSet::from([0]);
    for byte in secret.bytes() {
        ends = longer(&ends, bytes, byte);
    }
    // The shortest, so that a key that follows at once keeps its beginning.
    ends.pop_first()
}

/// Whether `text` is the beginning of `secret` and no more; the last escape may be cut too.
fn cuts_off(text: &str, secret: &str) -> bool {
    let bytes = text.as_bytes();
    let is_cut = |end: &usize| match bytes.get(*end..).unwrap_or_default() {
        [] | [b'%'] | [b'%', _] => true,
        rest => rest.len() < LONGEST_ESCAPE && rest.starts_with(b"\\"),
    };
    let mut ends = BTreeSet::from([0]);
    for byte in secret.bytes() {
        if ends.iter().any(is_cut) {
            return true;
        }
        ends = longer(&ends, bytes, byte);
    }
    false
}

/// Where `byte` can end that begins at one of `starts`.
fn longer(starts: &BTreeSet<usize>, text: &[u8], byte: u8) -> BTreeSet<usize> {
    let ends = |start: &usize| {
        let start = *start;
        ways(text.get(start..).unwrap_or_default(), byte).map(move |way| start + way)
    };
    starts.iter().flat_map(ends).collect()
}

/// How many bytes at the start of `text` can stand for `byte`.
fn ways(text: &[u8], byte: u8) -> impl Iterator<Item = usize> {
    let hex_at = |at: usize| text.get(at..at + 2).is_some_and(|digits| is_hex(digits, byte));
    let ways = [
        (1, text.first() == Some(&byte)),
        (2, text.first() == Some(&b'\\') && text.get(1) == Some(&byte) && !byte.is_ascii_alphanumeric()),
        (3, text.first() == Some(&b'%') && hex_at(1)),
        (LONGEST_ESCAPE, text.starts_with(b"\\u00") && hex_at(4)),
    ];
    ways.into_iter().filter(|(_, found)| *found).map(|(length, _)| length)
}

fn is_hex(digits: &[u8], byte: u8) -> bool {
    std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok()) == Some(byte)
}

/// The key in base64 at each of the three places where it can begin in longer text, without the characters that also
/// depend on its neighbours.
fn base64_forms(key: &str) -> impl Iterator<Item = String> {
    (0..3)
        .flat_map(move |shift| {
            let mut shifted = vec![0; shift];
            shifted.extend_from_slice(key.as_bytes());
            let own = if shift == 0 { 0 } else { shift + 1 };
            let end = shifted.len() * 8 / 6;
            [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD]
                .map(|alphabet| alphabet.encode(&shifted).get(own..end).unwrap_or_default().to_owned())
        })
        .filter(|form| form.len() >= SHORTEST_PART)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    /// `key` with each character written in one of the ways that servers have.
    fn spell(key: &str, ways: &[u8]) -> String {
        let spelled = key.chars().zip(ways.iter().cycle()).map(|(c, way)| match way % 6 {
            0 | 1 => c.to_string(),
            2 => format!("%{:02x}", u32::from(c)),
            3 => format!("%{:02X}", u32::from(c)),
            4 => format!("\\u{:04x}", u32::from(c)),
            _ if c.is_ascii_alphanumeric() => c.to_string(),
            _ => format!("\\{c}"),
        });
        spelled.collect()
    }

    proptest! {
        #[test]
        fn no_way_of_writing_hides_a_key(
            key in "[!-~]{7,63}[!-$&-\\[\\]-~]", before in "[ é\t]{0,9}", after in "[ é\t]{0,9}", ways in proptest::collection::vec(any::<u8>(), 1..70),
        ) {
            let redactor = Redactor::new(Some(&key));
            let text = format!("{before}{}{after}{key}", spell(&key, &ways));
            prop_assert_eq!(redactor.text(&text), format!("{before}{REPLACEMENT}{after}{REPLACEMENT}"));
        }

        #[test]
        fn no_base64_hides_a_key(key in "[!-~]{24,64}", before: Vec<u8>, after: Vec<u8>, url_safe: bool) {
            let redactor = Redactor::new(Some(&key));
            let bytes = [before.as_slice(), key.as_bytes(), &after].concat();
            let alphabet = if url_safe { URL_SAFE_NO_PAD } else { STANDARD_NO_PAD };
            let clean = redactor.text(&alphabet.encode(&bytes)).into_owned();
            // What is left on both sides of the key may still hold its first and last two characters.
            let (left, right) = clean.split_once(REPLACEMENT).unwrap();
            prop_assert!(left.len() <= before.len() * 8 / 6 + 2, "{}", clean);
            prop_assert!(right.len() <= after.len() * 8 / 6 + 4, "{}", clean);
        }

        #[test]
        fn other_text_is_left_alone(key in "[a-z]{8,64}", text in "[A-Z0-9 é%\\\\/+=]{0,200}") {
            prop_assert!(matches!(Redactor::new(Some(&key)).text(&text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn finds_the_beginning_of_the_key_where_a_text_was_cut() {
        let redactor = Redactor::new(Some(KEY));
        let cases = [
            ("é head.CANARY-0123", "é "),
            ("you: head%2ECANARY%2", "you: "),
            (r"you: head.CANARY\u002d0123456789abcdef\", "you: "),
            ("you: CANARY-01234567", "you: "),
            ("nothing of it", "nothing of it"),
            ("", ""),
        ];
        for (text, kept) in cases {
            assert_eq!(text.get(..redactor.before_cut_key(text)), Some(kept));
        }
        assert_eq!(Redactor::default().before_cut_key("anything"), 8);
    }

    #[test]
    fn cleans_values_and_names() {
        let mut value = serde_json::json!({ "a": [KEY, 1], KEY: { "b": KEY } });
        Redactor::new(Some(KEY)).json(&mut value);
        assert_eq!(value, serde_json::json!({ "a": ["[redacted]", 1], "[redacted]": { "b": "[redacted]" } }));
    }
}
