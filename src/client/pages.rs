//! A list read to its end: complete, or not at all.

use super::Client;
use super::attempts::Success;
use super::call::Checked;
use super::decode::{Content, Document, Mismatch};
use crate::error::{Error, Head};

/// No list of the exchange comes near; a server that never ends must.
const MAX_PAGES: u32 = 100;

/// Reads page after page of `page_size` rows. The first is mostly the only one; more of them are joined as text.
pub(super) async fn read_all(client: &Client, call: &Checked, page_size: u32) -> Result<(Head, Content), Error> {
    let mut joined = String::from("[");
    let mut total_rows = 0;
    for page in 1..=MAX_PAGES {
        let answer = client.fetch(call, &call.query(&[("page", page), ("limit", page_size)])).await?;
        if page == 1 {
            let (content, rows) = call.read(&answer).await?;
            if is_last(&answer, rows, rows, page_size)? {
                return Ok((answer.head, content));
            }
        }
        let Document { text, rows } = call.decode(&answer).await?;
        let inner = rows_of(&text);
        if rows > 0 && joined.contains(inner) {
            return Err(answer.refuse(Mismatch::new("", format!("repeats rows of earlier pages on page {page}"))));
        }
        if rows > 0 && total_rows > 0 {
            joined.push(',');
        }
        joined.push_str(inner);
        total_rows += rows;
        if is_last(&answer, rows, total_rows, page_size)? {
            joined.push(']');
            return Ok((answer.head, Content::Text(joined)));
        }
    }
    let message = format!("does not end within {MAX_PAGES} pages");
    Err(Error::Decode { path: String::new(), message, response: None })
}

/// Whether the list ends with this page of `rows`, with which there are `total_rows`.
fn is_last(answer: &Success, rows: usize, total_rows: usize, page_size: u32) -> Result<bool, Error> {
    let total = number(answer, "total")?;
    let short = rows == 0 || rows < number(answer, "per-page")?.unwrap_or(page_size as usize);
    let ends = short || total.is_some_and(|total| total_rows >= total);
    match total {
        Some(total) if ends && total != total_rows => {
            let message = format!("ends after {total_rows} rows, and its header Total says {total}");
            Err(answer.refuse(Mismatch::new("", message)))
        }
        _ => Ok(ends),
    }
}

/// The number in a page header, where it is sent.
fn number(answer: &Success, name: &str) -> Result<Option<usize>, Error> {
    let Some((_, value)) = answer.head.headers.iter().find(|(known, _)| known == name) else { return Ok(None) };
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let number = value.parse().ok().filter(|_| digits);
    number
        .map(Some)
        .ok_or_else(|| answer.refuse(Mismatch::new("", format!("has a header {name} that is not a number"))))
}

/// The text between the outermost brackets.
fn rows_of(list: &str) -> &str {
    let inner = list.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.unwrap_or_default().trim()
}
