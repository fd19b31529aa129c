# What to do about a version out of support.
help = Move to Exchange Server Subscription Edition or to Exchange Online: this version gets no security updates.
help-extended = Move to Exchange Server Subscription Edition or to Exchange Online. Paid Extended Security Updates for this build last until October 2026 and extend no support.
