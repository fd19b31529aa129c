//! EX007: clients of Outlook Anywhere outside authenticate by Basic.

use super::*;
use crate::text::keys::ex007::*;

pub(super) static RULE: Rule = Rule::warning("EX007", "anywhere-auth-basic", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::OutlookAnywhere])
    .with(Relations::none());

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
        let is_before_2013 = is_before_2013(judgement, anywhere) == Some(true);
        finding.say(&[EFFECT, if is_before_2013 { HELP_BEFORE_2013 } else { HELP }]);
        let mut set = vec![AnywhereSetting::ExternalClientsNegotiate, AnywhereSetting::ExternalClientsRequireSsl];
        // IIS refuses a method that it does not list.
        let is_ntlm = |method: &String| method.trim().eq_ignore_ascii_case("ntlm");
        let lists_ntlm = anywhere.iis_authentication_methods.value().is_none_or(|methods| methods.iter().any(is_ntlm));
        set.extend((is_before_2013 && !lists_ntlm).then_some(AnywhereSetting::IisBasicAndNtlm));
        let step = set_anywhere(judgement, anywhere, set, Some(method.value.trim()));
        finding.ways.extend(step.map(|step| vec![step.only_if(conditions::ONLY_IF_NO_PROXY)]));
    }
}
