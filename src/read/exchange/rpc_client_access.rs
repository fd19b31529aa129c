//! `Get-RpcClientAccess`.

use super::*;
use crate::model::exchange::RpcClientAccess;

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "RpcClientAccess",
    type_name: "ExchangeRpcClientAccess",
    properties: &["EncryptionRequired", "MaximumConnections", "BlockedClientVersions", "Responsibility"],
    recognises: |record| {
        record.has("EncryptionRequired") && record.has_any(&["MaximumConnections", "BlockedClientVersions"])
    },
    dates: &[],
    read,
};

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::RpcClientAccess(Box::new(RpcClientAccess {
        source: object.source(),
        span: object.record.span,
        server: object.server(),
        encryption_required: object.boolean("EncryptionRequired"),
    })))
}
