//! What the Analyzer says, in English. `docs/replay.md` lists which of these sentences are documented or were published in
//! reports.

use super::step::Results;

/// What is in the place of a host that no export names.
pub(super) const UNKNOWN_HOST: &str = "(not exported)";

pub(super) const RPC_HTTP: &str = "Testing RPC/HTTP connectivity.";
pub(super) const RPC_HTTP_RESULTS: Results =
    Results { passed: "The RPC/HTTP test completed successfully.", failed: "The RPC/HTTP test failed." };

pub(super) const CERTIFICATE: &str = "Testing the SSL certificate to make sure it's valid.";
pub(super) const CERTIFICATE_RESULTS: Results = Results {
    passed: "The certificate passed all validation requirements.",
    failed: "The SSL certificate failed one or more certificate validation checks.",
};

pub(super) const OBTAINED: &str =
    "The Microsoft Connectivity Analyzer successfully obtained the remote SSL certificate.";

pub(super) const NAME: &str = "Validating the certificate name.";
pub(super) const NAME_PASSED: &str = "The certificate name was validated successfully.";
pub(super) const NAME_FAILED: &str = "Certificate name validation failed.";

pub(super) const TRUST: &str = "Certificate trust is being validated.";
pub(super) const TRUST_RESULTS: Results = Results {
    passed: "The certificate is trusted and all certificates are present in chain.",
    failed: "Certificate trust validation failed.",
};
pub(super) const CHAINS_BUILT: &str = "One or more certificate chains were constructed successfully.";
pub(super) const INTERMEDIATES: &str = "The Microsoft Connectivity Analyzer is analyzing intermediate certificates that \
                                        were sent down by the remote server.";

pub(super) const DATE: &str = "Testing the certificate date to confirm the certificate is valid.";
pub(super) const DATE_PASSED: &str = "Date validation passed. The certificate hasn't expired.";
pub(super) const DATE_FAILED: &str = "Date validation failed.";

pub(super) const CLIENT_CERTIFICATE: &str = "Checking the IIS configuration for client certificate authentication.";

pub(super) const METHODS_PASSED: &str = "The HTTP authentication methods are correct.";
pub(super) const METHODS_FAILED: &str = "All Required Authentication Methods could not be found.";

pub(super) const MUTUAL_PASSED: &str = "Mutual authentication was verified successfully.";
pub(super) const MUTUAL_BY_SAN: &str = "The certificate common name doesn't match the mutual authentication string \
                                        provided; however, a match was found in the subject alternative name extension.";
pub(super) const MUTUAL_FAILED: &str = "Mutual Authentication could not be established.";

pub(super) const AUTODISCOVER_RESULTS: Results =
    Results { passed: "Autodiscover was tested successfully.", failed: "Testing Autodiscover failed." };
pub(super) const METHODS_OF_CONTACT: &str = "Attempting each method of contacting the Autodiscover service.";
pub(super) const METHODS_OF_CONTACT_RESULTS: Results = Results {
    passed: "The Autodiscover service was tested successfully.",
    failed: "The Autodiscover service couldn't be contacted successfully by any method.",
};
pub(super) const URL_RESULTS: Results = Results {
    passed: "Testing of the Autodiscover URL was successful.",
    failed: "Testing of this potential Autodiscover URL failed.",
};
pub(super) const POST: &str = "Attempting to send an Autodiscover POST request to potential Autodiscover URLs.";
pub(super) const POST_RESULTS: Results = Results {
    passed: "The Microsoft Connectivity Analyzer successfully retrieved Autodiscover settings by sending an Autodiscover \
             POST.",
    failed: "Autodiscover settings weren't obtained when the Autodiscover POST request was sent.",
};
pub(super) const RESPONSE_PASSED: &str = "The Autodiscover XML response was successfully retrieved.";
pub(super) const RESPONSE_ERROR: &str =
    "The Outlook Autodiscover provider returned an error status in the XML response.";
pub(super) const HTTP_REDIRECT: &str = "Attempting to contact the Autodiscover service using the HTTP redirect method.";
pub(super) const SRV_REDIRECT: &str =
    "Attempting to contact the Autodiscover service using the DNS SRV redirect method.";
pub(super) const SETTINGS: &str = "Autodiscover settings for Outlook Anywhere are being validated.";
pub(super) const SETTINGS_PASSED: &str =
    "The Microsoft Connectivity Analyzer validated the Outlook Anywhere Autodiscover settings.";
pub(super) const EXPR_MISSING: &str = "Missing EXPR element in Autodiscover XML Response.";
pub(super) const AUTH_PACKAGE_MISSING: &str = "Missing AuthPackage element in Autodiscover XML Response";

pub(super) fn resolving(host: &str) -> String {
    format!("Attempting to resolve the host name {host} in DNS.")
}

pub(super) fn port(host: &str) -> String {
    format!("Testing TCP port 443 on host {host} to ensure it's listening and open.")
}

pub(super) fn obtaining(host: &str) -> String {
    format!(
        "The Microsoft Connectivity Analyzer is attempting to obtain the SSL certificate from remote server {host} on port \
         443."
    )
}

pub(super) fn obtained(subject: &str, issuer: &str) -> String {
    format!("Remote Certificate Subject: {subject}, Issuer: {issuer}.")
}

pub(super) fn found_in_common_name(host: &str) -> String {
    format!("Host name {host} was found in the Certificate Subject Common name.")
}

pub(super) fn found_in_wildcard(host: &str, wildcard: &str) -> String {
    format!("Found hostname {host} in Certificate Subject Common name (wildcard) {wildcard}")
}

pub(super) fn found_in_san(host: &str) -> String {
    format!("Host name {host} was found in the Certificate Subject Alternative Name entry.")
}

pub(super) fn not_found(host: &str, subject: &str) -> String {
    format!("Host name {host} doesn't match any name found on the server certificate {subject}.")
}

pub(super) fn building_chains(subject: &str) -> String {
    format!("The Microsoft Connectivity Analyzer is attempting to build certificate chains for certificate {subject}.")
}

pub(super) fn root(root: &str) -> String {
    format!("The highest quality chain ends in root certificate {root}.")
}

pub(super) fn authentication_methods(host: &str) -> String {
    format!("Testing HTTP Authentication Methods for URL https://{host}/rpc/rpcproxy.dll.")
}

pub(super) fn mutual(host: &str) -> String {
    format!("Testing SSL mutual authentication with the RPC proxy server {host}.")
}

pub(super) fn mutual_failed(common_name: &str, principal: &str) -> String {
    format!(
        "The certificate common name {common_name} doesn't validate against the mutual authentication string that was \
         provided: {principal}"
    )
}

pub(super) fn pinging(host: &str) -> String {
    format!("Attempting to ping RPC proxy {host}.")
}

pub(super) fn autodiscover(user: &str) -> String {
    format!("The Microsoft Connectivity Analyzer is attempting to test Autodiscover for {user}.")
}

pub(super) fn autodiscover_url(host: &str) -> String {
    format!("https://{host}:443/Autodiscover/Autodiscover.xml")
}

pub(super) fn testing_url(url: &str) -> String {
    format!("Attempting to test potential Autodiscover URL {url}")
}

pub(super) fn retrieving(url: &str, user: &str) -> String {
    format!(
        "The Microsoft Connectivity Analyzer is attempting to retrieve an XML Autodiscover response from URL {url} for user \
         {user}."
    )
}
