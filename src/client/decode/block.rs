//! What packed answers are made of.

/// A longer text stands apart.
const MAX_LENGTH: usize = 24;
/// In place of a text: the next of those that stand apart.
const NEXT: u8 = 252;
/// In place of a text: once more the last one that stood apart.
const SAME: u8 = 253;

/// A packed answer. `codes` becomes one string, each of `texts` a string of its own.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Characters below U+0100, one byte each.
    pub codes: Vec<u8>,
    /// What is too long for `codes`, or not ASCII.
    pub texts: Vec<String>,
}

impl Block {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self { codes: Vec::with_capacity(capacity), texts: Vec::new() }
    }

    #[inline]
    pub(super) fn put(&mut self, code: u8) {
        self.codes.push(code);
    }

    #[inline]
    pub(super) fn put_text(&mut self, text: &str) {
        match u8::try_from(text.len()) {
            Ok(length) if text.len() <= MAX_LENGTH && text.is_ascii() => {
                self.put(length);
                self.codes.extend_from_slice(text.as_bytes());
            }
            _ if self.texts.last().is_some_and(|last| last == text) => self.put(SAME),
            _ => {
                self.put(NEXT);
                self.texts.push(text.to_owned());
            }
        }
    }

    /// Replaces the code at `index`.
    pub(super) fn set(&mut self, index: usize, code: u8) {
        if let Some(place) = self.codes.get_mut(index) {
            *place = code;
        }
    }

    /// The number of codes.
    pub(super) fn length(&self) -> usize {
        self.codes.len()
    }
}
