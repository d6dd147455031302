//! Currencies, markets, fees and limits in one response.

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
    doc: "All currencies with their networks, all markets, trading fees and withdrawal limits, including hidden ones. The \
          exchange caches the response for 10 minutes.",
    ..Endpoint::PLAIN
};

/// The response.
pub static CONFIG: Object = Object {
    name: "Config",
    doc: "What the exchange offers.",
    fields: &[
        field("currencies", Array(&Of(&CONFIG_CURRENCY)), "Currencies, including hidden ones."),
        field("trading_fees", Array(&Of(&TRADING_FEE)), "Trading fees."),
        field("markets", Array(&Of(&MARKET)), "Markets, including hidden ones."),
        field("withdraw_limits", Array(&Of(&WITHDRAW_LIMIT)), "Withdrawal limits."),
    ],
};

/// A currency with all its networks.
pub static CONFIG_CURRENCY: Object = Object {
    name: "ConfigCurrency",
    doc: "A currency with all its networks.",
    fields: &[
        field("id", Id, "Currency code in lower case."),
        optional("status", OneOf(CURRENCY_STATUSES), "State."),
        optional("name", Nullable(&Text), "Name."),
        optional("description", Nullable(&Text), "A description."),
        optional("homepage", Nullable(&Text), "Website."),
        optional("price", Nullable(&Decimal), "Price in the exchange's reference currency."),
        optional("type", OneOf(&["coin", "fiat"]), "Kind."),
        optional("precision", Integer, "Number of decimal places to display."),
        optional("position", Integer, "Position in lists."),
        optional("icon_url", Nullable(&Text), "URL of an icon."),
        optional("networks", Array(&Of(&BLOCKCHAIN_CURRENCY)), "Networks."),
    ],
};

/// A currency on one network.
pub static BLOCKCHAIN_CURRENCY: Object = Object {
    name: "BlockchainCurrency",
    doc: "A currency on one network.",
    fields: &[
        field("id", Integer, "Id of this pair of currency and network."),
        optional("status", OneOf(CURRENCY_STATUSES), "State."),
        optional("blockchain_key", Nullable(&Text), "Network, such as `bitcoin`."),
        optional("currency_id", Id, "Currency code."),
        optional("parent_id", Nullable(&Id), "For a token: the coin whose network it uses."),
        optional("deposit_enabled", Boolean, "Whether deposits are enabled."),
        optional("withdrawal_enabled", Boolean, "Whether withdrawals are enabled."),
        field("deposit_fee", Decimal, "Fee of a deposit, in this currency."),
        field("min_deposit_amount", Decimal, "Minimum amount of a deposit; less is not credited."),
        field("withdraw_fee", Decimal, "Fee of a withdrawal, in this currency."),
        field("min_withdraw_amount", Decimal, "Minimum amount of a withdrawal."),
        optional("base_factor", PowerOfTen, "Number of smallest units in one coin, such as 1e18."),
        optional("explorer_transaction", Nullable(&Text), "URL of a transaction, with `#{txid}` in it."),
        optional("explorer_address", Nullable(&Text), "URL of an address, with `#{address}` in it."),
        optional("description", Nullable(&Text), "A description."),
        optional("warning", Nullable(&Text), "Warning for depositors."),
        optional("protocol", Nullable(&Text), "Token standard, such as `ERC-20`."),
        optional("min_confirmations", Nullable(&Integer), "Confirmations needed before a deposit is credited."),
    ],
};
