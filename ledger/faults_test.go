package ledger_test

func runChild(string) int { return 1 }
