//! A list read to its end: complete, or not at all.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use serde_json::value::RawValue;

use super::attempts::fetch;
use super::executor::{Executor, PreparedCall};
use super::pages::{self, Page};
use crate::client::decode::{Content, Document, Mismatch};
use crate::client::response::Success;
use crate::error::{Error, Head};

/// No list of the exchange comes near; a server that never ends must.
const MAX_PAGES: u32 = 100;

/// How often a list is read that changes between its pages.
const MAX_READINGS: u32 = 3;

/// Why a reading broke off.
enum Break {
    /// The pages do not fit together. The list may have changed between them, so that another reading can help.
    Torn(Error),
    Failed(Error),
}

impl From<Error> for Break {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Reads page after page of `page_size` rows. The first is mostly the only one.
pub(super) async fn read_all(
    executor: &Executor,
    call: &PreparedCall,
    page_size: u32,
    identity: &[&str],
) -> Result<(Head, Content), Error> {
    let mut readings = 0;
    loop {
        readings += 1;
        match read_once(executor, call, page_size, identity).await {
            Ok(list) => return Ok(list),
            Err(Break::Torn(_)) if readings < MAX_READINGS => {}
            Err(Break::Torn(error) | Break::Failed(error)) => return Err(error),
        }
    }
}

async fn read_once(
    executor: &Executor,
    call: &PreparedCall,
    page_size: u32,
    identity: &[&str],
) -> Result<(Head, Content), Break> {
    let mut list = Joined::new(identity, page_size, executor.config.max_response_size);
    let (mut number, mut limit, mut size) = (1, page_size, page_size);
    for _ in 0..MAX_PAGES {
        let answer = fetch(executor, call, &call.query(&[("page", number), ("limit", limit)])).await?;
        let torn = |mismatch| Break::Torn(answer.refuse(mismatch));
        if list.is_empty() {
            let (content, rows) = call.read(&answer).await?;
            let page = Page::of(&answer.head, number, limit, rows).map_err(torn)?;
            if !page.has_more {
                return Ok((answer.head, content));
            }
            size = u32::try_from(page.size).unwrap_or(page_size);
        }
        let Document { text, rows } = call.decode(&answer).await?;
        let page = Page::of(&answer.head, number, limit, rows).map_err(torn)?;
        let before = list.rows.len();
        list.add(&answer, &text, number, limit, &page)?;
        let ends = !page.has_more || list.rows.len() == before;
        if ends && page.total.is_some_and(|total| total != list.rows.len()) {
            let message = format!("ends after {} rows, and its header Total does not say so", list.rows.len());
            return Err(torn(Mismatch::new("", message)));
        }
        if ends {
            return Ok((answer.head, Content::Text(list.text + "]")));
        }
        [number, limit] = pages::next(u32::try_from(list.rows.len()).unwrap_or(u32::MAX), size);
    }
    let message = format!("does not end within {MAX_PAGES} pages");
    Err(Break::Failed(Error::Decode { path: String::new(), message, response: None }))
}

/// The pages so far, as one list.
struct Joined<'i> {
    identity: &'i [&'i str],
    page_size: usize,
    max_size: usize,
    text: String,
    /// What identifies each row, hashed.
    rows: Vec<u64>,
    known: HashSet<u64>,
    hasher: RandomState,
    total: Option<usize>,
}

impl<'i> Joined<'i> {
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

    /// Adds the rows of page `number` that are not here yet.
    ///
    /// The page begins with the last rows of the one before. Where it does, everything that was behind them still is, so
    /// that no row was skipped. A server that keeps to a page size of its own cannot overlap its pages: there the same
    /// `Total` on all of them has to do.
    fn add(&mut self, answer: &Success, text: &str, number: u32, limit: u32, page: &Page) -> Result<(), Break> {
        let torn = |message: &str| Break::Torn(answer.refuse(Mismatch::new("", message)));
        let raw: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| Error::Internal(error.to_string()))?;
        if self.is_empty() {
            self.total = page.total;
        } else if page.total != self.total {
            return Err(torn("has another header Total than the pages before"));
        }
        let start = (number as usize - 1).saturating_mul(page.size.max(limit as usize));
        let overlap = self.rows.get(start..).unwrap_or_default();
        let adjoins = self.is_empty() || (start == self.rows.len() && self.total.is_some());
        let before = self.rows.len();
        let found: Vec<u64> = raw.iter().map(|row| self.hash(row)).collect();
        // A server that knows no pages gives the whole list each time. It was asked again only because its number of
        // rows is a round one.
        if page.total.is_none() && found == self.rows && found.len() < self.page_size {
            return Ok(());
        }
        if !adjoins && (overlap.is_empty() || found.get(..overlap.len()) != Some(overlap)) {
            return Err(torn("does not go on where the page before ended: the list changed while it was read"));
        }
        for (row, hash) in raw.iter().zip(found).skip(overlap.len()) {
            if self.known.contains(&hash) {
                return Err(torn(&format!("repeats rows of earlier pages on page {number}")));
            }
            if self.text.len() + row.get().len() + 2 > self.max_size {
                let response = Box::new(answer.head.clone());
                return Err(Break::Failed(Error::TooLarge { limit: self.max_size, response }));
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
