//! Everything that a trading screen is set up from, in one answer.

use super::currencies::CURRENCY_STATUSES;
use super::markets::MARKET;
use super::trading_fees::TRADING_FEE;
use super::withdraw_limits::WITHDRAW_LIMIT;
use crate::schema::Type::{Array, Boolean, Decimal, Id, Integer, Nullable, Object as Of, OneOf, PowerOfTen, Text};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET public/config`
pub static GET_CONFIG: Endpoint = Endpoint {
    name: "getConfig",
    path: "public/config",
    result: Of(&CONFIG),
    doc: "Currencies with all their networks, markets, trading fees and withdrawal limits, hidden ones included. The \
          exchange caches it for 10 minutes.",
    ..Endpoint::PLAIN
};

/// The whole answer.
pub static CONFIG: Object = Object {
    name: "Config",
    doc: "What the exchange offers.",
    fields: &[
        field("currencies", Array(&Of(&CONFIG_CURRENCY)), "Currencies, enabled and hidden."),
        field("trading_fees", Array(&Of(&TRADING_FEE)), "Trading fees."),
        field("markets", Array(&Of(&MARKET)), "Markets, enabled and hidden."),
        field("withdraw_limits", Array(&Of(&WITHDRAW_LIMIT)), "Withdrawal limits."),
    ],
};

/// A currency with all its networks.
pub static CONFIG_CURRENCY: Object = Object {
    name: "ConfigCurrency",
    doc: "A currency, with all networks that it is moved on.",
    fields: &[
        field("id", Id, "Currency code in lower case."),
        optional("status", OneOf(CURRENCY_STATUSES), "Whether it is in use."),
        optional("name", Nullable(&Text), "Its name."),
        optional("description", Nullable(&Text), "A description."),
        optional("homepage", Nullable(&Text), "Its web site."),
        optional("price", Nullable(&Decimal), "Its price in the currency that the exchange reckons in."),
        optional("type", OneOf(&["coin", "fiat"]), "Its kind."),
        optional("precision", Integer, "Decimal places that are shown."),
        optional("position", Integer, "Its place in lists."),
        optional("icon_url", Nullable(&Text), "A picture."),
        optional("networks", Array(&Of(&BLOCKCHAIN_CURRENCY)), "The networks."),
    ],
};

/// A currency on one network.
pub static BLOCKCHAIN_CURRENCY: Object = Object {
    name: "BlockchainCurrency",
    doc: "A currency on one network.",
    fields: &[
        field("id", Integer, "Id of this pair of currency and network."),
        optional("status", OneOf(CURRENCY_STATUSES), "Whether it is in use."),
        optional("blockchain_key", Nullable(&Text), "Network, such as `bitcoin`."),
        optional("currency_id", Id, "Currency code."),
        optional("parent_id", Nullable(&Id), "The coin that a token is issued on."),
        optional("deposit_enabled", Boolean, "Whether it can be paid in."),
        optional("withdrawal_enabled", Boolean, "Whether it can be paid out."),
        field("deposit_fee", Decimal, "Fee of a deposit, in this currency."),
        field("min_deposit_amount", Decimal, "Smallest deposit that is credited."),
        field("withdraw_fee", Decimal, "Fee of a withdrawal, in this currency."),
        field("min_withdraw_amount", Decimal, "Smallest withdrawal."),
        optional("base_factor", PowerOfTen, "Smallest units in one coin, such as 1e18."),
        optional("explorer_transaction", Nullable(&Text), "URL of a transaction, with `#{txid}` in it."),
        optional("explorer_address", Nullable(&Text), "URL of an address, with `#{address}` in it."),
        optional("description", Nullable(&Text), "A description."),
        optional("warning", Nullable(&Text), "What a depositor must know."),
        optional("protocol", Nullable(&Text), "Standard of the token, such as `ERC-20`."),
        optional("min_confirmations", Nullable(&Integer), "Confirmations until a deposit is credited."),
    ],
};
