//! The data of a packed response: the byte codes and the texts stored beside them.

/// A longer text is stored in `texts`. See the comment on V8 in `pack.rs`.
const MAX_LENGTH: usize = 24;
/// In place of a text: the next entry of `texts`.
const NEXT: u8 = 252;
/// In place of a text: the last entry of `texts` again.
const SAME: u8 = 253;

/// A packed response. `codes` becomes one JavaScript string, and each entry of `texts` becomes another.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Characters below U+0100, one byte each.
    pub codes: Vec<u8>,
    /// Texts that are too long for `codes` or not ASCII.
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
        if let Some(old) = self.codes.get_mut(index) {
            *old = code;
        }
    }

    /// The number of codes so far.
    pub(super) fn length(&self) -> usize {
        self.codes.len()
    }
}
