//! The data of a packed response: the byte codes and the texts stored beside them.

/// A longer text is not stored in `codes`. See the comment on V8 in `pack.rs`.
const MAX_LENGTH: usize = 24;
/// The first of the codes that begin the index of a known text.
const KNOWN: u8 = 32;
/// Begins the index of an entry of `texts`.
const SEPARATE: u8 = 252;
/// In place of a text, an integer or a boolean that is `null`.
pub(super) const NULL: u8 = 254;
/// Added to the number of codes of a negative integer.
pub(super) const NEGATIVE: u8 = 8;

/// A packed response. `codes` becomes one JavaScript string, and so does each entry of `texts`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Characters below U+0100, one byte each.
    pub codes: Vec<u8>,
    /// Texts that are too long for `codes` or not ASCII.
    pub texts: Vec<String>,
    /// What `codes` cannot express, as JSON: see [`Undeclared`](super::undeclared::Undeclared).
    pub undeclared: Option<String>,
}

impl Block {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self { codes: Vec::with_capacity(capacity), ..Self::default() }
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
            _ => self.put_separate(text),
        }
    }

    /// A text that JavaScript knows already.
    #[inline]
    pub(super) fn put_known(&mut self, index: u16) {
        let [low, high] = index.to_le_bytes();
        self.codes.extend_from_slice(&[KNOWN + high, low]);
    }

    /// Refers to the text by its index, so that the codes of fields can be moved.
    fn put_separate(&mut self, text: &str) {
        if self.texts.last().is_none_or(|last| last != text) {
            self.texts.push(text.to_owned());
        }
        let [low, middle, high, ..] = (self.texts.len() - 1).to_le_bytes();
        self.codes.extend_from_slice(&[SEPARATE, low, middle, high]);
    }

    /// Replaces the code at `index`.
    pub(super) fn set(&mut self, index: usize, code: u8) {
        if let Some(old) = self.codes.get_mut(index) {
            *old = code;
        }
    }

    /// The number of codes so far.
    pub(super) fn length(&self) -> usize {
        self.codes.len()
    }
}
