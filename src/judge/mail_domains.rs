//! The mail domains of a deployment: clients outside look for the Autodiscover service of each.

use crate::model::{deployment::Deployment, exchange::Half, host::Host, source::Place};

/// The property of an accepted domain that has its name.
pub const DOMAIN_NAME: &str = "DomainName";

/// A mail domain, at one place.
#[derive(Debug)]
pub struct MailDomain {
    /// `autodiscover.<domain>`, which clients try.
    pub autodiscover: Host,
    /// The element or property that has it.
    pub element: &'static str,
    /// Its text.
    pub written: String,
    /// Where it is.
    pub place: Place,
}

impl MailDomain {
    /// The domain itself.
    pub fn domain(&self) -> &str {
        self.autodiscover.split_first().map_or("", |(_, domain)| domain)
    }

    /// A response tells it: somebody uses it.
    pub fn is_of_response(&self) -> bool {
        self.element != DOMAIN_NAME
    }
}

/// The domain of each response's AutoDiscoverSMTPAddress, else of its EMailAddress, and each accepted domain whose mailboxes
/// are here: those of Exchange Online alone have none.
pub fn mail_domains(deployment: &Deployment) -> Vec<MailDomain> {
    let mut domains = Vec::new();
    for answer in &deployment.answers {
        let addresses =
            [("AutoDiscoverSMTPAddress", &answer.auto_discover_smtp_address), ("EMailAddress", &answer.email_address)];
        domains.extend(addresses.into_iter().find_map(|(element, address)| {
            let address = address.as_ref()?;
            let (_, domain) = address.value.trim().rsplit_once('@')?;
            let place = answer.place(address.span);
            Some(MailDomain { autodiscover: of_domain(domain)?, element, written: address.value.clone(), place })
        }));
    }
    for accepted in deployment.accepted_domains.iter().filter(|own| own.half != Some(Half::ExchangeOnline)) {
        // JSON has the number of a type for its name.
        let is_authoritative = |kind: &String| kind.trim().eq_ignore_ascii_case("authoritative") || kind.trim() == "0";
        let is_relayed = accepted.domain_type.value().is_some_and(|kind| !is_authoritative(kind));
        let written = &accepted.domain_name;
        // No client outside looks for a name of the inside.
        let host = of_domain(written.value.trim()).filter(|host| !is_relayed && !host.is_internal());
        domains.extend(host.map(|autodiscover| MailDomain {
            autodiscover,
            element: DOMAIN_NAME,
            written: written.value.clone(),
            place: Place::text(&accepted.source, written.span),
        }));
    }
    domains
}

fn of_domain(domain: &str) -> Option<Host> {
    Host::parse(&format!("autodiscover.{domain}")).ok()
}
