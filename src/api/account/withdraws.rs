//! Withdrawals.

use super::{BLOCKCHAIN_KEY, CURRENCY, OTP, UPDATED_FROM, UPDATED_TO, WITHDRAW_FILTERS, WITHDRAW_STATES};
use crate::schema::Type::{Array, Decimal, Id, Integer, IntegerOrText, Nullable, Object as Of, OneOf, Text};
use crate::schema::{
    Auth, Effect, Endpoint, Hint, Method, Object, Paging, ParamKind, Variant, When, field, optional, param, required,
};

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
    doc: "How much was withdrawn recently, to compare with {@link getWithdrawLimits}.",
    ..Endpoint::PLAIN
};

/// `POST account/withdraws`
pub static CREATE_WITHDRAW: Endpoint = Endpoint {
    name: "createWithdraw",
    method: Method::Post,
    effect: Effect::Adds,
    path: "account/withdraws",
    auth: Auth::Key,
    params: &[
        OTP,
        required("currency", ParamKind::Text, "Currency code.").echoed_as("currency"),
        required("amount", ParamKind::Amount, "Amount that leaves the account. The recipient gets it less the fee.")
            .echoed_as("amount"),
        param("beneficiary_id", ParamKind::Entity, "Id of an active beneficiary."),
        param(
            "rid",
            ParamKind::Text,
            "Recipient, such as an address. Most accounts may withdraw to beneficiaries only.",
        ),
        param("blockchain_key", ParamKind::Text, "Network, such as `bitcoin`. Required with `rid`."),
        param(
            "note",
            ParamKind::ShortText(256),
            "A note of at most 256 characters, which {@link getWithdraws} shows. A note that no other withdrawal has makes \
             this one easy to find.",
        ),
    ],
    variants: &[
        Variant { when: When::Given("beneficiary_id"), requires: &[], excludes: &["rid"] },
        Variant { when: When::Given("rid"), requires: &["blockchain_key"], excludes: &["beneficiary_id"] },
    ],
    result: Of(&WITHDRAW),
    doc: "Withdraws money. The result is the withdrawal in state `accepted` or `processing`.",
    hints: &[
        Hint::Code(
            "account.withdraw.insufficient_balance",
            "No money has moved, but the exchange keeps the withdrawal in state prepared and counts it in getWithdrawSums().",
        ),
        Hint::Code(
            "account.withdraw.missing_beneficiary_id",
            "This account may withdraw to beneficiaries only: create one with createBeneficiary(), and pass its id.",
        ),
        Hint::Code(
            "account.beneficiary.invalid_state_for_withdrawal",
            "The beneficiary is not active: activateBeneficiary() with the PIN from the e-mail activates it.",
        ),
        Hint::Code(
            "account.withdraw.invalid_amount",
            "The amount is below the minimum or has too many decimals: getCurrency() shows both.",
        ),
    ],
    ..Endpoint::PLAIN
};

/// A withdrawal.
pub static WITHDRAW: Object = Object {
    name: "Withdraw",
    doc: "A withdrawal.",
    fields: &[
        field("id", Integer, "Id."),
        field("currency", Id, "Currency code."),
        optional("type", OneOf(&["coin", "fiat"]), "Kind of currency."),
        optional("blockchain_key", Nullable(&Text), "Network."),
        field("amount", Decimal, "Amount, including the fee."),
        field("fee", Decimal, "Fee, in the same currency."),
        optional("blockchain_txid", Nullable(&Text), "Id of the transaction on the network; `null` until it is sent."),
        optional("rid", Nullable(&Text), "Recipient: an address or the id of a beneficiary."),
        optional("protocol", Nullable(&Text), "Token standard; coins only."),
        optional("state", OneOf(WITHDRAW_STATES), "State."),
        optional("confirmations", Nullable(&IntegerOrText), "Confirmations on the network, or `N/A`; coins only."),
        optional("note", Nullable(&Text), "The member's note."),
        optional("transfer_type", Nullable(&IntegerOrText), "Internal to the exchange and unreliable."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("updated_at", Text, "ISO 8601 time."),
        optional("done_at", Nullable(&Text), "ISO 8601 time; `null` until it is done."),
    ],
};

/// Withdrawn sums.
pub static WITHDRAW_SUMS: Object = Object {
    name: "WithdrawSums",
    doc: "How much was withdrawn, in the exchange's reference currency.",
    fields: &[
        field("last_24_hours", Decimal, "In the last 24 hours."),
        field("last_1_month", Decimal, "In the last month."),
    ],
};
