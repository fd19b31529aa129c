clients = The users of this profile, where Outlook connects by Outlook Anywhere (RPC over HTTP). MAPI over HTTP reads none of these settings.
