package work

import "github.com/sayso/sayso/ledger"

// Unread tells whether a report was kept without being read, because it is not
// in English.
func Unread(i ledger.ReportInfo) bool {
	return i.Reader != "" && i.Claims == 0 && i.Language != "" && i.Language != "en"
}
