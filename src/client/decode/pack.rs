//! The packed form of a response. JavaScript builds objects from it without parsing. A response is checked and packed in
//! one pass.
//!
//! A list or map of declared objects, or an object that has a list, becomes a [`Block`] with its values in declared order,
//! whatever the order of the response. A value begins with one or more *codes*, each a character that stands for a number
//! from 0 to 255:
//!
//! | value | written as |
//! |---|---|
//! | text, decimal | its length as one code; then its characters |
//! | text that JavaScript knows: see [`known_texts`](super::known_texts) | 32 to 47, then another code: its index |
//! | other text that is longer than 24 characters or not ASCII | 252, and its index in `texts` in three codes |
//! | integer | the number of codes that follow (plus 8 if it is negative); then its digits in base 256, lowest first |
//! | boolean | 0 or 1 |
//! | `null` in place of one of these | 254 |
//! | object | one code per eight optional fields, with a bit for each one that is present; then the fields |
//! | object, list or map that may be `null` | 0, or 1 and the value |
//! | tuple | its values |
//! | list, map | its length in two codes; then the values, each with its key before it |
//!
//! V8 copies a substring of up to 12 characters. A longer substring is a slice that keeps the whole string in memory: a
//! caller who keeps one price would keep the whole response. So for a text of 13 to 24 characters, JavaScript joins two
//! copied halves, and a longer text is stored in `texts`.
//!
//! Fields that nobody declared travel beside the codes, as JSON: see [`undeclared`](super::undeclared). A response that
//! is not as declared is left to [`decode`](super::decode), which says what is wrong. A response with a list of more than
//! 65,535 items inside a row has no packed form and goes to JavaScript as JSON.
//! `lib/native/packed.js` reads the codes; `lib/generated/builders.js` is generated from the types.

use std::collections::HashSet;

use super::block::Block;
use super::known_texts::KnownTexts;
use super::packer::Packer;
use crate::schema::Type;

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

/// Checks `text` against `ty` and packs it. With `select`, only these entries of the outermost map. `None` if it has no
/// packed form or is not of this type.
pub(super) fn pack(
    text: &str,
    ty: &'static Type,
    select: Option<&HashSet<String>>,
    known: &KnownTexts,
) -> Option<Packed> {
    if !is_packable(ty) {
        return None;
    }
    let mut packer = Packer::new(text, known.lookup());
    let rows = match ty {
        Type::Array(row) => packer.rows(row)?,
        Type::Map(row) => packer.map_of_rows(row, select)?,
        _ => {
            packer.row(0, ty)?;
            0
        }
    };
    let Packer { mut json, out, known: lookup, undeclared, .. } = packer;
    let new = lookup.into_new();
    if !json.is_at_end() {
        return None;
    }
    known.remember(&new);
    let undeclared = undeclared.into_json(if matches!(ty, Type::Object(_)) { 1 } else { rows });
    Some(Packed { block: Block { undeclared, ..out }, rows })
}
