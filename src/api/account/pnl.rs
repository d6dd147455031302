//! Profit and loss.

use crate::schema::Type::{Array, Decimal, Id, Nullable, Object as Of};
use crate::schema::{Auth, Endpoint, Hint, Object, ParamKind, field, optional, param};

/// `GET account/stats/pnl`
pub static GET_PNL: Endpoint = Endpoint {
    name: "getPnl",
    path: "account/stats/pnl",
    auth: Auth::Key,
    params: &[param("pnl_currency", ParamKind::Text, "The currency to reckon in, by its code.")],
    result: Array(&Of(&PNL)),
    doc: "Profit and loss by currency. Release 3.1.1 of the exchange answers every call with status 500.",
    hints: &[Hint::Status(
        500,
        "Some releases of the exchange always fail here: getDeposits and getWithdraws give the same movements.",
    )],
    ..Endpoint::PLAIN
};

/// One currency.
pub static PNL: Object = Object {
    name: "Pnl",
    doc: "Profit and loss with one currency.",
    fields: &[
        field("currency", Id, "Currency code."),
        field("pnl_currency", Id, "The currency that values and prices are in."),
        field("total_credit", Decimal, "All that came in."),
        field("total_debit", Decimal, "All that went out."),
        field("total_credit_value", Decimal, "Value of all that came in."),
        field("total_debit_value", Decimal, "Value of all that went out."),
        optional("average_buy_price", Nullable(&Decimal), "Average price of what came in; `null` if nothing did."),
        optional("average_sell_price", Nullable(&Decimal), "Average price of what went out; `null` if nothing did."),
        optional("average_balance_price", Nullable(&Decimal), "Average price of what is left."),
        optional("total_balance_value", Nullable(&Decimal), "Value of what is left."),
    ],
};
