//! Orders.

use super::trades::TRADE;
use super::{CREATED_FROM, CREATED_TO, MARKETS, SIDE};
use crate::api::public::{MARKET_TYPE, ORDERING};
use crate::schema::Type::{Array, Decimal, Id, Integer, Nullable, Object as Of, OneOf, Text};
use crate::schema::{
    Auth, Effect, Endpoint, Hint, Key, Method, Object, Paging, ParamKind, Variant, When, field, id, optional, param,
    required,
};

const ORDER_ID: Key = id("id", "The id or the `uuid` of the order.");
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
    keys: &[ORDER_ID],
    auth: Auth::Key,
    result: Of(&ORDER),
    doc: "One order with its trades. If the member has no order with this id, the call fails with status 404.",
    ..Endpoint::PLAIN
};

/// `POST market/orders`
pub static CREATE_ORDER: Endpoint = Endpoint {
    name: "createOrder",
    method: Method::Post,
    effect: Effect::Adds,
    path: "market/orders",
    auth: Auth::Key,
    params: &[
        required("market", ParamKind::Text, "Market id in lower case, such as `btcaud`.").echoed_as("market"),
        required("side", SIDE, "Whether to buy or to sell the base currency.").echoed_as("side"),
        required(
            "volume",
            ParamKind::Amount,
            "Volume in the base currency, also for a market order. It has at most `amount_precision` decimals.",
        )
        .echoed_as("origin_volume"),
        param("ord_type", ParamKind::OneOf(&["limit", "market"]), "Kind of order. Default `limit`."),
        param(
            "price",
            ParamKind::Amount,
            "Limit price in the quote currency. It has at most `price_precision` decimals. A market order has none.",
        )
        .echoed_as("price"),
    ],
    variants: &[
        Variant { when: When::IsByDefault("ord_type", "limit"), requires: &["price"], excludes: &[] },
        Variant { when: When::Is("ord_type", "market"), requires: &[], excludes: &["price"] },
    ],
    result: Of(&ORDER),
    doc: "Places an order on a spot market. The result is the order in state `pending`. The exchange locks the funds \
          afterwards. The order is then in `wait`, or in `reject` if the funds did not suffice; {@link getOrder} shows it. \
          If a market order cannot be executed whole, the rest of it is canceled.\n\nThe exchange refuses a price or a volume with too many \
          decimals or outside the limits of the market, and rounds nothing: {@link quantize} gives a decimal the right \
          number of decimals, and {@link checkOrder} compares an order with its market.",
    hints: &[
        Hint::Code(
            "market.order.invalid_volume_or_price",
            "checkOrder(market, order) says which limit of the market the price or volume breaks; getMarkets() has the limits.",
        ),
        Hint::Code(
            "market.order.insufficient_market_liquidity",
            "The order book has too few orders for this volume: getDepth() shows them.",
        ),
    ],
    ..Endpoint::PLAIN
};

/// `POST market/orders/{id}/cancel`
pub static CANCEL_ORDER: Endpoint = Endpoint {
    name: "cancelOrder",
    method: Method::Post,
    effect: Effect::Sets,
    path: "market/orders/{id}/cancel",
    keys: &[ORDER_ID],
    auth: Auth::Key,
    cancels: true,
    result: Of(&ORDER),
    doc: "Asks the exchange to cancel an order of a spot market. The result is the order as it was before. The exchange \
          cancels afterwards, and only an order in `wait`. For an order in `pending`, `done`, `cancel` or `reject`, it accepts \
          the request, which then has no effect. {@link getOrder} shows whether it is canceled. If the member has no order with \
          this id, the call fails with status 404.",
    hints: &[Hint::Code(
        "market.order.invaild_id_or_uuid",
        "Pass the id or the uuid of an order, as getOrders() shows it.",
    )],
    ..Endpoint::PLAIN
};

/// `POST market/orders/cancel`
pub static CANCEL_ORDERS: Endpoint = Endpoint {
    name: "cancelOrders",
    method: Method::Post,
    effect: Effect::Sets,
    path: "market/orders/cancel",
    auth: Auth::Key,
    params: &[
        param("market", ParamKind::Text, "Only orders of this market.").narrows(),
        param("side", SIDE, "Only this side.").narrows(),
        param("market_type", MARKET_TYPE, "Only this kind of market; `qe` is quick exchange. Default `spot`.")
            .narrows(),
    ],
    cancels: true,
    result: Array(&Of(&ORDER)),
    doc: "Asks the exchange to cancel all orders in `wait`, or those that match all params. The result is these orders, still in \
          `wait`: the exchange cancels afterwards. Orders in `pending` are not canceled, so list the open orders and repeat \
          the call until none is left.\n\nA param that is `null` or `undefined` is refused, because without it the call \
          would cancel the orders of all markets.",
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
