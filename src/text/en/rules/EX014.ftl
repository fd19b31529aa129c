message = `{ $server }` runs { $product } ({ $version }), whose support ended on { $last_day } (judged at { $at })
label-here = out of support
label-also = `{ $further }` too ({ $version })
help = Move to Exchange Server Subscription Edition or to Exchange Online. Nobody mends what is found in this version.
help-extended = Move to Exchange Server Subscription Edition or to Exchange Online. Microsoft sold Extended Security Updates for 2016 and 2019, from October 2025 to April 2026 and again from May to October 2026: they are paid, delivered in private, and extend no support.
