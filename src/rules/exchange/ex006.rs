//! EX006: clients of Outlook Anywhere are not required to use TLS.

use super::*;
use crate::text::keys::ex006::*;

pub(super) static RULE: Rule = Rule::note("EX006", "anywhere-ssl-not-required", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::OutlookAnywhere])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for anywhere in &judgement.deployment.anywhere {
        let ways = [
            (
                &anywhere.external_clients_require_ssl,
                &anywhere.external_hostname,
                AnywhereSetting::ExternalClientsRequireSsl,
            ),
            (
                &anywhere.internal_clients_require_ssl,
                &anywhere.internal_hostname,
                AnywhereSetting::InternalClientsRequireSsl,
            ),
        ];
        // Without a host no client comes this way.
        let mut open = ways.into_iter().filter_map(|(required, host, setting)| {
            let required = required.spanned().filter(|required| !required.value)?;
            (!matches!(host, Property::Empty(_))).then_some((required.span, setting))
        });
        let Some((span, setting)) = open.next() else { continue };
        let finding = add_anywhere([MESSAGE, LABEL_HERE], anywhere, span, found);
        finding.fact("property", <&str>::from(&setting));
        let mut set = vec![setting];
        for (span, setting) in open {
            let also = [("also", Fact::from(<&str>::from(&setting)))];
            finding.label_with(Place::text(&anywhere.source, span), LABEL_ALSO, also);
            set.push(setting);
        }
        if let Some(offloading) = anywhere.ssl_offloading.spanned() {
            let key = if offloading.value { LABEL_OFFLOADING } else { LABEL_NO_OFFLOADING };
            finding.label(Place::text(&anywhere.source, offloading.span), key);
            if !offloading.value {
                finding.message(MESSAGE_AT_ODDS).say(&[EFFECT]);
            }
        }
        finding.say(&[HELP]);
        finding.ways.extend(set_anywhere(judgement, anywhere, set, Some("False")).map(|step| vec![step]));
    }
}
