package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
)

// Query asks for claims; what is empty does not restrict. Words must all
// occur: a word, a beginning (work*), or "words in a row". Voice is any voice
// of the chain, the outlet where the claim is its own; Entity any name or alias
// in the claim. When and Published are EDTF and match what may overlap them.
// Low and High match a claim with a quantity that may lie between them.
type Query struct {
	Words      string
	Voice      string
	Entity     string
	Outlet     string
	Report     string // id
	Status     []reading.Status
	Factuality []reading.Factuality
	When       string
	Published  string
	Low, High  *float64
	Open       bool // only open questions
	Standing   string
	MinOrigins int
	Limit      int   // 20 when 0
	Before     int64 // Next of the page before
}

// Hit is a claim that was found. Voice is the innermost; without one the claim is
// put in an unnamed mouth, or in the report's own where no outlet is named. Origins is nil when its standing is not known.
type Hit struct {
	Num        int64              `json:"-"`
	Report     string             `json:"report"`
	Claim      string             `json:"claim"`
	Text       string             `json:"text"`
	Voice      string             `json:"voice"`
	Unnamed    bool               `json:"unnamed"`
	Factuality reading.Factuality `json:"factuality"`
	Status     reading.Status     `json:"status"`
	When       string             `json:"when"`
	Open       bool               `json:"open_question"`
	Origins    *int               `json:"origins"`
	Standing   string             `json:"standing"`
	Outlet     string             `json:"outlet"`
	Published  string             `json:"published"`
	URL        string             `json:"url"`
}

// Page is what a query found, the newest arrivals first. Next continues it; 0
// means that there is no more.
type Page struct {
	Hits []Hit `json:"hits"`
	Next int64 `json:"next"`
}

// Search finds claims of current readings.
func (v *View) Search(ctx context.Context, q Query) (Page, error) {
	p, err := v.search(ctx, q)
	if err == nil {
		err = v.tellUnnamed(ctx, p.Hits)
	}
	return p, fail(err, "search")
}

// tellUnnamed marks the hits that come from somebody whom their reports do not
// name. Where the outlet is not named either, only the reading knows.
func (v *View) tellUnnamed(ctx context.Context, hits []Hit) error {
	readings := map[string]*reading.Reading{}
	for i := range hits {
		h := &hits[i]
		if h.Voice != "" {
			continue
		}
		if h.Unnamed = h.Outlet != ""; h.Unnamed {
			continue
		}
		r := readings[h.Report]
		if r == nil {
			var err error
			if r, err = v.Reading(ctx, h.Report); err != nil {
				return err
			}
			readings[h.Report] = r
		}
		h.Unnamed = slices.ContainsFunc(r.Claims, func(c reading.Claim) bool { return c.ID == h.Claim && len(c.Sources) > 0 })
	}
	return nil
}

func (v *View) search(ctx context.Context, q Query) (Page, error) {
	if q.Limit <= 0 {
		q.Limit = 20
	}
	if q.Before <= 0 {
		q.Before = math.MaxInt64
	}
	f, err := newFilter(q)
	if err != nil {
		return Page{}, err
	}
	if len(f.phrases) == 0 {
		return v.find(ctx, q, f, f.terms, 0)
	}
	since, err := v.pairedSince(ctx)
	if err != nil {
		return Page{}, err
	}
	page, err := v.find(ctx, q, f, slices.Concat(f.terms, f.pairs()), since)
	if err != nil || since <= 1 || page.Next > 0 {
		return page, err
	}
	rest := q // among the claims from before pairs were kept
	rest.Before, rest.Limit = min(q.Before, since), max(1, q.Limit-len(page.Hits))
	old, err := v.find(ctx, rest, f, slices.Concat(f.terms, f.words()), 0)
	switch n := len(page.Hits); {
	case n < q.Limit:
		page.Hits, page.Next = append(page.Hits, old.Hits...), old.Next
	case len(old.Hits) > 0:
		page.Next = page.Hits[n-1].Num
	}
	return page, err
}

// find finds a page of claims from a number on that carry terms and fit
// otherwise.
func (v *View) find(ctx context.Context, q Query, f *filter, terms [][]string, from int64) (Page, error) {
	words, begins := terms, [][]string{}
	if !v.d.beginnings() {
		words, begins = apart(terms)
	}
	if len(begins) > 0 {
		// Frequent beginnings show among the newest claims; the index is for others.
		if p, ok, err := v.look(ctx, q, f, words, begins, from, newestTried); ok || err != nil {
			return p, err
		}
	}
	p, _, err := v.look(ctx, q, f, terms, nil, from, math.MaxInt)
	return p, err
}

// How many of the newest claims are looked through before the index is asked:
// for a word that begins in a certain way, where it lists all claims for that;
// and for anything, where it lists all claims for all. No constants for the
// tests' sake.
var (
	newestTried       = 1000
	newestFirst int64 = 20_000
)

// apart are the terms without those that stand for beginnings, and these.
func apart(terms [][]string) (words, begins [][]string) {
	for _, any := range terms {
		if slices.ContainsFunc(any, func(t string) bool { return strings.HasSuffix(t, "*") }) {
			begins = append(begins, any)
		} else {
			words = append(words, any)
		}
	}
	return words, begins
}

// look finds a page of claims that carry terms and fit otherwise, and whose
// words begin as they have to, among the first so many that carry the terms; ok
// tells whether these were enough.
func (v *View) look(ctx context.Context, q Query, f *filter, terms, begins [][]string, from int64, most int) (page Page, ok bool, err error) {
	join, where, args := "claim c", "c.num < $2 AND $1 = ''", []any{"", q.Before}
	var floor int64
	if len(terms) > 0 {
		if floor, err = v.floor(ctx, q.Before); err != nil {
			return page, false, err
		}
		join, where, args[0] = v.d.match(terms)
	}
	if from > 1 {
		args = append(args, from)
		where += fmt.Sprintf(" AND %s >= $%d", orderBy(join), len(args))
	}
	if q.Standing != "" {
		args = append(args, q.Standing)
		where += fmt.Sprintf(" AND c.standing = $%d AND c.standing <> ''", len(args))
	}
	if q.MinOrigins > 0 {
		args = append(args, q.MinOrigins)
		where += fmt.Sprintf(" AND c.origins >= $%d", len(args))
	}
	page.Hits = []Hit{}
	looked := 0
	for chunk := q.Limit + 1; looked < most; chunk = max(1, min(chunk*4, 5000, most-looked)) {
		found, err := v.candidates(ctx, join, where, floor, args, chunk)
		if err != nil {
			return page, false, err
		}
		looked += len(found)
		for _, c := range found {
			ok, err := f.fits(c)
			if err != nil {
				return page, false, err
			}
			if !ok || v.Hides(c.Report) || !begin(c.Text, begins) {
				continue
			}
			if len(page.Hits) == q.Limit {
				page.Next = page.Hits[q.Limit-1].Num
				return page, true, nil
			}
			page.Hits = append(page.Hits, c.Hit)
		}
		switch {
		case len(found) == chunk:
			args[1] = found[len(found)-1].Num
		case floor > 0: // what is rare among the newest, the index finds
			args[1], floor = floor, 0
		default:
			return page, true, nil
		}
	}
	return page, false, nil
}

// begin tells whether for each of the lists a word of the text is in it, or
// begins like what stands before a * in it.
func begin(text string, lists [][]string) bool {
	if len(lists) == 0 {
		return true
	}
	words := fold(text)
	for _, any := range lists {
		if !slices.ContainsFunc(any, func(t string) bool {
			start, open := strings.CutSuffix(t, "*")
			return slices.ContainsFunc(words, func(w string) bool { return w == start || open && strings.HasPrefix(w, start) })
		}) {
			return false
		}
	}
	return true
}

type candidate struct {
	Hit
	first, last sql.NullInt64
	numbers     string
}

// pairedSince is the number of the first claim with pairs of words in the index.
func (v *View) pairedSince(ctx context.Context) (since int64, err error) {
	err = v.row(ctx, "SELECT since FROM paired", nil, &since)
	return since, err
}

// floor is the number of the first of the newest claims before one that are
// looked through one by one, 0 for none.
func (v *View) floor(ctx context.Context, before int64) (int64, error) {
	n := v.d.newest()
	if n == 0 {
		return 0, nil
	}
	var last int64
	err := v.q.QueryRowContext(ctx, "SELECT coalesce(max(num), 0) FROM claim WHERE num < $1", before).Scan(&last)
	return max(0, last-n), err
}

// candidates are claims by which the index says that they may fit, the newest
// first: those from floor on, looked through in that order, or all for 0.
func (v *View) candidates(ctx context.Context, join, where string, floor int64, args []any, limit int) ([]candidate, error) {
	order := orderBy(join)
	if floor > 0 {
		args = append(slices.Clip(args), floor)
		where += fmt.Sprintf(" AND c.num >= $%d", len(args))
	} else if v.d.newest() > 0 && strings.Contains(where, "@@") {
		order += " + 0" // else the server looks through all claims in this order
	}
	rows, err := v.q.QueryContext(ctx, `SELECT m.num, r.id, m.id, m.text, m.voice, m.factuality, m.status, m.edtf, m.first_day, m.last_day, m.numbers,
		m.open, m.origins, m.standing, r.outlet, r.published, r.url
		FROM (SELECT c.* FROM `+join+" WHERE "+where+fmt.Sprintf(" ORDER BY %s DESC LIMIT %d", order, limit)+`) m
		JOIN report r ON r.num = m.report ORDER BY m.num DESC`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []candidate
	for rows.Next() {
		var c candidate
		var origins sql.NullInt64
		var open int
		if err := rows.Scan(&c.Num, &c.Report, &c.Claim, &c.Text, &c.Voice, &c.Factuality, &c.Status, &c.When, &c.first, &c.last, &c.numbers,
			&open, &origins, &c.Standing, &c.Outlet, &c.Published, &c.URL); err != nil {
			return nil, err
		}
		c.Open = open != 0
		if origins.Valid {
			n := int(origins.Int64)
			c.Origins = &n
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// orderBy is the number by which the index itself runs backwards.
func orderBy(join string) string {
	if strings.HasPrefix(join, "claim_words") {
		return "w.rowid"
	}
	return "c.num"
}

// filter is a query as index terms, all of whose groups must be met by one
// term, and as checks for what terms say only roughly. The terms of its phrases
// are apart.
type filter struct {
	terms       [][]string
	phrases     [][]string
	when, dated *[2]int
	low, high   float64
	numbers     bool
}

func newFilter(q Query) (*filter, error) {
	f := &filter{low: math.Inf(-1), high: math.Inf(1)}
	for i, part := range strings.Split(q.Words, `"`) {
		if i%2 == 1 {
			if words := fold(part); len(words) > 1 {
				f.phrases = append(f.phrases, words)
			} else if len(words) == 1 {
				f.terms = append(f.terms, words)
			}
			continue
		}
		for _, field := range strings.Fields(part) {
			words := fold(field)
			for j, w := range words {
				if j == len(words)-1 && strings.HasSuffix(field, "*") {
					w += "*"
				}
				f.terms = append(f.terms, []string{w})
			}
		}
	}
	for _, n := range []struct{ kind, name string }{{"v", q.Voice}, {"e", q.Entity}, {"o", q.Outlet}} {
		if n.name != "" {
			f.terms = append(f.terms, []string{nameMark(n.kind, n.name)})
		}
	}
	if q.Report != "" {
		for _, r := range q.Report {
			if !strings.ContainsRune("0123456789abcdef", r) {
				return nil, fmt.Errorf("%w: %q is no report's id", ErrInput, q.Report)
			}
		}
		f.terms = append(f.terms, []string{mark("r", q.Report)})
	}
	var any []string
	for _, s := range q.Status {
		if !slices.Contains([]reading.Status{reading.Happened, reading.Holds, reading.Habitual, reading.Ordered, reading.Planned,
			reading.Predicted, reading.Conditional, reading.Unknown}, s) {
			return nil, fmt.Errorf("%w: %q is no status", ErrInput, s)
		}
		any = append(any, mark("s", string(s)))
	}
	if len(any) > 0 {
		f.terms = append(f.terms, any)
	}
	any = nil
	for _, x := range q.Factuality {
		if !slices.Contains([]reading.Factuality{reading.Certain, reading.Probable, reading.Possible, reading.CertainNot,
			reading.ProbableNot, reading.PossibleNot, reading.Uncommitted}, x) {
			return nil, fmt.Errorf("%w: %q is no factuality", ErrInput, x)
		}
		any = append(any, mark("f", factWord(x)))
	}
	if len(any) > 0 {
		f.terms = append(f.terms, any)
	}
	for _, d := range []struct {
		kind, edtf string
		to         **[2]int
	}{{"t", q.When, &f.when}, {"d", q.Published, &f.dated}} {
		if d.edtf == "" {
			continue
		}
		first, last, ok := Days(d.edtf)
		if !ok {
			return nil, fmt.Errorf("%w: %q is no EDTF date or interval", ErrInput, d.edtf)
		}
		*d.to = &[2]int{first, last}
		if terms := spanQuery(d.kind, first, last); terms != nil {
			f.terms = append(f.terms, terms)
		}
	}
	if q.Low != nil || q.High != nil {
		f.numbers = true
		if q.Low != nil {
			f.low = *q.Low
		}
		if q.High != nil {
			f.high = *q.High
		}
		if f.low > f.high {
			return nil, fmt.Errorf("%w: no number is at least %v and at most %v", ErrInput, f.low, f.high)
		}
		f.terms = append(f.terms, sizeMarks(f.low, f.high))
	}
	if q.Open {
		f.terms = append(f.terms, []string{mark("q", "1")})
	}
	return f, nil
}

// pairs are the terms of every two words in a row of the phrases.
func (f *filter) pairs() (terms [][]string) {
	for _, p := range f.phrases {
		for _, m := range pairMarks(p) {
			terms = append(terms, []string{m})
		}
	}
	return terms
}

// words are the words of the phrases.
func (f *filter) words() (terms [][]string) {
	for _, p := range f.phrases {
		for _, w := range p {
			terms = append(terms, []string{w})
		}
	}
	return terms
}

func (f *filter) fits(c candidate) (bool, error) {
	for _, p := range f.phrases {
		if !inARow(fold(c.Text), p) {
			return false, nil
		}
	}
	if f.when != nil && !(c.first.Valid && int(c.first.Int64) <= f.when[1] && f.when[0] <= int(c.last.Int64)) {
		return false, nil
	}
	if f.dated != nil {
		if first, last, ok := Days(c.Published); !ok || first > f.dated[1] || f.dated[0] > last {
			return false, nil
		}
	}
	if !f.numbers {
		return true, nil
	}
	numbers, err := parseNumbers(c.numbers)
	return slices.ContainsFunc(numbers, func(n [2]float64) bool { return n[0] <= f.high && f.low <= n[1] }), err
}

func inARow(words, phrase []string) bool {
	for i := 0; i+len(phrase) <= len(words); i++ {
		if slices.Equal(words[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return false
}
