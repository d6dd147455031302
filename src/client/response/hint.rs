//! What to do about a failure, in one sentence for a person.

use crate::error::{Error, Outcome, Phase, ResponseError};
use crate::schema::{Auth, Endpoint};

const REPEATING: &str = "The exchange may have acted: look whether it did before you send this again.";

/// The hint for a call of `endpoint` with this `query` that failed with `error`, if there is something to do.
#[must_use]
pub fn hint(error: &Error, outcome: Option<Outcome>, endpoint: Option<&Endpoint>, query: &str) -> Option<String> {
    let advice = match error {
        _ if outcome == Some(Outcome::Unknown) => REPEATING,
        Error::Config(config) => config.hint?,
        Error::Response(response) => return for_response(response, endpoint, query),
        Error::TooLarge { .. } => "Ask for fewer rows with limit, or raise maxResponseSize.",
        Error::Decode { path, .. } if path.is_empty() => {
            "Something on the way may have answered in place of the exchange: check baseUrl and the proxy."
        }
        Error::Decode { .. } => "The exchange sent what it does not document: please report it, with the path.",
        Error::Timeout { phase, .. } => match phase {
            Phase::Queue => "Calls are made faster than rateLimit lets them go: make fewer, or raise timeout.",
            Phase::Connect => "Check the network, firewall and proxy: no connection could be made.",
            Phase::Headers | Phase::Body | Phase::Backoff => "The exchange is slow: raise timeout, or try again later.",
        },
        Error::ConnectTimeout { proxy: Some(_), .. } => {
            "Check the proxy, and its URL in HTTPS_PROXY, ALL_PROXY or the proxy option; or raise connectTimeout."
        }
        Error::ConnectTimeout { .. } => "Check the network, firewall and proxy, or raise connectTimeout.",
        Error::Network { hint: Some(hint), .. } => return Some(hint.clone()),
        Error::Network { code, .. } => network(code)?,
        Error::QueueFull => "Make fewer calls at once: 10 000 are waiting already.",
        Error::Internal(_) => "Please report this, with the message.",
    };
    Some(advice.to_owned())
}

/// The endpoint's own advice first, then that for the exchange's codes, then that for the status.
fn for_response(response: &ResponseError, endpoint: Option<&Endpoint>, query: &str) -> Option<String> {
    let (status, codes) = (response.head.status, &response.errors);
    let own = endpoint.and_then(|endpoint| endpoint.hints.iter().find_map(|hint| hint.advice(status, codes, query)));
    if let Some(advice) = own.or_else(|| codes.iter().find_map(|code| by_code(code))) {
        return Some(advice.to_owned());
    }
    let advice = match status {
        300..=399 => "Redirects are never followed: check baseUrl.",
        401 if endpoint.is_some_and(|endpoint| endpoint.auth == Auth::Public) => {
            "The exchange's gateway asks for a key here, though this is public: give apiKey in the options of the call."
        }
        401 => {
            "Check that the key in COINPORT_API_KEY or apiKey is complete, active and not expired; some keys need their apiSecret too."
        }
        403 if response.errors.is_empty() => {
            "The refusal came without a code of the exchange, so perhaps from a gateway or firewall: try again later, and check whether this machine's address is blocked."
        }
        403 => "The key lacks a permission: give it Read Only, Trade or Withdraw in the exchange's account settings.",
        404 => "Check the path, and that the thing asked for exists.",
        423 | 471 => "The exchange is closed to this account or in maintenance: try again later.",
        429 => {
            return Some(match response.retry_after {
                Some(seconds) => format!(
                    "Wait {seconds} s before the next call, as the exchange asks; a lower rateLimit avoids this."
                ),
                None => "Wait before the next call, and call less often: a lower rateLimit does that.".to_owned(),
            });
        }
        500..=599 => "The exchange has a problem: try again later.",
        _ => return None,
    };
    Some(advice.to_owned())
}

fn by_code(code: &str) -> Option<&'static str> {
    Some(match code {
        "authz.nonce_expired" | "authz.nonce_not_valid_timestamp" => {
            "The clock of this machine is off by 5 seconds or more: set it, best by NTP."
        }
        "authz.invalid_signature" => "The secret does not belong to this key: check COINPORT_API_SECRET or apiSecret.",
        "authz.unexistent_apikey" => {
            "The exchange does not know this key: check COINPORT_API_KEY or apiKey letter by letter."
        }
        "authz.apikey_not_active" => "The key is switched off: activate it in the exchange's account settings.",
        "authz.disabled_2fa" => "The key works only while its owner has two-factor authentication on: switch it on.",
        "authz.invalid_permission" | "authz.permission_denied" => "The owner of the key may not make this call.",
        "jwt.decode_and_verify" => "The token is not valid or has expired: get a new one.",
        "authz.restrict.maintenance" => "The exchange is in maintenance: try again later.",
        "market.trade.not_permitted" | "account.deposit.not_permitted" | "account.withdraw.not_permitted" => {
            "The account is not verified far enough for this: getMemberLevels() says which level it needs."
        }
        "public.market.doesnt_exist" | "market.market.doesnt_exist" | "public.trading_fee.market_doesnt_exist" => {
            "There is no such market: getMarkets() lists them, with ids in lower case."
        }
        "public.currency.doesnt_exist" | "account.currency.doesnt_exist" => {
            "There is no such currency: getCurrencies() lists them, with codes in lower case."
        }
        _ => return None,
    })
}

fn network(code: &str) -> Option<&'static str> {
    Some(match code {
        "ECONNREFUSED" => "Check baseUrl and the proxy: nothing takes connections there.",
        "ENOTFOUND" | "EAI_AGAIN" => "Check the host in baseUrl, and this machine's name resolution.",
        "EHOSTUNREACH" | "ENETUNREACH" => "Check this machine's network.",
        "ECONNRESET" | "EPIPE" => "The connection was lost: try again, and check what is on the way, such as a proxy.",
        "CERT_HAS_EXPIRED" | "CERT_NOT_YET_VALID" => {
            "Check the clock of this machine; if it is right, the server's certificate is not."
        }
        "ERR_TLS_CERT_ALTNAME_INVALID" => "Check the host in baseUrl: another one answers there.",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE" | "DEPTH_ZERO_SELF_SIGNED_CERT" | "SELF_SIGNED_CERT_IN_CHAIN" => {
            "If a proxy of your own stands in between, trust its root with NODE_EXTRA_CA_CERTS or the ca option; otherwise somebody is listening in."
        }
        "EAGAIN" => "Let the process start more threads: its limits (ulimit -u, pids of its container) are reached.",
        "EMFILE" | "ENFILE" | "EADDRNOTAVAIL" => "Close what is open, or raise the limit (ulimit -n).",
        "EPROTO" => "The other side does not speak HTTPS with TLS 1.2 or later: check baseUrl and the proxy.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Head;

    fn answer(status: u16, codes: &[&str], retry_after: Option<u64>) -> Error {
        let head = Head { status, ..Head::default() };
        let errors = codes.iter().map(|&code| code.to_owned()).collect();
        Error::Response(Box::new(ResponseError { head, data: String::new(), errors, retry_after }))
    }

    #[test]
    fn says_what_to_do() {
        let network = |code| Error::Network { code, phase: Phase::Connect, message: String::new(), hint: None };
        let cases = [
            (answer(401, &[], None), "COINPORT_API_KEY"),
            (answer(401, &["authz.nonce_expired"], None), "clock"),
            (answer(401, &["something.new", "authz.invalid_signature"], None), "secret"),
            (answer(403, &["user.ability.not_permitted"], None), "permission"),
            (answer(403, &["market.trade.not_permitted"], None), "getMemberLevels"),
            (answer(403, &[], None), "firewall"),
            (answer(429, &[], Some(7)), "Wait 7 s"),
            (answer(429, &[], None), "rateLimit"),
            (answer(422, &["public.market.doesnt_exist"], None), "getMarkets"),
            (answer(471, &[], None), "maintenance"),
            (answer(301, &[], None), "baseUrl"),
            (answer(503, &[], None), "later"),
            (network("CERT_HAS_EXPIRED"), "clock"),
            (network("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "NODE_EXTRA_CA_CERTS"),
            (network("ECONNREFUSED"), "baseUrl"),
            (network("ENOTFOUND"), "host"),
            (Error::Timeout { phase: Phase::Queue, limit_ms: 1 }, "rateLimit"),
            (network("EAGAIN"), "threads"),
            (Error::ConnectTimeout { limit_ms: 1, proxy: Some(String::new()) }, "HTTPS_PROXY"),
        ];
        for (error, mentioned) in cases {
            let text = hint(&error, None, None, "").unwrap_or_default();
            assert!(text.contains(mentioned) && text.ends_with('.'), "{error:?}: {text}");
        }
        assert_eq!(hint(&answer(422, &["pagination.invalid_limit"], None), None, None, ""), None);
    }

    #[test]
    fn a_change_that_may_have_happened_is_not_to_be_repeated_blindly() {
        let advice = hint(&answer(503, &[], None), Some(Outcome::Unknown), None, "");
        assert_eq!(advice.as_deref(), Some(REPEATING));
    }
}
