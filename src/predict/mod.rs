//! What Autodiscover tells Outlook, foretold from what Exchange's cmdlets export.

pub mod expr;
