package export

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// column is a cell of a row, out and in.
type column[T any] struct {
	name string
	get  func(*T) string
	set  func(*T, string) error
	// number tells a spreadsheet that the cell is a number where it holds one.
	number bool
}

func text[T any](name string, at func(*T) *string) column[T] {
	return column[T]{name, func(r *T) string { return *at(r) }, func(r *T, s string) error { *at(r) = s; return nil }, false}
}

func whole[T any](name string, at func(*T) *int32) column[T] {
	return column[T]{name, func(r *T) string { return strconv.Itoa(int(*at(r))) }, func(r *T, s string) error {
		n, err := strconv.ParseInt(s, 10, 32)
		*at(r) = int32(n)
		return err
	}, true}
}

func count[T any](name string, at func(*T) **int32) column[T] {
	return column[T]{name, func(r *T) string {
		if *at(r) == nil {
			return ""
		}
		return strconv.Itoa(int(**at(r)))
	}, func(r *T, s string) error {
		if s == "" {
			*at(r) = nil
			return nil
		}
		n, err := strconv.ParseInt(s, 10, 32)
		i := int32(n)
		*at(r) = &i
		return err
	}, true}
}

func measure[T any](name string, at func(*T) **float64) column[T] {
	return column[T]{name, func(r *T) string { return exact(*at(r)) }, func(r *T, s string) (err error) {
		*at(r), err = number(s)
		return err
	}, true}
}

func truth[T any](name string, at func(*T) *bool) column[T] {
	return column[T]{name, func(r *T) string { return yes(*at(r)) }, func(r *T, s string) (err error) {
		*at(r), err = parseYes(s)
		return err
	}, false}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func parseYes(s string) (bool, error) {
	if s != "" && s != "yes" {
		return false, fmt.Errorf("%q is neither yes nor empty", s)
	}
	return s == "yes", nil
}

// number is a number as it was given, nil for an empty cell.
func number(s string) (*float64, error) {
	if s == "" {
		return nil, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	return &v, err
}

// dates is a column of dates. A spreadsheet program that took one for a date of its
// own keeps it as a number of days: that becomes the date again.
func dates[T any](name string, at func(*T) *string) column[T] {
	return column[T]{name, func(r *T) string { return *at(r) }, func(r *T, s string) error {
		if t, ok := serial(s); ok && len(s) == len("44946") {
			s = t.Format(time.DateOnly)
		}
		*at(r) = s
		return nil
	}, false}
}

// serial is a time that a workbook keeps as a number of days.
func serial(s string) (time.Time, bool) {
	days, err := strconv.ParseFloat(s, 64)
	if err != nil || days < 10_000 || days >= 100_000 {
		return time.Time{}, false
	}
	t, err := excelize.ExcelDateToTime(days, false)
	return t.UTC(), err == nil
}

// amounts is a column with one part for each quantity, " | " between them.
func amounts(name string, get func(*Amount) string, set func(*Amount, string) error) column[Claim] {
	return column[Claim]{name, func(c *Claim) string {
		if len(c.Amounts) == 0 {
			return ""
		}
		parts := make([]string, len(c.Amounts))
		for i := range c.Amounts {
			parts[i] = barred.Replace(get(&c.Amounts[i]))
		}
		return strings.Join(parts, " | ")
	}, func(c *Claim, s string) error {
		if s == "" && len(c.Amounts) == 0 {
			return nil
		}
		for i, p := range splitParts(s) {
			if i == len(c.Amounts) {
				c.Amounts = append(c.Amounts, Amount{})
			}
			if err := set(&c.Amounts[i], p); err != nil {
				return err
			}
		}
		return nil
	}, false}
}

// barred guards what separates parts of a cell, and parts of those.
var (
	barred  = strings.NewReplacer(`\`, `\\`, `|`, `\|`)
	equaled = strings.NewReplacer(`\`, `\\`, `|`, `\|`, `=`, `\=`)
)

// splitParts undoes the joining of amounts.
func splitParts(s string) []string {
	parts := divide(s, " | ")
	for i := range parts {
		parts[i] = unguarded(parts[i])
	}
	return parts
}

// divide cuts s at each sep that is not guarded; the guards stay.
func divide(s, sep string) []string {
	var out []string
	from := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], sep):
			out = append(out, s[from:i])
			i += len(sep) - 1
			from = i + 1
		}
	}
	return append(out, s[from:])
}

// unguarded is s without its guards.
func unguarded(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// participants is a column of "role: words = entity", " | " between.
var participants = column[Claim]{"participants", func(c *Claim) string {
	parts := make([]string, len(c.Participants))
	for i, p := range c.Participants {
		parts[i] = p.Role + ": " + equaled.Replace(p.Words)
		if p.Entity != "" {
			parts[i] += " = " + equaled.Replace(p.Entity)
		}
	}
	return strings.Join(parts, " | ")
}, func(c *Claim, s string) error {
	if s == "" {
		return nil
	}
	for _, part := range divide(s, " | ") {
		role, rest, ok := strings.Cut(part, ": ")
		if !ok {
			return fmt.Errorf("%q: a participant is role: words, or role: words = entity", part)
		}
		p := Participant{Role: role}
		sides := divide(rest, " = ")
		p.Words = unguarded(sides[0])
		if len(sides) > 1 {
			p.Entity = unguarded(strings.Join(sides[1:], " = "))
		}
		c.Participants = append(c.Participants, p)
	}
	return nil
}, false}

var claimColumns = []column[Claim]{
	text("report", func(c *Claim) *string { return &c.Report }),
	text("url", func(c *Claim) *string { return &c.URL }),
	text("title", func(c *Claim) *string { return &c.Title }),
	text("outlet", func(c *Claim) *string { return &c.Outlet }),
	dates("published", func(c *Claim) *string { return &c.Published }),
	text("published_basis", func(c *Claim) *string { return &c.PublishedBasis }),
	text("claim", func(c *Claim) *string { return &c.ID }),
	text("zone", func(c *Claim) *string { return &c.Zone }),
	text("text", func(c *Claim) *string { return &c.Text }),
	text("anchor", func(c *Claim) *string { return &c.Anchor }),
	text("predicate", func(c *Claim) *string { return &c.Predicate }),
	text("chain", func(c *Claim) *string { return &c.Chain }),
	text("source_original", func(c *Claim) *string { return &c.SourceOriginal }),
	text("source_kind", func(c *Claim) *string { return &c.SourceKind }),
	text("source_count", func(c *Claim) *string { return &c.SourceCount }),
	text("factuality", func(c *Claim) *string { return &c.Factuality }),
	text("status", func(c *Claim) *string { return &c.Status }),
	text("hedges", func(c *Claim) *string { return &c.Hedges }),
	text("basis", func(c *Claim) *string { return &c.Basis }),
	text("premises", func(c *Claim) *string { return &c.Premises }),
	text("condition", func(c *Claim) *string { return &c.Condition }),
	dates("edtf", func(c *Claim) *string { return &c.EDTF }),
	dates("start", func(c *Claim) *string { return &c.Start }),
	dates("end", func(c *Claim) *string { return &c.End }),
	amounts("quantity", func(a *Amount) string { return a.Words }, func(a *Amount, s string) error { a.Words = s; return nil }),
	amounts("low", func(a *Amount) string { return exact(a.Low) }, func(a *Amount, s string) (err error) { a.Low, err = number(s); return }),
	amounts("best", func(a *Amount) string { return exact(a.Best) }, func(a *Amount, s string) (err error) { a.Best, err = number(s); return }),
	amounts("high", func(a *Amount) string { return exact(a.High) }, func(a *Amount, s string) (err error) { a.High, err = number(s); return }),
	amounts("unit", func(a *Amount) string { return a.Unit }, func(a *Amount, s string) error { a.Unit = s; return nil }),
	amounts("of", func(a *Amount) string { return a.Of }, func(a *Amount, s string) error { a.Of = s; return nil }),
	amounts("approx", func(a *Amount) string { return yes(a.Approx) }, func(a *Amount, s string) (err error) { a.Approx, err = parseYes(s); return }),
	amounts("ratio", func(a *Amount) string { return yes(a.Ratio) }, func(a *Amount, s string) (err error) { a.Ratio, err = parseYes(s); return }),
	text("agent", func(c *Claim) *string { return &c.Agent }),
	text("patient", func(c *Claim) *string { return &c.Patient }),
	text("place", func(c *Claim) *string { return &c.Place }),
	participants,
	text("repeats", func(c *Claim) *string { return &c.Repeats }),
	truth("open_question", func(c *Claim) *bool { return &c.Open }),
	count("origins", func(c *Claim) **int32 { return &c.Origins }),
	text("standing", func(c *Claim) *string { return &c.Standing }),
	text("standing_why", func(c *Claim) *string { return &c.Why }),
	text("reviewed", func(c *Claim) *string { return &c.Reviewed }),
	whole("span_start", func(c *Claim) *int32 { return &c.SpanStart }),
	whole("span_end", func(c *Claim) *int32 { return &c.SpanEnd }),
	whole("anchor_start", func(c *Claim) *int32 { return &c.AnchorStart }),
	whole("anchor_end", func(c *Claim) *int32 { return &c.AnchorEnd }),
	text("sha256", func(c *Claim) *string { return &c.SHA256 }),
	text("text_sha256", func(c *Claim) *string { return &c.TextSHA256 }),
}

var eventColumns = []column[Event]{
	text("event", func(e *Event) *string { return &e.ID }),
	text("report", func(e *Event) *string { return &e.Report }),
	text("url", func(e *Event) *string { return &e.URL }),
	text("outlet", func(e *Event) *string { return &e.Outlet }),
	text("headline", func(e *Event) *string { return &e.Headline }),
	dates("published", func(e *Event) *string { return &e.Published }),
	text("published_basis", func(e *Event) *string { return &e.PublishedBasis }),
	text("predicate", func(e *Event) *string { return &e.Predicate }),
	text("claims", func(e *Event) *string { return &e.Claims }),
	text("text", func(e *Event) *string { return &e.Text }),
	text("actor", func(e *Event) *string { return &e.Actor }),
	text("actor_entity", func(e *Event) *string { return &e.ActorEntity }),
	text("target", func(e *Event) *string { return &e.Target }),
	text("target_entity", func(e *Event) *string { return &e.TargetEntity }),
	text("place", func(e *Event) *string { return &e.Place }),
	dates("edtf", func(e *Event) *string { return &e.EDTF }),
	dates("start", func(e *Event) *string { return &e.Start }),
	dates("end", func(e *Event) *string { return &e.End }),
	text("date_prec_ucdp", func(e *Event) *string { return &e.DatePrec }),
	text("time_precision_acled", func(e *Event) *string { return &e.TimeCodebook }),
	text("time_precision_acledr", func(e *Event) *string { return &e.TimeR }),
	dates("due", func(e *Event) *string { return &e.Due }),
	measure("low", func(e *Event) **float64 { return &e.Low }),
	measure("best", func(e *Event) **float64 { return &e.Best }),
	measure("high", func(e *Event) **float64 { return &e.High }),
	text("unit", func(e *Event) *string { return &e.Unit }),
	text("of", func(e *Event) *string { return &e.Of }),
	text("further_quantities", func(e *Event) *string { return &e.Further }),
	text("factuality", func(e *Event) *string { return &e.Factuality }),
	text("status", func(e *Event) *string { return &e.Status }),
	text("basis", func(e *Event) *string { return &e.Basis }),
	text("source_original", func(e *Event) *string { return &e.SourceOrig }),
	text("source_kind", func(e *Event) *string { return &e.SourceKind }),
	text("source_count", func(e *Event) *string { return &e.SourceCount }),
	text("chain", func(e *Event) *string { return &e.Chain }),
	count("origins", func(e *Event) **int32 { return &e.Origins }),
	text("standing", func(e *Event) *string { return &e.Standing }),
	text("standing_why", func(e *Event) *string { return &e.Why }),
	text("repeats", func(e *Event) *string { return &e.Repeats }),
	text("sha256", func(e *Event) *string { return &e.SHA256 }),
	text("text_sha256", func(e *Event) *string { return &e.TextSHA256 }),
	whole("span_start", func(e *Event) *int32 { return &e.SpanStart }),
	whole("span_end", func(e *Event) *int32 { return &e.SpanEnd }),
}
