message = `{ $certificate }`, issued to `{ $issued_to }`, is self-signed
label-here = issuer and subject are the same
effect = Unless each client has it installed, Outlook warns that it is not trusted and Outlook Anywhere does not connect. The Remote Connectivity Analyzer refuses it.
help = If every client has it installed: accept this finding with that reason. Otherwise have it issued by an authority that the clients trust.
