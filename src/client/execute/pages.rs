//! Pages of a list: whether a page is the last one, and which page to read next.

use crate::client::decode::Mismatch;
use crate::error::Head;

/// What a page says about its list.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// Whether more rows follow. Without page headers this may be a guess: see [`Page::of`].
    pub has_more: bool,
    /// The number of rows on a full page.
    pub size: usize,
    /// The number of rows in the list, if the server says it.
    pub total: Option<usize>,
    /// Whether the response has a header `Total` or `Per-Page`.
    pub has_headers: bool,
}

impl Page {
    /// Evaluates page `number`, which has `rows` rows of the requested `limit`.
    ///
    /// With a header `Total`, the list ends at that number of rows or with an empty page. Without it, the list ends with a
    /// page that is not full. The header `Per-Page` says how many rows a full page has, and without it, `limit` does. A
    /// server without these headers may send fewer rows than `limit` without saying so. A round number of rows then counts
    /// as a full page.
    pub(super) fn of(head: &Head, number: u32, limit: u32, rows: usize) -> Result<Self, Mismatch> {
        let total = number_in(head, "total")?;
        let per_page = number_in(head, "per-page")?.filter(|size| *size > 0);
        let size = per_page.unwrap_or(limit as usize).max(rows);
        let before = number.saturating_sub(1) as usize;
        // The server may have limited the page without saying so.
        let may_be_limited = per_page.is_none() && 0 < rows && rows < size;
        let Some(total) = total else {
            let has_more = rows == size || (may_be_limited && is_round(rows));
            let size = if has_more { rows } else { size };
            return Ok(Self { has_more, size, total: None, has_headers: per_page.is_some() });
        };
        let end = |size: usize| before.saturating_mul(size).saturating_add(rows);
        let size = if (may_be_limited && end(size) > total) || (before == 0 && 0 < rows) { rows } else { size };
        let fits = if rows == 0 { end(size) >= total } else { end(size) <= total };
        if !fits {
            let message = format!("ends after {} rows, but its header Total says {total}", end(size));
            return Err(Mismatch::new("", message));
        }
        let has_more = end(size) < total;
        Ok(Self { has_more, size: per_page.unwrap_or(size), total: Some(total), has_headers: true })
    }
}

/// The number in a page header, if the response has it.
fn number_in(head: &Head, name: &str) -> Result<Option<usize>, Mismatch> {
    let Some((_, value)) = head.headers.iter().find(|(known, _)| known == name) else { return Ok(None) };
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let number = value.parse().ok().filter(|_| digits);
    number.map(Some).ok_or_else(|| Mismatch::new("", format!("has a header {name} that is not a number")))
}

/// Whether a server is likely to use this number of rows as its page size.
fn is_round(rows: usize) -> bool {
    rows.is_multiple_of(10) || rows.is_multiple_of(25)
}

/// The number and the limit of the page to read after the first `end` rows.
///
/// The page repeats some rows before `end`, which shows that none was skipped. Of all such pages with at most `size` rows,
/// it is the one that reaches furthest. If none of them reaches beyond row `end`, a larger page is used.
#[must_use]
pub fn next(end: u32, size: u32) -> [u32; 2] {
    let overlap = (size / 64).max(1);
    let start = |limit: u32| end.saturating_sub(overlap) / limit * limit;
    let furthest = (1..=size).max_by_key(|limit| start(*limit).saturating_add(*limit)).unwrap_or(1);
    let limit = if start(furthest).saturating_add(furthest) > end {
        furthest
    } else {
        (2..).find(|limit| !end.is_multiple_of(*limit)).unwrap_or(furthest)
    };
    let number = if limit == furthest { start(limit) / limit } else { end / limit };
    [number + 1, limit]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_overlaps_the_last_one_and_reaches_further() {
        for size in 1..=120 {
            let mut end = 0;
            for _ in 0..200 {
                let [number, limit] = next(end, size);
                let start = (number - 1) * limit;
                assert!(start < end || end == 0, "{size}: {number} of {limit} after {end}");
                assert!(start + limit > end, "{size}: {number} of {limit} after {end}");
                end = start + limit;
            }
        }
    }

    #[test]
    fn overlapping_needs_few_extra_pages() {
        let pages = |rows: u32, size| {
            let ends = std::iter::successors(Some(size), |end| {
                let [number, limit] = next(*end, size);
                Some(number * limit)
            });
            ends.take_while(|end| *end <= rows).count() + 1
        };
        let counted = [(230, 100), (3_500, 1000), (10_000, 1000), (50_000, 1000), (2_500, 100), (10_000, 100)]
            .map(|(rows, size)| (rows / size + 1, pages(rows, size)));
        assert_eq!(counted, [(3, 3), (4, 4), (11, 11), (51, 53), (26, 29), (101, 114)]);
    }
}
