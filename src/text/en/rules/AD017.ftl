message = `{ $file }` declares a document type or an entity; nothing after that was read
label-here = declared here
help = Entities can read files, call servers and fill the memory of whatever expands them, and no Autodiscover server sends a document type. Save the answer again as the server sent it. If it really comes from the server, find out who made it.
