//! What every rule needs.

#![allow(unused_imports)]

pub(super) use std::sync::Arc;

pub(super) use super::{Check, Findings, Relations, Rule};
pub(super) use crate::text::{Key, keys::reasons};
pub(super) use crate::{
    finding::{About, Code, Confidence, Fact, Field, Finding, Reason, Severity, Step},
    judge::{
        deployed::{CertificateFile, DeployedCertificate, Known, Role},
        endpoints::{Endpoint, EndpointOrigin},
        judged_principal::{Basis, Candidate, JudgedPrincipal, Origin, Reported},
        judgement::Judgement,
        keys::{self, Flaw as KeyFlaw},
        options::Client,
        owners::Owner,
        public::PublicBy,
        rpc_http::{ClientSide, RpcHttpProtocol, Ssl},
        subjects::Subject,
        verdict::Verdict,
    },
    model::{
        analyzer::CheckOf,
        autodiscover::{Answer, AnswerForm, Body, Element, OtherKind, Protocol, ProtocolType, Url},
        certificate::{Certificate, KeyAlgorithm},
        command::{
            AnywhereSetting, AuthMechanism, Command, Identity, Provider, ProviderSetting, SendSetting, Service,
            Thumbprint,
        },
        exchange::{CertificateRecord, OutlookProvider, Property, RecordSource},
        file::{ArchiveRefusal, Kind, Limit, Lock, LooksLike, PemDamage, Problem, ProblemKind, Secret},
        host::{CertificateName, Host, ListedName, NotAHost},
        principal::{Form, Malformation, Principal},
        source::{Place, Source, Span, Spanned},
        time,
    },
};
