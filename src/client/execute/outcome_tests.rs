use super::*;
use crate::error::Head;

fn response(status: u16, data: &str) -> Error {
    let head = Head { status, ..Head::default() };
    Error::Response(Box::new(ResponseError { head, data: data.to_owned(), errors: Vec::new(), retry_after: None }))
}

#[test]
fn a_response_is_a_refusal_only_with_the_codes_of_the_exchange() {
    use Outcome::{Rejected, Unknown};
    let codes = r#"{"errors":["market.account.insufficient_balance"]}"#;
    let cases = [
        (400, r#"{"errors":"server.method.invalid_message_body"}"#, Rejected),
        (400, "{}", Unknown),
        (401, r#"{"errors":["jwt.decode_and_verify"]}"#, Rejected),
        (401, r#"{"message":"Unauthorized"}"#, Unknown),
        (403, r#"{"errors":[]}"#, Unknown),
        (403, r#"{"errors":["  "]}"#, Unknown),
        (403, r#"{"errors":["a.b",7]}"#, Unknown),
        (403, r#"{"errors":{"code":"a.b"}}"#, Unknown),
        (403, r#""<html>Attention Required</html>""#, Unknown),
        (404, r#"{"errors":["record.not_found"]}"#, Rejected),
        (406, r#"{"error":"The requested format is not supported"}"#, Rejected),
        (408, codes, Unknown),
        (409, codes, Unknown),
        (413, r#"{"errors":["too.large"]}"#, Rejected),
        (415, r#"{"error":"The provided content-type is not supported."}"#, Rejected),
        (422, codes, Rejected),
        (423, r#"{"errors":["authz.locked"]}"#, Rejected),
        (425, codes, Unknown),
        (471, r#"{"errors":["authz.restrict.maintenance"]}"#, Rejected),
        (471, r#""""#, Unknown),
        (429, r#""""#, Rejected),
        (429, r#""Retry later""#, Rejected),
        (429, r#"{"errors":["too.many"]}"#, Rejected),
        (202, codes, Unknown),
        (206, codes, Unknown),
        (300, codes, Unknown),
        (307, codes, Unknown),
        (500, codes, Unknown),
        (503, codes, Unknown),
        (530, codes, Unknown),
    ];
    for (status, data, outcome) in cases {
        assert_eq!(of(&response(status, data), false), outcome, "{status} {data}");
        assert_eq!(of(&response(status, data), true), Outcome::NotSent, "{status} {data}, without the body");
    }
}

#[test]
fn a_code_that_ends_in_error_leaves_the_outcome_unknown_whatever_the_status() {
    let many = format!(r#"{{"errors":[{}"account.withdraw.create_error"]}}"#, r#""a.b","#.repeat(100));
    let codes = [
        r#"{"errors":["market.order.create_error"]}"#,
        r#"{"errors":["account.internal_transfer.create_error\n"]}"#,
        r#"{"errors":["a.b","market.order.cancel_error"]}"#,
        r#"{"error":"server.internal_error"}"#,
        r#"{"errors":[7,"account.withdraw.create_error"]}"#,
        &many,
    ];
    for data in codes {
        for status in [400, 403, 422, 423, 429, 471, 500] {
            assert_eq!(of(&response(status, data), false), Outcome::Unknown, "{status} {data}");
        }
    }
}

#[test]
fn without_a_connection_nothing_was_sent() {
    let network = |phase| Error::Network { code: "ECONNRESET", phase, message: String::new(), hint: None };
    let connect = Error::ConnectTimeout { limit_ms: 1, proxy: None };
    let late = Error::Timeout { phase: Phase::Headers, limit_ms: 1 };
    for (error, outcome) in [
        (network(Phase::Connect), Outcome::NotSent),
        (connect, Outcome::NotSent),
        (network(Phase::Headers), Outcome::Unknown),
        (network(Phase::Body), Outcome::Unknown),
        (late, Outcome::Unknown),
        (Error::Internal(String::new()), Outcome::Unknown),
    ] {
        assert_eq!(of(&error, false), outcome, "{error:?}");
    }
}
