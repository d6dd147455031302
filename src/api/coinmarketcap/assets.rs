//! Currencies, for CoinMarketCap.

use crate::schema::Type::{Integer, Map, Nullable, Object as Of, Text};
use crate::schema::{Endpoint, Object, optional};

/// `GET coinmarketcap/assets`
pub static GET_CMC_ASSETS: Endpoint = Endpoint {
    name: "getCmcAssets",
    path: "coinmarketcap/assets",
    result: Map(&Of(&CMC_ASSET)),
    doc: "The currencies, by code in capitals. The exchange caches the response for 10 minutes. Some gateways require a key: pass it to the call.",
    ..Endpoint::PLAIN
};

/// A currency.
pub static CMC_ASSET: Object = Object {
    name: "CmcAsset",
    doc: "A currency, for CoinMarketCap.",
    fields: &[
        optional("name", Nullable(&Text), "Name."),
        optional("unified_cryptoasset_id", Integer, "CoinMarketCap's id; absent if unknown."),
    ],
};
