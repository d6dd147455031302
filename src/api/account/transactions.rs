//! Deposits and withdrawals in one list.

use super::{CURRENCY, DEPOSIT_STATES, UPDATED_FROM, UPDATED_TO, WITHDRAW_FILTERS};
use crate::api::public::ORDERING;
use crate::schema::Type::{Array, Decimal, Id, IntegerOrText, Nullable, Object as Of, OneOf, Text};
use crate::schema::{Auth, Endpoint, Hint, Object, Paging, ParamKind, field, optional, param};

/// `GET account/transactions`
pub static GET_TRANSACTIONS: Endpoint = Endpoint {
    name: "getTransactions",
    path: "account/transactions",
    auth: Auth::Key,
    params: &[
        CURRENCY,
        param("order_by", ORDERING, "Sort direction by time of update. Default `desc`."),
        UPDATED_FROM,
        UPDATED_TO,
        param("deposit_state", ParamKind::Texts(DEPOSIT_STATES), "Only deposits in these states."),
        param("withdraw_state", ParamKind::Texts(WITHDRAW_FILTERS), "Only withdrawals in these states."),
        param("txid", ParamKind::Text, "Only this transaction."),
    ],
    result: Array(&Of(&TRANSACTION)),
    paging: Paging::History {
        page_size: 1000,
        identity: &["type", "currency", "amount", "fee", "address", "created_at"],
        sorted_by: "updated_at",
    },
    doc: "Deposits and withdrawals, most recently updated first. The rows have no id, so `for await` identifies them by \
          type, currency, amount, fee, address and time of creation. In release 3.1.1 of the exchange every call fails \
          with status 500: use {@link getDeposits} and {@link getWithdraws} instead.",
    hints: &[Hint::Status(
        500,
        "In some releases of the exchange this call always fails. Use getDeposits and getWithdraws instead.",
    )],
    ..Endpoint::PLAIN
};

/// A deposit or a withdrawal.
pub static TRANSACTION: Object = Object {
    name: "Transaction",
    doc: "A deposit or a withdrawal.",
    fields: &[
        optional("address", Nullable(&Text), "Address that it came from or went to."),
        field("currency", Id, "Currency code."),
        field("amount", Decimal, "Amount without the fee."),
        field("fee", Decimal, "Fee, in the same currency."),
        optional("txid", Nullable(&Text), "Id of the transaction on the network."),
        optional("state", Text, "State of the deposit or withdrawal."),
        optional("note", Nullable(&Text), "The member's note."),
        optional("confirmations", Nullable(&IntegerOrText), "Confirmations on the network."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("updated_at", Text, "ISO 8601 time."),
        optional("type", OneOf(&["Deposit", "Withdraw"]), "Kind."),
    ],
};
