//! The check of an answer against its declared [`Type`]: decimals become strings and whole numbers
//! become numbers by adding or removing quotes around the very characters that the exchange sent,
//! and everything else of the text stays as it is.

pub mod pack;

mod depth;
mod scalar;
mod shape;
mod splice;

use std::borrow::Cow;
use std::collections::HashSet;

use super::schema::Type;

/// The longest number, in characters. The exchange's own have fewer than 40.
const MAX_NUMBER_LENGTH: usize = 128;

/// How deep a document may nest, fields included that nobody declared.
const MAX_DEPTH: usize = 128;

/// A checked answer.
#[derive(Debug)]
pub struct Document<'b> {
    /// JSON text in which every declared field has its declared type.
    pub text: Cow<'b, str>,
    /// Elements of the outermost list or object.
    pub rows: usize,
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

/// Checks `body` against `ty`. With `select`, only these keys of the outermost object are checked and kept.
///
/// A byte order mark is skipped; text that is not UTF-8 is refused.
///
/// # Errors
/// A [`Mismatch`] that names the first place that differs.
pub fn decode<'b>(body: &'b [u8], ty: &Type, select: Option<&HashSet<String>>) -> Result<Document<'b>, Mismatch> {
    let text = std::str::from_utf8(body).map_err(|_| Mismatch::new("", "is not UTF-8 text"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    depth::check(text)?;
    let checked = shape::check(text, ty, select)?;
    let text = match &checked.kept {
        Some(kept) => Cow::Owned(splice::object(text, kept, &checked.edits)),
        None => splice::whole(text, &checked.edits),
    };
    Ok(Document { text, rows: checked.rows })
}

#[cfg(test)]
mod tests;
