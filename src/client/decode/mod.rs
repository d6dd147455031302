//! The check of an answer against its declared [`Type`]: decimals become strings and whole numbers
//! become numbers by adding or removing quotes around the very characters that the exchange sent,
//! and everything else of the text stays as it is.

pub mod pack;

mod block;
mod cursor;
mod depth;
mod scalar;
mod shape;
mod splice;

use std::borrow::Cow;
use std::collections::HashSet;

pub use block::Block;
use pack::{Packed, pack};

use crate::schema::Type;

/// The longest number, in characters. The exchange's own have fewer than 40.
const MAX_NUMBER_LENGTH: usize = 128;

/// How deep a document may nest, fields included that nobody declared.
const MAX_DEPTH: usize = 128;

/// A checked answer, as JavaScript gets it.
#[derive(Debug)]
pub enum Content {
    /// What [`pack`] makes of it.
    Packed(Block),
    /// JSON text in which every declared field has its declared type.
    Text(String),
}

/// A checked answer as JSON.
#[derive(Debug)]
pub struct Document<'b> {
    /// JSON text in which every declared field has its declared type.
    pub text: Cow<'b, str>,
    /// Elements of the outermost list or object.
    pub rows: usize,
}

impl Document<'_> {
    /// The same, without the body that it was read from.
    #[must_use]
    pub fn into_owned(self) -> Document<'static> {
        Document { text: Cow::Owned(self.text.into_owned()), rows: self.rows }
    }
}

/// Why an answer is not what its endpoint documents.
#[derive(Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where, such as `[3].balance`; empty for the document as a whole.
    pub path: String,
    /// What is wrong there, without the value.
    pub message: String,
}

impl Mismatch {
    pub(super) fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

/// Checks `body` against `ty` as [`decode`] does, and gives it in the form that costs JavaScript least, with the number
/// of its rows.
///
/// # Errors
/// A [`Mismatch`] that names the first place that differs.
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
/// A byte order mark is skipped; text that is not UTF-8 is refused.
///
/// # Errors
/// A [`Mismatch`] that names the first place that differs.
pub fn decode<'b>(body: &'b [u8], ty: &Type, select: Option<&HashSet<String>>) -> Result<Document<'b>, Mismatch> {
    let text = text_of(body)?;
    let checked = shape::check(text, ty, select)?;
    let text = match &checked.kept {
        Some(kept) => Cow::Owned(splice::object(text, kept, &checked.edits)),
        None => splice::whole(text, &checked.edits),
    };
    Ok(Document { text, rows: checked.rows })
}

/// Checks `body` against `ty` as [`decode`] does, but changes nothing except that decimals get the quotes they lack.
/// `None` is for a body that is not JSON at all, in which no number can be misread.
///
/// # Errors
/// A [`Mismatch`] that names the first place that differs.
pub fn quote_decimals<'b>(body: &'b [u8], ty: &Type) -> Result<Option<Cow<'b, str>>, Mismatch> {
    let text = match std::str::from_utf8(body) {
        Ok(_) => text_of(body)?,
        Err(_) => return Ok(None),
    };
    match shape::check(text, ty, None) {
        Ok(mut checked) => {
            checked.edits.retain(|edit| edit.change == scalar::Change::AddQuotes);
            Ok(Some(splice::whole(text, &checked.edits)))
        }
        Err(_) if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() => Ok(None),
        Err(mismatch) => Err(mismatch),
    }
}

fn text_of(body: &[u8]) -> Result<&str, Mismatch> {
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
mod rfc8259_reader;
#[cfg(test)]
mod tests;
