package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Options is what formats leave to choose.
type Options struct {
	BOM   bool       // a byte order mark before CSV
	ACLED ACLEDTable // ACLEDCodebook when empty
	At    time.Time  // the time of making, for formats that ask for one
}

// Format is one form in which readings leave.
type Format struct {
	Name string
	What string // in a few words
	New  func(io.Writer, Options) Writer
}

// Formats are all of them, in the order of the help.
var Formats = []Format{
	{"jsonl", "JSON Lines, one report a line; loses nothing", func(w io.Writer, o Options) Writer { return NewJSONL(w) }},
	{"csv", "one row a claim", func(w io.Writer, o Options) Writer { return NewClaimsCSV(w, o.BOM) }},
	{"events", "CSV, one row an event", func(w io.Writer, o Options) Writer { return NewEventsCSV(w, o.BOM, Happenings) }},
	{"forecasts", "CSV, one row a matter still to come", func(w io.Writer, o Options) Writer { return NewEventsCSV(w, o.BOM, Forecasts) }},
	{"xlsx", "a workbook of claims, events and forecasts", func(w io.Writer, o Options) Writer { return NewXLSX(w) }},
	{"parquet", "Parquet, one row a claim", func(w io.Writer, o Options) Writer { return NewClaimsParquet(w) }},
	{"parquet-events", "Parquet, one row an event", func(w io.Writer, o Options) Writer { return NewEventsParquet(w, Happenings) }},
	{"parquet-forecasts", "Parquet, one row a matter still to come", func(w io.Writer, o Options) Writer { return NewEventsParquet(w, Forecasts) }},
	{"ftm", "FollowTheMoney entities", func(w io.Writer, o Options) Writer { return NewFTM(w) }},
	{"ftm-statements", "FollowTheMoney statements, CSV", func(w io.Writer, o Options) Writer { return NewFTMStatements(w) }},
	{"stix", "STIX 2.1 bundle", func(w io.Writer, o Options) Writer { return NewSTIX(w, o.At) }},
	{"annotation", "W3C Web Annotations", func(w io.Writer, o Options) Writer { return NewAnnotations(w) }},
	{"prov", "PROV-JSON", func(w io.Writer, o Options) Writer { return NewPROV(w) }},
	{"nanopub", "nanopublications, TriG", func(w io.Writer, o Options) Writer { return NewNanopubs(w, o.At) }},
	{"claimreview", "schema.org ClaimReview, for claims that a person reviewed", func(w io.Writer, o Options) Writer { return NewClaimReviews(w) }},
	{"ucdp", "CSV with UCDP's columns", func(w io.Writer, o Options) Writer { return NewUCDP(w, o.BOM) }},
	{"acled", "CSV with ACLED's columns", func(w io.Writer, o Options) Writer {
		t := o.ACLED
		if t == "" {
			t = ACLEDCodebook
		}
		return NewACLED(w, o.BOM, t)
	}},
	{"plover", "CSV with PLOVER's modes and who says it", func(w io.Writer, o Options) Writer { return NewPLOVER(w, o.BOM) }},
	{"graphml", "the system that reports describe, GraphML", func(w io.Writer, o Options) Writer { return NewGraphML(w) }},
	{"dot", "the same for Graphviz", func(w io.Writer, o Options) Writer { return NewDOT(w) }},
	{"ical", "a calendar of due dates and open questions", func(w io.Writer, o Options) Writer { return NewCalendar(w, o.At) }},
}

// New is a writer of the named format. Errors wrap ErrFormat.
func New(name string, w io.Writer, o Options) (Writer, error) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		var names []string
		for _, f := range Formats {
			names = append(names, f.Name)
		}
		return nil, fmt.Errorf("%q: %w: it is one of %s", name, ErrFormat, strings.Join(names, ", "))
	}
	return Formats[i].New(w, o), nil
}
