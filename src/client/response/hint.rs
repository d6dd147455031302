//! Advice on what to do about a failure, for people.

use percent_encoding::percent_decode_str;

use crate::error::{Error, Outcome, Phase, ResponseError};
use crate::schema::{Auth, Effect, Endpoint, market_id};

const UNKNOWN_OUTCOME: &str = "The exchange may have acted: check whether it did before you repeat the call.";
const UNKNOWN_STATE: &str = "The exchange may have acted. Sending this call again does no harm. If it takes a one-time password, use a new one.";

/// The hint for a call of `endpoint` at `url` that failed with `error`, if there is any advice. `has_key` says whether its
/// requests carried a key.
#[must_use]
pub fn hint(
    error: &Error,
    outcome: Option<Outcome>,
    endpoint: Option<&Endpoint>,
    url: &str,
    has_key: bool,
) -> Option<String> {
    let advice = match error {
        _ if outcome == Some(Outcome::Unknown) => match endpoint {
            Some(endpoint) if endpoint.effect == Effect::Sets => UNKNOWN_STATE,
            _ => UNKNOWN_OUTCOME,
        },
        Error::Config(config) | Error::Param(config) => config.hint?,
        Error::Response(response) => return for_response(response, endpoint, url, has_key),
        Error::TooLarge { .. } => "Ask for fewer rows with limit, or raise maxResponseSize.",
        Error::Decode { path, .. } if path.is_empty() => {
            "The response may not come from the exchange: check baseUrl and the proxy."
        }
        Error::Decode { .. } => {
            "The exchange sent something that it does not document: please report it, with the path."
        }
        Error::Timeout { phase, .. } => match phase {
            Phase::Queue => {
                "Calls are made faster than rateLimit or the exchange allows: make fewer at once, or raise timeout."
            }
            Phase::Connect => "Check the network, firewall and proxy: no connection could be made.",
            Phase::Headers | Phase::Body | Phase::Backoff => "The exchange is slow: raise timeout, or try again later.",
        },
        Error::ConnectTimeout { proxy: Some(_), .. } => {
            "Check the proxy, and its URL in HTTPS_PROXY, ALL_PROXY or the proxy option; or raise connectTimeout."
        }
        Error::ConnectTimeout { .. } => "Check the network, firewall and proxy, or raise connectTimeout.",
        Error::Network { hint: Some(hint), .. } => return Some(hint.clone()),
        Error::Network { code, .. } => network(code)?,
        Error::QueueFull => "Make fewer calls at once: 10 000 are already waiting.",
        Error::Internal(_) => "Please report this, with the message.",
    };
    Some(advice.to_owned())
}

/// The advice of the endpoint, or else for a code of the exchange, or else for the status.
fn for_response(response: &ResponseError, endpoint: Option<&Endpoint>, url: &str, has_key: bool) -> Option<String> {
    let (status, codes) = (response.head.status, &response.errors);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    if let Some(id) =
        codes.iter().find(|code| is_unknown_market(code)).and_then(|_| intended_market(endpoint, path, query))
    {
        return Some(format!("There is no such market. Ids are in lower case and without a separator: try {id}."));
    }
    let own = endpoint.and_then(|endpoint| endpoint.hints.iter().find_map(|hint| hint.advice(status, codes, query)));
    if let Some(advice) = own.or_else(|| codes.iter().find_map(|code| by_code(code))) {
        return Some(advice.to_owned());
    }
    let advice = match status {
        300..=399 => "Redirects are never followed: check baseUrl.",
        401 if endpoint.is_some_and(|endpoint| endpoint.auth == Auth::Public) => {
            "The exchange's gateway asks for a key, although this call is public: pass apiKey in the options of the call."
        }
        401 if !has_key => {
            "No key was sent: set COINPORT_API_KEY or apiKey. A request of axios has its key in its own Authorization header."
        }
        401 => {
            "Check that the key in COINPORT_API_KEY or apiKey is complete, active and not expired; some keys need their apiSecret too."
        }
        403 if response.errors.is_empty() => {
            "The response has no code of the exchange, so a gateway or firewall may have refused the request: try again later, and check whether the address of this machine is blocked."
        }
        403 => "The key lacks a permission: give it Read Only, Trade or Withdraw in the exchange's account settings.",
        404 => "Check the path, and whether the requested item exists.",
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

fn is_unknown_market(code: &str) -> bool {
    matches!(
        code,
        "public.market.doesnt_exist"
            | "market.market.doesnt_exist"
            | "market.spot_market.doesnt_exist_or_not_enabled"
            | "public.trading_fee.market_doesnt_exist"
    )
}

/// The id of the market that the request means, if it writes that in capitals or with a separator.
fn intended_market(endpoint: Option<&Endpoint>, path: &str, query: &str) -> Option<String> {
    let in_path = endpoint.and_then(|endpoint| {
        // From the end, because `path` is that of the whole URL.
        let mut segments = endpoint.path.rsplit('/').zip(path.rsplit('/'));
        segments.find_map(|(name, value)| (name == "{market}").then_some(value))
    });
    let in_query = || query.split('&').find_map(|pair| pair.strip_prefix("market="));
    market_id(&percent_decode_str(in_path.or_else(in_query)?).decode_utf8().ok()?)
}

fn by_code(code: &str) -> Option<&'static str> {
    Some(match code {
        "authz.nonce_expired" | "authz.nonce_not_valid_timestamp" => {
            "The clock of this machine is wrong by 5 seconds or more: set it, preferably with NTP."
        }
        "authz.invalid_signature" => "The secret does not belong to this key: check COINPORT_API_SECRET or apiSecret.",
        "authz.unexistent_apikey" => {
            "The exchange does not know this key: check COINPORT_API_KEY or apiKey letter by letter."
        }
        "authz.apikey_not_active" => "The key is not active: activate it in the exchange's account settings.",
        "authz.disabled_2fa" => {
            "The key works only while two-factor authentication is enabled for its owner: enable it."
        }
        "authz.invalid_permission" | "authz.permission_denied" => "The owner of the key may not make this call.",
        "jwt.decode_and_verify" => "The token is not valid or has expired: get a new one.",
        "authz.restrict.maintenance" => "The exchange is in maintenance: try again later.",
        "market.trade.not_permitted" | "account.deposit.not_permitted" | "account.withdraw.not_permitted" => {
            "The verification level of the account is too low: getMemberLevels() shows which level this needs."
        }
        "market.account.insufficient_balance" | "account.internal_transfer.insufficient_balance" => {
            "The exchange locks the funds of an order a moment after it has accepted it, so getBalances() may show more than is available."
        }
        _ if code.ends_with("invalid_otp") => {
            "Wait for the next code. Each is accepted once, and a code that begins with 0 is never accepted."
        }
        code if is_unknown_market(code) => {
            "There is no such market: getMarkets() lists them, with ids in lower case and without a separator, such as btcaud."
        }
        "public.currency.doesnt_exist" | "account.currency.doesnt_exist" => {
            "There is no such currency: getCurrencies() lists them, with codes in lower case."
        }
        _ => return None,
    })
}

fn network(code: &str) -> Option<&'static str> {
    Some(match code {
        "ECONNREFUSED" => "Check baseUrl and the proxy: nothing accepts connections at that address.",
        "ENOTFOUND" | "EAI_AGAIN" => "Check the host in baseUrl, and the DNS settings of this machine.",
        "EHOSTUNREACH" | "ENETUNREACH" => "Check the network of this machine.",
        "ECONNRESET" | "EPIPE" => "The connection was lost: try again, and check any proxy or firewall in between.",
        "CERT_HAS_EXPIRED" | "CERT_NOT_YET_VALID" => {
            "Check the clock of this machine. If it is right, the certificate of the server is not."
        }
        "ERR_TLS_CERT_ALTNAME_INVALID" => "Check the host in baseUrl: the certificate belongs to another host.",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE" | "DEPTH_ZERO_SELF_SIGNED_CERT" | "SELF_SIGNED_CERT_IN_CHAIN" => {
            "If you use a proxy that inspects TLS, trust its root certificate with NODE_EXTRA_CA_CERTS or the ca option. Otherwise someone may be intercepting the connection."
        }
        "EAGAIN" => {
            "Allow the process to start more threads: its limit (ulimit -u, or pids of its container) is reached."
        }
        "EMFILE" | "ENFILE" | "EADDRNOTAVAIL" => "Close files or connections, or raise the limit (ulimit -n).",
        "EPROTO" => "The server does not use HTTPS with TLS 1.2 or later: check baseUrl and the proxy.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Head;

    fn response(status: u16, codes: &[&str], retry_after: Option<u64>) -> Error {
        let head = Head { status, ..Head::default() };
        let errors = codes.iter().map(|&code| code.to_owned()).collect();
        Error::Response(Box::new(ResponseError { head, data: String::new(), errors, retry_after }))
    }

    #[test]
    fn common_failures_have_advice() {
        let network = |code| Error::Network { code, phase: Phase::Connect, message: String::new(), hint: None };
        let cases = [
            (response(401, &[], None), "COINPORT_API_KEY"),
            (response(401, &["authz.nonce_expired"], None), "clock"),
            (response(401, &["something.new", "authz.invalid_signature"], None), "secret"),
            (response(403, &["user.ability.not_permitted"], None), "permission"),
            (response(403, &["market.trade.not_permitted"], None), "getMemberLevels"),
            (response(403, &[], None), "firewall"),
            (response(429, &[], Some(7)), "Wait 7 s"),
            (response(429, &[], None), "rateLimit"),
            (response(422, &["public.market.doesnt_exist"], None), "getMarkets"),
            (response(422, &["market.account.insufficient_balance"], None), "locks"),
            (response(422, &["account.withdraw.invalid_otp"], None), "next code"),
            (response(422, &["invalid_otp"], None), "begins with 0"),
            (response(471, &[], None), "maintenance"),
            (response(301, &[], None), "baseUrl"),
            (response(503, &[], None), "later"),
            (network("CERT_HAS_EXPIRED"), "clock"),
            (network("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "NODE_EXTRA_CA_CERTS"),
            (network("ECONNREFUSED"), "baseUrl"),
            (network("ENOTFOUND"), "host"),
            (Error::Timeout { phase: Phase::Queue, limit_ms: 1 }, "rateLimit"),
            (network("EAGAIN"), "threads"),
            (Error::ConnectTimeout { limit_ms: 1, proxy: Some(String::new()) }, "HTTPS_PROXY"),
        ];
        for (error, mentioned) in cases {
            let text = hint(&error, None, None, "", true).unwrap_or_default();
            assert!(text.contains(mentioned) && text.ends_with('.'), "{error:?}: {text}");
        }
        assert_eq!(hint(&response(422, &["pagination.invalid_limit"], None), None, None, "", true), None);
    }

    #[test]
    fn an_unknown_outcome_must_be_checked_before_the_call_is_repeated() {
        let advice = hint(&response(503, &[], None), Some(Outcome::Unknown), None, "", true);
        assert_eq!(advice.as_deref(), Some(UNKNOWN_OUTCOME));
    }
}
