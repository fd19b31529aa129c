//! Security frameworks as SARIF's taxonomies, and their controls as its taxa.

use serde::Serialize;

use super::shapes::Help;
use crate::{
    controls,
    report::{
        controls::{Control, Framework},
        model::{ControlReference, Deployment, Report},
    },
};

/// The frameworks of a report with their controls, each once.
pub(super) struct Taxonomies<'r> {
    rows: Vec<(&'r Framework, Vec<&'r Control>)>,
}

/// A framework.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Taxonomy<'r> {
    name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'r str>,
    information_uri: &'r str,
    short_description: Help,
    is_comprehensive: bool,
    taxa: Vec<Descriptor<'r>>,
}

/// A control.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'r> {
    id: &'r str,
    short_description: Help,
}

/// A framework that the tool knows.
#[derive(Serialize)]
pub(super) struct SupportedTaxonomy<'r> {
    name: &'r str,
    index: usize,
}

/// A control of a framework, as results and rules point to it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Taxon {
    id: String,
    index: usize,
    tool_component: Component,
}

#[derive(Serialize)]
struct Component {
    name: String,
    index: usize,
}

/// What a rule is to a control.
#[derive(Serialize)]
pub(super) struct Relationship {
    target: Taxon,
    kinds: [&'static str; 1],
}

impl<'r> Taxonomies<'r> {
    /// Those of all deployments.
    pub(super) fn of(report: &'r Report) -> Taxonomies<'r> {
        let mut rows: Vec<(&Framework, Vec<&Control>)> = Vec::new();
        for deployment in &report.deployments {
            for framework in &deployment.frameworks {
                if !rows.iter().any(|(known, _)| known.framework == framework.framework) {
                    rows.push((framework, Deployment::controls_of(deployment, framework).collect()));
                }
            }
        }
        Taxonomies { rows }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn supported(&self) -> impl Iterator<Item = SupportedTaxonomy<'r>> {
        self.rows.iter().enumerate().map(|(index, (own, _))| SupportedTaxonomy { name: &own.framework, index })
    }

    /// A row each.
    pub(super) fn rows(&self) -> impl Iterator<Item = Taxonomy<'r>> {
        let plain = |text: &str| Help { text: text.to_owned(), markdown: None };
        self.rows.iter().map(move |(framework, controls)| Taxonomy {
            name: &framework.framework,
            version: framework.version.as_deref(),
            information_uri: &framework.source,
            short_description: plain(&framework.called()),
            is_comprehensive: false,
            taxa: controls.iter().map(|own| Descriptor { id: &own.id, short_description: plain(&own.title) }).collect(),
        })
    }

    /// The controls that a finding is about.
    pub(super) fn references(&self, controls: &[ControlReference]) -> Vec<Taxon> {
        controls.iter().filter_map(|control| self.taxon(&control.framework, &control.id)).collect()
    }

    /// The controls that a rule decides, as far as they are in the report.
    pub(super) fn of_rule(&self, code: &str) -> Vec<Relationship> {
        let own = controls::all().filter(|(_, control)| control.rules.iter().any(|own| own == code));
        let taxa = own.filter_map(|(framework, control)| self.taxon(&framework.id, &control.id));
        taxa.map(|target| Relationship { target, kinds: ["relevant"] }).collect()
    }

    fn taxon(&self, framework: &str, id: &str) -> Option<Taxon> {
        let (index, (_, controls)) = self.rows.iter().enumerate().find(|(_, (own, _))| own.framework == framework)?;
        let at = controls.iter().position(|control| control.id == id)?;
        let tool_component = Component { name: framework.to_owned(), index };
        Some(Taxon { id: id.to_owned(), index: at, tool_component })
    }
}
