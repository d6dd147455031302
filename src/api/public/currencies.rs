//! Currencies.

use crate::schema::Type::{Array, Boolean, Decimal, Id, Integer, Nullable, Object as Of, OneOf, PowerOfTen, Text};
use crate::schema::{Endpoint, Object, Paging, ParamKind, field, key, optional, param};

pub(super) const CURRENCY_STATUSES: &[&str] = &["enabled", "disabled", "hidden"];

/// `GET public/currencies`
pub static GET_CURRENCIES: Endpoint = Endpoint {
    name: "getCurrencies",
    path: "public/currencies",
    params: &[
        param("type", ParamKind::OneOf(&["fiat", "coin"]), "Only this kind."),
        param("search", ParamKind::Search(&["code", "name"]), "Only currencies where one of these contains the text."),
    ],
    result: Array(&Of(&CURRENCY)),
    paging: Paging::Complete { page_size: 1000, identity: &["id"] },
    doc: "The enabled currencies, with the fees and minimums of their default networks. A complete list. \
          {@link getConfig} has all networks. The exchange caches the response for 10 minutes.",
    ..Endpoint::PLAIN
};

/// `GET public/currencies/{id}`
pub static GET_CURRENCY: Endpoint = Endpoint {
    name: "getCurrency",
    path: "public/currencies/{id}",
    keys: &[key("id", "Currency code, such as `btc`, in lower or upper case.")],
    result: Of(&CURRENCY),
    doc: "One currency. If it is unknown or not enabled, the call fails with status 422.",
    ..Endpoint::PLAIN
};

/// A currency.
pub static CURRENCY: Object = Object {
    name: "Currency",
    doc: "A currency, with the fees and minimums of its default network, if it has one.",
    fields: &[
        field("id", Id, "Currency code in lower case."),
        optional("name", Nullable(&Text), "Name."),
        optional("description", Nullable(&Text), "A description."),
        optional("homepage", Nullable(&Text), "Website."),
        optional("parent_id", Nullable(&Id), "For a token: the coin whose network it uses."),
        optional("price", Nullable(&Decimal), "Price in the exchange's reference currency."),
        optional("explorer_transaction", Nullable(&Text), "URL of a transaction, with `#{txid}` in it."),
        optional("explorer_address", Nullable(&Text), "URL of an address, with `#{address}` in it."),
        optional("type", OneOf(&["coin", "fiat"]), "Kind."),
        optional("deposit_enabled", Boolean, "Whether deposits are enabled."),
        optional("withdrawal_enabled", Boolean, "Whether withdrawals are enabled."),
        optional("deposit_fee", Decimal, "Fee of a deposit, in this currency."),
        optional("min_deposit_amount", Decimal, "Minimum amount of a deposit; less is not credited."),
        optional("withdraw_fee", Decimal, "Fee of a withdrawal, in this currency."),
        optional("min_withdraw_amount", Decimal, "Minimum amount of a withdrawal."),
        optional("base_factor", PowerOfTen, "Number of smallest units in one coin, such as 1e18."),
        optional("precision", Integer, "Number of decimal places to display."),
        optional("position", Integer, "Position in lists."),
        optional("icon_url", Nullable(&Text), "URL of an icon."),
        optional("min_confirmations", Nullable(&Integer), "Confirmations needed before a deposit is credited."),
    ],
};
