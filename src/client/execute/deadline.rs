//! Ends a call in time, and says what became of it.

use super::executor::{Executor, PreparedCall};
use super::outcome;
use super::reply::{Failure, Reply};
use crate::client::config::{CallConfig, MAX_STRING_LENGTH};
use crate::client::decode::Content;
use crate::error::{Error, Head};

/// Carries out `run`, which is all that `call` does, until its deadline. `query` is the one that an error shows.
pub(super) async fn within_deadline(
    executor: &Executor,
    call: &PreparedCall,
    query: &str,
    run: impl Future<Output = Result<(Head, Content), Error>>,
) -> Result<Reply, Box<Failure>> {
    let ended = tokio::time::timeout_at(call.deadline, run)
        .await
        .unwrap_or_else(|_| Err(Error::Timeout { phase: call.progress.phase(), limit_ms: milliseconds(call.config) }));
    let (request, attempts) = (&call.request, call.progress.attempts());
    match ended.and_then(short_enough) {
        Ok((head, content)) => Ok(Reply { head, content, endpoint: request.typed(), attempts, page: None }),
        Err(error) => Err(Box::new(Failure {
            outcome: request.writes().then(|| outcome::of(&error, call.progress.withhold_body())),
            error,
            method: request.method.to_string(),
            url: executor.config.base_url.join(&request.path, query).map(String::from).unwrap_or_default(),
            endpoint: request.endpoint,
            timeout_ms: milliseconds(call.config),
            attempts,
        })),
    }
}

/// Refuses a text that is too long for a JavaScript string, with which the results of other calls would be lost too.
fn short_enough((head, content): (Head, Content)) -> Result<(Head, Content), Error> {
    match content {
        Content::Text(text) if text.len() > MAX_STRING_LENGTH as usize => {
            let message = "is longer than a JavaScript string can be".to_owned();
            Err(Error::Decode { path: String::new(), message, response: Some(Box::new(head)) })
        }
        content => Ok((head, content)),
    }
}

pub(super) fn milliseconds(config: CallConfig) -> u64 {
    u64::try_from(config.timeout.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_be_as_long_as_a_javascript_string() {
        for (more, refused) in [(0, false), (1, true)] {
            let text = String::from_utf8(vec![0; MAX_STRING_LENGTH as usize + more]).unwrap();
            assert_eq!(short_enough((Head::default(), Content::Text(text))).is_err(), refused);
        }
    }
}
