//! The journal of the process.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::entry::{Entry, Identity, State, Time};
use super::known_rows::{KnownRows, Row};

/// The most calls that are kept after their end, and the most rows that are known. Beyond that the oldest are forgotten, and
/// `reconcile` then says `ambiguous` more often.
const MAX_ENDED: usize = 10_000;
const MAX_ROWS: usize = 20_000;

/// The number of a call in the journal. Later calls have larger numbers.
pub type Token = u64;

/// The calls of a process that add something.
pub struct Journal {
    last: Token,
    max_ended: usize,
    entries: BTreeMap<Token, Entry>,
    rows: KnownRows,
}

/// Which of the rows that were found is that of a call. The numbers are positions in the list of rows.
#[derive(Debug, PartialEq, Eq)]
pub enum Settlement {
    /// None of them.
    Absent,
    /// This one.
    Claimed(usize),
    /// It may be any of these.
    Ambiguous(Vec<usize>),
    /// Identical calls are running, and may have added some of them.
    Running,
}

/// The journal of this process.
pub fn shared() -> MutexGuard<'static, Journal> {
    static JOURNAL: LazyLock<Mutex<Journal>> = LazyLock::new(|| Mutex::new(Journal::new(MAX_ENDED, MAX_ROWS)));
    JOURNAL.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Journal {
    fn new(max_ended: usize, max_rows: usize) -> Self {
        Self { last: 0, max_ended, entries: BTreeMap::new(), rows: KnownRows::new(max_rows) }
    }

    /// Notes a call that starts, and that ends within `timeout` unless its thread is terminated.
    pub fn begin(&mut self, identity: Identity, sent_at: Time, timeout: Duration) -> Token {
        self.add(Entry::running(identity, sent_at, timeout))
    }

    /// Notes that a call has ended with a known outcome, and the `row` that it added.
    pub fn complete(&mut self, token: Token, row: Option<&Row>) {
        let Some(entry) = self.entries.get_mut(&token) else { return };
        if let Some(row) = row {
            self.rows.add(&entry.identity.exchange, row, now());
        }
        if entry.in_use {
            entry.state = row.map_or(State::NotDone, |row| State::Done(row.clone()));
        } else {
            self.entries.remove(&token);
        }
    }

    /// Notes that a call has ended with an unknown outcome. Returns the time that tells it from identical calls: when it was
    /// sent, or later if another has that time.
    pub fn leave(&mut self, token: Token) -> Option<Time> {
        let entry = self.entries.get_mut(&token)?;
        entry.leave();
        let (identity, mut sent_at) = (entry.identity.clone(), entry.sent_at);
        let is_taken = |time| {
            let is_other = |(number, other): (&Token, &Entry)| {
                other.sent_at == time && *number != token && other.identity == identity
            };
            self.entries.iter().any(is_other)
        };
        while is_taken(sent_at) {
            sent_at += 1.0;
        }
        self.entries.get_mut(&token)?.sent_at = sent_at;
        Some(sent_at)
    }

    /// Begins to reconcile a call of this journal. Returns false if there is no such call.
    pub fn resume(&mut self, token: Token, identity: &Identity) -> bool {
        let Some(entry) = self.entries.get_mut(&token).filter(|entry| entry.identity == *identity) else {
            return false;
        };
        entry.in_use = true;
        if entry.state == State::NotDone {
            entry.state = State::Unresolved;
        }
        true
    }

    /// Begins to reconcile a call that the caller has noted. If it is in the journal, that is its number. Two that are
    /// reconciled at the same time are two calls, even if they are equal.
    pub fn adopt(&mut self, identity: Identity, sent_at: Time) -> Token {
        let mut same = self.entries.iter().filter(|(_, entry)| entry.identity == identity && !entry.in_use);
        let noted = same
            .clone()
            .find(|(_, entry)| entry.sent_at == sent_at)
            .or_else(|| same.find(|(_, entry)| entry.follows(sent_at)))
            .map(|(token, _)| *token);
        match noted {
            Some(token) if self.resume(token, &identity) => token,
            _ => self.add(Entry::adopted(identity, sent_at)),
        }
    }

    /// Ends reconciling a call. `is_absent` says that it was not found.
    pub fn release(&mut self, token: Token, is_absent: bool) {
        let Some(entry) = self.entries.get_mut(&token) else { return };
        entry.in_use = false;
        if is_absent && entry.state == State::Unresolved {
            entry.state = State::NotDone;
        }
    }

    /// The number of the latest call.
    #[must_use]
    pub fn mark(&self) -> Token {
        self.last
    }

    /// Decides which of `rows`, oldest first, is that of a call. All of them fit it. They were read before the call after
    /// `mark` started.
    pub fn settle(&mut self, token: Token, rows: &[Row], mark: Token) -> Settlement {
        let Some(entry) = self.entries.get(&token) else { return Settlement::Ambiguous((0..rows.len()).collect()) };
        let (identity, since) = (entry.identity.clone(), entry.since());
        if entry.state == State::NotDone {
            return Settlement::Absent;
        }
        if let State::Done(own) = &entry.state
            && let Some(index) = rows.iter().position(|row| row.is(own))
        {
            return Settlement::Claimed(index);
        }
        let candidates = self.rows.unknown(&identity.exchange, rows);
        let Some(oldest) = candidates.first().copied() else { return Settlement::Absent };
        if self.is_running(&identity, mark) {
            return Settlement::Running;
        }
        if self.rows.forgot_since(since) || candidates.len() > self.unresolved(token, mark) {
            return Settlement::Ambiguous(candidates);
        }
        if let (Some(row), Some(entry)) = (rows.get(oldest), self.entries.get_mut(&token)) {
            entry.state = State::Done(row.clone());
            self.rows.add(&identity.exchange, row, now());
        }
        Settlement::Claimed(oldest)
    }

    /// Whether an identical call is running, of any account: the key of one may change.
    fn is_running(&mut self, identity: &Identity, mark: Token) -> bool {
        let same = |other: &Identity| other.exchange == identity.exchange && other.request == identity.request;
        self.entries.range_mut(..=mark).any(|(_, entry)| same(&entry.identity) && entry.is_running())
    }

    /// The number of unresolved calls that the rows of a call can belong to, itself included.
    fn unresolved(&self, token: Token, mark: Token) -> usize {
        let Some(own) = self.entries.get(&token) else { return 0 };
        let others = self.entries.range(..=mark).filter(|(number, other)| {
            **number != token
                && other.identity == own.identity
                && other.state == State::Unresolved
                && own.overlaps(other)
        });
        1 + others.count()
    }

    fn add(&mut self, entry: Entry) -> Token {
        self.last += 1;
        self.entries.insert(self.last, entry);
        if self.entries.len() > self.max_ended {
            let ended = self.entries.iter().find(|(_, entry)| !matches!(entry.state, State::Running(_)));
            if let Some(token) = ended.map(|(token, _)| *token) {
                self.entries.remove(&token);
            }
        }
        self.last
    }
}

fn now() -> Time {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1000.0
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
