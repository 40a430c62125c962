package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Veil is what one reader of the ledger is not shown. The zero Veil hides
// nothing.
type Veil struct {
	// ID is the same for veils that hide for the same reasons, empty for one that
	// hides nothing. Reports may be more as reports arrive.
	ID string
	// Reports are the ids of reports of which nothing is shown: no text, claim,
	// link or decision.
	Reports map[string]bool
	// Fact takes out of a fact what would tell of them, and tells whether anything
	// is left to show. Without it, every fact that names such a report is hidden.
	Fact func(Fact) (Fact, bool)
	// Subject tells whether a decision's subject or object is hidden though it
	// names no report, such as a voice's name; nil hides none.
	Subject func(string) bool
}

// Behind is the ledger as somebody sees it for whom veil, asked before every
// View with that view's context and state, hides things. It cannot be appended
// to: what is derived from a part of the record would be wrong for the rest.
func (l *Ledger) Behind(veil func(context.Context, *View) (*Veil, error)) *Ledger {
	out := *l
	out.veil = veil
	return &out
}

// Readers is the database that looking goes through, for those who keep tables
// of their own beside the ledger and must not wait for its writer.
func (l *Ledger) Readers() *sql.DB { return l.reader }

// Veil is what the view does not show.
func (v *View) Veil() *Veil {
	if v.veil == nil {
		return &Veil{}
	}
	return v.veil
}

// Whole is the view without its veil, for keeping an index of everything whose
// answers are then held against Hides.
func (v *View) Whole() *View { return &View{q: v.q, d: v.d} }

// Hides tells whether nothing of a report is shown.
func (v *View) Hides(report string) bool { return v.veil != nil && v.veil.Reports[report] }

func (v *View) veiled() bool {
	return v.veil != nil && (len(v.veil.Reports) > 0 || v.veil.Subject != nil)
}

// shown are the reports that are.
func (v *View) shown(all []ReportInfo) []ReportInfo {
	if !v.veiled() {
		return all
	}
	out := all[:0]
	for _, i := range all {
		if v.Hides(i.ID) {
			continue
		}
		if v.Hides(i.Previous) {
			i.Previous = ""
		}
		out = append(out, i)
	}
	return out
}

// fact is a fact without what is hidden, and whether anything is left.
func (v *View) fact(f Fact) (Fact, bool) {
	switch {
	case !v.veiled():
		return f, true
	case v.veil.Fact != nil:
		return v.veil.Fact(f)
	}
	return f, !v.veil.Names(f.Key) && !v.veil.Names(string(f.Body))
}

// Names tells whether the id of a hidden report stands anywhere in s.
func (v *Veil) Names(s string) bool {
	if len(v.Reports) == 0 {
		return false
	}
	for i := 0; i+idLen <= len(s); {
		n := 0
		for n < idLen && isHex(s[i+n]) {
			n++
		}
		if n < idLen {
			i += n + 1
			continue
		}
		if v.Reports[s[i:i+idLen]] {
			return true
		}
		i++ // the id may begin later in a longer row of digits
	}
	return false
}

// idLen is the length of a report's id.
const idLen = 16

func isHex(b byte) bool { return '0' <= b && b <= '9' || 'a' <= b && b <= 'f' }

// hidden tells whether a decision is about something that is not shown.
func (v *View) hidden(d Decision) bool {
	if !v.veiled() {
		return false
	}
	for _, s := range [...]string{d.Subject, d.Object, d.Value, d.Why} {
		if v.veil.Names(s) || s != "" && v.veil.Subject != nil && v.veil.Subject(s) {
			return true
		}
	}
	return false
}

// open are the decisions that are shown. One that takes back a hidden one is
// hidden too.
func (v *View) open(all []Decision) []Decision {
	if !v.veiled() {
		return all
	}
	gone := map[string]bool{}
	return slices.DeleteFunc(all, func(d Decision) bool {
		if v.hidden(d) || gone[d.Object] || gone[d.Subject] {
			gone[d.ID] = true
		}
		return gone[d.ID]
	})
}

// blank leaves of a record that tells of something hidden only that it is
// there: its place, kind, time and hash.
func (v *View) blank(r Record) Record {
	if !v.veiled() || !v.tells(r) {
		return r
	}
	r.Key, r.By, r.Body = "", "", nil
	return r
}

func (v *View) tells(r Record) bool {
	switch r.Kind {
	case KindFacts:
		return v.veil.Names(string(r.Body))
	case KindDecision:
		var d Decision
		return json.Unmarshal(r.Body, &d) != nil || v.hidden(d)
	}
	return v.veil.Names(r.Key)
}

// newest is Newest of what is shown.
func (v *View) newest(ctx context.Context, before int64, limit int) ([]ReportInfo, error) {
	var out []ReportInfo
	for limit > 0 {
		page, err := v.reports(ctx, "WHERE r.num < $1 ORDER BY r.num DESC LIMIT $2", before, limit)
		if err != nil || len(page) == 0 {
			return out, err
		}
		n := len(page)
		before = page[n-1].Num
		for _, i := range v.shown(page) {
			if len(out) < limit {
				out = append(out, i)
			}
		}
		if len(out) == limit || n < limit {
			break
		}
	}
	return out, nil
}

// beginning are up to two reports that are shown and whose ids begin so.
func (v *View) beginning(ctx context.Context, prefix string) ([]ReportInfo, error) {
	var out []ReportInfo
	for from := prefix; len(out) < 2; {
		page, err := v.reports(ctx, "WHERE r.id >= $1 AND r.id < $2 ORDER BY r.id LIMIT 20", from, prefix+"~")
		if err != nil {
			return nil, err
		}
		n := len(page)
		if n > 0 {
			from = page[n-1].ID + " "
		}
		out = append(out, v.shown(page)...)
		if n < 20 {
			break
		}
	}
	return out[:min(2, len(out))], nil
}

// errVeiled is what appending to a ledger behind a veil gives.
func errVeiled() error {
	return fmt.Errorf("append: %w: it is seen through a veil", ErrReadOnly)
}

// Voiced tells whether a name is one of names, as search compares them.
func Voiced(names []string, name string) bool {
	for _, n := range names {
		if nameMark("v", n) == nameMark("v", name) {
			return true
		}
	}
	return false
}

// Naming tells whether a text has any of the names in it, word by word.
func Naming(names []string, text string) bool {
	words := " " + strings.Join(fold(text), " ") + " "
	for _, n := range names {
		if f := fold(n); len(f) > 0 && strings.Contains(words, " "+strings.Join(f, " ")+" ") {
			return true
		}
	}
	return false
}
