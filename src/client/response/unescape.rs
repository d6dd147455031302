//! Decodes the escapes of a text, so that a secret is found however its characters are written.
//!
//! `%2F` and `\u002f` become the character that they stand for, and any other backslash is removed. This is repeated until
//! no escape is left, so text that was escaped twice is decoded too. Escapes never overlap, so the order of decoding does
//! not matter. A secret that itself looks like an escape is decoded to the same bytes in every text.

use std::ops::Range;

/// A text without escapes, with the position of each byte in the original text.
#[derive(Default)]
pub(in crate::client) struct Unescaped {
    pub(in crate::client) bytes: Vec<u8>,
    /// The range in the original text of each byte.
    sources: Vec<Range<usize>>,
    /// The start of the backslashes before the next byte, if there are any.
    backslash: Option<usize>,
}

impl Unescaped {
    pub(in crate::client) fn new(text: &[u8]) -> Self {
        let mut unescaped = Self { bytes: Vec::with_capacity(text.len()), ..Self::default() };
        unescaped.sources.reserve(text.len());
        for (at, byte) in text.iter().enumerate() {
            unescaped.push(*byte, at..at + 1);
        }
        unescaped
    }

    /// The range in the original text of the bytes in `range`.
    pub(in crate::client) fn source(&self, range: Range<usize>) -> Range<usize> {
        let end = self.bytes.get(..range.end).map_or(0, |_| range.end);
        let source = |at: usize| self.sources.get(at).cloned().unwrap_or_default();
        source(range.start).start..source(end.saturating_sub(1)).end
    }

    fn push(&mut self, mut byte: u8, mut source: Range<usize>) {
        // Repeats if the decoded character completes another escape.
        loop {
            source.start = self.backslash.take().unwrap_or(source.start);
            if byte == b'\\' {
                self.backslash = Some(source.start);
                return;
            }
            self.bytes.push(byte);
            self.sources.push(source.clone());
            let Some((length, character)) = escape_at_end(&self.bytes) else { return };
            let first = self.bytes.len() - length;
            source.start = self.sources.get(first).map_or(source.start, |source| source.start);
            self.bytes.truncate(first);
            self.sources.truncate(first);
            byte = character;
        }
    }
}

/// The length of the escape at the end of `bytes`, and the ASCII character that it stands for.
fn escape_at_end(bytes: &[u8]) -> Option<(usize, u8)> {
    let (length, digits) = match bytes {
        [.., b'%', high, low] => (3, [*high, *low]),
        [.., b'u', b'0', b'0', high, low] => (5, [*high, *low]),
        _ => return None,
    };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let character = digit(digits[0])? << 4 | digit(digits[1])?;
    character.is_ascii().then_some((length, character))
}

/// The possible lengths of an incomplete escape at the end of `bytes`: 0, or that of `%`, `%2`, `u`, `u0`, `u00` or `u002`.
pub(in crate::client) fn incomplete_escapes(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let starts_escape = |end: &[u8]| match end {
        [] | [b'%' | b'u'] | [b'u', b'0'] | [b'u', b'0', b'0'] => true,
        [b'%', digit] | [b'u', b'0', b'0', digit] => digit.is_ascii_hexdigit(),
        _ => false,
    };
    (0..=4).filter(move |length| {
        bytes.len().checked_sub(*length).and_then(|start| bytes.get(start..)).is_some_and(starts_escape)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_every_escape_and_knows_its_position() {
        let cases: [(&str, &str, &[&str]); 9] = [
            ("ab", "ab", &["a", "b"]),
            ("a%2Fb", "a/b", &["a", "%2F", "b"]),
            (r"a\/\u002db", "a/-b", &["a", r"\/", r"\u002d", "b"]),
            ("%252f", "/", &["%252f"]),
            (r"\\u002f\\", "/", &[r"\\u002f"]),
            ("%%34%31", "A", &["%%34%31"]),
            ("%5Cu0041", "A", &["%5Cu0041"]),
            ("100%, %zz, %é", "100%, %zz, %é", &["1", "0", "0"]),
            ("%C3%A9", "%C3%A9", &["%", "C", "3"]),
        ];
        for (text, expected, sources) in cases {
            let unescaped = Unescaped::new(text.as_bytes());
            assert_eq!(unescaped.bytes, expected.as_bytes(), "{text}");
            for (at, source) in sources.iter().enumerate() {
                assert_eq!(&text[unescaped.source(at..at + 1)], *source, "{text}");
            }
        }
    }
}
