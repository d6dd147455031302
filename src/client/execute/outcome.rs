//! Decides whether a failed call may have changed something at the exchange.

use crate::client::transport::Progress;
use crate::error::{Error, Outcome, Phase};

/// Codes that the exchange also sends after it has stored an order or withdrawal.
const AMBIGUOUS: [&str; 4] = [
    "market.order.create_error",
    "market.order.cancel_error",
    "account.withdraw.create_error",
    "server.internal_error",
];

/// The outcome of a canceled call, or `None` if it only reads. `changes` says whether the call may change something.
/// `progress` is `None` if the call had already ended. Also withholds the body, so that it is not sent afterwards.
#[must_use]
pub fn of_canceled(changes: bool, progress: Option<&Progress>) -> Option<Outcome> {
    let withheld = progress.is_some_and(Progress::withhold_body);
    changes.then_some(if withheld { Outcome::NotSent } else { Outcome::Unknown })
}

/// The outcome of a call that panicked, or `None` if no part of a body was sent. Also withholds the body.
#[must_use]
pub fn of_panicked(progress: &Progress) -> Option<Outcome> {
    (!progress.withhold_body()).then_some(Outcome::Unknown)
}

/// The outcome of a call that failed with `error`. `body_withheld` says that no part of its body was sent.
pub(super) fn of(error: &Error, body_withheld: bool) -> Outcome {
    if body_withheld {
        return Outcome::NotSent;
    }
    match error {
        // An empty body counts as sent before there is a connection: see `transport/send.rs`.
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
