//! PN006: white space, quotes or invisible characters in or around the value.

use super::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code("PN006"),
    name: "principal-with-stray-space",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations {
        survives_renewal: false,
        rests_on: &[],
        yields_to: &[],
        caused_by: &[&RULE],
        reproduces: &[CheckOf::MutualAuthentication],
    },
    check: Check::Principal(check),
};

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let (Verdict::Malformed, Form::Malformed(Malformation::StraySpace { name, stray, prefixed })) =
        (judged.verdict, &judged.principal.form)
    else {
        return;
    };
    let Some(finding) = add_malformed(judgement, judged, Some(name), found) else { return };
    finding.fact("stray", kind_of(*stray)).fact("code_point", format!("U+{:04X}", u32::from(*stray)));
    finding.say(&["clients", "effect", "help"]);
    if !prefixed {
        finding.variant("without-prefix");
    }
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
