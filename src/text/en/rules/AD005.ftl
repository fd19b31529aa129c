message = `{ $element }` has the namespace `{ $namespace }`, not `{ $expected }`
message-missing = `{ $element }` has no namespace; `{ $expected }` is due
message-https = `{ $element }` has the namespace `{ $namespace }`, which begins with https; `{ $expected }` is due
message-inherited = `{ $element }` inherits the namespace `{ $namespace }`; it has to declare `{ $expected }`
label-here = for { $element }
label-also = and here `{ $due }` is due
effect = Clients that compare namespaces, character by character, find no settings in this answer; others ignore them, so that it works for some.
help = Write xmlns="{ $expected }" on { $element }. Exchange always does: an answer with another namespace comes from a template or another server, or from an example of Microsoft's documentation, whose pages show https in place of http.
