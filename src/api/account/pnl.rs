//! Profit and loss.

use crate::schema::Type::{Array, Decimal, Id, Nullable, Object as Of};
use crate::schema::{Auth, Endpoint, Hint, Object, ParamKind, field, optional, param};

/// `GET account/stats/pnl`
pub static GET_PNL: Endpoint = Endpoint {
    name: "getPnl",
    path: "account/stats/pnl",
    auth: Auth::Key,
    params: &[param("pnl_currency", ParamKind::Text, "Code of the currency in which values are given.")],
    result: Array(&Of(&PNL)),
    doc: "Profit and loss by currency. In release 3.1.1 of the exchange every call fails with status 500.",
    hints: &[Hint::Status(
        500,
        "In some releases of the exchange this call always fails. Use getDeposits and getWithdraws instead.",
    )],
    ..Endpoint::PLAIN
};

/// Profit and loss in one currency.
pub static PNL: Object = Object {
    name: "Pnl",
    doc: "Profit and loss in one currency.",
    fields: &[
        field("currency", Id, "Currency code."),
        field("pnl_currency", Id, "Currency of the values and prices."),
        field("total_credit", Decimal, "Total amount received."),
        field("total_debit", Decimal, "Total amount spent."),
        field("total_credit_value", Decimal, "Value of the amount received."),
        field("total_debit_value", Decimal, "Value of the amount spent."),
        optional(
            "average_buy_price",
            Nullable(&Decimal),
            "Average price of the amount received; `null` if there is none.",
        ),
        optional(
            "average_sell_price",
            Nullable(&Decimal),
            "Average price of the amount spent; `null` if there is none.",
        ),
        optional("average_balance_price", Nullable(&Decimal), "Average price of the remaining amount."),
        optional("total_balance_value", Nullable(&Decimal), "Value of the remaining amount."),
    ],
};
