//! The Protocols of a response.

mod outlook_anywhere;
mod urls;

use super::{
    ground::{Ground, Reason},
    organization::{MapiHttp, Organization},
    response::{Client, LeftOut, Protocol, Side, Value},
    servers::Server,
};
use crate::model::{
    autodiscover::ProtocolType,
    exchange::{DirectoryType, Property, VirtualDirectory},
    source::Place,
};

/// From this build on a server gives EXHTTP, and Negotiate, to clients that ask for them (Microsoft, "POX Autodiscover
/// request for Exchange").
const EX_HTTP: (u32, u32, u32) = (15, 0, 995);

/// A Protocol, and what is left out of it.
type Predicted = (Protocol, Vec<LeftOut>);

/// What a server tells a client on one side: its Protocols, and what is left out of them.
pub(super) fn protocols(
    server: &Server<'_>,
    organization: &Organization<'_>,
    side: Side,
    client: Client,
) -> (Vec<Protocol>, Vec<LeftOut>) {
    let told = Told { server, organization, side, client };
    let mut predicted: Vec<Predicted> = Vec::new();
    let mut left_out = Vec::new();
    let leave = |kind, why| LeftOut { kind, elements: Vec::new(), why };
    let mapi_http = match client {
        Client::MapiHttp => Some(organization.mapi_http(server)),
        Client::ExHttp | Client::RpcHttp => None,
    };
    match mapi_http {
        Some(MapiHttp::On(place)) => predicted.push(told.mapi_http(&[place], false)),
        Some(MapiHttp::OnByDefault) => predicted.push(told.mapi_http(&[], true)),
        Some(MapiHttp::Unknown) => {
            left_out.push(leave(ProtocolType::MapiHttp, Reason::NotExported("Get-OrganizationConfig")));
        }
        Some(MapiHttp::Off) => left_out.push(leave(ProtocolType::MapiHttp, Reason::MapiHttpOff)),
        Some(MapiHttp::TooOld) => left_out.push(leave(ProtocolType::MapiHttp, Reason::TooOld)),
        None => {}
    }
    // A client that is given mapiHttp is given neither EXCH nor EXPR.
    if predicted.is_empty() {
        predicted.push(told.exch());
        match told.expr() {
            Ok(expr) => predicted.push(expr),
            Err(why) => left_out.push(leave(ProtocolType::Expr, why)),
        }
    }
    predicted.push(told.web());
    if client != Client::RpcHttp {
        match told.ex_http() {
            Ok(both) => predicted.extend(both),
            Err(why) => left_out.push(leave(ProtocolType::ExHttp, why)),
        }
    }
    let mut protocols = Vec::new();
    for (protocol, left) in predicted {
        left_out.extend(left);
        if !protocol.values.is_empty() {
            protocols.push(protocol);
        }
    }
    (protocols, left_out)
}

/// What decides a response.
#[derive(Clone, Copy)]
struct Told<'p, 'a> {
    server: &'p Server<'a>,
    organization: &'p Organization<'a>,
    side: Side,
    client: Client,
}

impl<'a> Told<'_, 'a> {
    fn directory(self, kind: DirectoryType) -> Option<&'a VirtualDirectory> {
        self.server.directory(kind)
    }

    /// The URL of a virtual directory for a side, with its place; else why there is none.
    fn url(self, kind: DirectoryType, side: Side) -> Result<(String, Place), Reason> {
        let directory = self.directory(kind).ok_or(Reason::NotExported(noun(kind)))?;
        let (url, name) = match side {
            Side::Inside => (&directory.internal_url, "InternalUrl"),
            Side::Outside => (&directory.external_url, "ExternalUrl"),
        };
        match url {
            Property::Value(url) => Ok((url.value.trim().to_owned(), Place::text(&directory.source, url.span))),
            Property::Empty(_) => Err(Reason::Empty(name)),
            Property::Cut(_) | Property::NotExported => Err(Reason::NotExported(noun(kind))),
        }
    }
}

/// The cmdlet that exports a virtual directory.
fn noun(kind: DirectoryType) -> &'static str {
    match kind {
        DirectoryType::Owa => "Get-OwaVirtualDirectory",
        DirectoryType::Ecp => "Get-EcpVirtualDirectory",
        DirectoryType::WebServices => "Get-WebServicesVirtualDirectory",
        DirectoryType::Mapi => "Get-MapiVirtualDirectory",
        _ => "Get-OabVirtualDirectory",
    }
}

/// Adds the TTL of a provider, in hours.
fn add_ttl(told: Told<'_, '_>, provider: &str, protocol: &mut Protocol) {
    let Some(provider) = told.organization.provider(provider) else { return };
    if let Property::Value(ttl) = &provider.ttl {
        let value = Value::new("TTL", ttl.value.trim(), vec![provider.place(ttl.span)], Ground::ProviderTtl);
        protocol.values.push(value);
    }
}
