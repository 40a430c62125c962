package export

import (
	"io"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
)

// deadly is words, as they stand in reports, whose counted persons are deaths.
var deadly = []string{"die", "dies", "died", "dying", "kill", "kills", "killed", "killing", "murdered", "executed", "assassinated", "slain", "perished", "drowned", "massacred", "dead"}

// deaths tells whether the amounts of an event count deaths.
func (e *Event) deaths() bool {
	return e.Unit == "{person}" && slices.Contains(deadly, strings.ToLower(e.anchor))
}

func derived[T any](name string, get func(*T) string) column[T] {
	return column[T]{name, get, nil, false}
}

// NewUCDP writes events in columns named as in the UCDP georeferenced event
// dataset. What sayso does not know (type of violence, coordinates, the codes
// of place and clarity) is empty; low, best and high are filled for deaths
// alone; number_of_sources counts independent origins, not articles.
func NewUCDP(w io.Writer, bom bool) Writer {
	none := func(*Event) string { return "" }
	deaths := func(at func(*Event) *float64) func(*Event) string {
		return func(e *Event) string {
			if !e.deaths() {
				return ""
			}
			return exact(at(e))
		}
	}
	return newTable(w, bom, []column[Event]{
		derived("id", func(e *Event) string { return e.ID }),
		derived("type_of_violence", none),
		derived("side_a", func(e *Event) string { return e.Actor }),
		derived("side_b", func(e *Event) string { return e.Target }),
		derived("number_of_sources", origins),
		derived("source_article", func(e *Event) string { return e.URL }),
		derived("source_office", func(e *Event) string { return e.Outlet }),
		derived("source_date", func(e *Event) string { return e.Published }),
		derived("source_headline", func(e *Event) string { return e.Headline }),
		derived("source_original", func(e *Event) string { return e.SourceOrig }),
		derived("where_prec", none), derived("where_description", func(e *Event) string { return e.Place }),
		derived("adm_1", none), derived("adm_2", none), derived("latitude", none), derived("longitude", none), derived("event_clarity", none),
		derived("date_prec", func(e *Event) string { return e.DatePrec }),
		derived("date_start", func(e *Event) string { return e.Start }),
		derived("date_end", func(e *Event) string { return e.End }),
		derived("low", deaths(func(e *Event) *float64 { return e.Low })),
		derived("best", deaths(func(e *Event) *float64 { return e.Best })),
		derived("high", deaths(func(e *Event) *float64 { return e.High })),
		derived("predicate", func(e *Event) string { return e.Predicate }),
		derived("factuality", func(e *Event) string { return e.Factuality }),
		derived("status", func(e *Event) string { return e.Status }),
		derived("text", func(e *Event) string { return e.Text }),
		derived("repeats", func(e *Event) string { return e.Repeats }),
		derived("text_sha256", func(e *Event) string { return e.TextSHA256 }),
	}, happened)
}

// NewACLED writes events in columns named as in ACLED's data, with the time
// precision of the given table. event_date is the first day of a closed
// interval; start and end stand beside it. Fatalities are the lowest number
// reported, empty where none is.
func NewACLED(w io.Writer, bom bool, t ACLEDTable) Writer {
	none := func(*Event) string { return "" }
	return newTable(w, bom, []column[Event]{
		derived("event_id_cnty", func(e *Event) string { return e.ID }),
		derived("event_date", func(e *Event) string {
			if _, ok := length(e.Start, e.End); !ok {
				return ""
			}
			return e.Start
		}),
		derived("time_precision", func(e *Event) string { return ACLED(e.Start, e.End, e.approximately, t) }),
		derived("time_precision_table", func(*Event) string { return string(t) }),
		derived("event_type", none), derived("sub_event_type", none),
		derived("actor1", func(e *Event) string { return e.Actor }),
		derived("actor2", func(e *Event) string { return e.Target }),
		derived("location", func(e *Event) string { return e.Place }),
		derived("latitude", none), derived("longitude", none), derived("geo_precision", none),
		derived("source", func(e *Event) string { return e.Outlet }), derived("source_scale", none),
		derived("notes", func(e *Event) string { return e.Text }),
		derived("fatalities", func(e *Event) string {
			if !e.deaths() {
				return ""
			}
			if e.Low != nil {
				return exact(e.Low)
			}
			return exact(e.Best)
		}),
		derived("start", func(e *Event) string { return e.Start }),
		derived("end", func(e *Event) string { return e.End }),
		derived("predicate", func(e *Event) string { return e.Predicate }),
		derived("source_original", func(e *Event) string { return e.SourceOrig }),
		derived("origins", origins),
		derived("factuality", func(e *Event) string { return e.Factuality }),
		derived("status", func(e *Event) string { return e.Status }),
		derived("repeats", func(e *Event) string { return e.Repeats }),
		derived("text_sha256", func(e *Event) string { return e.TextSHA256 }),
	}, happened)
}

func happened(e *Entry, f func(*Event) error) error { return Events(e, Happenings, f) }

func origins(e *Event) string {
	if e.Origins == nil {
		return ""
	}
	return itoa(int(*e.Origins))
}

// NewPLOVER writes one row a claim with PLOVER's four auxiliary modes
// (historical, future, hypothetical, negation) and columns for who says it,
// which PLOVER lacks. sayso codes no event types: the predicate's lemma stands
// instead.
func NewPLOVER(w io.Writer, bom bool) Writer {
	return newTable(w, bom, []column[Claim]{
		derived("event_id", func(c *Claim) string { return c.Report + "/" + c.ID }),
		derived("event_date", func(c *Claim) string {
			if c.Start == c.End {
				return c.Start
			}
			return ""
		}),
		derived("start", func(c *Claim) string { return c.Start }),
		derived("end", func(c *Claim) string { return c.End }),
		derived("event_type", func(*Claim) string { return "" }),
		derived("predicate", func(c *Claim) string { return c.Predicate }),
		derived("mode", mode),
		derived("actor", func(c *Claim) string { return c.Agent }),
		derived("recipient", func(c *Claim) string { return c.Patient }),
		derived("location", func(c *Claim) string { return c.Place }),
		derived("source_original", func(c *Claim) string { return c.SourceOriginal }),
		derived("source_kind", func(c *Claim) string { return c.SourceKind }),
		derived("source_count", func(c *Claim) string { return c.SourceCount }),
		derived("chain", func(c *Claim) string { return c.Chain }),
		derived("factuality", func(c *Claim) string { return c.Factuality }),
		derived("status", func(c *Claim) string { return c.Status }),
		derived("basis", func(c *Claim) string { return c.Basis }),
		derived("hedges", func(c *Claim) string { return c.Hedges }),
		derived("text", func(c *Claim) string { return c.Text }),
		derived("outlet", func(c *Claim) string { return c.Outlet }),
		derived("published", func(c *Claim) string { return c.Published }),
		derived("url", func(c *Claim) string { return c.URL }),
		derived("text_sha256", func(c *Claim) string { return c.TextSHA256 }),
	}, func(e *Entry, f func(*Claim) error) error {
		x := indexOf(e)
		for i := range e.Claims {
			if c := &e.Claims[i]; news(c) && !c.OpenQuestion {
				if err := f(x.row(c)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// mode is PLOVER's modes of a claim, with spaces between. Historical is what
// ended a year or more before the report.
func mode(c *Claim) string {
	var out string
	add := func(s string) {
		if out != "" {
			out += " "
		}
		out += s
	}
	if n, ok := length(c.End, c.Published); ok && n > 366 {
		add("historical")
	}
	switch reading.Status(c.Status) {
	case reading.Ordered, reading.Planned, reading.Predicted:
		add("future")
	case reading.Conditional:
		add("hypothetical")
	}
	switch reading.Factuality(c.Factuality) {
	case reading.CertainNot, reading.ProbableNot, reading.PossibleNot:
		add("negation")
	case reading.Possible:
		if c.Status != string(reading.Conditional) {
			add("hypothetical")
		}
	}
	return out
}
