//! The shapes of a checklist of STIG Viewer 3, in the order in which it writes them.

// The names are those of the format.
#![allow(clippy::struct_field_names)]

use jiff::civil::Date;
use serde::Serialize;

use crate::controls;

#[derive(Serialize)]
pub(super) struct Checklist<'r> {
    pub title: String,
    pub id: String,
    pub stigs: Vec<Stig<'r>>,
    pub active: bool,
    /// It is filled in, not put together.
    pub mode: u8,
    pub has_path: bool,
    pub target_data: Target,
    pub cklb_version: &'static str,
}

#[derive(Serialize)]
pub(super) struct Stig<'r> {
    pub stig_name: &'r str,
    pub display_name: &'r str,
    pub stig_id: &'r str,
    pub release_info: String,
    pub version: String,
    pub uuid: String,
    pub reference_identifier: Option<&'r str>,
    /// How many rules the STIG has, those that are not listed among them.
    pub size: usize,
    pub rules: Vec<Rule<'r>>,
}

/// A version of a STIG, as STIG Viewer has it: `V2R3` of 2 July 2025.
pub(super) struct Release {
    /// `2`.
    pub version: String,
    /// `Release: 3 Benchmark Date: 02 Jul 2025`.
    pub info: String,
}

impl Release {
    /// Of a version as it is written in one word, and a day.
    pub(super) fn of(written: &str, day: &str) -> Release {
        let Some((version, release)) = written.strip_prefix('V').and_then(|rest| rest.split_once('R')) else {
            return Release { version: written.to_owned(), info: day.to_owned() };
        };
        let day = day.parse::<Date>().map_or_else(|_| day.to_owned(), |day| day.strftime("%d %b %Y").to_string());
        Release { version: version.to_owned(), info: format!("Release: {release} Benchmark Date: {day}") }
    }
}

#[derive(Default, Serialize)]
pub(super) struct Rule<'r> {
    pub group_id_src: &'r str,
    pub group_tree: [Group<'r>; 1],
    pub group_id: &'r str,
    pub severity: &'r str,
    pub group_title: &'r str,
    pub rule_id_src: &'r str,
    pub rule_id: &'r str,
    pub rule_version: &'r str,
    pub rule_title: &'r str,
    pub fix_text: &'r str,
    pub weight: &'r str,
    pub check_content: &'r str,
    pub check_content_ref: Option<&'r str>,
    pub classification: &'r str,
    pub discussion: &'r str,
    pub false_positives: &'r str,
    pub false_negatives: &'r str,
    pub documentable: &'r str,
    pub security_override_guidance: &'r str,
    pub potential_impacts: &'r str,
    pub third_party_tools: &'r str,
    pub ia_controls: &'r str,
    pub responsibility: &'r str,
    pub mitigations: &'r str,
    pub mitigation_control: &'r str,
    pub legacy_ids: [&'r str; 0],
    pub ccis: &'r [String],
    pub reference_identifier: Option<&'r str>,
    pub uuid: String,
    pub stig_uuid: String,
    pub status: Status,
    pub overrides: Nothing,
    pub comments: String,
    pub finding_details: String,
}

#[derive(Default, Serialize)]
pub(super) struct Group<'r> {
    pub id: &'r str,
    pub title: &'r str,
    pub description: &'r str,
}

#[derive(Default, Serialize)]
pub(super) struct Nothing {}

#[derive(Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    #[default]
    NotReviewed,
    Open,
    NotAFinding,
    NotApplicable,
}

impl Status {
    pub(super) fn of(status: controls::Status) -> Status {
        match status {
            controls::Status::Open => Status::Open,
            controls::Status::NotAFinding => Status::NotAFinding,
            controls::Status::NotReviewed => Status::NotReviewed,
            controls::Status::NotApplicable => Status::NotApplicable,
        }
    }
}

/// What is assessed. What no export says of a host is left empty.
#[derive(Serialize)]
pub(super) struct Target {
    pub target_type: &'static str,
    pub host_name: String,
    pub ip_address: &'static str,
    pub mac_address: &'static str,
    pub fqdn: &'static str,
    pub comments: String,
    pub role: &'static str,
    pub is_web_database: bool,
    pub technology_area: &'static str,
    pub web_db_site: &'static str,
    pub web_db_instance: &'static str,
    pub classification: Option<&'static str>,
}

impl Default for Target {
    fn default() -> Target {
        Target {
            target_type: "Computing",
            host_name: String::new(),
            ip_address: "",
            mac_address: "",
            fqdn: "",
            comments: String::new(),
            role: "None",
            is_web_database: false,
            technology_area: "Exchange Server",
            web_db_site: "",
            web_db_instance: "",
            classification: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_told_as_stig_viewer_does() {
        let release = Release::of("V2R3", "2025-07-02");
        assert_eq!((&*release.version, &*release.info), ("2", "Release: 3 Benchmark Date: 02 Jul 2025"));
        let release = Release::of("1.0.0", "2025");
        assert_eq!((&*release.version, &*release.info), ("1.0.0", "2025"));
    }
}
