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
        param("base_unit", ParamKind::Text, "Only markets that trade this currency."),
        param(
            "quote_unit",
            ParamKind::Text,
            "Only markets whose prices are in this currency. The exchange refuses those that are no base currency \
             anywhere, `aud` among them, with status 422.",
        ),
        param(
            "state",
            ParamKind::Texts(STATES),
            "Only these states; open orders are `wait` and, just sent, `pending`.",
        ),
        param("order_by", ORDERING, "Direction of the time of update. Default `desc`."),
        param("ord_type", ParamKind::OneOf(&["market", "limit"]), "Only this kind of order."),
        param("type", SIDE, "Only this side."),
        CREATED_FROM,
        CREATED_TO,
    ],
    result: Array(&Of(&ORDER)),
    paging: Paging::History { page_size: 1000, identity: &["id"], sorted_by: "updated_at" },
    doc: "The member's orders, the last updated first. An order that is updated moves to the front, so pages shift while \
          they are read: `for await` reads the front again before it ends, and gives every order that was there all \
          the time once, also with `order_by: 'asc'`.",
    hints: &[Hint::CodeWithParam(
        "market.market.doesnt_exist",
        "quote_unit",
        "The exchange takes only base currencies as quote_unit, so that aud is refused: give the markets instead.",
    )],
    ..Endpoint::PLAIN
};

/// `GET market/orders/{id}`
pub static GET_ORDER: Endpoint = Endpoint {
    name: "getOrder",
    path: "market/orders/{id}",
    keys: &[id("id", "Its number or its `uuid`.")],
    auth: Auth::Key,
    result: Of(&ORDER),
    doc: "One order with its trades; 404 where the member has none of that id.",
    ..Endpoint::PLAIN
};

/// An order.
pub static ORDER: Object = Object {
    name: "Order",
    doc: "An order.",
    fields: &[
        field("id", Integer, "Its number."),
        optional("uuid", Nullable(&Text), "Its universal id."),
        field("side", OneOf(&["buy", "sell"]), "What it does."),
        optional("ord_type", OneOf(&["limit", "market"]), "Its kind."),
        optional("price", Nullable(&Decimal), "Limit price in the quote currency; `null` for a market order."),
        optional("avg_price", Nullable(&Decimal), "Average price of what was executed; zero before."),
        optional("state", OneOf(STATES), "How far it is."),
        field("market", Id, "Market id."),
        optional("market_type", OneOf(&["spot", "qe"]), "Kind of market."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("updated_at", Text, "ISO 8601 time."),
        field("origin_volume", Decimal, "Volume as ordered, in the base currency."),
        field("remaining_volume", Decimal, "Volume not executed yet."),
        optional("executed_volume", Decimal, "Volume executed."),
        optional("maker_fee", Decimal, "Fraction paid as maker."),
        optional("taker_fee", Decimal, "Fraction paid as taker."),
        optional("trades_count", Integer, "Number of its trades."),
        optional("trades", Array(&Of(&TRADE)), "Its trades; only from {@link getOrder}."),
    ],
};
