// Package examples holds invented reports to try sayso on: short ones for the
// command line, and in the folder sarrin one story told by six outlets over
// five months, with reprints, a denial, a corrected version, forecasts and
// contradictions.
package examples

import (
	"embed"
	"encoding/csv"
	"fmt"
	"path"
	"slices"
	"time"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
)

//go:embed *.txt sarrin
var files embed.FS

// Captures are all reports, as if they had been captured at the address and
// time that sarrin/sources.tsv gives them; the short ones have no address.
func Captures() ([]ledger.Capture, error) {
	f, err := files.Open("sarrin/sources.tsv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	table := csv.NewReader(f)
	table.Comma = '\t'
	rows, err := table.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("sarrin/sources.tsv: %w", err)
	}
	rows = append(rows[1:], []string{"../tannet.txt", "", "", "2024-03-13T08:00:00Z"}, []string{"../tannet-reprint.txt", "", "", "2024-03-14T08:00:00Z"},
		[]string{"../quarry.txt", "", "", "2023-10-05T12:00:00Z"}, []string{"../orvane.txt", "", "", "2024-01-31T06:00:00Z"})
	var out []ledger.Capture
	for _, row := range rows {
		c, err := capture(path.Join("sarrin", row[0]), row[1], row[2], row[3])
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b ledger.Capture) int { return a.At.Compare(b.At) })
	return out, nil
}

// Watchlist is an invented list of names to hold the reports against, as CSV.
func Watchlist() []byte {
	b, err := files.ReadFile("sarrin/watch.csv")
	if err != nil {
		panic(err) // it is embedded
	}
	return b
}

func capture(path, outlet, url, at string) (ledger.Capture, error) {
	b, err := files.ReadFile(path)
	if err != nil {
		return ledger.Capture{}, err
	}
	r, err := extract.Plain(b, extract.Options{Path: path, Outlet: outlet, URL: url})
	if err != nil {
		return ledger.Capture{}, err
	}
	t, err := time.Parse(time.RFC3339, at)
	return ledger.Capture{Report: r, Original: b, At: t, By: "sayso", Tool: "sayso examples"}, err
}
