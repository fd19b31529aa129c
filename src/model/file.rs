//! What a reader makes of one file: its kinds, its contents, and what was wrong with it.

use std::{fmt, sync::Arc};

use zeroize::Zeroizing;

use crate::{border::Failure, parallel::Room};

use super::{
    analyzer::AnalyzerReport,
    autodiscover::Answer,
    certificate::{Certificate, Raw},
    crl::Crl,
    exchange::{
        AcceptedDomain, AdPermission, AuthConfig, AuthServer, CasMailbox, CertificateRecord, ClientAccessService,
        CloudConnector, Connector, ExchangeServer, FederationTrust, Half, HybridConfiguration,
        IntraOrganizationConnector, MailAccessSettings, OnPremisesOrganization, OrganizationConfig,
        OrganizationRelationship, OutlookAnywhere, OutlookProvider, RpcClientAccess, TransportService,
        VirtualDirectory, WebBinding,
    },
    manifest::Manifest,
    profile::Profile,
    source::{Place, Source},
};

/// One file after reading.
#[derive(Debug)]
pub struct File {
    /// The file itself.
    pub source: Arc<Source>,
    /// What it holds, in the order of the file; never empty.
    pub kinds: Vec<Kind>,
    /// What was read from it, in the order of the file.
    pub contents: Vec<Content>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// A private key is in it, encrypted or not.
    pub has_private_key: bool,
    /// Rounds of key derivation that it took.
    pub rounds: u64,
}

/// The kind of an artifact, as the JSON report names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// One or more X.509 certificates.
    Certificate,
    /// PKCS#7.
    Pkcs7,
    /// PKCS#12.
    Pkcs12,
    /// A certificate revocation list.
    Crl,
    /// A private key; never printed.
    PrivateKey,
    /// A PKCS#10 request.
    CertificateRequest,
    /// An Autodiscover answer with settings.
    Autodiscover,
    /// An Autodiscover answer that is an error.
    AutodiscoverError,
    /// An Autodiscover answer that sends the client elsewhere.
    AutodiscoverRedirect,
    /// An Autodiscover request.
    AutodiscoverRequest,
    /// Output of `Get-<Noun>`.
    Cmdlet(&'static str),
    /// Settings of Outlook profiles.
    OutlookProfile,
    /// A report of the Remote Connectivity Analyzer.
    AnalyzerReport,
    /// Objects of the directory.
    DirectoryExport,
    /// The manifest of a collection.
    Manifest,
    /// A ZIP archive.
    Archive,
    /// Our own configuration.
    Configuration,
    /// What people write about a folder.
    Documentation,
    /// Not recognised, empty or damaged.
    Unknown,
}

impl Kind {
    /// Of a file in which nothing is recognised: what it is by its name.
    pub fn of_unread(source: &Source) -> Kind {
        match (source.is_configuration(), source.is_about_the_folder()) {
            (true, _) => Kind::Configuration,
            (false, true) => Kind::Documentation,
            (false, false) => Kind::Unknown,
        }
    }

    /// The kinds that are nothing to check.
    pub const BESIDE: [Kind; 3] = [Kind::Configuration, Kind::Documentation, Kind::Unknown];

    /// The name in the JSON report, such as `cmdlet:OutlookProvider`.
    pub fn name(self) -> String {
        match self {
            Kind::Cmdlet(noun) => format!("cmdlet:{noun}"),
            kind => <&str>::from(kind).to_owned(),
        }
    }
}

/// One thing that was read.
#[derive(Debug)]
pub enum Content {
    /// A certificate, and its DER.
    Certificate(Arc<Certificate>, Raw),
    /// A certificate request, as the certificate that it asks for: names and key are the request's; issuer, dates and
    /// signature are those of no authority.
    Request(Arc<Certificate>, Raw),
    /// A certificate revocation list.
    Crl(Box<Crl>),
    /// An Autodiscover answer.
    Answer(Box<Answer>),
    /// One object of `Get-OutlookProvider`.
    OutlookProvider(Box<OutlookProvider>),
    /// One object of `Get-ExchangeCertificate`.
    CertificateRecord(Box<CertificateRecord>),
    /// One object of `Get-OutlookAnywhere`.
    OutlookAnywhere(Box<OutlookAnywhere>),
    /// One object of `Get-ClientAccessService`, or a service connection point of the directory.
    ClientAccessService(Box<ClientAccessService>),
    /// One object of `Get-…VirtualDirectory`.
    VirtualDirectory(Box<VirtualDirectory>),
    /// One object of `Get-SendConnector` or `Get-ReceiveConnector`.
    Connector(Box<Connector>),
    /// One object of `Get-AuthConfig`.
    AuthConfig(Box<AuthConfig>),
    /// One object of `Get-HybridConfiguration`.
    HybridConfiguration(Box<HybridConfiguration>),
    /// One object of `Get-ExchangeServer`.
    ExchangeServer(Box<ExchangeServer>),
    /// One object of `Get-TransportService`.
    TransportService(Box<TransportService>),
    /// One object of `Get-OrganizationConfig`.
    OrganizationConfig(Box<OrganizationConfig>),
    /// One object of `Get-AcceptedDomain`.
    AcceptedDomain(Box<AcceptedDomain>),
    /// One object of `Get-CASMailbox`.
    CasMailbox(Box<CasMailbox>),
    /// One object of `Get-ADPermission`.
    AdPermission(Box<AdPermission>),
    /// One object of `Get-PopSettings` or `Get-ImapSettings`.
    MailAccessSettings(Box<MailAccessSettings>),
    /// One object of `Get-WebBinding`.
    WebBinding(Box<WebBinding>),
    /// One object of `Get-OrganizationRelationship`.
    OrganizationRelationship(Box<OrganizationRelationship>),
    /// One object of `Get-IntraOrganizationConnector`.
    IntraOrganizationConnector(Box<IntraOrganizationConnector>),
    /// One object of Exchange Online's `Get-OnPremisesOrganization`.
    OnPremisesOrganization(Box<OnPremisesOrganization>),
    /// One object of `Get-RpcClientAccess`.
    RpcClientAccess(Box<RpcClientAccess>),
    /// One object of `Get-FederationTrust`.
    FederationTrust(Box<FederationTrust>),
    /// One object of `Get-AuthServer`.
    AuthServer(Box<AuthServer>),
    /// One object of Exchange Online's `Get-InboundConnector` or `Get-OutboundConnector`.
    CloudConnector(Box<CloudConnector>),
    /// The proxy settings of one Outlook profile.
    Profile(Box<Profile>),
    /// A report of the Remote Connectivity Analyzer.
    AnalyzerReport(Box<AnalyzerReport>),
    /// The manifest of a collection.
    Manifest(Box<Manifest>),
}

impl Content {
    /// What Exchange Online has for itself, where the servers of the organization have their own.
    pub fn is_of_exchange_online_alone(&self) -> bool {
        let half = match self {
            Content::AuthConfig(read) => read.half,
            Content::AuthServer(read) => read.half,
            Content::FederationTrust(read) => read.half,
            Content::OrganizationConfig(read) => read.half,
            _ => None,
        };
        half == Some(Half::ExchangeOnline)
    }
}

/// Something wrong with a file. The rule of its kind turns it into a finding.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub place: Place,
}

impl Problem {
    /// A problem at a place.
    pub fn new(kind: ProblemKind, place: Place) -> Problem {
        Problem { kind, place }
    }
}

/// A part of a file that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Objects of a cmdlet that is not read.
    Objects {
        /// Its noun, where the command is above them.
        cmdlet: Option<String>,
    },
    /// An element that the browser from which the text was copied had folded.
    Folded,
    /// Values of JSON beyond those that are read of one text.
    MoreJson,
    /// A table whose values can't be assigned to its columns any more.
    Table,
}

/// What can be wrong with a file. Foreign text in here is raw: reports make it harmless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// IN001: the system would not give it.
    Unreadable {
        /// The system's reason.
        reason: String,
    },
    /// IN002 (or AD001 by its name): no reader knows it.
    NotRecognised {
        /// What it looks like.
        looks_like: LooksLike,
    },
    /// IN002 of a part of a file that is read otherwise.
    PartNotRead {
        /// What it is.
        part: Part,
        /// Its first and last line.
        lines: [u32; 2],
    },
    /// IN003.
    Empty {
        /// It has bytes, all of them white space or NUL.
        blank: bool,
    },
    /// IN004: bytes that the encoding forbids.
    TextDamaged {
        /// How many places.
        count: u32,
        /// The encoding the text was read in.
        encoding: &'static str,
        /// The first offending bytes, at most four.
        bytes: Vec<u8>,
    },
    /// IN004: the text goes on in another encoding, as `>>` does to a file of another one.
    MixedEncodings {
        /// The encoding it begins in.
        first: &'static str,
        /// The encoding it goes on in.
        then: &'static str,
    },
    /// IN005.
    PemDamaged(PemDamage),
    /// IN006.
    CertificateDamaged {
        /// The field that could not be read, such as `tbsCertificate.validity`.
        field: String,
        /// Byte offset within the certificate's DER.
        offset: u32,
        /// What was wrong there.
        reason: String,
    },
    /// IN007.
    TrailingData {
        /// How many bytes follow the certificate.
        count: u64,
    },
    /// IN009.
    SecretInClear(Secret),
    /// IN006 for a revocation list that can't be read, or a container of certificates that can't be followed to its end.
    ContainerDamaged {
        /// What it is: [`LooksLike::Pkcs7`], [`LooksLike::Pkcs12`] or [`LooksLike::Crl`].
        container: LooksLike,
        /// The field that could not be read, such as `signedData.certificates`.
        field: String,
        /// Byte offset within the container, or within what was decrypted of it.
        offset: u32,
        /// What was wrong there.
        reason: String,
    },
    /// IN010: a PKCS#12 container of which a part stays closed.
    ContainerLocked(Lock),
    /// IN011.
    LimitReached {
        /// Which limit.
        limit: Limit,
        /// Its value.
        value: u64,
        /// What the file has, where that is known.
        found: Option<u64>,
    },
    /// IN012: an archive, or one of its entries.
    ArchiveRefused(ArchiveRefusal),
    /// IN013.
    LinkNotFollowed {
        /// Where the link points.
        target: String,
    },
    /// IN013: a device, pipe or socket, which is not opened.
    NotAFile {
        /// What it is: `pipe`, `socket`, `device`.
        what: &'static str,
    },
    /// IN014: the extension says one thing, the content is another.
    ExtensionMisleads {
        /// The extension, without the dot.
        extension: String,
        /// What the file holds.
        holds: LooksLike,
    },
    /// IN017: msstd failed on it.
    Failed {
        /// At what.
        work: Work,
        /// How.
        failure: Failure,
    },
    /// AD002: XML that is not well-formed.
    NotWellFormed {
        /// What was expected, or what is wrong.
        detail: String,
    },
    /// AD002: the document ends before its root element does.
    DocumentCut {
        /// The elements left open, outermost first.
        open: Vec<String>,
    },
    /// AD017: a DTD or entity declaration; nothing after it was read.
    DocumentType,
    /// IN004 for PowerShell output: a structured file (JSON, CSV, CLIXML) that breaks off or is malformed.
    ExportDamaged {
        /// The form: `JSON`, `CSV`, `CLIXML`.
        form: &'static str,
        /// What is wrong.
        detail: String,
    },
}

impl ProblemKind {
    /// That no more problems of a file are listed than these.
    pub fn too_many_problems(value: usize) -> ProblemKind {
        ProblemKind::LimitReached { limit: Limit::Problems, value: value as u64, found: None }
    }
}

/// What msstd can fail at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// To read the file.
    Reading,
    /// To evaluate the deployment as a whole.
    Evaluation,
}

/// What a file looks like to somebody who can't read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum LooksLike {
    /// An HTML page.
    Html,
    /// A plain URL.
    Url,
    /// Other text.
    Text,
    /// XML with another root element.
    Xml,
    /// JSON of another shape.
    Json,
    /// PowerShell output of another cmdlet.
    #[strum(to_string = "powershell")]
    PowerShell,
    /// A ZIP archive.
    Zip,
    /// A document of an office suite, which is a ZIP archive too.
    #[strum(to_string = "office")]
    OfficeDocument,
    /// A PKCS#12 container.
    Pkcs12,
    /// A PKCS#7 container.
    Pkcs7,
    /// A certificate revocation list.
    Crl,
    /// A PKCS#10 request.
    CertificateRequest,
    /// A private key.
    PrivateKey,
    /// A public key.
    PublicKey,
    /// A certificate.
    Certificate,
    /// An Autodiscover answer in SOAP.
    Soap,
    /// DER of another kind.
    Der,
    /// Other bytes.
    Binary,
}

impl LooksLike {
    /// A stable key for texts.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

/// How a PEM text is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PemDamage {
    /// A BEGIN without its END.
    NoEnd {
        /// The label.
        label: String,
    },
    /// An END without a BEGIN.
    NoBegin {
        /// The label.
        label: String,
    },
    /// END names another label than BEGIN.
    OtherEnd {
        /// Label of BEGIN.
        begin: String,
        /// Label of END.
        end: String,
    },
    /// A line that is nearly a border.
    BrokenBorder,
    /// The base64 between the borders can't be decoded.
    BadBase64 {
        /// The decoder's words.
        detail: String,
    },
    /// The label says one thing, the content is another.
    WrongLabel {
        /// The label.
        label: String,
        /// What the content is.
        holds: LooksLike,
    },
    /// A label that no reader knows.
    UnknownLabel {
        /// The label.
        label: String,
    },
    /// Nothing stands between the borders.
    EmptyBlock {
        /// The label.
        label: String,
    },
}

/// Why a container stays closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    /// No password opens it.
    NoPassword {
        /// How many were tried, the empty one apart.
        tried: usize,
    },
    /// It is encrypted in a way that is not read.
    Unsupported {
        /// The algorithm: its name, or its OID in hexadecimal.
        algorithm: String,
    },
}

/// Why an archive, or one of its entries, is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArchiveRefusal {
    /// Its path leads out of the archive.
    Escapes,
    /// It is encrypted.
    Encrypted,
    /// Entries share their bytes, as bombs do.
    Overlaps,
    /// Several entries have one path.
    SamePath,
    /// It can't be read.
    Damaged {
        /// The reader's words.
        reason: String,
    },
}

/// A secret that travels in clear. Its value is never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// An unencrypted private key.
    PrivateKey,
    /// A private key in a container that the empty password opens.
    EmptyPassword,
    /// A password.
    Password,
}

/// The limits of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Limit {
    /// Bytes of one text file, or of one block of a file of PEM blocks (default 64 MiB).
    TextBytes,
    /// Bytes of one certificate (default 1 MiB).
    CertificateBytes,
    /// Names of one certificate (default 10 000).
    Names,
    /// Nesting of elements or values (default 64).
    Depth,
    /// Problems of one file that are listed (10 000).
    Problems,
    /// Lines of one text (default 1 000 000).
    Lines,
    /// Values of one text (default 2 000 000).
    Values,
    /// Columns of one table (4096 of CSV, 256 as printed).
    Columns,
    /// Autodiscover responses of one text (default 1000).
    Documents,
    /// Facts of one kind in a report of the Analyzer (10 000; 2000 steps).
    Facts,
    /// Rounds of key derivation in a run (default 10 000 000).
    Iterations,
    /// Comparisons of principals with certificates of one deployment (5 000 000).
    Comparisons,
    /// Findings of one rule in a deployment (50 000).
    Findings,
    /// Entries of one archive, those of archives within it included (default 10 000).
    ArchiveEntries,
    /// Bytes unpacked from one archive, archives within it included (default 256 MiB).
    ArchiveBytes,
    /// How many times its packed size an entry may grow to (default 200).
    ArchiveRatio,
    /// Archives within archives (default 1).
    ArchiveDepth,
}

impl Limit {
    /// A stable key for texts.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

/// The limits in force, as values that are passed down.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one text file, or of one block of a file of PEM blocks.
    pub text_bytes: u64,
    /// Bytes of one certificate in DER.
    pub certificate_bytes: u64,
    /// Names of one certificate.
    pub names: usize,
    /// Nesting of elements or values.
    pub depth: usize,
    /// Lines of one text.
    pub lines: usize,
    /// Values of one text, counted by what separates them.
    pub values: usize,
    /// Autodiscover responses of one text.
    pub documents: usize,
    /// Bytes of files that are read at a time, whatever the number of threads; a larger file is read alone.
    pub bytes_at_once: u64,
    /// Rounds of key derivation in a run, whatever its files and passwords.
    pub iterations: u64,
    /// Entries of one archive, those of archives within it included.
    pub archive_entries: usize,
    /// Bytes unpacked from one archive, archives within it included.
    pub archive_bytes: u64,
    /// How many times its packed size an entry may grow to.
    pub archive_ratio: u64,
    /// Archives within archives.
    pub archive_depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            text_bytes: 64 << 20,
            certificate_bytes: 1 << 20,
            names: 10_000,
            depth: 64,
            lines: 1_000_000,
            values: 2_000_000,
            documents: 1000,
            // What is made of a text of the shortest lines has 80 times its bytes.
            bytes_at_once: 6 << 20,
            iterations: 10_000_000,
            archive_entries: 10_000,
            archive_bytes: 256 << 20,
            archive_ratio: 200,
            archive_depth: 1,
        }
    }
}

/// What reading depends on beside the bytes.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The limits in force.
    pub limits: Limits,
    /// Passwords to try on containers; the empty one is always tried.
    pub passwords: Vec<Password>,
    /// Where the text of large files waits for its turn: all that are read at a time share it.
    pub room: Option<Arc<Room>>,
    /// What is left of the rounds of key derivation; `None`: all of them.
    pub rounds: Option<u64>,
    /// Of a large file that is read piece by piece, no DER is kept but that of keys: what needs more opens the file again.
    pub lets_der_go: bool,
}

impl ReadOptions {
    /// How many rounds of key derivation are left after some.
    pub fn rounds_left(&self, spent: u64) -> u64 {
        self.rounds.unwrap_or(self.limits.iterations).saturating_sub(spent)
    }

    /// The same without any rounds of key derivation.
    #[must_use]
    pub fn closed(&self) -> ReadOptions {
        self.after(u64::MAX)
    }

    /// The same after some rounds of key derivation.
    #[must_use]
    pub fn after(&self, spent: u64) -> ReadOptions {
        ReadOptions { rounds: Some(self.rounds_left(spent)), ..self.clone() }
    }
}

/// A password. Nothing prints it, and its memory is overwritten when it is no longer needed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// A password; the text that it is made of is its only copy.
    pub fn new(text: String) -> Password {
        Password(Zeroizing::new(text))
    }

    /// Its text, to try it.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}
