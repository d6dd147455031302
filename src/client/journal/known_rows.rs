//! The rows that are known to belong to a call.

use std::collections::{HashMap, VecDeque};

use super::entry::Time;

/// A name of a row, and the exchange that it is of.
type Row = (String, String);

/// Rows with the time at which they became known. Rows without an id can be equal, so they are counted.
pub(super) struct KnownRows {
    limit: usize,
    counts: HashMap<Row, usize>,
    order: VecDeque<(Row, Time)>,
    /// When the last row became known of those that were forgotten again.
    forgotten: Option<Time>,
}

impl KnownRows {
    /// At most `limit` rows. Then the oldest are forgotten.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, counts: HashMap::new(), order: VecDeque::new(), forgotten: None }
    }

    pub(super) fn add(&mut self, exchange: &str, row: &str, now: Time) {
        let row = (exchange.to_owned(), row.to_owned());
        *self.counts.entry(row.clone()).or_default() += 1;
        self.order.push_back((row, now));
        if self.order.len() > self.limit {
            self.forget();
        }
    }

    fn forget(&mut self) {
        let Some((row, time)) = self.order.pop_front() else { return };
        self.forgotten = Some(time);
        if let Some(count) = self.counts.get_mut(&row) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&row);
            }
        }
    }

    /// The positions of the rows that belong to no known call.
    pub(super) fn unknown(&self, exchange: &str, rows: &[String]) -> Vec<usize> {
        let known = |row: &String| self.counts.get(&(exchange.to_owned(), row.clone())).copied().unwrap_or_default();
        let mut seen: HashMap<&String, usize> = HashMap::new();
        let mut unknown = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let count = seen.entry(row).or_default();
            *count += 1;
            if *count > known(row) {
                unknown.push(index);
            }
        }
        unknown
    }

    /// Whether a row that became known at `time` or later may have been forgotten.
    pub(super) fn forgot_since(&self, time: Time) -> bool {
        self.forgotten.is_some_and(|forgotten| forgotten >= time)
    }
}
