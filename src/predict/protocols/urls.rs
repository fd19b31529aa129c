//! EXCH, WEB and mapiHttp: the URLs of virtual directories.

use super::*;

/// Elements that hold the URL of Exchange Web Services.
const WEB_SERVICES: [&str; 3] = ["ASUrl", "EwsUrl", "OOFUrl"];

impl Told<'_, '_> {
    /// EXCH, with the internal URLs. Its Server is the mailbox's: `GUID@domain` from Exchange 2013 on, the client access array
    /// of the database before.
    pub(super) fn exch(self) -> Predicted {
        let mut protocol = Protocol::new(ProtocolType::Exch);
        let mut left_out =
            vec![leave(&protocol, &["Server", "ServerDN", "ServerVersion", "MdbDN", "OABUrl"], Reason::Mailbox)];
        left_out.extend(self.add_services(Side::Inside, &mut protocol));
        add_ttl(self, "EXCH", &mut protocol);
        (protocol, left_out)
    }

    /// Adds the URLs of Exchange Web Services for a side.
    pub(super) fn add_services(self, side: Side, protocol: &mut Protocol) -> Option<LeftOut> {
        match self.url(DirectoryType::WebServices, side) {
            Ok((url, place)) => {
                let value = |element| Value::new(element, url.as_str(), vec![place.clone()], Ground::ServiceUrl);
                protocol.values.extend(WEB_SERVICES.into_iter().map(value));
                None
            }
            Err(why) => Some(leave(protocol, &WEB_SERVICES, why)),
        }
    }

    /// WEB: Outlook on the web inside and outside, each with the URL of Exchange Web Services in a Protocol of its own.
    pub(super) fn web(self) -> Predicted {
        const INSIDE: [&str; 2] = ["Internal/OWAUrl", "Internal/Protocol/ASUrl"];
        const OUTSIDE: [&str; 2] = ["External/OWAUrl", "External/Protocol/ASUrl"];
        let mut protocol = Protocol::new(ProtocolType::Web);
        let mut left_out = Vec::new();
        for (side, [owa_url, as_url]) in [(Side::Inside, INSIDE), (Side::Outside, OUTSIDE)] {
            match self.url(DirectoryType::Owa, side) {
                Ok((url, place)) => {
                    let mut value = Value::new(owa_url, url, vec![place], Ground::WebUrl);
                    self.add_method(side, &mut value);
                    protocol.values.push(value);
                }
                Err(why) => left_out.push(LeftOut { kind: ProtocolType::Web, elements: vec![owa_url], why }),
            }
            if let Ok((url, place)) = self.url(DirectoryType::WebServices, side) {
                protocol.values.push(Value::new(as_url, url, vec![place], Ground::WebUrl));
            }
        }
        (protocol, left_out)
    }

    /// Adds the authentication methods of Outlook on the web.
    fn add_method(self, side: Side, value: &mut Value) {
        let Some(directory) = self.directory(DirectoryType::Owa) else { return };
        let methods = match side {
            Side::Inside => &directory.internal_authentication_methods,
            Side::Outside => &directory.external_authentication_methods,
        };
        if let Property::Value(methods) = methods {
            value.authentication_method = Some(methods.value.join(", "));
            value.from.push(Place::text(&directory.source, methods.span));
        }
    }

    /// mapiHttp: the two endpoints below the MAPI virtual directory. Exchange adds `?MailboxId=`, which differs from mailbox to
    /// mailbox.
    pub(super) fn mapi_http(self, enabled: &[Place], is_assumed: bool) -> Predicted {
        const URLS: [(Side, &str, &str); 4] = [
            (Side::Inside, "MailStore/InternalUrl", "emsmdb"),
            (Side::Outside, "MailStore/ExternalUrl", "emsmdb"),
            (Side::Inside, "AddressBook/InternalUrl", "nspi"),
            (Side::Outside, "AddressBook/ExternalUrl", "nspi"),
        ];
        let mut protocol = Protocol::new(ProtocolType::MapiHttp);
        let mut left_out = vec![leave(&protocol, &["MailboxId"], Reason::Mailbox)];
        for (side, element, endpoint) in URLS {
            match self.url(DirectoryType::Mapi, side) {
                Ok((url, place)) => {
                    let url = format!("{}/{endpoint}/", url.trim_end_matches('/'));
                    let from = [&[place], enabled].concat();
                    protocol.values.push(Value { is_assumed, ..Value::new(element, url, from, Ground::MapiUrl) });
                }
                Err(why) => left_out.push(LeftOut { kind: ProtocolType::MapiHttp, elements: vec![element], why }),
            }
        }
        (protocol, left_out)
    }
}

/// Elements of a Protocol that are left out.
pub(super) fn leave(protocol: &Protocol, elements: &[&'static str], why: Reason) -> LeftOut {
    LeftOut { kind: protocol.kind.clone(), elements: elements.to_vec(), why }
}
