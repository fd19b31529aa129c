label-uncovered = no server certificate covers this host
label-also = here too, as { $element }
label-more = here too, as { $element }, and in { $more ->
    [one] 1 more place
   *[other] { $more } more places
}
label-names = not among the names of this certificate
label-covered-by-own = only Exchange's own certificate covers this host
label-own = Exchange's own, bound to IIS
