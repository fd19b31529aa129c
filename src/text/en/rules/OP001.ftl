message = Outlook providers are listed ({ $providers }), but not EXPR
message-damaged = Outlook providers are listed ({ $providers }); EXPR is missing, perhaps because the export is corrupt
label-here = listed without EXPR
label-other = also listed
clients = External Outlook Anywhere clients
effect = Outlook gets no settings for Outlook Anywhere; the Analyzer reports that the EXPR element is missing.
help = If only one provider was exported: export all of them. Otherwise create the provider.
help-damaged = Export all providers again.
