//! Decides whether a failed call that changes something may have changed it.

use crate::client::transport::Progress;
use crate::error::{Error, Outcome, Phase};

/// Codes that the exchange also sends after it has stored what it was asked to do.
const AMBIGUOUS: [&str; 4] = [
    "market.order.create_error",
    "market.order.cancel_error",
    "account.withdraw.create_error",
    "server.internal_error",
];

/// The outcome of a canceled call. `changes` says whether the call may change something; `None` if it only reads.
/// `progress` is `None` if the call had already ended. The body cannot be sent any more.
#[must_use]
pub fn of_canceled(changes: bool, progress: Option<&Progress>) -> Option<Outcome> {
    let withheld = progress.is_some_and(Progress::withhold_body);
    changes.then_some(if withheld { Outcome::NotSent } else { Outcome::Unknown })
}

/// The outcome of a call that panicked. `None` if no part of a body was sent. The body cannot be sent any more.
#[must_use]
pub fn of_panicked(progress: &Progress) -> Option<Outcome> {
    (!progress.withhold_body()).then_some(Outcome::Unknown)
}

/// The outcome of a call that failed with `error`. `withheld` says that nothing of its body has left.
pub(super) fn of(error: &Error, withheld: bool) -> Outcome {
    if withheld {
        return Outcome::NotSent;
    }
    match error {
        // Without a connection nothing leaves, and a body that is empty cannot tell.
        Error::Network { phase: Phase::Connect, .. } | Error::ConnectTimeout { .. } => Outcome::NotSent,
        Error::Response(response)
            if matches!(response.head.status, 400 | 401 | 403 | 404 | 405 | 422)
                && !response.errors.is_empty()
                && !response.errors.iter().any(|code| AMBIGUOUS.contains(&code.as_str())) =>
        {
            Outcome::Rejected
        }
        _ => Outcome::Unknown,
    }
}
