package export

import (
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
// story.Link.Key, Body the link.
const FactLink = "link"

// FactRelated is the kind of a ledger's facts that name the origins of a report:
// Key is the report's id.
const FactRelated = "related"

var errStop = errors.New("stop")

// Ledger is every report of a ledger that was read, in the order of ids, with
// what is known of it, in one consistent state. Reports come one at a time; the
// links and decisions between them are held.
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
	next, stop := iter.Pull2(v.Facts(ctx, ledger.FactStanding))
	defer stop()
	fact, err, more := next()
	for r, e := range v.Readings(ctx) {
		if e != nil {
			return e
		}
		id := r.Report.ID
		info, e := v.Report(ctx, id)
		if e != nil {
			return e
		}
		k := &Known{Custody: &Custody{At: info.CapturedAt.UTC(), By: info.CapturedBy, Tool: info.Tool}, Links: links[id]}
		k.Reviews, k.Losses = decided.of(r)
		if info.SHA256 != info.TextSHA256 {
			if k.Custody.Original, e = v.Original(ctx, id); e != nil {
				return e
			}
		}
		for ; more && err == nil && fact.Key < id+"0"; fact, err, more = next() { // "0" follows "/"
			if claim, ours := strings.CutPrefix(fact.Key, id+"/"); ours {
				s := Standing{}
				if e := json.Unmarshal(fact.Body, &s); e != nil {
					return fmt.Errorf("standing of %s: %w", fact.Key, e)
				}
				s.Claim = claim
				k.Standings = append(k.Standings, s)
			}
		}
		if err != nil {
			return err
		}
		if e := f(&Entry{r, k}); e != nil {
			return e
		}
	}
	return err
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
		c.At, c.By, c.Tool = k.At, k.By, k.Tool
		if k.Original != nil {
			c.Original = k.Original
		}
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
	add := func(kind, key string, body any) error {
		b, err := compact(body)
		facts = append(facts, ledger.Fact{Kind: kind, Key: key, Body: b})
		return err
	}
	for _, s := range k.Standings {
		if err := add(ledger.FactStanding, id+"/"+s.Claim, s); err != nil {
			return err
		}
	}
	for i := range k.Links {
		if err := add(FactLink, k.Links[i].Key(), k.Links[i]); err != nil {
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
