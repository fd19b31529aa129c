message = `{ $certificate }`, bound to the Back End site, expired on { $not_after }
message-both = `{ $certificate }`, bound to the Back End and the front-end site, expired on { $not_after }
label-here = bound to the Back End here
label-also = and here
label-validity = valid until here
effect = OWA, the Exchange admin center and the Management Shell of this server fail, although the front-end certificate is valid.
help = Create a new one with the same names, then select it for the https binding at port 444 of the site Exchange Back End in IIS Manager.
help-other = Bind another certificate to port 444 of the site Exchange Back End in IIS Manager; a self-signed one of the server is sufficient.
