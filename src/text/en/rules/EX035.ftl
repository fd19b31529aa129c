message = `{ $server }` has no dedicated hybrid application: ApplicationIdentifier is empty or the shared one
label-here = no dedicated application
label-hybrid = on premises: what asks Exchange Online for data
label-connector = on premises: Exchange Online is asked with OAuth
effect = Since { $last_day } Exchange Online refuses the shared application: free/busy, MailTips and photos of mailboxes there are missing.
help = If on-premises users need free/busy, MailTips or photos of cloud mailboxes: run Microsoft's ConfigureExchangeHybridApplication.ps1. Then clean the shared application's keys up.
