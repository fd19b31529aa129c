message = `{ $certificate }`, bound to the Back End site, expired on { $not_after }
message-both = `{ $certificate }`, bound to the Back End site and to the front end too, expired on { $not_after }
label-here = bound to the Back End here
label-also = and here
label-validity = valid until here
effect = The Exchange admin center, the web and the management shell of this server fail, though the certificate that Outlook sees is good.
help = Make a new one with the same names, then choose it for the https binding at port 444 of the site Exchange Back End in IIS Manager.
help-other = Bind another certificate to port 444 of the site Exchange Back End in IIS Manager; a self-signed one of the server's own is enough there.
