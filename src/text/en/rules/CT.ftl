label-bound = bound to { $services } here
label-endpoint = configured for `{ $host }` ([[endpoint]])

# What shows that a public authority issued a certificate: some rules hold for these alone.
public-policy = It has the policy { $public }, which the CA/Browser Forum reserves for public server certificates.
public-timestamps = It has signed certificate timestamps (SCTs), which public logs give to certificates of public authorities.
public-root = Its chain ends in `{ $public }`, a root that browsers trust.
