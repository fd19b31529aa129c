//! EXPR and EXHTTP: Outlook Anywhere.

use super::{urls::leave, *};
use crate::{model::exchange::OutlookAnywhere, predict::expr::ProviderName};

/// Elements that depend on the mailbox or on Active Directory.
const OF_MAILBOX: [&str; 2] = ["OABUrl", "GroupingInformation"];

impl<'a> Told<'_, 'a> {
    /// EXPR. Exchange 2013 and later tell clients inside the internal host; before, there is the external one alone.
    pub(super) fn expr(self) -> Result<Predicted, Reason> {
        if matches!(ProviderName::of(self.organization.deployment), ProviderName::Missing) {
            return Err(Reason::NotExported("Get-OutlookProvider EXPR"));
        }
        let anywhere = self.anywhere()?;
        let side = match (self.side, self.server.is_2013_or_later()) {
            (Side::Inside, Some(true)) => Side::Inside,
            (Side::Inside, None) => return Err(Reason::Version),
            _ => Side::Outside,
        };
        let mut protocol = Protocol::new(ProtocolType::Expr);
        let of_provider = self.server_of_provider().filter(|_| side == Side::Outside);
        let host = of_provider.map_or_else(|| host(anywhere, side), Ok)?;
        protocol.values.push(host);
        let mut left_out = self.add_security(anywhere, side, &mut protocol);
        left_out.extend(self.add_principal(side, &mut protocol));
        protocol.values.extend(self.exclusive(side));
        match side {
            Side::Outside => left_out.extend(self.add_services(side, &mut protocol)),
            Side::Inside => left_out.push(leave(&protocol, &["ASUrl", "EwsUrl", "OOFUrl"], Reason::NotDocumented)),
        }
        add_ttl(self, "EXPR", &mut protocol);
        left_out.push(leave(&protocol, &OF_MAILBOX, Reason::Mailbox));
        Ok((protocol, left_out))
    }

    /// EXHTTP: for clients inside, then for those outside, each where Outlook Anywhere has a host for them.
    pub(super) fn ex_http(self) -> Result<Vec<Predicted>, Reason> {
        let anywhere = self.anywhere()?;
        match self.server.has_build(EX_HTTP) {
            Some(true) => {}
            Some(false) => return Err(Reason::TooOld),
            None if self.server.is_2013_or_later() == Some(false) => return Err(Reason::TooOld),
            None => return Err(Reason::Version),
        }
        let both = Side::ALL.into_iter().filter_map(|side| {
            let host = host(anywhere, side).ok()?;
            let mut protocol = Protocol { side: Some(side), ..Protocol::new(ProtocolType::ExHttp) };
            protocol.values.push(Value { ground: Ground::ExHttp, ..host });
            let mut left_out = self.add_security(anywhere, side, &mut protocol);
            left_out.extend(self.add_services(side, &mut protocol));
            left_out.push(leave(&protocol, &["CertPrincipalName"], Reason::NotDocumented));
            Some((protocol, left_out))
        });
        Ok(both.collect())
    }

    fn anywhere(self) -> Result<&'a OutlookAnywhere, Reason> {
        self.server.anywhere.ok_or(Reason::NotExported("Get-OutlookAnywhere"))
    }

    /// The Server that the EXPR provider has.
    fn server_of_provider(self) -> Option<Value> {
        let provider = self.organization.provider("EXPR")?;
        let server = provider.server.spanned()?;
        let from = vec![provider.place(server.span)];
        Some(Value::new("Server", server.value.trim(), from, Ground::ProviderServer))
    }

    /// Adds SSL and AuthPackage. Exchange 2010 has no setting for the one, and one method for all clients.
    fn add_security(self, anywhere: &OutlookAnywhere, side: Side, protocol: &mut Protocol) -> Vec<LeftOut> {
        let (ssl, method) = match side {
            Side::Inside => (&anywhere.internal_clients_require_ssl, &anywhere.internal_client_authentication_method),
            Side::Outside => (&anywhere.external_clients_require_ssl, &anywhere.external_client_authentication_method),
        };
        let mut left_out = Vec::new();
        match ssl {
            Property::Value(required) => {
                let text = if required.value { "On" } else { "Off" };
                let from = vec![Place::text(&anywhere.source, required.span)];
                protocol.values.push(Value::new("SSL", text, from, Ground::RequireSsl));
            }
            _ if self.server.is_2013_or_later() == Some(false) => {
                left_out.push(leave(protocol, &["SSL"], Reason::NotDocumented));
            }
            _ => left_out.push(leave(protocol, &["SSL"], Reason::NotExported("Get-OutlookAnywhere"))),
        }
        match method {
            // Negotiate is for clients that say that they can handle it.
            Property::Value(method) if self.client == Client::RpcHttp && method.value.trim() == "Negotiate" => {
                left_out.push(leave(protocol, &["AuthPackage"], Reason::NotDocumented));
            }
            Property::Value(method) => {
                let from = vec![Place::text(&anywhere.source, method.span)];
                let value = Value::new("AuthPackage", method.value.trim(), from, Ground::AuthenticationMethod);
                protocol.values.push(value);
            }
            _ => left_out.push(leave(protocol, &["AuthPackage"], Reason::NotExported("Get-OutlookAnywhere"))),
        }
        left_out
    }

    /// Adds the principal of EXPR. For clients inside it is documented where SSL is off alone; outside it is given only where SSL
    /// is on.
    fn add_principal(self, side: Side, protocol: &mut Protocol) -> Option<LeftOut> {
        const ELEMENT: &str = "CertPrincipalName";
        let leave = |protocol: &Protocol, why| Some(leave(protocol, &[ELEMENT], why));
        let ssl = protocol.value("SSL");
        let is_off = ssl.is_some_and(|ssl| ssl.text == "Off");
        let value = match (side, is_off, ssl) {
            (Side::Inside, true, Some(ssl)) => Value::new(ELEMENT, "None", ssl.from.clone(), Ground::SslOff),
            (Side::Inside, ..) | (Side::Outside, true, _) => return leave(protocol, Reason::NotDocumented),
            (Side::Outside, false, _) => match ProviderName::of(self.organization.deployment) {
                ProviderName::Named(provider, name) => {
                    let from = vec![provider.place(name.span)];
                    Value::new(ELEMENT, name.value.trim(), from, Ground::ProviderName)
                }
                ProviderName::Empty(provider, span) => default_principal(protocol, vec![provider.place(span)])?,
                ProviderName::NotExported => Value { is_assumed: true, ..default_principal(protocol, Vec::new())? },
                ProviderName::Cut(_) | ProviderName::Missing => {
                    return leave(protocol, Reason::NotExported("Get-OutlookProvider"));
                }
            },
        };
        protocol.values.push(value);
        None
    }

    /// ServerExclusiveConnect, where the provider's flags are exported and have it.
    fn exclusive(self, side: Side) -> Option<Value> {
        let provider = self.organization.provider("EXPR").filter(|_| side == Side::Outside)?;
        let flags = provider.flags.spanned()?;
        let has_flag = flags.value.split([',', ' ']).any(|flag| flag.eq_ignore_ascii_case("ServerExclusiveConnect"));
        let value = Value::new("ServerExclusiveConnect", "On", vec![provider.place(flags.span)], Ground::ProviderFlags);
        has_flag.then_some(value)
    }
}

/// `msstd:` and the Server of the Protocol.
fn default_principal(protocol: &Protocol, mut from: Vec<Place>) -> Option<Value> {
    let server = protocol.value("Server")?;
    from.extend(server.from.iter().cloned());
    let is_host = server.ground == Ground::Hostname;
    let ground = if is_host { Ground::ProviderDefault } else { Ground::ServerDefault };
    Some(Value::new("CertPrincipalName", format!("msstd:{}", server.text), from, ground))
}

/// The host of Outlook Anywhere for a side.
fn host(anywhere: &OutlookAnywhere, side: Side) -> Result<Value, Reason> {
    let (hostname, name) = match side {
        Side::Inside => (&anywhere.internal_hostname, "InternalHostname"),
        Side::Outside => (&anywhere.external_hostname, "ExternalHostname"),
    };
    match hostname {
        Property::Value(host) => {
            let from = vec![Place::text(&anywhere.source, host.span)];
            Ok(Value::new("Server", host.value.trim(), from, Ground::Hostname))
        }
        Property::Empty(_) => Err(Reason::Empty(name)),
        Property::Cut(_) | Property::NotExported => Err(Reason::NotExported("Get-OutlookAnywhere")),
    }
}
