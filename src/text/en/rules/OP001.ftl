message = Outlook providers are listed ({ $providers }), but EXPR is not among them
message-damaged = Outlook providers are listed ({ $providers }), and EXPR may be missing only because the export is damaged
label-here = listed here, without EXPR
label-other = and this one
clients = Every Outlook outside that connects by Outlook Anywhere.
effect = Autodiscover gives no settings for Outlook Anywhere: Outlook outside can't find its server, and the Analyzer reports that the EXPR element is missing.
help = Create the provider. If the export was of one provider alone, export all of them.
help-damaged = Export all providers again.
