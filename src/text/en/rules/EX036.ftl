message = MAPI over HTTP is disabled (MapiHttpEnabled is `False`), although every server has it
label-here = the default beside Exchange 2013
effect = None. Outlook falls back to Outlook Anywhere, which reconnects more slowly and rules out hybrid modern authentication.
help = If the MAPI virtual directories have URLs and every proxy in front lets /mapi through: enable it. Outlook then asks its users for a restart.
