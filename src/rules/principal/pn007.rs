//! PN007: what follows the prefix is no host name.

use super::*;
use crate::text::keys::pn007::*;

pub(in crate::rules) static RULE: Rule = Rule::error("PN007", "principal-not-a-host", "0.1.0", Check::Principal(check))
    .with(Relations::none().caused_by(&[&RULE]).reproduces(&[CheckOf::MutualAuthentication]));

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let Some(Malformation::NotAHost { why, rest }) = malformation(judged) else { return };
    let clean = meant(*why, rest);
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    add_clean_name(finding, judgement, judged, clean.as_ref());
    finding.fact("why", why.key()).fact("rest", rest);
    let help = if clean.is_some() { HELP } else { HELP_UNKNOWN };
    explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, help]);
}

/// The one name that can have been meant.
fn meant(why: NotAHost, rest: &str) -> Option<CertificateName> {
    let mut host = rest;
    if why == NotAHost::Url {
        host = host.split_once("://").map_or(host, |(_, after)| after);
        host = host.split(['/', '?', '#', '\\']).next().unwrap_or(host);
    }
    if matches!(why, NotAHost::Url | NotAHost::Port) {
        host = host.rsplit_once(':').map_or(host, |(before, _)| before);
    }
    if why == NotAHost::Forbidden {
        let twice = host.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("msstd:"));
        host = host.get(6..).filter(|_| twice)?;
    }
    let is_one = matches!(why, NotAHost::Url | NotAHost::Port | NotAHost::TrailingDot | NotAHost::Forbidden);
    CertificateName::parse(host.trim_end_matches('.')).ok().filter(|_| is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_have_been_meant_is_offered() {
        let clean = |why, rest| meant(why, rest).map(|name| name.to_string());
        let mail = Some("mail.contoso.com".to_owned());
        assert_eq!(clean(NotAHost::Url, "https://mail.contoso.com:443/rpc"), mail);
        assert_eq!(clean(NotAHost::Port, "mail.contoso.com:443"), mail);
        assert_eq!(clean(NotAHost::TrailingDot, "mail.contoso.com."), mail);
        assert_eq!(clean(NotAHost::Forbidden, "MSSTD:mail.contoso.com"), mail);
        assert_eq!(clean(NotAHost::Forbidden, "ex_1.contoso.com"), None);
        assert_eq!(clean(NotAHost::EmailAddress, "admin@contoso.com"), None);
        assert_eq!(clean(NotAHost::Url, "https://admin@contoso.com/"), None);
        assert_eq!(clean(NotAHost::List, "mail.contoso.com,owa.contoso.com"), None);
    }
}
