//! The packed form of an answer, which JavaScript builds its objects from without parsing. An answer is checked and
//! packed in one pass.
//!
//! A list or a map of declared objects, or an object that has a list, becomes a [`Block`], in which every value stands in
//! the order of the declaration. A value begins with one or more *codes*, characters whose code is a number:
//!
//! | value | written as |
//! |---|---|
//! | text, decimal | its length as one code; then its characters |
//! | text that is longer than 24 characters or not ASCII | 252, and the text stands apart; or 253 for the last one of these again |
//! | whole number | how many codes follow (plus 8 where it is negative); then its digits in base 256, the lowest first |
//! | boolean | 0 or 1 |
//! | `null` in place of one of these | [`NULL`] |
//! | object | one code for each eight optional fields, a bit for each one that is there; then the fields |
//! | object, list or map that may be `null` | 0, or 1 and the value |
//! | tuple | its values |
//! | list, map | its length in two codes; then the values, each with its key before it |
//!
//! V8 copies up to 12 characters that are cut out of a string, and for more it makes a slice, which keeps the whole string
//! in memory. A price that somebody keeps for a day must not keep an answer, so JavaScript joins two copies where a text
//! is longer, and one that two copies cannot hold becomes a string of its own here.
//!
//! Whatever has no packed form (a field that nobody declared, another order of keys, half a surrogate pair) goes to
//! JavaScript as JSON, and whatever is not as declared is left to [`decode`](super::decode), which says what is wrong.
//! `lib/native/packed.js` reads the codes; `lib/generated/builders.js` is generated from the types.

use std::collections::HashSet;

use super::block::Block;
use super::cursor::{Cursor, Scalar};
use super::scalar;
use crate::schema::{Field, Object, Type};

const NULL: u8 = 254;
const NEGATIVE: u8 = 8;
/// Two codes of presence.
const MAX_OPTIONAL: usize = 16;

/// A checked answer.
#[derive(Debug)]
pub struct Packed {
    /// What JavaScript gets.
    pub block: Block,
    /// Elements of the outermost list or object.
    pub rows: usize,
}

/// Whether answers of this type have a packed form.
#[must_use]
pub fn is_packable(ty: &Type) -> bool {
    match ty {
        Type::Array(inner) | Type::Map(inner) => matches!(inner, Type::Object(_) | Type::Tuple(_)) && holds(inner),
        Type::Object(object) => object.fields.iter().any(|field| matches!(field.ty, Type::Array(_))) && holds(ty),
        _ => false,
    }
}

fn holds(ty: &Type) -> bool {
    match ty {
        Type::Text | Type::Id | Type::OneOf(_) | Type::Decimal | Type::Integer | Type::Boolean => true,
        Type::Array(inner) | Type::Map(inner) => holds(inner),
        Type::Nullable(inner) => !matches!(inner, Type::Tuple(_)) && holds(inner),
        Type::Tuple(elements) => elements.iter().all(|element| holds(&element.ty)),
        Type::Object(object) => {
            object.fields.iter().filter(|field| field.optional).count() <= MAX_OPTIONAL
                && object.fields.iter().all(|field| holds(&field.ty))
        }
        _ => false,
    }
}

/// Checks `text` against `ty` and packs it. `None` where it has no packed form or is not what is declared.
pub(super) fn pack(text: &str, ty: &Type) -> Option<Packed> {
    if !is_packable(ty) {
        return None;
    }
    let mut packer = Packer { json: Cursor::new(text), out: Block::with_capacity(text.len() / 2) };
    let rows = match ty {
        Type::Array(row) => packer.items(b'[', b']', |packer| packer.value(row))?,
        Type::Map(row) => packer.entries(|packer| packer.value(row))?,
        _ => {
            packer.value(ty)?;
            0
        }
    };
    packer.json.is_at_end().then_some(Packed { block: packer.out, rows })
}

struct Packer<'t> {
    json: Cursor<'t>,
    out: Block,
}

impl<'t> Packer<'t> {
    fn value(&mut self, ty: &Type) -> Option<()> {
        match ty {
            Type::Object(object) => self.object(object),
            Type::Array(inner) => self.counted(|packer| packer.items(b'[', b']', |packer| packer.value(inner))),
            Type::Map(inner) => self.counted(|packer| packer.entries(|packer| packer.value(inner))),
            Type::Tuple(elements) => {
                let mut left = elements.iter();
                self.items(b'[', b']', |packer| packer.value(&left.next()?.ty))?;
                left.next().is_none().then_some(())
            }
            Type::Nullable(inner) => self.nullable(inner),
            _ => {
                let scalar = self.json.scalar()?;
                self.scalar(&scalar, ty)
            }
        }
    }

    fn scalar(&mut self, scalar: &Scalar<'t>, ty: &Type) -> Option<()> {
        scalar::check(scalar.raw, ty).ok()?;
        let bare = scalar.quoted().unwrap_or(scalar.raw);
        match ty {
            Type::Decimal => self.out.put_text(bare),
            Type::Integer => return self.integer(bare),
            Type::Boolean => self.out.put(u8::from(bare == "true")),
            _ => self.out.put_text(&scalar.text()?),
        }
        Some(())
    }

    fn nullable(&mut self, inner: &Type) -> Option<()> {
        let is_null = self.json.peek()? == b'n';
        if is_null && self.json.scalar()?.raw != "null" {
            return None;
        }
        if matches!(inner, Type::Object(_) | Type::Array(_) | Type::Map(_)) {
            self.out.put(u8::from(!is_null));
        } else if is_null {
            self.out.put(NULL);
        }
        if is_null { Some(()) } else { self.value(inner) }
    }

    fn object(&mut self, object: &Object) -> Option<()> {
        let start = self.out.length();
        for _ in 0..mask_codes(object) {
            self.out.put(0);
        }
        let mut mask = 0u16;
        let mut fields = object.fields.iter();
        let mut bit = 0;
        self.items(b'{', b'}', |packer| {
            let name = packer.json.string()?;
            packer.json.take(b':')?;
            let field = next_field(&mut fields, name.quoted()?, &mut bit, &mut mask)?;
            packer.value(&field.ty)
        })?;
        if !fields.all(|field| field.optional) {
            return None;
        }
        let [low, high] = mask.to_le_bytes();
        for (index, code) in [low, high].into_iter().take(mask_codes(object)).enumerate() {
            self.out.set(start + index, code);
        }
        Some(())
    }

    fn counted(&mut self, items: impl FnOnce(&mut Self) -> Option<usize>) -> Option<()> {
        let start = self.out.length();
        self.out.put(0);
        self.out.put(0);
        let [low, high] = u16::try_from(items(self)?).ok()?.to_le_bytes();
        self.out.set(start, low);
        self.out.set(start + 1, high);
        Some(())
    }

    /// An object whose keys the exchange chose, each once. An assignment to `__proto__` would set no key.
    fn entries(&mut self, mut value: impl FnMut(&mut Self) -> Option<()>) -> Option<usize> {
        let mut seen = HashSet::new();
        self.items(b'{', b'}', |packer| {
            let key = packer.json.string()?.text()?;
            packer.json.take(b':')?;
            packer.out.put_text(&key);
            let usable = key != "__proto__" && scalar::is_name(&key) && seen.insert(key);
            if usable { value(packer) } else { None }
        })
    }

    fn items(&mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<usize> {
        self.json.take(open)?;
        if self.json.peek()? == close {
            self.json.take(close)?;
            return Some(0);
        }
        let mut count = 0;
        loop {
            item(self)?;
            count += 1;
            if self.json.peek()? == close {
                self.json.take(close)?;
                return Some(count);
            }
            self.json.take(b',')?;
        }
    }

    fn integer(&mut self, text: &str) -> Option<()> {
        let digits = text.strip_prefix('-');
        let value: u64 = digits.unwrap_or(text).parse().ok()?;
        let codes = (64 - value.leading_zeros()).div_ceil(8);
        let count = u8::try_from(codes).ok().filter(|count| *count < NEGATIVE)?;
        self.out.put(if digits.is_some() { count + NEGATIVE } else { count });
        value.to_le_bytes().into_iter().take(usize::from(count)).for_each(|code| self.out.put(code));
        Some(())
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
