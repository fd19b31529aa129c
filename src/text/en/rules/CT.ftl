label-bound = bound to { $services } here
label-endpoint = `{ $host }` is named here

# What shows that a public authority issued a certificate: some rules hold for these alone.
public-policy = it has the policy { $public }, which the CA/Browser Forum reserves for public server certificates.
public-timestamps = it carries signed certificate timestamps, which public logs give to certificates of public authorities.
public-root = its chain ends in `{ $public }`, a root that browsers trust.
