//! PN005: nothing stands after the prefix.

use super::*;
use crate::text::keys::pn005::*;

pub(in crate::rules) static RULE: Rule = Rule::error("PN005", "principal-empty", "0.1.0", Check::Principal(check))
    .with(Relations::none().caused_by(&[&RULE]).reproduces(&[CheckOf::MutualAuthentication]));

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    if malformation(judged) != Some(&Malformation::Empty) {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    add_clean_name(finding, judgement, judged, None);
    explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, HELP]);
    if is_settable(judged) {
        let mut hosts = judged.hosts.iter().chain(judgement.servers.external_hosts()).peekable();
        let is_known = hosts.peek().is_some();
        let are_listed = hosts.all(|host| is_listed(judgement, &CertificateName::Host(host.clone())));
        let condition = (!is_known || !are_listed).then_some(conditions::ONLY_IF_DEFAULT_LISTED);
        finding.fix(set_expr_principal(None).replacing(Some(judged.shown())).only_if(condition));
    }
}
