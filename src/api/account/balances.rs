//! Balances: what the account holds.

use crate::schema::Type::{Array, Decimal, Id, Nullable, Object as Of, OneOf, Text};
use crate::schema::{Auth, Endpoint, Hint, Object, Paging, ParamKind, field, key, optional, param};

/// `GET account/balances`
pub static GET_BALANCES: Endpoint = Endpoint {
    name: "getBalances",
    path: "account/balances",
    auth: Auth::Key,
    params: &[
        param(
            "nonzero",
            ParamKind::Flag,
            "Only currencies of which something is available or locked. Default `false`.",
        ),
        param(
            "account_type",
            ParamKind::Texts(&["spot"]),
            "Only accounts of this type, and only those that exist: `nonzero` then does not count. The stock exchange \
             knows `spot`.",
        ),
        param(
            "search",
            ParamKind::Search(&["currency_code", "currency_name"]),
            "Only currencies whose code or name contains this text, in any letter case.",
        ),
    ],
    result: Array(&Of(&BALANCE)),
    paging: Paging::Complete { page_size: 1000, identity: &["currency", "account_type"] },
    doc: "What the account holds: one row for each enabled currency, also for those never held. Complete: every page is \
          read unless `page` or `limit` is given, and a page that fails fails the call. The exchange may take ten seconds.",
    ..Endpoint::PLAIN
};

/// `GET account/balances/{currency}`
pub static GET_BALANCE: Endpoint = Endpoint {
    name: "getBalance",
    path: "account/balances/{currency}",
    keys: &[key("currency", "Currency code in lower case, such as `btc`; capitals are answered with status 422.")],
    auth: Auth::Key,
    result: Of(&BALANCE),
    doc: "What the account holds of one currency. For one that it never held the exchange answers 404, though \
          {@link getBalances} shows a row of zeros; and here it leaves out the addresses: `deposit_address` is `null`.",
    hints: &[Hint::Code(
        "record.not_found",
        "The account never held this currency: getBalances() shows it with zeros.",
    )],
    ..Endpoint::PLAIN
};

/// One currency of the account.
pub static BALANCE: Object = Object {
    name: "Balance",
    doc: "What the account holds of one currency.",
    fields: &[
        field("currency", Id, "Currency code in lower case, such as `btc`."),
        field("balance", Decimal, "Available amount; `locked` is not part of it."),
        field("locked", Decimal, "Amount held by open orders and withdrawals."),
        optional("account_type", Text, "Type of the account; `spot` on the stock exchange."),
        optional(
            "deposit_address",
            Nullable(&Of(&PAYMENT_ADDRESS)),
            "Deposit address on the default network; `null` if none was created yet, absent for fiat.",
        ),
        optional(
            "deposit_addresses",
            Array(&Of(&PAYMENT_ADDRESS)),
            "Deposit addresses on all networks; absent for fiat.",
        ),
    ],
};

/// An address to pay in to.
pub static PAYMENT_ADDRESS: Object = Object {
    name: "PaymentAddress",
    doc: "An address to deposit to.",
    fields: &[
        optional("currencies", Array(&Id), "Codes of the currencies that this address takes."),
        optional("blockchain_key", Nullable(&Text), "Network, such as `bitcoin`."),
        optional("address", Nullable(&Text), "The address; `null` while it is being created."),
        optional(
            "state",
            Nullable(&OneOf(&["pending", "active", "disabled", "retired"])),
            "`pending` until there is an address.",
        ),
    ],
};
