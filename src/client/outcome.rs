//! Whether a failed call that changes something may have changed it.

use crate::error::{Error, Phase};

/// What the exchange did with a failed call that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing of it was sent: trying again is safe.
    NotSent,
    /// The exchange refused it.
    Rejected,
    /// The exchange may have acted: look before trying again.
    Unknown,
}

/// Codes that the exchange also sends after it has stored what it was asked to do.
const AMBIGUOUS: [&str; 4] = [
    "market.order.create_error",
    "market.order.cancel_error",
    "account.withdraw.create_error",
    "server.internal_error",
];

impl Outcome {
    /// The name that callers see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
        }
    }

    /// The outcome of a call that failed with `error`. `withheld` says that nothing of its body has left.
    pub(super) fn of(error: &Error, withheld: bool) -> Self {
        if withheld {
            return Self::NotSent;
        }
        match error {
            // Without a connection nothing leaves, and a body that is empty cannot tell.
            Error::Network { phase: Phase::Connect, .. } | Error::ConnectTimeout { .. } => Self::NotSent,
            Error::Response(response)
                if matches!(response.head.status, 400 | 401 | 403 | 404 | 405 | 422)
                    && !response.errors.is_empty()
                    && !response.errors.iter().any(|code| AMBIGUOUS.contains(&code.as_str())) =>
            {
                Self::Rejected
            }
            _ => Self::Unknown,
        }
    }
}
