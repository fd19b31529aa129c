//! AD018: an element that is `on` or `off` holds something else.

use super::*;
use crate::text::keys::ad018::*;

pub(super) static RULE: Rule =
    Rule::warning("AD018", "boolean-misspelt", "0.1.0", Check::Answer(check)).with(Relations::none());

const BOOLEANS: [&str; 5] = ["SSL", "SPA", "AuthRequired", "DomainRequired", "ServerExclusiveConnect"];

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    for element in BOOLEANS {
        let misspelt = answer.protocols.iter().filter_map(|protocol| {
            let written = value_of(protocol, element)?;
            (!is_boolean(&written.value)).then_some((protocol, written))
        });
        let mut misspelt = misspelt.peekable();
        let Some((protocol, written)) = misspelt.next() else { continue };
        let finding = found.add(MESSAGE, element).label(answer.place(written.span), LABEL_HERE);
        finding.fact("element", element).fact("written", written.value.trim()).fact("protocol", protocol.kind.name());
        for (protocol, written) in misspelt {
            let facts = [("further", Fact::from(protocol.kind.name())), ("other", Fact::from(written.value.trim()))];
            finding.label_with(answer.place(written.span), LABEL_ALSO, facts);
        }
        finding.say(&[if element == "SSL" { EFFECT_SSL } else { EFFECT }, HELP]);
    }
}

fn value_of<'p>(protocol: &'p Protocol, element: &str) -> Option<&'p Spanned<String>> {
    if element == "SSL" {
        return protocol.ssl.spanned();
    }
    protocol.booleans.iter().find(|(name, _)| *name == element).map(|(_, written)| written)
}

/// `on`, `off`, in any case, or nothing, which means the default.
fn is_boolean(written: &str) -> bool {
    let written = written.trim();
    ["", "on", "off"].iter().any(|good| written.eq_ignore_ascii_case(good))
}
