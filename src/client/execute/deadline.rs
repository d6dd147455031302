//! Ends a call at its deadline, and reports a failure with its outcome.

use super::executor::Executor;
use super::outcome;
use super::prepared_call::PreparedCall;
use super::reply::{Failure, Reply};
use crate::client::config::MAX_STRING_LENGTH;
use crate::client::decode::Content;
use crate::error::{Error, Head};

/// Runs `run`, the whole work of `call`, until the deadline of the call. A failure shows the URL with `query`.
pub(super) async fn within_deadline(
    executor: &Executor,
    call: &PreparedCall,
    query: &str,
    run: impl Future<Output = Result<(Head, Content), Error>>,
) -> Result<Reply, Box<Failure>> {
    let ended = tokio::time::timeout_at(call.deadline, run)
        .await
        .unwrap_or_else(|_| Err(Error::Timeout { phase: call.progress.phase(), limit_ms: call.config.timeout_ms() }));
    match ended.and_then(check_length) {
        Ok((head, content)) => Ok(Reply {
            head,
            content,
            endpoint: call.request.endpoint,
            attempts: call.progress.attempts(),
            page: None,
            rejection: None,
        }),
        Err(error) => Err(failure(executor, call, query, error)),
    }
}

/// The failure of `call`, with its outcome.
pub(super) fn failure(executor: &Executor, call: &PreparedCall, query: &str, error: Error) -> Box<Failure> {
    let request = &call.request;
    Box::new(Failure {
        status: error.status().or_else(|| call.progress.status()),
        outcome: request.writes().then(|| outcome::of(&error, call.progress.withhold_body())),
        error,
        method: request.method.to_string(),
        url: executor.config.base_url.join(&request.path, query).map(String::from).unwrap_or_default(),
        endpoint: request.endpoint,
        timeout_ms: call.config.timeout_ms(),
        attempts: call.progress.attempts(),
        has_key: request.credentials.is_some(),
    })
}

/// Refuses a text that is too long for a JavaScript string. Otherwise its whole batch would fail, and the results of other
/// calls would be lost.
fn check_length((head, content): (Head, Content)) -> Result<(Head, Content), Error> {
    match content {
        Content::Text(text) if text.len() > MAX_STRING_LENGTH as usize => {
            let message = "is longer than a JavaScript string can be".to_owned();
            Err(Error::Decode { path: String::new(), message, response: Some(Box::new(head)) })
        }
        content => Ok((head, content)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_only_texts_that_are_longer_than_a_javascript_string() {
        for (extra, refused) in [(0, false), (1, true)] {
            let text = String::from_utf8(vec![0; MAX_STRING_LENGTH as usize + extra]).unwrap();
            assert_eq!(check_length((Head::default(), Content::Text(text))).is_err(), refused);
        }
    }
}
