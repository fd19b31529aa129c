# Where to get what Outlook gets.
outlooks-test = Outlook's "Test E-mail AutoConfiguration" (Ctrl+click its notification icon), tab XML
