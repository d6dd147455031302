//! Deposits.

use super::{BLOCKCHAIN_KEY, CURRENCY, DEPOSIT_STATES, UPDATED_FROM, UPDATED_TO};
use crate::schema::Type::{Array, Decimal, Id, Integer, IntegerOrText, Nullable, Object as Of, OneOf, Text};
use crate::schema::{Auth, Endpoint, Object, Paging, ParamKind, field, key, optional, param};

/// `GET account/deposits`
pub static GET_DEPOSITS: Endpoint = Endpoint {
    name: "getDeposits",
    path: "account/deposits",
    auth: Auth::Key,
    params: &[
        CURRENCY,
        param("state", ParamKind::Texts(DEPOSIT_STATES), "Only these states."),
        param("txid", ParamKind::Text, "Only this transaction."),
        BLOCKCHAIN_KEY,
        UPDATED_FROM,
        UPDATED_TO,
    ],
    result: Array(&Of(&DEPOSIT)),
    paging: Paging::History { page_size: 100, identity: &["id"], sorted_by: "id" },
    doc: "Deposits, newest first.",
    ..Endpoint::PLAIN
};

/// `GET account/deposits/{txid}`
pub static GET_DEPOSIT: Endpoint = Endpoint {
    name: "getDeposit",
    path: "account/deposits/{txid}",
    keys: &[key("txid", "Id of the transaction on the network.")],
    auth: Auth::Key,
    result: Of(&DEPOSIT),
    doc: "The first deposit of this transaction. An unknown id fails with status 404.",
    ..Endpoint::PLAIN
};

/// A deposit.
pub static DEPOSIT: Object = Object {
    name: "Deposit",
    doc: "A deposit.",
    fields: &[
        field("id", Integer, "Id."),
        field("currency", Id, "Currency code."),
        optional("blockchain_key", Nullable(&Text), "Network."),
        optional("protocol", Nullable(&Text), "Token standard; coins only."),
        optional("warning", Nullable(&Text), "Warning for depositors; coins only."),
        field("amount", Decimal, "Credited amount, without the fee."),
        field("fee", Decimal, "Fee, in the same currency."),
        optional("txid", Nullable(&Text), "Id of the transaction on the network."),
        optional("confirmations", Nullable(&IntegerOrText), "Confirmations on the network, or `N/A`; coins only."),
        optional("state", OneOf(DEPOSIT_STATES), "State. The amount is credited when this becomes `accepted`."),
        optional("transfer_type", Nullable(&IntegerOrText), "Internal to the exchange and unreliable."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("completed_at", Nullable(&Text), "ISO 8601 time; `null` until it is completed."),
        optional("tid", Nullable(&Text), "The exchange's own id for the transfer."),
    ],
};
