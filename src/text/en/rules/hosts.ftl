label-also = here too, as { $element }
label-names = not among the names of this certificate
