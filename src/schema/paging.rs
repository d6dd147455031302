//! The pages of a list.

use super::params::{Param, ParamKind, param};

/// How a list is divided into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    /// There are no pages.
    None,
    /// A call reads all pages, unless `page` or `limit` is given.
    Complete {
        /// The most rows per page that the exchange allows.
        page_size: u32,
        /// The fields that identify a row and never change.
        identity: &'static [&'static str],
    },
    /// A call reads one page, by default the first.
    History {
        /// The most rows per page that the exchange allows.
        page_size: u32,
        /// The fields that identify a row and never change.
        identity: &'static [&'static str],
        /// The field by which rows are sorted, descending by default.
        sorted_by: &'static str,
    },
}

impl Paging {
    /// The most rows per page, or `None` if there are no pages.
    #[must_use]
    pub fn page_size(self) -> Option<u32> {
        match self {
            Self::None => None,
            Self::Complete { page_size, .. } | Self::History { page_size, .. } => Some(page_size),
        }
    }
}

/// The parameters `page` and `limit` of a list with pages.
#[must_use]
pub fn page_params(paging: Paging) -> Option<[Param; 2]> {
    let page_size = paging.page_size()?;
    let page = match paging {
        Paging::Complete { .. } => "The page to read, from 1. Without `page` and `limit`, all pages are read.",
        _ => "The page to read, from 1, or to start from with `for await`.",
    };
    Some([
        param("page", ParamKind::Whole(1, i32::MAX as i64), page),
        param(
            "limit",
            ParamKind::Whole(1, page_size.into()),
            "Rows per page. Default: the most that the exchange gives.",
        ),
    ])
}
