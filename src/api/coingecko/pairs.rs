//! Pairs, for CoinGecko.

use crate::schema::Type::{Array, Object as Of, Text};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET coingecko/pairs`
pub static GET_GECKO_PAIRS: Endpoint = Endpoint {
    name: "getGeckoPairs",
    path: "coingecko/pairs",
    result: Array(&Of(&GECKO_PAIR)),
    doc: "The enabled pairs, including those of quick exchange. Some gateways require a key: pass it to the call.",
    ..Endpoint::PLAIN
};

/// A pair.
pub static GECKO_PAIR: Object = Object {
    name: "GeckoPair",
    doc: "A pair, for CoinGecko.",
    fields: &[
        field("ticker_id", Text, "Base and quote, such as `BTC_AUD`."),
        optional("base", Text, "Code of the base currency, in capitals."),
        optional("target", Text, "Code of the target currency, in capitals."),
    ],
};
