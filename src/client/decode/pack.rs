//! The packed form of a checked answer: what JavaScript builds its objects from without parsing.
//!
//! A list or a map of declared objects becomes a few [`Block`]s, strings in which every value stands in the
//! order of the declaration. A value begins with one or more *codes*, characters whose code is a number:
//!
//! | value | written as |
//! |---|---|
//! | text, decimal | its length below 252 as one code, or [`LONG`] and three codes; then its characters |
//! | whole number | how many codes follow (plus 8 where it is negative); then its digits in base 256, the lowest first |
//! | boolean | 0 or 1 |
//! | `null` in place of one of these | [`NULL`] |
//! | object | one code for each eight optional fields, a bit for each one that is there; then the fields |
//! | object, list or map that may be `null` | 0, or 1 and the value |
//! | list, map | its length in two codes; then the values, each with its key before it |
//!
//! Lengths count UTF-16 units, as JavaScript does. A block holds whole rows and begins a new one after
//! [`BLOCK_LENGTH`] characters: a text that is cut out of a string keeps that string in memory, so a price
//! that somebody keeps for a day must not keep the whole answer.
//!
//! Whatever has no packed form (a field that nobody declared, another order of keys, half a surrogate pair)
//! goes to JavaScript as JSON. `src/js/packed.js` reads the codes; `src/js/shapes.js` is generated from the types.

use std::borrow::Cow;

use crate::client::schema::{Field, Object, Type};

const NULL: u8 = 254;
const LONG: u8 = 252;
const NEGATIVE: u8 = 8;
const BLOCK_LENGTH: usize = 2048;
/// Two codes of presence.
const MAX_OPTIONAL: usize = 16;

/// Some rows of an answer, as the string that JavaScript gets.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// All characters are below U+0100, one byte each.
    OneByte(Vec<u8>),
    /// UTF-16.
    TwoByte(Vec<u16>),
}

/// Whether answers of this type have a packed form.
#[must_use]
pub fn is_packable(ty: &Type) -> bool {
    match ty {
        Type::Array(inner) | Type::Map(inner) => matches!(inner, Type::Object(_)) && holds(inner),
        _ => false,
    }
}

fn holds(ty: &Type) -> bool {
    match ty {
        Type::Text | Type::Id | Type::OneOf(_) | Type::Decimal | Type::Integer | Type::Boolean => true,
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => holds(inner),
        Type::Object(object) => {
            object.fields.iter().filter(|field| field.optional).count() <= MAX_OPTIONAL
                && object.fields.iter().all(|field| holds(&field.ty))
        }
        _ => false,
    }
}

/// Packs `text`, which [`decode`](super::decode) has checked against `ty`. `None` where it has no packed form.
#[must_use]
pub fn pack(text: &str, ty: &Type) -> Option<Vec<Block>> {
    if !is_packable(ty) {
        return None;
    }
    let mut packer = Packer { json: text.as_bytes(), text, at: 0, block: Block::OneByte(Vec::new()), full: Vec::new() };
    match ty {
        Type::Array(row) => packer.items(b'[', b']', |packer| {
            packer.value(row)?;
            packer.end_row();
            Some(())
        })?,
        Type::Map(row) => packer.items(b'{', b'}', |packer| {
            packer.key()?;
            packer.value(row)?;
            packer.end_row();
            Some(())
        })?,
        _ => return None,
    };
    packer.skip_space();
    (packer.at == text.len()).then(|| packer.finish())
}

/// Reads JSON that is known to be well formed, and writes codes.
struct Packer<'t> {
    text: &'t str,
    json: &'t [u8],
    at: usize,
    block: Block,
    full: Vec<Block>,
}

impl<'t> Packer<'t> {
    fn value(&mut self, ty: &Type) -> Option<()> {
        match ty {
            Type::Text | Type::Id | Type::OneOf(_) | Type::Decimal => {
                let text = self.string()?;
                self.put_text(&text)
            }
            Type::Integer => self.integer(),
            Type::Boolean => {
                let value = self.peek()? == b't';
                self.word(if value { "true" } else { "false" })?;
                self.put(u8::from(value));
                Some(())
            }
            Type::Nullable(inner) => self.nullable(inner),
            Type::Object(object) => self.object(object),
            Type::Array(inner) => self.counted(b'[', b']', |packer| packer.value(inner)),
            Type::Map(inner) => self.counted(b'{', b'}', |packer| {
                packer.key()?;
                packer.value(inner)
            }),
            _ => None,
        }
    }

    fn nullable(&mut self, inner: &Type) -> Option<()> {
        let is_null = self.peek()? == b'n';
        if is_null {
            self.word("null")?;
        }
        if matches!(inner, Type::Object(_) | Type::Array(_) | Type::Map(_)) {
            self.put(u8::from(!is_null));
        } else if is_null {
            self.put(NULL);
        }
        if is_null { Some(()) } else { self.value(inner) }
    }

    fn object(&mut self, object: &Object) -> Option<()> {
        let start = self.length();
        for _ in 0..mask_codes(object) {
            self.put(0);
        }
        let mut mask = 0u16;
        let mut fields = object.fields.iter();
        let mut bit = 0;
        self.items(b'{', b'}', |packer| {
            let name = packer.raw_string()?;
            packer.take(b':')?;
            let field = next_field(&mut fields, name, &mut bit, &mut mask)?;
            packer.value(&field.ty)
        })?;
        if !fields.all(|field| field.optional) {
            return None;
        }
        let [low, high] = mask.to_le_bytes();
        for (index, code) in [low, high].into_iter().take(mask_codes(object)).enumerate() {
            self.set(start + index, code);
        }
        Some(())
    }

    fn counted(&mut self, open: u8, close: u8, item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        let start = self.length();
        self.put(0);
        self.put(0);
        let count = self.items(open, close, item)?;
        let [low, high] = u16::try_from(count).ok()?.to_le_bytes();
        self.set(start, low);
        self.set(start + 1, high);
        Some(())
    }

    fn items(&mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<usize> {
        self.take(open)?;
        if self.peek()? == close {
            self.take(close)?;
            return Some(0);
        }
        let mut count = 0;
        loop {
            item(self)?;
            count += 1;
            if self.peek()? == close {
                self.take(close)?;
                return Some(count);
            }
            self.take(b',')?;
        }
    }

    /// A key that the exchange chose. An assignment to `__proto__` would set no key.
    fn key(&mut self) -> Option<()> {
        let key = self.string().filter(|key| key != "__proto__")?;
        self.take(b':')?;
        self.put_text(&key)
    }

    fn integer(&mut self) -> Option<()> {
        self.skip_space();
        let rest = self.json.get(self.at..)?;
        let end = rest.iter().position(|byte| !matches!(byte, b'-' | b'0'..=b'9'))?;
        let text = self.text.get(self.at..self.at + end)?;
        self.at += end;
        let digits = text.strip_prefix('-');
        let value: u64 = digits.unwrap_or(text).parse().ok()?;
        let codes = (64 - value.leading_zeros()).div_ceil(8);
        let count = u8::try_from(codes).ok().filter(|count| *count < NEGATIVE)?;
        self.put(if digits.is_some() { count + NEGATIVE } else { count });
        value.to_le_bytes().into_iter().take(usize::from(count)).for_each(|code| self.put(code));
        Some(())
    }

    /// A string without its quotes and escapes.
    fn string(&mut self) -> Option<Cow<'t, str>> {
        let raw = self.raw_string()?;
        if !raw.contains('\\') {
            return Some(Cow::Borrowed(raw));
        }
        serde_json::from_str(self.text.get(self.at - raw.len() - 2..self.at)?).ok().map(Cow::Owned)
    }

    fn raw_string(&mut self) -> Option<&'t str> {
        self.take(b'"')?;
        let start = self.at;
        loop {
            match self.json.get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        self.text.get(start..self.at - 1)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.at += self.json.get(self.at..)?.starts_with(word.as_bytes()).then_some(word.len())?;
        Some(())
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn peek(&mut self) -> Option<u8> {
        self.skip_space();
        self.json.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.json.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn put_text(&mut self, text: &str) -> Option<()> {
        let is_ascii = text.is_ascii();
        let length = if is_ascii { text.len() } else { text.encode_utf16().count() };
        match u8::try_from(length) {
            Ok(code) if code < LONG => self.put(code),
            _ => {
                let [low, middle, high, 0] = u32::try_from(length).ok()?.to_le_bytes() else { return None };
                [LONG, low, middle, high].into_iter().for_each(|code| self.put(code));
            }
        }
        if let Block::OneByte(bytes) = &mut self.block {
            if is_ascii {
                bytes.extend_from_slice(text.as_bytes());
                return Some(());
            }
            self.block = Block::TwoByte(bytes.iter().copied().map(u16::from).collect());
        }
        if let Block::TwoByte(units) = &mut self.block {
            units.extend(text.encode_utf16());
        }
        Some(())
    }

    fn put(&mut self, code: u8) {
        match &mut self.block {
            Block::OneByte(bytes) => bytes.push(code),
            Block::TwoByte(units) => units.push(code.into()),
        }
    }

    fn set(&mut self, index: usize, code: u8) {
        match &mut self.block {
            Block::OneByte(bytes) => bytes.get_mut(index).map(|place| *place = code),
            Block::TwoByte(units) => units.get_mut(index).map(|place| *place = code.into()),
        };
    }

    fn length(&self) -> usize {
        match &self.block {
            Block::OneByte(bytes) => bytes.len(),
            Block::TwoByte(units) => units.len(),
        }
    }

    fn end_row(&mut self) {
        if self.length() >= BLOCK_LENGTH {
            let next = Block::OneByte(Vec::with_capacity(BLOCK_LENGTH + BLOCK_LENGTH / 4));
            self.full.push(std::mem::replace(&mut self.block, next));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        if self.length() > 0 {
            self.full.push(self.block);
        }
        self.full
    }
}

/// How many codes say which optional fields are there.
pub(crate) fn mask_codes(object: &Object) -> usize {
    object.fields.iter().filter(|field| field.optional).count().div_ceil(8)
}

/// The declared field of this name, where only optional ones stand between the last one and it.
fn next_field<'f>(
    fields: &mut impl Iterator<Item = &'f Field>,
    name: &str,
    bit: &mut u32,
    mask: &mut u16,
) -> Option<&'f Field> {
    for field in fields {
        let found = field.name == name;
        if field.optional {
            *mask |= u16::from(found) << *bit;
            *bit += 1;
        }
        if found {
            return Some(field);
        }
        if !field.optional {
            return None;
        }
    }
    None
}
