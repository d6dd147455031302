//! Replaces the key wherever a server echoes it, however it is encoded.
//!
//! A text is searched as it is and with its escapes decoded. Both are substring searches, which take linear time for any
//! text and any key.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::{memchr2, memmem};
use serde_json::Value;
use zeroize::Zeroizing;

use super::printable::is_printable;
use super::unescape::{Unescaped, incomplete_escapes};

const REPLACEMENT: &str = "[redacted]";
/// A shorter key is no secret, and it would match ordinary words: a key of one letter would make a text unreadable.
const MIN_KEY_LENGTH: usize = 8;
/// Shorter parts of a key could match ordinary words.
const MIN_PART_LENGTH: usize = 16;
/// A code without its zeros at the beginning is looked for too, unless it is so short that any number could match.
const MIN_CODE_LENGTH: usize = 4;

/// Replaces the secrets of one key: the key, the parts of a JWT, and the key in base64. They are derived from the key
/// only when a text is long enough to contain one, so memory holds the key once and most calls have no extra work.
pub struct Redactor {
    key: Zeroizing<String>,
    /// One-time passwords and PINs that are sent with the key: numbers that stand alone.
    codes: Vec<Zeroizing<String>>,
    /// The length of the shortest secret. Without a key, longer than any text.
    min_length: usize,
    /// The bytes that an encoded secret may consist of.
    word_bytes: [bool; 256],
}

impl Redactor {
    /// A redactor for `key`. Without a key, and for one that is too short, nothing is redacted.
    #[must_use]
    pub fn new(key: Option<&str>) -> Self {
        let key = Zeroizing::new(key.filter(|key| key.len() >= MIN_KEY_LENGTH).unwrap_or_default().to_owned());
        // Base64 is never shorter than what it encodes.
        let key_length = if key.is_empty() { usize::MAX } else { key.len() };
        let min_length = parts(&key).map(str::len).fold(key_length, usize::min);
        let mut word_bytes =
            std::array::from_fn(|byte| u8::try_from(byte).is_ok_and(|byte| byte.is_ascii_alphanumeric()));
        for byte in key.bytes().chain(*b"+/-_%\\") {
            if let Some(is_word_byte) = word_bytes.get_mut(usize::from(byte)) {
                *is_word_byte = true;
            }
        }
        Self { key, codes: Vec::new(), min_length, word_bytes }
    }

    /// A redactor that also replaces these codes.
    #[must_use]
    pub(in crate::client) fn with_codes(&self, codes: &[Zeroizing<String>]) -> Self {
        let as_number = |code: &Zeroizing<String>| Zeroizing::new(code.trim_start_matches('0').to_owned());
        let numbers = codes.iter().map(as_number).filter(|number| number.len() >= MIN_CODE_LENGTH);
        let codes = codes.iter().cloned().chain(numbers).filter(|code| !code.is_empty()).collect();
        Self { key: self.key.clone(), codes, ..*self }
    }

    /// `text` with every secret replaced.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let found = self.find(text);
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut clean = String::with_capacity(text.len());
        let mut copied = 0;
        for span in found {
            clean.push_str(text.get(copied..span.start).unwrap_or_default());
            clean.push_str(REPLACEMENT);
            copied = span.end;
        }
        clean.push_str(text.get(copied..).unwrap_or_default());
        Cow::Owned(clean)
    }

    /// Like [`Self::text`], for a text that was cut: also removes the beginning of a secret at its end.
    pub fn cut_text(&self, text: &str) -> String {
        let mut clean = self.text(text).into_owned();
        clean.truncate(self.before_cut_secret(&clean));
        clean
    }

    /// `text` without secrets and without characters that a terminal would interpret.
    pub(in crate::client) fn printable(&self, text: &str) -> String {
        let printable: String = text.chars().filter(|c| is_printable(*c)).collect();
        self.text(&printable).into_owned()
    }

    /// Replaces every secret in the texts and names of a JSON value.
    pub fn json(&self, value: &mut Value) {
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
            Value::Number(number) if self.codes.iter().any(|code| **code == number.to_string()) => {
                *value = REPLACEMENT.into();
            }
            _ => {}
        }
    }

    /// The positions of secrets in `text`, in order and without overlaps.
    fn find(&self, text: &str) -> Vec<Range<usize>> {
        let text = text.as_bytes();
        let longest_word = if text.len() < self.min_length { 0 } else { self.longest_word(text) };
        if longest_word < self.min_length && self.codes.is_empty() {
            return Vec::new();
        }
        let secrets = self.secrets(longest_word);
        let search = |text: &[u8]| [occurrences(text, &secrets), numbers(text, &self.codes)].concat();
        let mut found = search(text);
        if memchr2(b'%', b'\\', text).is_some() {
            let unescaped = Unescaped::new(text);
            found.extend(search(&unescaped.bytes).into_iter().map(|range| unescaped.source(range)));
        }
        // The matches of a key and of its parts overlap, and a secret may be found in both searches.
        found.sort_unstable_by_key(|span| span.start);
        found.dedup_by(|span, before| {
            let overlaps = span.start < before.end;
            if overlaps {
                before.end = before.end.max(span.end);
            }
            overlaps
        });
        found
    }

    /// The secrets of at most `max_length` bytes. A secret that contains escapes is also added in decoded form, because the
    /// text is decoded too.
    fn secrets(&self, max_length: usize) -> Vec<Zeroizing<Vec<u8>>> {
        let mut secrets = Vec::new();
        let mut add = |secret: &str| {
            if secret.len() > max_length {
                return;
            }
            let secret = secret.as_bytes();
            for form in [secret.to_vec(), Unescaped::new(secret).bytes].map(Zeroizing::new) {
                if !form.is_empty() && !secrets.contains(&form) {
                    secrets.push(form);
                }
            }
        };
        parts(&self.key).for_each(&mut add);
        if self.key.len() <= max_length {
            add(&self.key);
            base64_forms(&self.key).map(Zeroizing::new).for_each(|form| add(&form));
        }
        secrets
    }

    /// The length of the longest word in `text`. An encoded secret consists of word bytes and is never shorter than the
    /// secret. So a text whose words are all shorter, like most texts, needs no search.
    fn longest_word(&self, text: &[u8]) -> usize {
        text.split(|byte| !self.is_word_byte(*byte)).map(<[u8]>::len).max().unwrap_or_default()
    }

    fn is_word_byte(&self, byte: u8) -> bool {
        self.word_bytes.get(usize::from(byte)).is_some_and(|is_word_byte| *is_word_byte)
    }

    /// The length to which a cut `text` must be shortened so that it does not end with the beginning of a secret.
    fn before_cut_secret(&self, text: &str) -> usize {
        let word_start = text.bytes().rposition(|byte| !self.is_word_byte(byte)).map_or(0, |at| at + 1);
        let word = Unescaped::new(text.as_bytes().get(word_start..).unwrap_or_default());
        let mut secrets = self.secrets(usize::MAX);
        secrets.extend(self.codes.iter().map(|code| Zeroizing::new(code.as_bytes().to_vec())));
        let starts = incomplete_escapes(&word.bytes).flat_map(|length| {
            let end = word.bytes.len() - length;
            let complete = word.bytes.get(..end).unwrap_or_default();
            secrets.iter().filter_map(move |secret| Some(end - beginning_at_end(complete, secret)?))
        });
        starts.min().map_or(text.len(), |start| word_start + word.source(start..start + 1).start)
    }
}

/// The parts of a JWT that are long enough to be secrets.
fn parts(key: &str) -> impl Iterator<Item = &str> {
    key.split('.').filter(|part| part.len() >= MIN_PART_LENGTH)
}

/// The positions of `secrets` in `text`.
fn occurrences(text: &[u8], secrets: &[Zeroizing<Vec<u8>>]) -> Vec<Range<usize>> {
    let positions = |secret: &Zeroizing<Vec<u8>>| {
        let length = secret.len();
        memmem::find_iter(text, secret.as_slice()).map(move |at| at..at + length).collect::<Vec<_>>()
    };
    secrets.iter().flat_map(positions).collect()
}

/// The positions of `codes` in `text`. A longer number that contains one is not a match.
fn numbers(text: &[u8], codes: &[Zeroizing<String>]) -> Vec<Range<usize>> {
    let is_digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let positions = |code: &Zeroizing<String>| {
        let spans = memmem::find_iter(text, code.as_bytes()).map(|at| at..at + code.len());
        spans.filter(|span| !is_digit(span.end) && !is_digit(span.start.wrapping_sub(1))).collect::<Vec<_>>()
    };
    codes.iter().flat_map(positions).collect()
}

/// The number of bytes at the end of `text` that are the beginning of `secret`, if there are any.
fn beginning_at_end(text: &[u8], secret: &[u8]) -> Option<usize> {
    (1..=secret.len().min(text.len()))
        .rev()
        .find(|length| secret.get(..*length).is_some_and(|beginning| text.ends_with(beginning)))
}

/// The key in base64. The characters depend on the position of the key in a longer text, so there are three forms in each
/// alphabet. They omit the first and last characters that also encode neighbouring bytes.
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
        .filter(|form| form.len() >= MIN_PART_LENGTH)
}

#[cfg(test)]
#[path = "redact_tests.rs"]
mod tests;
