//! The admission and the redactor of a key.

use std::sync::Arc;

use crate::client::admission::{self, Admission};
use crate::client::config::Config;
use crate::client::config::credentials::Credentials;
use crate::client::response::Redactor;

/// The state that all calls with one key share.
#[derive(Clone)]
pub(super) struct KeyContext {
    pub(super) admission: Arc<Admission>,
    pub(super) redactor: Arc<Redactor>,
}

impl KeyContext {
    /// The context of `credentials`, or of calls without a key, for a client with this `config`.
    pub(super) fn new(config: &Config, credentials: Option<&Credentials>) -> Self {
        let key = credentials.map(Credentials::as_sent);
        Self {
            admission: admission::shared(&config.base_url.origin(), key, config.rate_limit),
            redactor: Arc::new(Redactor::new(key)),
        }
    }
}
