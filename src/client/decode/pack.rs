//! The packed form of a response. JavaScript builds objects from it without parsing. A response is checked and packed in
//! one pass.
//!
//! A list or map of declared objects, or an object that has a list, becomes a [`Block`] with its values in declared order.
//! A value begins with one or more *codes*, each a character that stands for a number from 0 to 255:
//!
//! | value | written as |
//! |---|---|
//! | text, decimal | its length as one code; then its characters |
//! | text that is longer than 24 characters or not ASCII | 252 for the next entry of `texts`; 253 for the last one again |
//! | integer | the number of codes that follow (plus 8 if it is negative); then its digits in base 256, lowest first |
//! | boolean | 0 or 1 |
//! | `null` in place of one of these | [`NULL`] |
//! | object | one code per eight optional fields, with a bit for each one that is present; then the fields |
//! | object, list or map that may be `null` | 0, or 1 and the value |
//! | tuple | its values |
//! | list, map | its length in two codes; then the values, each with its key before it |
//!
//! V8 copies a substring of up to 12 characters. A longer substring is a slice that keeps the whole string in memory: a
//! caller who keeps one price would keep the whole response. So for a text of 13 to 24 characters, JavaScript joins two
//! copied halves, and a longer text is stored in `texts`.
//!
//! A response without a packed form (undeclared fields, another order of keys, half of a surrogate pair) goes to
//! JavaScript as JSON. A response that is not as declared is left to [`decode`](super::decode), which says what is wrong.
//! `lib/native/packed.js` reads the codes; `lib/generated/builders.js` is generated from the types.

use std::collections::HashSet;

use super::block::Block;
use super::cursor::{Cursor, Scalar};
use super::scalar;
use crate::schema::{Field, Object, Type};

const NULL: u8 = 254;
const NEGATIVE: u8 = 8;
/// The presence mask has at most two codes.
const MAX_OPTIONAL: usize = 16;

/// A checked and packed response.
#[derive(Debug)]
pub struct Packed {
    /// The data for JavaScript.
    pub block: Block,
    /// The number of elements in the outermost list or map.
    pub rows: usize,
}

/// Whether responses of this type have a packed form.
#[must_use]
pub fn is_packable(ty: &Type) -> bool {
    match ty {
        Type::Array(inner) | Type::Map(inner) => matches!(inner, Type::Object(_) | Type::Tuple(_)) && can_hold(inner),
        Type::Object(object) => object.fields.iter().any(|field| matches!(field.ty, Type::Array(_))) && can_hold(ty),
        _ => false,
    }
}

fn can_hold(ty: &Type) -> bool {
    match ty {
        Type::Text | Type::Id | Type::OneOf(_) | Type::Decimal | Type::Integer | Type::Boolean => true,
        Type::Array(inner) | Type::Map(inner) => can_hold(inner),
        Type::Nullable(inner) => !matches!(inner, Type::Tuple(_)) && can_hold(inner),
        Type::Tuple(elements) => elements.iter().all(|element| can_hold(&element.ty)),
        Type::Object(object) => {
            object.fields.iter().filter(|field| field.optional).count() <= MAX_OPTIONAL
                && object.fields.iter().all(|field| can_hold(&field.ty))
        }
        _ => false,
    }
}

/// Checks `text` against `ty` and packs it. `None` if it has no packed form or is not of this type.
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

    /// A map: an object whose keys the exchange chooses. `__proto__` is left to JSON, because assigning to it in JavaScript
    /// sets no key.
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

/// The number of codes in the presence mask of an object.
pub(crate) fn mask_codes(object: &Object) -> usize {
    object.fields.iter().filter(|field| field.optional).count().div_ceil(8)
}

/// The next declared field of this name. `None` if there is none, or if a required field comes before it. `bit` counts the
/// optional fields, and `mask` gets the bit of each one that is present.
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
