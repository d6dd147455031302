//! Reads JSON token by token. Every method returns `None` where the text breaks the grammar.

use std::borrow::Cow;

use serde_json::value::RawValue;

/// A reading position in a text.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

/// A string, a number or a literal name.
pub(super) struct Scalar<'t> {
    /// The raw text, with the quotes of a string. If it is not a string, it is not checked yet and may be any text without
    /// white space, commas and closing brackets.
    pub(super) raw: &'t str,
    /// Whether it is a string with escapes, which are not checked yet.
    escaped: bool,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// The next byte after white space, which is skipped.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    /// Skips white space and `byte`.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    pub(super) fn scalar(&mut self) -> Option<Scalar<'t>> {
        if self.peek()? == b'"' {
            return self.string();
        }
        let start = self.at;
        while !matches!(self.text.as_bytes().get(self.at)?, b' ' | b'\t' | b'\n' | b'\r' | b',' | b']' | b'}') {
            self.at += 1;
        }
        Some(Scalar { raw: self.text.get(start..self.at)?, escaped: false })
    }

    /// Any complete value, which is checked.
    pub(super) fn value(&mut self) -> Option<&'t str> {
        self.peek()?;
        let mut values = serde_json::Deserializer::from_str(self.text.get(self.at..)?).into_iter::<&RawValue>();
        let raw = values.next()?.ok()?.get();
        self.at += values.byte_offset();
        Some(raw)
    }

    pub(super) fn string(&mut self) -> Option<Scalar<'t>> {
        self.take(b'"')?;
        let start = self.at - 1;
        let mut escaped = false;
        loop {
            match self.text.as_bytes().get(self.at)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.at += 2;
                }
                0..=0x1f => return None,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(Scalar { raw: self.text.get(start..self.at)?, escaped })
    }
}

impl<'t> Scalar<'t> {
    /// The text between the quotes if this is a string. Escapes are not decoded.
    #[inline]
    pub(super) fn quoted(&self) -> Option<&'t str> {
        self.raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
    }

    /// The decoded text of a string. `None` if an escape is invalid or half of a surrogate pair.
    pub(super) fn text(&self) -> Option<Cow<'t, str>> {
        if self.escaped {
            serde_json::from_str(self.raw).ok().map(Cow::Owned)
        } else {
            self.quoted().map(Cow::Borrowed)
        }
    }
}
