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
	BOM   bool             // a byte order mark before CSV
	ACLED ACLEDTable       // ACLEDCodebook when empty
	At    time.Time        // the time of making, for formats that ask for one
	Left  func(claims int) // is told how many claims of an entry count no longer and were left out
}

// Format is one form in which readings leave. Marks tells that it says of a claim
// that was withdrawn or rejected that it was; a form with no place for that
// leaves such claims out.
type Format struct {
	Name  string
	What  string // in a few words
	Marks bool
	New   func(io.Writer, Options) Writer
}

// Formats are all of them, in the order of the help.
var Formats = []Format{
	{"jsonl", "JSON Lines, one report a line; loses nothing", true, func(w io.Writer, o Options) Writer { return NewJSONL(w) }},
	{"csv", "one row a claim", true, func(w io.Writer, o Options) Writer { return NewClaimsCSV(w, o.BOM) }},
	{"events", "CSV, one row an event", true, func(w io.Writer, o Options) Writer { return NewEventsCSV(w, o.BOM, Happenings) }},
	{"forecasts", "CSV, one row a matter still to come", true, func(w io.Writer, o Options) Writer { return NewEventsCSV(w, o.BOM, Forecasts) }},
	{"xlsx", "a workbook of claims, events and forecasts", true, func(w io.Writer, o Options) Writer { return NewXLSX(w) }},
	{"parquet", "Parquet, one row a claim", true, func(w io.Writer, o Options) Writer { return NewClaimsParquet(w) }},
	{"parquet-events", "Parquet, one row an event", true, func(w io.Writer, o Options) Writer { return NewEventsParquet(w, Happenings) }},
	{"parquet-forecasts", "Parquet, one row a matter still to come", true, func(w io.Writer, o Options) Writer { return NewEventsParquet(w, Forecasts) }},
	{"ftm", "FollowTheMoney entities", false, func(w io.Writer, o Options) Writer { return NewFTM(w) }},
	{"ftm-statements", "FollowTheMoney statements, CSV", false, func(w io.Writer, o Options) Writer { return NewFTMStatements(w) }},
	{"stix", "STIX 2.1 bundle", true, func(w io.Writer, o Options) Writer { return NewSTIX(w, o.At) }},
	{"annotation", "W3C Web Annotations", false, func(w io.Writer, o Options) Writer { return NewAnnotations(w) }},
	{"prov", "PROV-JSON", false, func(w io.Writer, o Options) Writer { return NewPROV(w) }},
	{"nanopub", "nanopublications, TriG", false, func(w io.Writer, o Options) Writer { return NewNanopubs(w, o.At) }},
	{"claimreview", "schema.org ClaimReview, for claims that a person reviewed", true, func(w io.Writer, o Options) Writer { return NewClaimReviews(w) }},
	{"ucdp", "CSV with UCDP's columns", false, func(w io.Writer, o Options) Writer { return NewUCDP(w, o.BOM) }},
	{"acled", "CSV with ACLED's columns", false, func(w io.Writer, o Options) Writer {
		t := o.ACLED
		if t == "" {
			t = ACLEDCodebook
		}
		return NewACLED(w, o.BOM, t)
	}},
	{"plover", "CSV with PLOVER's modes and who says it", false, func(w io.Writer, o Options) Writer { return NewPLOVER(w, o.BOM) }},
	{"graphml", "the system that reports describe, GraphML", false, func(w io.Writer, o Options) Writer { return NewGraphML(w) }},
	{"dot", "the same for Graphviz", false, func(w io.Writer, o Options) Writer { return NewDOT(w) }},
	{"ical", "a calendar of due dates and open questions", false, func(w io.Writer, o Options) Writer { return NewCalendar(w, o.At) }},
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
	x := Formats[i].New(w, o)
	if !Formats[i].Marks {
		x = living{x, o.Left}
	}
	return x, nil
}
