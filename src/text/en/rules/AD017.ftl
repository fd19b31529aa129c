message = `{ $file }` declares a document type or an entity; nothing after it was read
label-here = declared here
help = Save the response again as the server sent it. If the server really sends this: find out who wrote it, since Autodiscover sends no document type and entities can read files.
