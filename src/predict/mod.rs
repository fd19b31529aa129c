//! What Autodiscover tells Outlook, foretold from what Exchange's cmdlets export.
//!
//! One file a subject: who answers (`servers`), what holds for the organization (`organization`), the Protocols of a
//! response (`protocols`), why a value is as it is and which document says so (`ground`), and how a saved response
//! differs (`compare`). What no document says is left out, and listed with its reason.

pub mod compare;
pub mod expr;
pub mod ground;
pub mod organization;
mod protocols;
pub mod response;
pub mod servers;

use crate::model::deployment::Deployment;

use self::{
    organization::Organization,
    response::{Client, Response, Side},
    servers::servers,
};

/// The responses that each server gives to each client, inside and outside; `address` is the mailbox that they are for.
pub fn responses(deployment: &Deployment, address: Option<&str>) -> Vec<Response> {
    let organization = Organization::new(deployment, address);
    let mut responses: Vec<Response> = Vec::new();
    for server in servers(deployment) {
        for client in Client::ALL {
            let mut of_client: Vec<Response> = Vec::new();
            for side in Side::ALL {
                let (protocols, left_out) = protocols::protocols(&server, &organization, side, client);
                let own = Response {
                    server: server.name.clone(),
                    version: server.version,
                    sides: vec![side],
                    client,
                    protocols,
                    left_out,
                };
                match of_client.iter_mut().find(|known| known.says_the_same(&own)) {
                    Some(known) => known.sides.push(side),
                    None => of_client.push(own),
                }
            }
            responses.extend(of_client);
        }
    }
    responses
}
