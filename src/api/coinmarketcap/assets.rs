//! Currencies, as CoinMarketCap reads them.

use crate::schema::Type::{Integer, Map, Nullable, Object as Of, Text};
use crate::schema::{Endpoint, Object, optional};

/// `GET coinmarketcap/assets`
pub static GET_CMC_ASSETS: Endpoint = Endpoint {
    name: "getCmcAssets",
    path: "coinmarketcap/assets",
    result: Map(&Of(&CMC_ASSET)),
    doc: "The currencies by their codes in capitals. Cached for 10 minutes. May need a key, given per call.",
    ..Endpoint::PLAIN
};

/// A currency.
pub static CMC_ASSET: Object = Object {
    name: "CmcAsset",
    doc: "A currency, for CoinMarketCap.",
    fields: &[
        optional("name", Nullable(&Text), "Its name."),
        optional("unified_cryptoasset_id", Integer, "CoinMarketCap's id; absent where it is not known."),
    ],
};
