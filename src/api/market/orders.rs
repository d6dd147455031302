//! Orders.

use super::trades::TRADE;
use super::{CREATED_FROM, CREATED_TO, MARKETS, SIDE};
use crate::api::public::{MARKET_TYPE, ORDERING};
use crate::schema::Type::{Array, Decimal, Id, Integer, Nullable, Object as Of, OneOf, Text};
use crate::schema::{Auth, Endpoint, Hint, Object, Paging, ParamKind, field, id, optional, param};

const STATES: &[&str] = &["pending", "wait", "done", "cancel", "reject"];

/// `GET market/orders`
pub static GET_ORDERS: Endpoint = Endpoint {
    name: "getOrders",
    path: "market/orders",
    auth: Auth::Key,
    params: &[
        MARKETS,
        param("market_type", MARKET_TYPE, "Kind of market; `qe` is quick exchange. Default `spot`."),
        param("base_unit", ParamKind::Text, "Only markets with this base currency."),
        param(
            "quote_unit",
            ParamKind::Text,
            "Only markets whose prices are in this currency. If the currency is not the base currency of any \
             market, such as `aud`, the call fails with status 422.",
        ),
        param(
            "state",
            ParamKind::Texts(STATES),
            "Only these states. Open orders are in `wait`, or in `pending` right after they were sent.",
        ),
        param("order_by", ORDERING, "Sort direction by time of update. Default `desc`."),
        param("ord_type", ParamKind::OneOf(&["market", "limit"]), "Only this kind of order."),
        param("type", SIDE, "Only this side."),
        CREATED_FROM,
        CREATED_TO,
    ],
    result: Array(&Of(&ORDER)),
    paging: Paging::History { page_size: 1000, identity: &["id"], sorted_by: "updated_at" },
    doc: "The member's orders, most recently updated first. An updated order moves to the beginning, so the pages shift \
          while they are read. `for await` therefore reads the beginning again before it ends. It returns every order \
          that exists during the whole iteration exactly once.",
    hints: &[Hint::CodeWithParam(
        "market.market.doesnt_exist",
        "quote_unit",
        "The exchange accepts only base currencies as quote_unit and refuses aud. Use the param market instead.",
    )],
    ..Endpoint::PLAIN
};

/// `GET market/orders/{id}`
pub static GET_ORDER: Endpoint = Endpoint {
    name: "getOrder",
    path: "market/orders/{id}",
    keys: &[id("id", "The id or the `uuid` of the order.")],
    auth: Auth::Key,
    result: Of(&ORDER),
    doc: "One order with its trades. If the member has no order with this id, the call fails with status 404.",
    ..Endpoint::PLAIN
};

/// An order.
pub static ORDER: Object = Object {
    name: "Order",
    doc: "An order.",
    fields: &[
        field("id", Integer, "Id."),
        optional("uuid", Nullable(&Text), "UUID."),
        field("side", OneOf(&["buy", "sell"]), "Side."),
        optional("ord_type", OneOf(&["limit", "market"]), "Kind."),
        optional("price", Nullable(&Decimal), "Limit price in the quote currency; `null` for a market order."),
        optional(
            "avg_price",
            Nullable(&Decimal),
            "Average price of the executed volume; zero if nothing was executed.",
        ),
        optional("state", OneOf(STATES), "State."),
        field("market", Id, "Market id."),
        optional("market_type", OneOf(&["spot", "qe"]), "Kind of market."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("updated_at", Text, "ISO 8601 time."),
        field("origin_volume", Decimal, "Ordered volume, in the base currency."),
        field("remaining_volume", Decimal, "Volume that has not been executed."),
        optional("executed_volume", Decimal, "Executed volume."),
        optional("maker_fee", Decimal, "Maker fee as a fraction: `0.002` is 0.2 %."),
        optional("taker_fee", Decimal, "Taker fee as a fraction: `0.002` is 0.2 %."),
        optional("trades_count", Integer, "Number of trades."),
        optional("trades", Array(&Of(&TRADE)), "Trades; only from {@link getOrder}."),
    ],
};
