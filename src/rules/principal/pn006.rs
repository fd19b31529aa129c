//! PN006: white space, quotes or invisible characters in or around the value.

use super::*;
use crate::text::keys::pn006::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("PN006", "principal-with-stray-space", "0.1.0", Check::Principal(check))
        .with(Relations::none().caused_by(&[&RULE]).reproduces(&[CheckOf::MutualAuthentication]));

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let Some(Malformation::StraySpace { name, stray, prefixed }) = malformation(judged) else { return };
    let labels = [LABEL_REQUIRED, LABEL_REQUIRED_BY_PROVIDER, LABEL_REQUIRED_BY_OPTION];
    let label = required_by(judged.origin, labels);
    let message = if *prefixed { MESSAGE } else { MESSAGE_WITHOUT_PREFIX };
    let Some(finding) = add_labelled(message, label, judgement, judged, found) else { return };
    add_clean_name(finding, judgement, judged, Some(name));
    finding.fact("stray", kind_of(*stray)).fact("code_point", format!("U+{:04X}", u32::from(*stray)));
    explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, HELP]);
}

/// A key for texts.
fn kind_of(stray: char) -> &'static str {
    match stray {
        ' ' => "space",
        '\u{a0}' => "no-break-space",
        '\t' => "tab",
        '\n' | '\r' => "line-break",
        '"' | '\'' | '`' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' => "quote",
        stray if stray.is_whitespace() => "other-space",
        _ => "invisible",
    }
}
