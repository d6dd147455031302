//! Reads all pages of a list. The result is the complete list or an error.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use serde_json::value::RawValue;

use super::attempts::fetch;
use super::executor::Executor;
use super::pages::{self, Page};
use super::prepared_call::PreparedCall;
use crate::client::decode::{Content, Document, Mismatch};
use crate::client::response::Success;
use crate::error::{Error, Head};

/// More pages than any list of the exchange has. The limit is for a server whose pages do not end.
const MAX_PAGES: u32 = 100;

/// How many times a list is read if it changes between its pages.
const MAX_PASSES: u32 = 3;

/// Why a pass through the pages ended early.
enum PassError {
    /// The pages do not fit together, perhaps because the list changed between them. Another pass may help.
    Inconsistent(Error),
    Failed(Error),
}

impl From<Error> for PassError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Reads all pages of `page_size` rows. Most lists have only one.
pub(super) async fn read_all(
    executor: &Executor,
    call: &PreparedCall,
    page_size: u32,
    identity: &[&str],
) -> Result<(Head, Content), Error> {
    let mut passes = 0;
    loop {
        passes += 1;
        match read_pass(executor, call, page_size, identity).await {
            Ok(list) => return Ok(list),
            Err(PassError::Inconsistent(_)) if passes < MAX_PASSES => {}
            Err(PassError::Inconsistent(error) | PassError::Failed(error)) => return Err(error),
        }
    }
}

async fn read_pass(
    executor: &Executor,
    call: &PreparedCall,
    page_size: u32,
    identity: &[&str],
) -> Result<(Head, Content), PassError> {
    let mut list = MergedPages::new(identity, page_size, executor.config.max_response_size);
    let (mut number, mut limit, mut size) = (1, page_size, page_size);
    for _ in 0..MAX_PAGES {
        let response = fetch(executor, call, &call.query(&[("page", number), ("limit", limit)])).await?;
        let inconsistent = |mismatch| PassError::Inconsistent(response.mismatch_error(mismatch));
        if list.is_empty() {
            let (content, rows) = call.read(&response).await?;
            let page = Page::of(&response.head, number, limit, rows).map_err(inconsistent)?;
            if !page.has_more {
                return Ok((response.head, content));
            }
            size = u32::try_from(page.size).unwrap_or(page_size);
        }
        let Document { text, rows } = call.decode(&response).await?;
        let page = Page::of(&response.head, number, limit, rows).map_err(inconsistent)?;
        let before = list.rows.len();
        list.add(&response, &text, number, limit, &page)?;
        let ends = !page.has_more || list.rows.len() == before;
        if ends && page.total.is_some_and(|total| total != list.rows.len()) {
            let message = format!("ends after {} rows, but its header Total says otherwise", list.rows.len());
            return Err(inconsistent(Mismatch::new("", message)));
        }
        if ends {
            return Ok((response.head, Content::Text(list.text + "]")));
        }
        [number, limit] = pages::next(u32::try_from(list.rows.len()).unwrap_or(u32::MAX), size);
    }
    let message = format!("is a list that does not end within {MAX_PAGES} pages");
    Err(PassError::Failed(Error::Decode { path: String::new(), message, response: None }))
}

/// The pages so far, merged into one list.
struct MergedPages<'i> {
    identity: &'i [&'i str],
    page_size: usize,
    max_size: usize,
    text: String,
    /// A hash of the identity of each row.
    rows: Vec<u64>,
    known: HashSet<u64>,
    hasher: RandomState,
    total: Option<usize>,
}

impl<'i> MergedPages<'i> {
    fn new(identity: &'i [&'i str], page_size: u32, max_size: usize) -> Self {
        let (rows, known, hasher) = (Vec::new(), HashSet::new(), RandomState::new());
        Self {
            identity,
            page_size: page_size as usize,
            max_size,
            text: String::from("["),
            rows,
            known,
            hasher,
            total: None,
        }
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the new rows of page `number`.
    ///
    /// The page must begin with the last rows of the page before, which shows that no row was skipped. Pages cannot
    /// overlap if the server uses a page size of its own. Then an unchanged `Total` is enough.
    fn add(&mut self, response: &Success, text: &str, number: u32, limit: u32, page: &Page) -> Result<(), PassError> {
        let inconsistent = |message: &str| PassError::Inconsistent(response.mismatch_error(Mismatch::new("", message)));
        let raw: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| Error::Internal(error.to_string()))?;
        if self.is_empty() {
            self.total = page.total;
        } else if page.total != self.total {
            return Err(inconsistent("has a different header Total than the pages before"));
        }
        let start = (number as usize - 1).saturating_mul(page.size.max(limit as usize));
        let overlap = self.rows.get(start..).unwrap_or_default();
        let adjoins = self.is_empty() || (start == self.rows.len() && self.total.is_some());
        let before = self.rows.len();
        let found: Vec<u64> = raw.iter().map(|row| self.hash(row)).collect();
        // A server without pages sends the whole list each time. A second page was requested only because the number
        // of rows is round.
        if !page.has_headers && found == self.rows && found.len() < self.page_size {
            return Ok(());
        }
        if !adjoins && (overlap.is_empty() || found.get(..overlap.len()) != Some(overlap)) {
            return Err(inconsistent(
                "does not continue where the page before ended: the list changed while it was read",
            ));
        }
        for (row, hash) in raw.iter().zip(found).skip(overlap.len()) {
            if self.known.contains(&hash) {
                return Err(inconsistent(&format!("repeats rows of earlier pages on page {number}")));
            }
            if self.text.len() + row.get().len() + 2 > self.max_size {
                let response = Box::new(response.head.clone());
                return Err(PassError::Failed(Error::TooLarge { limit: self.max_size, response }));
            }
            if !self.is_empty() {
                self.text.push(',');
            }
            self.text.push_str(row.get());
            self.rows.push(hash);
        }
        self.known.extend(self.rows.iter().skip(before));
        Ok(())
    }

    fn hash(&self, row: &RawValue) -> u64 {
        let fields: HashMap<Cow<'_, str>, &RawValue> = serde_json::from_str(row.get()).unwrap_or_default();
        let identity: Vec<&str> = self.identity.iter().filter_map(|name| fields.get(*name)).map(|v| v.get()).collect();
        if identity.is_empty() { self.hasher.hash_one(row.get()) } else { self.hasher.hash_one(identity) }
    }
}
