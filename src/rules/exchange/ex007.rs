//! EX007: clients of Outlook Anywhere outside authenticate by Basic.

use super::*;
use crate::text::keys::ex007::*;

pub(super) static RULE: Rule =
    Rule::warning("EX007", "anywhere-auth-basic", "0.1.0", Check::Deployment(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for anywhere in &judgement.deployment.anywhere {
        let is_basic = |method: &&Spanned<String>| method.value.trim().eq_ignore_ascii_case("basic");
        let Some(method) = anywhere.external_client_authentication_method.spanned().filter(is_basic) else { continue };
        // Without a host no client comes from outside.
        if matches!(anywhere.external_hostname, Property::Empty(_)) {
            continue;
        }
        let finding = add_anywhere([MESSAGE, LABEL_HERE], anywhere, method.span, found);
        finding.fact("host", anywhere.external_hostname.value().map_or("", String::as_str));
        if anywhere.external_hostname.value().is_none() {
            finding.message(MESSAGE_NO_HOST);
        }
        finding.say(&[EFFECT, HELP]);
        let set = vec![AnywhereSetting::ExternalClientsNegotiate, AnywhereSetting::ExternalClientsRequireSsl];
        set_anywhere(finding, anywhere, set, method.value.trim());
    }
}
