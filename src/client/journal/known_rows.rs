//! The rows that are known to belong to a call.

use std::collections::{HashMap, VecDeque};

use super::entry::Time;

/// How much the time of a row may differ between two responses: the database rounds what the first one truncates.
const ROUNDING: Time = 2_000.0;

/// A row of the exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What the row is. A row with an id has a name of its own, and others may have the same one.
    pub name: String,
    /// When it was created, in milliseconds since 1970. Zero if its name is its own.
    pub time: Time,
}

impl Row {
    /// Whether two responses can show the same row.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.name == other.name && (self.time - other.time).abs() <= ROUNDING
    }
}

/// The rows of all exchanges, in the order in which they became known.
pub(super) struct KnownRows {
    limit: usize,
    /// The times of rows by exchange and name.
    times: HashMap<(String, String), Vec<Time>>,
    order: VecDeque<((String, String), Time)>,
    /// When the last row became known of those that were forgotten again.
    forgotten: Option<Time>,
}

impl KnownRows {
    /// At most `limit` rows. Then the oldest are forgotten.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, times: HashMap::new(), order: VecDeque::new(), forgotten: None }
    }

    pub(super) fn add(&mut self, exchange: &str, row: &Row, now: Time) {
        let key = (exchange.to_owned(), row.name.clone());
        self.times.entry(key.clone()).or_default().push(row.time);
        self.order.push_back((key, now));
        if self.order.len() > self.limit {
            self.forget();
        }
    }

    fn forget(&mut self) {
        let Some((key, time)) = self.order.pop_front() else { return };
        self.forgotten = Some(time);
        if let Some(times) = self.times.get_mut(&key) {
            // The first of them is the oldest.
            times.drain(..1);
            if times.is_empty() {
                self.times.remove(&key);
            }
        }
    }

    /// The positions of the rows that belong to no known call. Rows with the very time of a known one are taken for that one
    /// first.
    pub(super) fn unknown(&self, exchange: &str, rows: &[Row]) -> Vec<usize> {
        let mut left: HashMap<&str, Vec<Time>> = HashMap::new();
        let mut unknown: Vec<(usize, &Row)> = rows.iter().enumerate().collect();
        for tolerance in [0.0, ROUNDING] {
            unknown.retain(|(_, row)| {
                let times = left.entry(&row.name).or_insert_with(|| self.times_of(exchange, &row.name));
                let known = times.iter().position(|time| (time - row.time).abs() <= tolerance);
                known.map(|index| times.remove(index)).is_none()
            });
        }
        unknown.into_iter().map(|(index, _)| index).collect()
    }

    fn times_of(&self, exchange: &str, name: &str) -> Vec<Time> {
        let mut times = self.times.get(&(exchange.to_owned(), name.to_owned())).cloned().unwrap_or_default();
        times.sort_by(f64::total_cmp);
        times
    }

    /// Whether a row that became known at `time` or later may have been forgotten.
    pub(super) fn forgot_since(&self, time: Time) -> bool {
        self.forgotten.is_some_and(|forgotten| forgotten >= time)
    }
}
