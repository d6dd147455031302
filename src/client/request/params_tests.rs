use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::schema::{param, required};

const KNOWN: &[Param] = &[
    param("currency", ParamKind::Text, ""),
    param("state", ParamKind::Texts(&["wait"]), ""),
    param("order_by", ParamKind::OneOf(&["asc", "desc"]), ""),
    param("period", ParamKind::WholeOneOf(&[1, 5]), ""),
    param("time_from", ParamKind::Seconds, ""),
    param("nonzero", ParamKind::Flag, ""),
    param("search", ParamKind::Search(&["code", "name"]), ""),
    param("markets", ParamKind::Select, ""),
];

fn check(json: &str) -> Result<Params, Error> {
    let Value::Object(values) = serde_json::from_str(json).unwrap() else { panic!("not an object") };
    Params::check(&values, KNOWN, Paging::Complete { page_size: 1000, identity: &["id"] }, Undeclared::Refuse)
}

#[test]
fn writes_the_query_that_the_exchange_expects() {
    let cases = [
        ("{}", ""),
        (r#"{"currency":"btc","limit":1000}"#, "currency=btc&limit=1000"),
        (r#"{"state":["wait","done"]}"#, "state[]=wait&state[]=done"),
        (r#"{"state":"wait","nonzero":true}"#, "state=wait&nonzero=true"),
        (r#"{"search":{"code":"b t","name":null}}"#, "search[code]=b%20t"),
        (r#"{"currency":"a&b=c#d+e%é/"}"#, "currency=a%26b%3Dc%23d%2Be%25%C3%A9%2F"),
        (r#"{"currency":null,"markets":["btcaud"]}"#, ""),
        (r#"{"period":5,"time_from":1732350000,"order_by":"asc"}"#, "period=5&time_from=1732350000&order_by=asc"),
    ];
    for (params, query) in cases {
        assert_eq!(check(params).unwrap().query(&[]), query, "{params}");
    }
}

#[test]
fn errors_name_the_invalid_parameter() {
    let cases = [
        (r#"{"curency":"btc"}"#, "ERR_BAD_OPTION", "curency"),
        (r#"{"signal":{}}"#, "ERR_BAD_OPTION", "pass it as an option"),
        (r#"{"currency":""}"#, "ERR_BAD_OPTION_VALUE", "currency"),
        (r#"{"currency":"a\nb"}"#, "ERR_BAD_OPTION_VALUE", "currency"),
        (r#"{"state":["a",1]}"#, "ERR_BAD_OPTION_VALUE", "state[1]"),
        (r#"{"limit":0}"#, "ERR_BAD_OPTION_VALUE", "limit"),
        (r#"{"limit":1.5}"#, "ERR_BAD_OPTION_VALUE", "limit"),
        (r#"{"limit":"10"}"#, "ERR_BAD_OPTION_VALUE", "limit"),
        (r#"{"nonzero":"true"}"#, "ERR_BAD_OPTION_VALUE", "nonzero"),
        (r#"{"search":{"id":"x"}}"#, "ERR_BAD_OPTION", "search.id"),
        (r#"{"markets":"btcaud"}"#, "ERR_BAD_OPTION_VALUE", "markets"),
        (r#"{"order_by":"up"}"#, "ERR_BAD_OPTION_VALUE", "order_by must be asc or desc"),
        (r#"{"period":2}"#, "ERR_BAD_OPTION_VALUE", "period must be 1 or 5"),
        (r#"{"time_from":1732350000000}"#, "ERR_BAD_OPTION_VALUE", "time_from is in seconds"),
        (r#"{"time_from":1.5}"#, "ERR_BAD_OPTION_VALUE", "time_from must be whole seconds"),
    ];
    for (params, code, mentioned) in cases {
        let error = check(params).unwrap_err();
        assert_eq!(error.code(), code, "{params}");
        assert!(error.to_string().contains(mentioned), "{params}: {error}");
    }
}

#[test]
fn a_required_parameter_must_be_present() {
    let params = [required("ticker_id", ParamKind::Text, "")];
    let error = Params::check(&Map::new(), &params, Paging::None, Undeclared::Refuse).unwrap_err();
    assert_eq!(error.to_string(), "ticker_id is required");
}

#[test]
fn requests_the_largest_page_of_a_history_by_default() {
    let history = Paging::History { page_size: 100, identity: &["id"], sorted_by: "id" };
    assert_eq!(Params::check(&Map::new(), &[], history, Undeclared::Refuse).unwrap().query(&[]), "limit=100");
    let values = Map::from_iter([("limit".to_owned(), Value::from(10))]);
    assert_eq!(Params::check(&values, &[], history, Undeclared::Refuse).unwrap().query(&[]), "limit=10");
}

/// The names and values that a server reads from `query`.
fn read(query: &str) -> Vec<(String, String)> {
    let url = reqwest::Url::parse(&format!("https://exchange.example/?{query}")).unwrap();
    url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

proptest! {
    #[test]
    fn a_server_reads_the_values_of_the_caller(
        currency in "[^\\x00-\\x1f\\x7f-\\x9f]{1,40}", states in vec("[^\\x00-\\x1f\\x7f-\\x9f]{1,9}", 0..4), page in 1..=i32::MAX,
    ) {
        let values = serde_json::json!({ "currency": currency, "state": states, "page": page });
        let params = Params::check(values.as_object().unwrap(), KNOWN, Paging::Complete { page_size: 1000, identity: &["id"] }, Undeclared::Refuse).unwrap();
        let mut expected = vec![("currency".to_owned(), currency)];
        expected.extend(states.into_iter().map(|state| ("state[]".to_owned(), state)));
        expected.push(("page".to_owned(), page.to_string()));
        expected.push(("limit".to_owned(), "1000".to_owned()));
        prop_assert_eq!(read(&params.query(&[])), expected);
    }

    #[test]
    fn a_server_reads_the_params_of_an_undeclared_path(names in vec("\\PC{0,12}|[&=#+%\\[\\]\u{0}\n ]{1,4}", 0..4), value in "\\PC{1,40}") {
        let values: Map<String, Value> = names.iter().map(|name| (name.clone(), Value::from(value.as_str()))).collect();
        let query = Params::unchecked(&values).unwrap().query(&[]);
        prop_assert!(query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#'), "{}", query);
        let expected: Vec<_> = values.keys().map(|name| (name.clone(), value.clone())).collect();
        prop_assert_eq!(read(&query), expected);
    }
}

#[test]
fn sends_undeclared_parameters_if_asked_to() {
    let values = serde_json::json!({ "currency": "btc", "new": ["a", 1], "limit": 5 });
    let history = Paging::History { page_size: 100, identity: &["id"], sorted_by: "id" };
    let params = Params::check(values.as_object().unwrap(), KNOWN, history, Undeclared::Send).unwrap();
    assert_eq!(params.query(&[]), "currency=btc&new[]=a&new[]=1&limit=5");
    let values = serde_json::json!({ "period": "5", "time_from": "7", "nonzero": "true", "markets": "btcaud" });
    let params = Params::check(values.as_object().unwrap(), KNOWN, Paging::None, Undeclared::Send).unwrap();
    assert_eq!(params.query(&[]), "period=5&time_from=7&nonzero=true", "declared parameters may be text");
    assert!(params.select.is_some_and(|markets| markets.contains("btcaud")));
    let values = serde_json::json!({ "limit": "1.5" });
    let error = Params::check(values.as_object().unwrap(), KNOWN, history, Undeclared::Send);
    assert!(error.unwrap_err().to_string().starts_with("limit must be a whole number"));
    let values = serde_json::json!({ "currency": "" });
    let error = Params::check(values.as_object().unwrap(), KNOWN, history, Undeclared::Send);
    assert!(error.unwrap_err().to_string().starts_with("currency "), "declared parameters are checked");
}

#[test]
fn noted_params_need_no_secret_ones_and_are_checked_otherwise() {
    const PARAMS: &[Param] =
        &[required("otp", ParamKind::Code(6, 6), "").secret(), required("amount", ParamKind::Amount, "")];
    let endpoint = Endpoint { params: PARAMS, ..Endpoint::PLAIN };
    let check = |json: &str| {
        let Value::Object(values) = serde_json::from_str(json).unwrap() else { panic!("not an object") };
        Params::check_noted(&values, &endpoint).err().map(|error| error.to_string())
    };
    assert_eq!(check(r#"{"amount":"1"}"#), None);
    assert_eq!(check(r#"{"amount":"1","otp":7}"#), None);
    assert_eq!(check(r#"{"otp":"123456"}"#).as_deref(), Some("amount is required"));
    assert!(check(r#"{"amount":1}"#).is_some());
    assert!(check(r#"{"amount":"1","note":"x"}"#).is_some());
}
