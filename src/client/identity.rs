//! What belongs to a key: the lane that its calls take, and how it is recognised where it must not be shown.

use std::sync::Arc;

use super::config::Config;
use super::credentials::Credentials;
use super::lane::Lane;
use super::lanes;
use super::redact::Redactor;

#[derive(Clone)]
pub(super) struct Identity {
    pub(super) lane: Arc<Lane>,
    pub(super) redactor: Arc<Redactor>,
}

impl Identity {
    /// That of these credentials, or of calls without any, with the options of a client.
    pub(super) fn new(config: &Config, credentials: Option<&Credentials>) -> Self {
        let key = credentials.map(Credentials::visible);
        Self {
            lane: lanes::shared(&config.base_url.origin(), key, config.rate_limit),
            redactor: Arc::new(Redactor::new(key)),
        }
    }
}
