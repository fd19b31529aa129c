message = `{ $anywhere }` has Basic authentication for external clients at `{ $host }`
message-no-host = `{ $anywhere }` has Basic authentication for external clients
label-here = Basic for external clients
effect = Outlook sends the password itself, prompts for it repeatedly, and can't use the Windows logon.
help-before-2013 = If a proxy in front requires Basic: accept this finding. Otherwise use Ntlm, the only other method of Exchange 2010.
help = If a proxy in front requires Basic: accept this finding. Otherwise use Negotiate.
