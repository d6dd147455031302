//! Undoes the escapes of a text, so that a secret is found in it however its characters are written.
//!
//! `%2F` and `\u002f` become the character that they stand for, and a backslash in front of any other character goes
//! away. This is repeated until there is nothing left to undo, so that text which was escaped twice is read as well.
//! Escapes never overlap, which makes the outcome independent of their order: a secret that looks like an escape
//! itself, and every way of writing it, have the same outcome.

use std::ops::Range;

/// A text without escapes, which remembers where each byte was written.
#[derive(Default)]
pub(in crate::client) struct Unescaped {
    pub(in crate::client) bytes: Vec<u8>,
    places: Vec<Range<usize>>,
    /// Where the backslashes begin that the next byte follows.
    backslash: Option<usize>,
}

impl Unescaped {
    pub(in crate::client) fn new(text: &[u8]) -> Self {
        let mut unescaped = Self { bytes: Vec::with_capacity(text.len()), ..Self::default() };
        unescaped.places.reserve(text.len());
        for (at, byte) in text.iter().enumerate() {
            unescaped.push(*byte, at..at + 1);
        }
        unescaped
    }

    /// Where in the text the bytes of `range` were written.
    pub(in crate::client) fn place(&self, range: Range<usize>) -> Range<usize> {
        let end = self.bytes.get(..range.end).map_or(0, |_| range.end);
        let place = |at: usize| self.places.get(at).cloned().unwrap_or_default();
        place(range.start).start..place(end.saturating_sub(1)).end
    }

    fn push(&mut self, mut byte: u8, mut place: Range<usize>) {
        // Once more where the character that an escape stands for completes another escape.
        loop {
            place.start = self.backslash.take().unwrap_or(place.start);
            if byte == b'\\' {
                self.backslash = Some(place.start);
                return;
            }
            self.bytes.push(byte);
            self.places.push(place.clone());
            let Some((length, character)) = escape_at_end(&self.bytes) else { return };
            let first = self.bytes.len() - length;
            place.start = self.places.get(first).map_or(place.start, |place| place.start);
            self.bytes.truncate(first);
            self.places.truncate(first);
            byte = character;
        }
    }
}

/// The escape that ends `bytes`: its length, and the ASCII character that it stands for.
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

/// How long the incomplete escapes are that may end `bytes`: none, or `%`, `%2`, `u`, `u0`, `u00` or `u002`.
pub(in crate::client) fn cut_escapes(bytes: &[u8]) -> impl Iterator<Item = usize> {
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
    fn undoes_every_escape_and_knows_where_it_was() {
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
        for (text, expected, places) in cases {
            let unescaped = Unescaped::new(text.as_bytes());
            assert_eq!(unescaped.bytes, expected.as_bytes(), "{text}");
            for (at, place) in places.iter().enumerate() {
                assert_eq!(&text[unescaped.place(at..at + 1)], *place, "{text}");
            }
        }
    }
}
