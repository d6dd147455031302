//! Withdrawals.

use super::{BLOCKCHAIN_KEY, CURRENCY, UPDATED_FROM, UPDATED_TO, WITHDRAW_FILTERS, WITHDRAW_STATES};
use crate::schema::Type::{Array, Decimal, Id, Integer, IntegerOrText, Nullable, Object as Of, OneOf, Text};
use crate::schema::{Auth, Endpoint, Object, Paging, ParamKind, field, optional, param};

/// `GET account/withdraws`
pub static GET_WITHDRAWS: Endpoint = Endpoint {
    name: "getWithdraws",
    path: "account/withdraws",
    auth: Auth::Key,
    params: &[
        CURRENCY,
        BLOCKCHAIN_KEY,
        param("state", ParamKind::Texts(WITHDRAW_FILTERS), "Only these states."),
        param("rid", ParamKind::Text, "Only to this recipient."),
        UPDATED_FROM,
        UPDATED_TO,
    ],
    result: Array(&Of(&WITHDRAW)),
    paging: Paging::History { page_size: 100, identity: &["id"], sorted_by: "id" },
    doc: "Withdrawals, newest first.",
    ..Endpoint::PLAIN
};

/// `GET account/withdraws/sums`
pub static GET_WITHDRAW_SUMS: Endpoint = Endpoint {
    name: "getWithdrawSums",
    path: "account/withdraws/sums",
    auth: Auth::Key,
    result: Of(&WITHDRAW_SUMS),
    doc: "How much was withdrawn lately, to compare with {@link getWithdrawLimits}.",
    ..Endpoint::PLAIN
};

/// A withdrawal.
pub static WITHDRAW: Object = Object {
    name: "Withdraw",
    doc: "A withdrawal.",
    fields: &[
        field("id", Integer, "Its id."),
        field("currency", Id, "Currency code."),
        optional("type", OneOf(&["coin", "fiat"]), "Kind of currency."),
        optional("blockchain_key", Nullable(&Text), "Network."),
        field("amount", Decimal, "Amount with the fee in it."),
        field("fee", Decimal, "Fee, in the same currency."),
        optional("blockchain_txid", Nullable(&Text), "Id of the transaction on the network; `null` until it is sent."),
        optional("rid", Nullable(&Text), "Recipient: an address or the id of a beneficiary."),
        optional("protocol", Nullable(&Text), "Standard of the token; coins only."),
        optional("state", OneOf(WITHDRAW_STATES), "How far it is."),
        optional("confirmations", Nullable(&IntegerOrText), "Confirmations on the network, or `N/A`; coins only."),
        optional("note", Nullable(&Text), "The member's note."),
        optional("transfer_type", Nullable(&IntegerOrText), "Internal to the exchange; unreliable."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("updated_at", Text, "ISO 8601 time."),
        optional("done_at", Nullable(&Text), "ISO 8601 time; `null` until it is done."),
    ],
};

/// Sums.
pub static WITHDRAW_SUMS: Object = Object {
    name: "WithdrawSums",
    doc: "How much was withdrawn, in the currency that the exchange reckons in.",
    fields: &[field("last_24_hours", Decimal, "In 24 hours."), field("last_1_month", Decimal, "In a month.")],
};
