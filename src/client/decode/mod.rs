//! Checks a response against its declared [`Type`]. Decimals become strings and integers become numbers: quotes are added
//! or removed around the characters that the exchange sent. The rest of the text is not changed.

pub mod pack;

mod block;
mod cursor;
mod decimal;
mod depth;
mod echo;
mod keys;
mod mismatch;
mod path;
mod scalar;
mod shape;
mod splice;

use std::borrow::Cow;
use std::collections::HashSet;

pub use block::Block;
pub use decimal::same_decimal;
pub use mismatch::Mismatch;
use pack::{Packed, pack};

use crate::schema::Type;

/// A checked response body, in the form that JavaScript receives.
#[derive(Debug)]
pub enum Content {
    /// The packed form: see [`pack`].
    Packed(Block),
    /// JSON text in which every declared field has its declared type.
    Text(String),
}

/// A checked response body as JSON.
#[derive(Debug)]
pub struct Document<'b> {
    /// JSON text in which every declared field has its declared type.
    pub text: Cow<'b, str>,
    /// The number of elements in the outermost list or object.
    pub rows: usize,
}

impl Document<'_> {
    /// The same document without a borrow of the body.
    #[must_use]
    pub fn into_owned(self) -> Document<'static> {
        Document { text: Cow::Owned(self.text.into_owned()), rows: self.rows }
    }
}

/// Checks `body` like [`decode`]. Returns it in the form that costs JavaScript least, and the number of its rows.
///
/// # Errors
/// The first [`Mismatch`].
pub fn read(body: &[u8], ty: &Type, select: Option<&HashSet<String>>) -> Result<(Content, usize), Mismatch> {
    let packed = |body| pack(utf8(body).ok()?, ty).map(|Packed { block, rows }| (Content::Packed(block), rows));
    if select.is_none()
        && let Some(packed) = packed(body)
    {
        return Ok(packed);
    }
    let Document { text, rows } = decode(body, ty, select)?;
    let selected = select.and_then(|_| packed(text.as_bytes()));
    Ok(selected.unwrap_or_else(|| (Content::Text(text.into_owned()), rows)))
}

/// Checks `body` against `ty`. With `select`, only these keys of the outermost object are checked and kept.
///
/// A byte order mark is skipped. Text that is not UTF-8 is refused.
///
/// # Errors
/// The first [`Mismatch`].
pub fn decode<'b>(body: &'b [u8], ty: &Type, select: Option<&HashSet<String>>) -> Result<Document<'b>, Mismatch> {
    let text = checked_text(body)?;
    let rewrite = shape::check(text, ty, select)?;
    let text = match &rewrite.selected {
        Some(entries) => Cow::Owned(splice::object(text, entries, &rewrite.edits)),
        None => splice::whole(text, &rewrite.edits),
    };
    Ok(Document { text, rows: rewrite.rows })
}

/// Checks `body` like [`decode`], but only adds the missing quotes of decimals. `None` if the body is not JSON, because it
/// then has no numbers that could be misread.
///
/// # Errors
/// The first [`Mismatch`].
pub fn quote_decimals<'b>(body: &'b [u8], ty: &Type) -> Result<Option<Cow<'b, str>>, Mismatch> {
    let text = match std::str::from_utf8(body) {
        Ok(_) => checked_text(body)?,
        Err(_) => return Ok(None),
    };
    match shape::check(text, ty, None) {
        Ok(mut rewrite) => {
            rewrite.edits.retain(|edit| edit.change == scalar::Change::AddQuotes);
            Ok(Some(splice::whole(text, &rewrite.edits)))
        }
        Err(_) if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() => Ok(None),
        Err(mismatch) => Err(mismatch),
    }
}

/// Checks that `body`, which is of type `ty`, repeats the values in `sent`: names of its fields and what they must be.
/// Decimals are compared as numbers, other values as text without regard to case. A field that is absent is not compared.
///
/// # Errors
/// The first difference.
pub fn check_echo(body: &[u8], ty: &Type, sent: &[(&'static str, String)]) -> Result<(), Mismatch> {
    if sent.is_empty() { Ok(()) } else { echo::check(utf8(body)?, ty, sent) }
}

fn checked_text(body: &[u8]) -> Result<&str, Mismatch> {
    let text = utf8(body)?;
    depth::check(text)?;
    Ok(text)
}

fn utf8(body: &[u8]) -> Result<&str, Mismatch> {
    let text = std::str::from_utf8(body).map_err(|_| Mismatch::new("", "is not UTF-8 text"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

#[cfg(test)]
mod rfc8259;
#[cfg(test)]
mod rfc8259_rules;
#[cfg(test)]
mod tests;
