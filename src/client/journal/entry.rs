//! One call in the journal.

use std::time::{Duration, Instant};

use super::known_rows::Row;

/// Milliseconds since 1970, on the clock of the caller.
pub(super) type Time = f64;

/// How much earlier than the call its row may have been created: the exchange's clocks agree within this, and it writes
/// whole seconds.
pub const CLOCK_MARGIN: Time = 5_000.0;
/// How long `reconcile` looks by default. As long after its end, the row of a call is still taken for its own.
pub const DEFAULT_WAIT: Time = 30_000.0;

/// What makes two calls identical: a row of the exchange can be that of either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The base URL.
    pub exchange: String,
    /// The name of the account, from the client.
    pub account: String,
    /// The name of the call and what it asks for, in a normal form.
    pub request: String,
}

/// What is known about a call.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum State {
    /// It has not ended. It ends by this moment, unless the thread that made it was terminated.
    Running(Instant),
    /// It failed, and the exchange may have carried it out.
    Unresolved,
    /// It was looked for and not found.
    NotDone,
    /// This row is its own.
    Done(Row),
}

/// A call that adds something.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) identity: Identity,
    pub(super) sent_at: Time,
    pub(super) ended_at: Time,
    pub(super) started: Instant,
    pub(super) state: State,
    /// Whether it is being reconciled.
    pub(super) in_use: bool,
}

impl Entry {
    pub(super) fn running(identity: Identity, sent_at: Time, timeout: Duration) -> Self {
        let started = Instant::now();
        let state = State::Running(started + timeout);
        Self { identity, sent_at, ended_at: sent_at, started, state, in_use: false }
    }

    /// A call of an earlier process, whose end is not known.
    pub(super) fn adopted(identity: Identity, sent_at: Time) -> Self {
        let state = State::Unresolved;
        Self { identity, sent_at, ended_at: sent_at + DEFAULT_WAIT, started: Instant::now(), state, in_use: true }
    }

    /// Marks a running call as ended, with an unknown outcome.
    pub(super) fn leave(&mut self) {
        self.ended_at = self.sent_at + self.started.elapsed().as_secs_f64() * 1000.0;
        self.state = State::Unresolved;
    }

    /// Whether the call has not ended. A call that has not reported its end in time was of a thread that is gone.
    pub(super) fn is_running(&mut self) -> bool {
        if let State::Running(until) = self.state {
            if Instant::now() < until {
                return true;
            }
            self.leave();
        }
        false
    }

    /// The earliest time at which its row can have been created.
    pub(super) fn since(&self) -> Time {
        self.sent_at - CLOCK_MARGIN
    }

    /// Whether a row can be that of this call and that of `other`, by its time.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.since() <= other.ended_at + DEFAULT_WAIT && other.since() <= self.ended_at + DEFAULT_WAIT
    }

    /// Whether an intent of this identity and time, which the caller noted before the call, can be that of this call.
    pub(super) fn follows(&self, sent_at: Time) -> bool {
        matches!(self.state, State::Running(_) | State::Unresolved)
            && (sent_at..=sent_at + CLOCK_MARGIN).contains(&self.sent_at)
    }
}
