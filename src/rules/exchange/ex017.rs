//! EX017: the names of a certificate that is known by its record alone are cut.

use super::*;
use crate::text::keys::ex017::*;

pub(super) static RULE: Rule = Rule::note("EX017", "names-cut", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::CertificateRecords])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for deployed in &judgement.deployed_certificates {
        let Known::Record(record) = deployed.known else { continue };
        let Property::Cut(names) = &record.certificate_domains else { continue };
        let place = Place::text(&record.source, names.span);
        let file = record.source.shown();
        if let Some(finding) = told.get(&file).and_then(|index| found.found.get_mut(*index)) {
            finding.label_with(place, LABEL_ALSO, [("shown", Fact::from(deployed.shown()))]);
            continue;
        }
        told.insert(file.clone(), found.found.len());
        let finding = found.add(MESSAGE, file.as_str()).label(place, LABEL_HERE);
        finding.fact("certificate", deployed.shown()).fact("count", names.value.len());
        finding.inconclusive().say(&[EFFECT, HELP]).fix(Command::ExportCertificateRecords);
    }
}
