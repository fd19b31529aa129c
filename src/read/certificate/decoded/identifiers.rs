//! Identifiers that are met in certificates and judged by no rule: those of policies, of Microsoft, of rare extensions.
//!
//! Sources: RFC 5280 and its kin, `wincrypt.h` (Microsoft's), the CA/Browser Forum's registry of object identifiers, ETSI
//! EN 319 411-1 and 319 411-2.

use x509_parser::asn1_rs::oid;

use super::super::names;

/// An extension.
pub(super) fn extension(oid: &[u8]) -> Option<&'static str> {
    names::extension(oid).or_else(|| {
        Some(match oid {
            oid!(raw 2.5.29.1) => "authorityKeyIdentifier (of X.509 1996)",
            oid!(raw 2.5.29.20) => "cRLNumber",
            oid!(raw 2.5.29.21) => "reasonCode",
            oid!(raw 2.5.29.24) => "invalidityDate",
            oid!(raw 2.5.29.27) => "deltaCRLIndicator",
            oid!(raw 2.5.29.28) => "issuingDistributionPoint",
            oid!(raw 2.5.29.29) => "certificateIssuer",
            oid!(raw 2.5.29.9) => "subjectDirectoryAttributes",
            APPLICATION_POLICIES => "msApplicationPolicies",
            oid!(raw 1.3.6.1.4.1.311.20.2) => "msTemplateName",
            oid!(raw 1.3.6.1.4.1.311.21.1) => "msCAVersion",
            oid!(raw 1.3.6.1.4.1.311.21.2) => "msPreviousCACertificateHash",
            oid!(raw 1.3.6.1.4.1.311.21.7) => "msTemplate",
            oid!(raw 1.3.6.1.4.1.311.21.11) => "msApplicationPolicyMappings",
            oid!(raw 1.3.6.1.4.1.311.21.12) => "msApplicationPolicyConstraints",
            oid!(raw 1.3.6.1.4.1.311.25.2) => "msSecurityIdentifier",
            oid!(raw 1.3.6.1.4.1.11129.2.4.3) => "ctPoison",
            oid!(raw 1.3.6.1.5.5.7.1.3) => "qcStatements",
            oid!(raw 1.3.6.1.5.5.7.1.24) => "tlsFeature",
            oid!(raw 1.3.6.1.5.5.7.48.1.5) => "ocspNoCheck",
            oid!(raw 1.2.840.113549.1.9.15) => "sMIMECapabilities",
            oid!(raw 1.2.840.113533.7.65.0) => "entrustVersion",
            oid!(raw 2.16.840.1.113730.1.1) => "nsCertType",
            oid!(raw 2.16.840.1.113730.1.2) => "nsBaseUrl",
            oid!(raw 2.16.840.1.113730.1.3) => "nsRevocationUrl",
            oid!(raw 2.16.840.1.113730.1.4) => "nsCaRevocationUrl",
            oid!(raw 2.16.840.1.113730.1.7) => "nsRenewalUrl",
            oid!(raw 2.16.840.1.113730.1.8) => "nsCaPolicyUrl",
            oid!(raw 2.16.840.1.113730.1.12) => "nsSslServerName",
            oid!(raw 2.16.840.1.113730.1.13) => "nsComment",
            oid!(raw 2.23.140.3.1) => "cabfOrganizationIdentifier",
            _ => return None,
        })
    })
}

const APPLICATION_POLICIES: &[u8] = &oid!(raw 1.3.6.1.4.1.311.21.10);

/// A purpose of extKeyUsage, or an application policy.
pub(super) fn purpose(oid: &[u8]) -> Option<&'static str> {
    names::purpose(oid).or_else(|| {
        Some(match oid {
            oid!(raw 1.3.6.1.5.2.3.4) => "pkinitClientAuth",
            oid!(raw 1.3.6.1.5.2.3.5) => "pkinitKDC",
            oid!(raw 1.3.6.1.5.5.7.3.13) => "eapOverPPP",
            oid!(raw 1.3.6.1.5.5.7.3.14) => "eapOverLAN",
            oid!(raw 1.3.6.1.5.5.7.3.36) => "documentSigning",
            oid!(raw 1.3.6.1.5.5.8.2.2) => "ikeIntermediate",
            oid!(raw 1.3.6.1.4.1.311.2.1.21) => "msCodeInd",
            oid!(raw 1.3.6.1.4.1.311.2.1.22) => "msCodeCom",
            oid!(raw 1.3.6.1.4.1.311.10.3.1) => "msCTLSign",
            oid!(raw 1.3.6.1.4.1.311.10.3.4.1) => "msEFSRecovery",
            oid!(raw 1.3.6.1.4.1.311.10.3.10) => "msQualifiedSubordination",
            oid!(raw 1.3.6.1.4.1.311.10.3.11) => "msKeyRecovery",
            oid!(raw 1.3.6.1.4.1.311.10.3.12) => "msDocumentSigning",
            oid!(raw 1.3.6.1.4.1.311.10.3.13) => "msLifetimeSigning",
            oid!(raw 1.3.6.1.4.1.311.10.12.1) => "msAnyApplicationPolicy",
            oid!(raw 1.3.6.1.4.1.311.20.2.1) => "msEnrollmentAgent",
            oid!(raw 1.3.6.1.4.1.311.21.5) => "msCAExchange",
            oid!(raw 1.3.6.1.4.1.311.21.6) => "msKeyRecoveryAgent",
            oid!(raw 1.3.6.1.4.1.311.21.19) => "msDirectoryReplication",
            oid!(raw 1.3.6.1.4.1.311.54.1.2) => "msRemoteDesktop",
            oid!(raw 1.3.6.1.4.1.11129.2.4.4) => "ctPrecertificateSigning",
            _ => return None,
        })
    })
}

/// A policy.
pub(super) fn policy(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        oid!(raw 2.5.29.32.0) => "anyPolicy",
        oid!(raw 2.23.140.1.1) => "CA/Browser Forum: extended validation",
        oid!(raw 2.23.140.1.2.1) => "CA/Browser Forum: domain validated",
        oid!(raw 2.23.140.1.2.2) => "CA/Browser Forum: organization validated",
        oid!(raw 2.23.140.1.2.3) => "CA/Browser Forum: individual validated",
        oid!(raw 2.23.140.1.3) => "CA/Browser Forum: code signing, extended validation",
        oid!(raw 2.23.140.1.4.1) => "CA/Browser Forum: code signing",
        oid!(raw 2.23.140.1.4.2) => "CA/Browser Forum: time stamping",
        oid!(raw 2.23.140.1.31) => "CA/Browser Forum: .onion, extended validation",
        oid!(raw 2.23.140.1.5.1.1) => "CA/Browser Forum: S/MIME, mailbox validated, legacy",
        oid!(raw 2.23.140.1.5.1.2) => "CA/Browser Forum: S/MIME, mailbox validated, multipurpose",
        oid!(raw 2.23.140.1.5.1.3) => "CA/Browser Forum: S/MIME, mailbox validated, strict",
        oid!(raw 2.23.140.1.5.2.1) => "CA/Browser Forum: S/MIME, organization validated, legacy",
        oid!(raw 2.23.140.1.5.2.2) => "CA/Browser Forum: S/MIME, organization validated, multipurpose",
        oid!(raw 2.23.140.1.5.2.3) => "CA/Browser Forum: S/MIME, organization validated, strict",
        oid!(raw 2.23.140.1.5.3.1) => "CA/Browser Forum: S/MIME, sponsor validated, legacy",
        oid!(raw 2.23.140.1.5.3.2) => "CA/Browser Forum: S/MIME, sponsor validated, multipurpose",
        oid!(raw 2.23.140.1.5.3.3) => "CA/Browser Forum: S/MIME, sponsor validated, strict",
        oid!(raw 2.23.140.1.5.4.1) => "CA/Browser Forum: S/MIME, individual validated, legacy",
        oid!(raw 2.23.140.1.5.4.2) => "CA/Browser Forum: S/MIME, individual validated, multipurpose",
        oid!(raw 2.23.140.1.5.4.3) => "CA/Browser Forum: S/MIME, individual validated, strict",
        oid!(raw 0.4.0.2042.1.1) => "ETSI: NCP",
        oid!(raw 0.4.0.2042.1.2) => "ETSI: NCP+",
        oid!(raw 0.4.0.2042.1.3) => "ETSI: LCP",
        oid!(raw 0.4.0.2042.1.4) => "ETSI: EVCP",
        oid!(raw 0.4.0.2042.1.6) => "ETSI: DVCP",
        oid!(raw 0.4.0.2042.1.7) => "ETSI: OVCP",
        oid!(raw 0.4.0.194112.1.0) => "ETSI: QCP-n",
        oid!(raw 0.4.0.194112.1.1) => "ETSI: QCP-l",
        oid!(raw 0.4.0.194112.1.2) => "ETSI: QCP-n-qscd",
        oid!(raw 0.4.0.194112.1.3) => "ETSI: QCP-l-qscd",
        oid!(raw 0.4.0.194112.1.4) => "ETSI: QEVCP-w",
        _ => return None,
    })
}

/// A qualifier of a policy.
pub(super) const PRACTICE_STATEMENT: &[u8] = &oid!(raw 1.3.6.1.5.5.7.2.1);
/// A qualifier of a policy.
pub(super) const USER_NOTICE: &[u8] = &oid!(raw 1.3.6.1.5.5.7.2.2);

/// What is at an address.
pub(super) fn access(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        names::CA_ISSUERS => "caIssuers",
        oid!(raw 1.3.6.1.5.5.7.48.1) => "OCSP",
        oid!(raw 1.3.6.1.5.5.7.48.3) => "timeStamping",
        oid!(raw 1.3.6.1.5.5.7.48.5) => "caRepository",
        _ => return None,
    })
}

/// The type of an otherName.
pub(super) fn other_name(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        oid!(raw 1.3.6.1.4.1.311.20.2.3) => "UPN",
        oid!(raw 1.3.6.1.4.1.311.25.1) => "directory GUID",
        oid!(raw 1.3.6.1.4.1.311.25.2.1) => "SID",
        oid!(raw 1.3.6.1.5.2.2) => "Kerberos principal",
        oid!(raw 1.3.6.1.5.5.7.8.5) => "XMPP address",
        oid!(raw 1.3.6.1.5.5.7.8.7) => "SRV name",
        oid!(raw 1.3.6.1.5.5.7.8.9) => "SmtpUTF8Mailbox",
        _ => return None,
    })
}

/// A statement about a qualified certificate (ETSI EN 319 412-5), or an algorithm that a mail program takes.
pub(super) fn statement(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        oid!(raw 0.4.0.1862.1.1) => "QcCompliance",
        oid!(raw 0.4.0.1862.1.2) => "QcLimitValue",
        oid!(raw 0.4.0.1862.1.3) => "QcRetentionPeriod",
        oid!(raw 0.4.0.1862.1.4) => "QcSSCD",
        oid!(raw 0.4.0.1862.1.5) => "QcPDS",
        oid!(raw 0.4.0.1862.1.6) => "QcType",
        oid!(raw 0.4.0.1862.1.7) => "QcCClegislation",
        oid!(raw 1.3.6.1.5.5.7.11.2) => "pkixQCSyntax-v2",
        oid!(raw 1.2.840.113549.3.2) => "RC2-CBC",
        oid!(raw 1.2.840.113549.3.7) => "3DES-CBC",
        oid!(raw 1.3.14.3.2.7) => "DES-CBC",
        oid!(raw 2.16.840.1.101.3.4.1.2) => "AES-128-CBC",
        oid!(raw 2.16.840.1.101.3.4.1.22) => "AES-192-CBC",
        oid!(raw 2.16.840.1.101.3.4.1.42) => "AES-256-CBC",
        _ => return None,
    })
}

/// A curve, with the bits of its field.
pub(super) fn curve(oid: &[u8]) -> Option<(&'static str, u32)> {
    Some(match oid {
        oid!(raw 1.2.840.10045.3.1.1) => ("P-192", 192),
        oid!(raw 1.3.132.0.33) => ("P-224", 224),
        oid!(raw 1.2.840.10045.3.1.7) => ("P-256", 256),
        oid!(raw 1.3.132.0.34) => ("P-384", 384),
        oid!(raw 1.3.132.0.35) => ("P-521", 521),
        oid!(raw 1.3.132.0.10) => ("secp256k1", 256),
        oid!(raw 1.3.36.3.3.2.8.1.1.7) => ("brainpoolP256r1", 256),
        oid!(raw 1.3.36.3.3.2.8.1.1.11) => ("brainpoolP384r1", 384),
        oid!(raw 1.3.36.3.3.2.8.1.1.13) => ("brainpoolP512r1", 512),
        _ => return None,
    })
}

/// A hash.
pub(super) fn hash(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        oid!(raw 1.3.14.3.2.26) => "SHA-1",
        oid!(raw 2.16.840.1.101.3.4.2.1) => "SHA-256",
        oid!(raw 2.16.840.1.101.3.4.2.2) => "SHA-384",
        oid!(raw 2.16.840.1.101.3.4.2.3) => "SHA-512",
        oid!(raw 2.16.840.1.101.3.4.2.4) => "SHA-224",
        _ => return None,
    })
}
