message = `{ $element }` has the namespace `{ $namespace }` instead of `{ $expected }`
message-missing = `{ $element }` has no namespace; it must be `{ $expected }`
message-https = `{ $element }` has the https namespace `{ $namespace }` instead of `{ $expected }`
message-inherited = `{ $element }` inherits the namespace `{ $namespace }` instead of `{ $expected }`
label-here = namespace of { $element }
label-also = must be `{ $due }`
effect = Clients that compare namespaces find no settings; others ignore them, so it fails for some users only.
help = Write xmlns="{ $expected }" on { $element }. Exchange always does: look for the template, or the example from documentation (which shows https), that this response comes from.
