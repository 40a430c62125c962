package web

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// directory keeps at hand who speaks in each report and what it names, so that
// listing them reads only what the log has gained. Its answers are held against
// the veil of whoever asks. The zero value is ready.
type directory struct {
	mu   sync.Mutex
	next int64
	of   map[string]listed // by report
	told map[string]any    // answers in the state of next, by who sees what and what was asked
}

// mostTold bounds the answers that are kept.
const mostTold = 200

// kept is an answer that was given before in the same state of the ledger, or a
// new one. d.mu is held.
func kept[T any](d *directory, v *ledger.View, asked string, answer func() T) T {
	key := v.Veil().ID + "\x00" + asked
	if t, ok := d.told[key].(T); ok {
		return t
	}
	t := answer()
	if d.told == nil || len(d.told) >= mostTold {
		d.told = map[string]any{}
	}
	d.told[key] = t
	return t
}

type listed struct {
	voices   []spoken
	entities []thing
}

type spoken struct {
	name, kind string
	claims     int
}

type thing struct {
	name, kind       string
	aliases          []string
	mentions, claims int
}

// look goes through the records since the last look.
func (d *directory) look(ctx context.Context, v *ledger.View) error {
	size, err := v.Size(ctx)
	if err != nil || d.of != nil && size <= d.next {
		return err
	}
	whole := v.Whole()
	if d.of == nil {
		d.told = nil
		of := map[string]listed{}
		for r, err := range whole.Readings(ctx) {
			if err != nil {
				return err
			}
			of[r.Report.ID] = listedIn(r)
		}
		d.of, d.next = of, size
		return nil
	}
	again := map[string]bool{}
	for next := d.next; next < size; {
		gained, err := v.Gained(ctx, next, 1000)
		if err != nil || len(gained) == 0 {
			return err
		}
		for _, g := range gained {
			if g.Kind == ledger.KindReading {
				again[g.Key] = true
			}
			next = g.Seq + 1
		}
	}
	// What relating adds names nobody, but it may change what is hidden.
	maps.DeleteFunc(d.told, func(key string, _ any) bool { return len(again) > 0 || key[0] != 0 })
	for id := range again {
		r, err := whole.Reading(ctx, id)
		if err != nil {
			return err
		}
		d.of[id] = listedIn(r)
	}
	d.next = size
	return nil
}

// listedIn is who speaks in a report and what it names.
func listedIn(r *reading.Reading) listed {
	var out listed
	own := cmp.Or(r.Report.Outlet, "the report")
	claims := map[string]int{}
	for _, c := range r.Claims {
		if len(c.Sources) == 0 {
			claims[""]++
		}
		for _, l := range c.Sources {
			claims[l.Voice]++
		}
	}
	if claims[""] > 0 {
		out.voices = append(out.voices, spoken{own, "outlet", claims[""]})
	}
	for _, v := range r.Voices {
		if v.Name != "" && claims[v.ID] > 0 {
			out.voices = append(out.voices, spoken{v.Name, v.Kind, claims[v.ID]})
		}
	}
	for _, e := range r.Entities {
		t := thing{name: e.Name, kind: e.Kind, aliases: e.Aliases, mentions: len(e.Mentions)}
		for _, c := range r.Claims {
			if slices.ContainsFunc(c.Arguments, func(a reading.Argument) bool { return a.Entity == e.ID }) || slices.ContainsFunc(e.Mentions, func(m report.Span) bool { return c.Span.Contains(m) }) {
				t.claims++
			}
		}
		out.entities = append(out.entities, t)
	}
	return out
}

// voiceRow is somebody who speaks in the ledger, by name and kind.
type voiceRow struct {
	Name    string `json:"name"`
	Kind    string `json:"kind" doc:"outlet, person, office, document, anonymous, collective or unnamed"`
	Claims  int    `json:"claims" doc:"that come from or through it"`
	Reports int    `json:"reports"`
}

// entityRow is something that reports name, by name and kind. Reports that name
// it alike may mean different things.
type entityRow struct {
	Name     string   `json:"name"`
	Kind     string   `json:"kind"`
	Aliases  []string `json:"aliases"`
	Mentions int      `json:"mentions"`
	Claims   int      `json:"claims" doc:"in whose words it stands"`
	Reports  int      `json:"reports"`
}

type nameKey struct{ name, kind string }

// voices are those whose name has the word, those with most claims first. The
// caller must not change them.
func (d *directory) voices(ctx context.Context, l *ledger.Ledger, word string) (out []voiceRow, err error) {
	d.mu.Lock() // before a connection to the ledger is held
	defer d.mu.Unlock()
	err = l.View(ctx, func(v *ledger.View) error {
		if err := d.look(ctx, v); err != nil {
			return err
		}
		out = kept(d, v, "voices "+word, func() []voiceRow { return d.voiceRows(v, word) })
		return nil
	})
	return out, err
}

func (d *directory) voiceRows(v *ledger.View, word string) []voiceRow {
	rows := map[nameKey]*voiceRow{}
	for id, l := range d.of {
		if v.Hides(id) {
			continue
		}
		for _, x := range l.voices {
			if !has(x.name, word) {
				continue
			}
			k := nameKey{x.name, x.kind}
			if rows[k] == nil {
				rows[k] = &voiceRow{Name: x.name, Kind: x.kind}
			}
			rows[k].Claims += x.claims
			rows[k].Reports++
		}
	}
	return ordered(rows, func(r *voiceRow) int { return r.Claims })
}

// entities are those whose name has the word, those with most mentions first. The
// caller must not change them.
func (d *directory) entities(ctx context.Context, l *ledger.Ledger, word, kind string) (out []entityRow, err error) {
	d.mu.Lock() // before a connection to the ledger is held
	defer d.mu.Unlock()
	err = l.View(ctx, func(v *ledger.View) error {
		if err := d.look(ctx, v); err != nil {
			return err
		}
		out = kept(d, v, "entities "+kind+" "+word, func() []entityRow { return d.entityRows(v, word, kind) })
		return nil
	})
	return out, err
}

func (d *directory) entityRows(v *ledger.View, word, kind string) []entityRow {
	rows := map[nameKey]*entityRow{}
	for id, l := range d.of {
		if v.Hides(id) {
			continue
		}
		for _, x := range l.entities {
			if kind != "" && x.kind != kind || !has(x.name, word) && !slices.ContainsFunc(x.aliases, func(a string) bool { return has(a, word) }) {
				continue
			}
			k := nameKey{x.name, x.kind}
			if rows[k] == nil {
				rows[k] = &entityRow{Name: x.name, Kind: x.kind, Aliases: []string{}}
			}
			r := rows[k]
			r.Mentions, r.Claims, r.Reports = r.Mentions+x.mentions, r.Claims+x.claims, r.Reports+1
			r.Aliases = append(r.Aliases, x.aliases...)
		}
	}
	for _, r := range rows {
		r.Aliases = slices.Compact(slices.Sorted(slices.Values(r.Aliases)))
		if r.Aliases == nil {
			r.Aliases = []string{}
		}
	}
	return ordered(rows, func(r *entityRow) int { return r.Mentions })
}

func has(name, word string) bool {
	return word == "" || strings.Contains(strings.ToLower(name), strings.ToLower(word))
}

// ordered are rows by weight, then name and kind.
func ordered[T any](rows map[nameKey]*T, weight func(*T) int) []T {
	keys := slices.SortedFunc(maps.Keys(rows), func(a, b nameKey) int {
		return cmp.Or(cmp.Compare(weight(rows[b]), weight(rows[a])), strings.Compare(a.name, b.name), strings.Compare(a.kind, b.kind))
	})
	out := make([]T, len(keys))
	for i, k := range keys {
		out[i] = *rows[k]
	}
	return out
}
