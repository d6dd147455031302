//! Replaces a key wherever a server echoes it, in whatever way it is written there.
//!
//! A text is searched as it is and with its escapes undone. Each is a substring search, which takes linear time for any
//! text and any key.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::{memchr2, memmem};
use serde_json::Value;
use zeroize::Zeroizing;

use super::unescape::{Unescaped, cut_escapes};

const REPLACEMENT: &str = "[redacted]";
/// Shorter parts of a key would hit ordinary words.
const SHORTEST_PART: usize = 16;

/// What must not be shown of one key: the key, the parts of a JWT, and the key in base64. These are made from the key
/// for each text that is long enough to hold them, so that a key is kept once in memory and costs a call nothing.
pub struct Redactor {
    key: Zeroizing<String>,
    /// The length of the shortest secret; without a key no text is as long.
    shortest: usize,
    /// Which bytes a word consists of that can hold a secret.
    word_bytes: [bool; 256],
}

impl Redactor {
    /// For texts in which `key` must not be shown; without a key nothing is redacted.
    #[must_use]
    pub fn new(key: Option<&str>) -> Self {
        let key = Zeroizing::new(key.unwrap_or_default().to_owned());
        // Base64 is never shorter than what it encodes.
        let whole = if key.is_empty() { usize::MAX } else { key.len() };
        let shortest = parts(&key).map(str::len).fold(whole, usize::min);
        let mut word_bytes =
            std::array::from_fn(|byte| u8::try_from(byte).is_ok_and(|byte| byte.is_ascii_alphanumeric()));
        for byte in key.bytes().chain(*b"+/-_%\\") {
            if let Some(is_word_byte) = word_bytes.get_mut(usize::from(byte)) {
                *is_word_byte = true;
            }
        }
        Self { key, shortest, word_bytes }
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
        for place in found {
            clean.push_str(text.get(copied..place.start).unwrap_or_default());
            clean.push_str(REPLACEMENT);
            copied = place.end;
        }
        clean.push_str(text.get(copied..).unwrap_or_default());
        Cow::Owned(clean)
    }

    /// The same for a text that was cut off: it does not end with the beginning of a secret either.
    pub fn cut_text(&self, text: &str) -> String {
        let mut clean = self.text(text).into_owned();
        clean.truncate(self.before_cut_secret(&clean));
        clean
    }

    /// The same inside a JSON value, names included.
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
            _ => {}
        }
    }

    /// Where secrets are written in `text`, in order.
    fn find(&self, text: &str) -> Vec<Range<usize>> {
        let text = text.as_bytes();
        let longest = if text.len() < self.shortest { 0 } else { self.longest_word(text) };
        if longest < self.shortest {
            return Vec::new();
        }
        let secrets = self.secrets(longest);
        let mut found = occurrences(text, &secrets);
        if memchr2(b'%', b'\\', text).is_some() {
            let unescaped = Unescaped::new(text);
            found.extend(occurrences(&unescaped.bytes, &secrets).into_iter().map(|range| unescaped.place(range)));
        }
        // A key holds its parts, and may be found in both ways.
        found.sort_unstable_by_key(|place| place.start);
        found.dedup_by(|place, before| {
            let overlaps = place.start < before.end;
            if overlaps {
                before.end = before.end.max(place.end);
            }
            overlaps
        });
        found
    }

    /// The secrets of up to `longest` bytes, as they are and without what can be read as an escape in them.
    fn secrets(&self, longest: usize) -> Vec<Zeroizing<Vec<u8>>> {
        let mut secrets = Vec::new();
        let mut add = |secret: &str| {
            if secret.len() > longest {
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
        if self.key.len() <= longest {
            add(&self.key);
            base64_forms(&self.key).map(Zeroizing::new).for_each(|form| add(&form));
        }
        secrets
    }

    /// The length of the longest word of `text`. However a secret is written, it has no other bytes than a word has,
    /// and no fewer than the secret: most texts have no word that is long enough, and need no search.
    fn longest_word(&self, text: &[u8]) -> usize {
        text.split(|byte| !self.is_word_byte(*byte)).map(<[u8]>::len).max().unwrap_or_default()
    }

    fn is_word_byte(&self, byte: u8) -> bool {
        self.word_bytes.get(usize::from(byte)).is_some_and(|is_word_byte| *is_word_byte)
    }

    /// Where `text`, which was cut off, must end so that it does not end with the beginning of a secret.
    fn before_cut_secret(&self, text: &str) -> usize {
        let word_start = text.bytes().rposition(|byte| !self.is_word_byte(byte)).map_or(0, |at| at + 1);
        let word = Unescaped::new(text.as_bytes().get(word_start..).unwrap_or_default());
        let secrets = self.secrets(usize::MAX);
        let starts = cut_escapes(&word.bytes).flat_map(|length| {
            let end = word.bytes.len() - length;
            let whole = word.bytes.get(..end).unwrap_or_default();
            secrets.iter().filter_map(move |secret| Some(end - beginning_at_end(whole, secret)?))
        });
        starts.min().map_or(text.len(), |start| word_start + word.place(start..start + 1).start)
    }
}

/// The parts of a JWT that are secrets themselves.
fn parts(key: &str) -> impl Iterator<Item = &str> {
    key.split('.').filter(|part| part.len() >= SHORTEST_PART)
}

/// Where each of `secrets` is in `text`.
fn occurrences(text: &[u8], secrets: &[Zeroizing<Vec<u8>>]) -> Vec<Range<usize>> {
    let places = |secret: &Zeroizing<Vec<u8>>| {
        let length = secret.len();
        memmem::find_iter(text, secret.as_slice()).map(move |at| at..at + length).collect::<Vec<_>>()
    };
    secrets.iter().flat_map(places).collect()
}

/// How many bytes at the end of `text` are the beginning of `secret`, where there are any.
fn beginning_at_end(text: &[u8], secret: &[u8]) -> Option<usize> {
    (1..=secret.len().min(text.len())).rev().find(|length| secret.get(..*length).is_some_and(|it| text.ends_with(it)))
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
#[path = "redact_tests.rs"]
mod tests;
