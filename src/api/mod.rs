//! The endpoints of the exchange, each declared in one documented block. To add one, write its block in a file of its
//! group and list it in [`ENDPOINTS`]; `npm run generate` does the rest.

pub mod account;
pub mod coingecko;
pub mod coinmarketcap;
pub mod fingerprint;
pub mod market;
pub mod public;

#[cfg(test)]
mod documents;

use crate::schema::Endpoint;

/// Every endpoint, in the order of the documentation. JavaScript refers to an endpoint by its index.
pub static ENDPOINTS: &[&Endpoint] = &[
    &public::tickers::GET_TICKERS,
    &public::tickers::GET_TICKER,
    &public::markets::GET_MARKETS,
    &public::depth::GET_DEPTH,
    &public::trades::GET_TRADES,
    &public::k_line::GET_K_LINE,
    &public::order_book::GET_ORDER_BOOK,
    &public::currencies::GET_CURRENCIES,
    &public::currencies::GET_CURRENCY,
    &public::trading_fees::GET_TRADING_FEES,
    &public::withdraw_limits::GET_WITHDRAW_LIMITS,
    &public::member_levels::GET_MEMBER_LEVELS,
    &public::config::GET_CONFIG,
    &public::timestamp::GET_TIMESTAMP,
    &public::version::GET_VERSION,
    &public::health::GET_READINESS,
    &public::health::GET_LIVENESS,
    &account::balances::GET_BALANCES,
    &account::balances::GET_BALANCE,
    &account::deposits::GET_DEPOSITS,
    &account::deposits::GET_DEPOSIT,
    &account::deposit_address::GET_DEPOSIT_ADDRESS,
    &account::withdraws::GET_WITHDRAWS,
    &account::withdraws::GET_WITHDRAW_SUMS,
    &account::withdraws::CREATE_WITHDRAW,
    &account::transactions::GET_TRANSACTIONS,
    &account::internal_transfers::GET_INTERNAL_TRANSFERS,
    &account::internal_transfers::CREATE_INTERNAL_TRANSFER,
    &account::beneficiaries::GET_BENEFICIARIES,
    &account::beneficiaries::GET_BENEFICIARY,
    &account::beneficiaries::CREATE_BENEFICIARY,
    &account::beneficiaries::ACTIVATE_BENEFICIARY,
    &account::beneficiaries::RESEND_BENEFICIARY_PIN,
    &account::beneficiaries::UPDATE_BENEFICIARY,
    &account::beneficiaries::DELETE_BENEFICIARY,
    &account::pnl::GET_PNL,
    &account::me::GET_ME,
    &account::whitelisting::SET_BENEFICIARIES_WHITELISTING,
    &market::orders::GET_ORDERS,
    &market::orders::GET_ORDER,
    &market::orders::CREATE_ORDER,
    &market::orders::CANCEL_ORDER,
    &market::orders::CANCEL_ORDERS,
    &market::trades::GET_MY_TRADES,
    &coinmarketcap::summary::GET_CMC_SUMMARY,
    &coinmarketcap::ticker::GET_CMC_TICKER,
    &coinmarketcap::order_book::GET_CMC_ORDER_BOOK,
    &coinmarketcap::trades::GET_CMC_TRADES,
    &coinmarketcap::assets::GET_CMC_ASSETS,
    &coingecko::tickers::GET_GECKO_TICKERS,
    &coingecko::pairs::GET_GECKO_PAIRS,
    &coingecko::order_book::GET_GECKO_ORDER_BOOK,
    &coingecko::historical_trades::GET_GECKO_HISTORICAL_TRADES,
];

/// The endpoint of this method and path. A path without keys takes precedence over one with keys.
#[must_use]
pub fn find(method: &str, path: &str) -> Option<&'static Endpoint> {
    find_among(ENDPOINTS, method, path)
}

fn find_among<'e>(endpoints: &[&'e Endpoint], method: &str, path: &str) -> Option<&'e Endpoint> {
    let path = path.trim_start_matches('/').trim_end_matches('/');
    let path = path.strip_suffix(".json").unwrap_or(path);
    let candidates = endpoints.iter().copied().filter(|endpoint| endpoint.method.name() == method);
    candidates.filter(|endpoint| matches(endpoint.path, path)).min_by_key(|endpoint| endpoint.keys.len())
}

fn matches(pattern: &str, path: &str) -> bool {
    pattern.split('/').count() == path.split('/').count()
        && pattern
            .split('/')
            .zip(path.split('/'))
            .all(|(pattern, segment)| pattern.starts_with('{') || pattern == segment)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::*;
    use crate::client::decode::decode;
    use crate::schema::{Key, Paging, Type, id};

    const ID: Key = id("id", "");

    #[test]
    fn finds_the_endpoint_of_a_path() {
        let cases = [
            ("account/balances", Some("getBalances")),
            ("account/balances.json", Some("getBalances")),
            ("public/markets/tickers", Some("getTickers")),
            ("public/markets", Some("getMarkets")),
            ("public/markets/btcaud/tickers", Some("getTicker")),
            ("account/withdraws/sums", Some("getWithdrawSums")),
            ("public/nothing", None),
            ("account/balances/btc/more", None),
        ];
        for (path, name) in cases {
            assert_eq!(find("GET", path).map(|endpoint| endpoint.name), name, "{path}");
        }
    }

    #[test]
    fn a_path_without_keys_takes_precedence_and_the_method_must_match() {
        let (literal, keyed) = (
            Endpoint { name: "literal", path: "orders/cancel", ..Endpoint::PLAIN },
            Endpoint { name: "keyed", path: "orders/{id}", keys: &[ID], ..Endpoint::PLAIN },
        );
        for endpoints in [[&literal, &keyed], [&keyed, &literal]] {
            let found = |path| find_among(&endpoints, "GET", path).map(|endpoint| endpoint.name);
            assert_eq!([found("orders/cancel"), found("orders/7")], [Some("literal"), Some("keyed")]);
        }
        assert_eq!(find("GET", "/account/withdraws/sums/").map(|endpoint| endpoint.name), Some("getWithdrawSums"));
        let cases = [
            ("POST", "account/withdraws", Some("createWithdraw")),
            ("POST", "market/orders", Some("createOrder")),
            ("POST", "market/orders/cancel", Some("cancelOrders")),
            ("POST", "market/orders/40123/cancel", Some("cancelOrder")),
            ("GET", "market/orders/cancel", Some("getOrder")),
            ("PUT", "account/beneficiaries/77", Some("updateBeneficiary")),
            ("DELETE", "account/beneficiaries/77", Some("deleteBeneficiary")),
            ("POST", "account/beneficiaries/77", None),
        ];
        for (method, path, name) in cases {
            assert_eq!(find(method, path).map(|endpoint| endpoint.name), name, "{method} {path}");
        }
        assert!(find("get", "account/withdraws").is_none());
    }

    #[test]
    fn hints_of_an_endpoint_apply_to_its_errors_only() {
        let cases = [
            ("getTransactions", 500, "", "", Some("getDeposits")),
            ("getTransactions", 502, "", "", None),
            ("getPnl", 500, "", "", Some("getDeposits")),
            ("getOrders", 422, "market.market.doesnt_exist", "limit=1&quote_unit=aud", Some("base currencies")),
            ("getOrders", 422, "market.market.doesnt_exist", "market=quote_unit", None),
            ("getDepositAddress", 422, "account.currency.doesnt_exist", "", Some("coins")),
            ("getBalance", 404, "record.not_found", "", Some("zeros")),
            ("getGeckoHistoricalTrades", 422, "invalid", "", Some("date text")),
        ];
        for (name, status, code, query, expected) in cases {
            let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.name == name).unwrap();
            let codes = [code.to_owned()];
            let advice = endpoint.hints.iter().find_map(|hint| hint.advice(status, &codes, query));
            assert_eq!(advice.is_some(), expected.is_some(), "{name} {status} {code}");
            assert!(advice.unwrap_or_default().contains(expected.unwrap_or_default()), "{name}: {advice:?}");
        }
    }

    #[test]
    fn every_declaration_is_complete_and_consistent() {
        let mut names = HashSet::new();
        for endpoint in ENDPOINTS {
            let name = endpoint.name;
            let request = format!("{} {}", endpoint.method.name(), endpoint.path);
            assert!(names.insert(name.to_owned()) && names.insert(request), "{name} is declared twice");
            let keys: Vec<String> = endpoint.keys.iter().map(|key| format!("{{{}}}", key.name)).collect();
            let braced: Vec<&str> = endpoint.path.split('/').filter(|part| part.starts_with('{')).collect();
            assert_eq!(keys, braced, "{name}");
            let params = endpoint.known_params();
            let distinct: HashSet<&str> = params.iter().map(|param| param.name).collect();
            assert_eq!(distinct.len(), params.len(), "{name} has a parameter twice");
            assert!(!endpoint.doc.is_empty(), "{name} has no documentation");
            let is_list = matches!(endpoint.result, Type::Array(_));
            assert!(is_list || endpoint.paging == Paging::None, "{name} has pages but is not a list");
        }
    }

    #[test]
    fn fixtures_match_the_declarations_and_contain_every_field() {
        for endpoint in ENDPOINTS {
            let file = format!("{}/__test__/fixtures/{}.json", env!("CARGO_MANIFEST_DIR"), endpoint.name);
            let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
            let document = decode(text.as_bytes(), &endpoint.result, None);
            assert_eq!(document.map(|document| document.text.into_owned()), Ok(text.clone()), "{}", endpoint.name);
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_contains_all(endpoint.name, &endpoint.result, &[&value]);
        }
    }

    /// Asserts that every declared field is in one of `values`.
    fn assert_contains_all(name: &str, ty: &Type, values: &[&Value]) {
        if values.is_empty() {
            return;
        }
        match ty {
            Type::Object(object) => {
                for field in object.fields {
                    let found: Vec<&Value> = values.iter().filter_map(|value| value.get(field.name)).collect();
                    // The trades of an order have fewer fields than other trades.
                    let left_out = object.name == "Order" && field.name == "trades" && name != "getOrder";
                    let within = object.name == "Trade" && name == "getOrder";
                    assert!(!found.is_empty() || left_out || within, "{name} has no {}.{}", object.name, field.name);
                    assert_contains_all(name, &field.ty, &found);
                }
            }
            Type::Array(inner) => assert_contains_all(
                name,
                inner,
                &values.iter().flat_map(|value| value.as_array().into_iter().flatten()).collect::<Vec<_>>(),
            ),
            Type::Map(inner) => assert_contains_all(
                name,
                inner,
                &values
                    .iter()
                    .flat_map(|value| value.as_object().into_iter().flat_map(serde_json::Map::values))
                    .collect::<Vec<_>>(),
            ),
            Type::Nullable(inner) => assert_contains_all(
                name,
                inner,
                &values.iter().copied().filter(|value| !value.is_null()).collect::<Vec<_>>(),
            ),
            _ => {}
        }
    }
}
