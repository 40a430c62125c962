package export

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/story"
)

// FactLink is the kind of a ledger's facts that are links: Key is
// story.Link.Key, Body the link, and its terms are its reports and its id.
const FactLink = "link"

// FactCopied is the kind of a ledger's facts that name what a report was copied
// from: Key is the report's id, Body a Copied.
const FactCopied = "copied"

// FactRelated is the kind of a ledger's facts that name the origins of a report:
// Key is the report's id.
const FactRelated = "related"

var errStop = errors.New("stop")

// Ledger is every report of a ledger that was read, in the order of ids, with
// what is known of it, in one consistent state. One that was made of a table
// stands where the report that the table names would. Reports come one at a
// time; the links and decisions between them are held.
func Ledger(ctx context.Context, l *ledger.Ledger) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		err := l.View(ctx, func(v *ledger.View) error {
			return entries(ctx, v, func(e *Entry) error {
				if !yield(e, nil) {
					return errStop
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(nil, err)
		}
	}
}

func entries(ctx context.Context, v *ledger.View, f func(*Entry) error) error {
	links, err := linksOf(ctx, v)
	if err != nil {
		return err
	}
	decided, err := decisionsOf(ctx, v)
	if err != nil {
		return err
	}
	copied, err := copiedOf(ctx, v)
	if err != nil {
		return err
	}
	standings, stop := standingsOf(ctx, v, len(copied) > 0)
	defer stop()
	for r, err := range readings(ctx, v, copied) {
		if err != nil {
			return err
		}
		id := r.Report.ID
		k := &Known{Copied: copied[id], Links: links[id]}
		if k.Standings, err = standings(id); err != nil {
			return err
		}
		if err := entry(ctx, v, &Entry{r, k}, decided, f); err != nil {
			return err
		}
	}
	return nil
}

// entriesOf are the entries of some reports, in the order of entries. It reads
// nothing of the others.
func entriesOf(ctx context.Context, v *ledger.View, ids []string, f func(*Entry) error) error {
	found, err := linksAt(ctx, v, ids)
	if err != nil {
		return err
	}
	links := map[string][]story.Link{}
	for _, l := range found {
		links[l.From] = append(links[l.From], l)
	}
	decided, err := decisionsOf(ctx, v)
	if err != nil {
		return err
	}
	copied, err := copiedOf(ctx, v)
	if err != nil {
		return err
	}
	as := func(id string) string {
		if c := copied[id]; c != nil {
			return c.Report
		}
		return id
	}
	ids = slices.SortedFunc(slices.Values(ids), func(a, b string) int { return cmp.Or(cmp.Compare(as(a), as(b)), cmp.Compare(a, b)) })
	for _, id := range ids {
		info, err := v.Report(ctx, id)
		if err != nil {
			return err
		}
		if info.Reader == "" {
			continue
		}
		r, err := v.Reading(ctx, id)
		if err != nil {
			return err
		}
		k := &Known{Copied: copied[id], Links: links[id]}
		facts, err := v.Standings(ctx, id)
		if err != nil {
			return err
		}
		for _, fact := range facts {
			s, err := standing(fact)
			if err != nil {
				return err
			}
			k.Standings = append(k.Standings, s)
		}
		if err := entry(ctx, v, &Entry{r, k}, decided, f); err != nil {
			return err
		}
	}
	return nil
}

// entry hands an entry on with its custody and what people decided about it.
func entry(ctx context.Context, v *ledger.View, e *Entry, decided *decisions, f func(*Entry) error) error {
	info, err := v.Report(ctx, e.Report.ID)
	if err != nil {
		return err
	}
	k := e.Known
	k.Custody = &Custody{At: info.CapturedAt.UTC(), By: info.CapturedBy, Tool: info.Tool, How: info.Custody}
	k.Reviews, k.Losses = decided.of(e.Reading)
	if info.SHA256 != info.TextSHA256 {
		if k.Custody.Original, err = v.Original(ctx, e.Report.ID); err != nil {
			return err
		}
	}
	return f(e)
}

func standing(f ledger.Fact) (Standing, error) {
	var s Standing
	if err := json.Unmarshal(f.Body, &s); err != nil {
		return s, fmt.Errorf("standing of %s: %w", f.Key, err)
	}
	_, s.Claim, _ = strings.Cut(f.Key, "/")
	return s, nil
}

// readings are those of a ledger in the order of the ids under which they leave.
func readings(ctx context.Context, v *ledger.View, copied map[string]*Copied) iter.Seq2[*reading.Reading, error] {
	if len(copied) == 0 {
		return v.Readings(ctx)
	}
	return func(yield func(*reading.Reading, error) bool) {
		type named struct{ id, as string }
		var all []named
		for i, err := range v.Reports(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			if i.Reader == "" {
				continue
			}
			n := named{i.ID, i.ID}
			if c := copied[i.ID]; c != nil {
				n.as = c.Report
			}
			all = append(all, n)
		}
		slices.SortFunc(all, func(a, b named) int { return cmp.Or(cmp.Compare(a.as, b.as), cmp.Compare(a.id, b.id)) })
		for _, n := range all {
			r, err := v.Reading(ctx, n.id)
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// standingsOf finds the standings of a report's claims. Without order it expects
// the ids ascending, and holds no more than one report's.
func standingsOf(ctx context.Context, v *ledger.View, order bool) (of func(id string) ([]Standing, error), stop func()) {
	next, stop := iter.Pull2(v.Facts(ctx, ledger.FactStanding))
	fact, err, more := next()
	upTo := func(past func(key string) bool, f func(id string, s Standing)) error {
		for ; more && err == nil && !past(fact.Key); fact, err, more = next() {
			id, _, _ := strings.Cut(fact.Key, "/")
			s, err := standing(fact)
			if err != nil {
				return err
			}
			f(id, s)
		}
		return err
	}
	if !order {
		return func(id string) (out []Standing, err error) {
			err = upTo(func(key string) bool { return key >= id+"0" }, func(of string, s Standing) { // "0" follows "/"
				if of == id {
					out = append(out, s)
				}
			})
			return out, err
		}, stop
	}
	all := map[string][]Standing{}
	failed := upTo(func(string) bool { return false }, func(id string, s Standing) { all[id] = append(all[id], s) })
	return func(id string) ([]Standing, error) { return all[id], failed }, stop
}

func copiedOf(ctx context.Context, v *ledger.View) (map[string]*Copied, error) {
	out := map[string]*Copied{}
	for f, err := range v.Facts(ctx, FactCopied) {
		if err != nil {
			return nil, err
		}
		c := &Copied{}
		if err := json.Unmarshal(f.Body, c); err != nil {
			return nil, fmt.Errorf("what %s was copied from: %w", f.Key, err)
		}
		out[f.Key] = c
	}
	return out, nil
}

// linksOf are the links by the report that they go out from.
func linksOf(ctx context.Context, v *ledger.View) (map[string][]story.Link, error) {
	out := map[string][]story.Link{}
	for f, err := range v.Facts(ctx, FactLink) {
		if err != nil {
			return nil, err
		}
		var l story.Link
		if err := json.Unmarshal(f.Body, &l); err != nil {
			return nil, fmt.Errorf("link %s: %w", f.Key, err)
		}
		out[l.From] = append(out[l.From], l)
	}
	return out, nil
}

// mostLinks bounds how many links of some reports are looked at.
const mostLinks = 100_000

// linksAt are the links from and to some reports.
func linksAt(ctx context.Context, v *ledger.View, ids []string) ([]story.Link, error) {
	var out []story.Link
	met := map[string]bool{}
	for part := range slices.Chunk(ids, 100) {
		found, err := v.FactsWith(ctx, FactLink, part, mostLinks)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if met[f.Key] {
				continue
			}
			met[f.Key] = true
			var l story.Link
			if err := json.Unmarshal(f.Body, &l); err != nil {
				return nil, fmt.Errorf("link %s: %w", f.Key, err)
			}
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b story.Link) int { return cmp.Compare(a.Key(), b.Key()) })
	return out, nil
}

// Into puts an entry into a ledger, with its custody, standings, links and
// reviews; by stands in where the entry does not say who brought it in. It
// tells whether the report was new. A report the ledger has keeps its own.
// Errors wrap ErrImport where the original bytes did not come along.
func Into(ctx context.Context, l *ledger.Ledger, e *Entry, by string) (fresh bool, err error) {
	s := &e.Report
	c := ledger.Capture{Original: []byte(e.Text), By: by, Tool: "sayso import", Report: &report.Report{
		URL: s.URL, Title: s.Title, Outlet: s.Outlet, Byline: s.Byline, Language: s.Language, Published: s.Published,
		SHA256: s.SHA256, TextSHA256: s.TextSHA256, Text: e.Text, Zones: e.Zones}}
	if e.Known != nil && e.Known.Custody != nil {
		k := e.Known.Custody
		c.At, c.By, c.Tool, c.Custody = k.At, k.By, k.Tool, k.How
		if k.Original != nil {
			c.Original = k.Original
		}
	}
	if e.Known != nil && e.Known.Copied != nil && report.Hash(c.Original) != s.SHA256 {
		c.Original = []byte(e.Known.Copied.original(e.Text))
	}
	if report.Hash(c.Original) != s.SHA256 {
		return false, fmt.Errorf("%s: its original bytes did not come along: %w", s.ID, ErrImport)
	}
	err = l.Append(ctx, func(t *ledger.Tx) error {
		info, isNew, err := t.Capture(ctx, c)
		if err != nil {
			return err
		}
		if _, err := t.Read(ctx, info.ID, e.Reading); err != nil {
			return err
		}
		if fresh = isNew; !isNew || e.Known == nil || info.ID != s.ID {
			return nil
		}
		return e.Known.into(ctx, t, info.ID, by, e.Voices)
	})
	return fresh, err
}

func (k *Known) into(ctx context.Context, t *ledger.Tx, id, by string, voices []reading.Voice) error {
	var facts []ledger.Fact
	add := func(kind, key string, body any, terms ...string) error {
		b, err := compact(body)
		facts = append(facts, ledger.Fact{Kind: kind, Key: key, Body: b, Terms: terms})
		return err
	}
	for _, s := range k.Standings {
		if err := add(ledger.FactStanding, id+"/"+s.Claim, s); err != nil {
			return err
		}
	}
	for i := range k.Links {
		l := &k.Links[i]
		if err := add(FactLink, l.Key(), *l, l.From, l.To, l.ID()); err != nil { // it is found by its reports and its id
			return err
		}
	}
	if k.Copied != nil {
		if err := add(FactCopied, id, k.Copied); err != nil {
			return err
		}
	}
	if err := t.Put(ctx, by, facts...); err != nil {
		return err
	}
	for _, r := range k.Reviews {
		w := story.Withdrawn{Report: id, Claim: r.Claim}
		if i := slices.IndexFunc(voices, func(v reading.Voice) bool { return v.ID == r.Claim }); i >= 0 {
			w = story.Withdrawn{Report: id, Voice: voices[i].Name}
		}
		if _, err := t.Decide(ctx, ledger.Decision{Verb: ledger.Verb(r.Verb), Subject: w.String(), Value: r.Value, Why: r.Why, By: r.By, At: r.At}); err != nil {
			return err
		}
	}
	return nil
}
