package work

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/sayso/sayso/entity"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
)

// FactNames is the kind of the facts that find names: a Names by report.
const FactNames = "names"

// Names are the names that a report gives to things that may be entities.
// Countries, pronouns and descriptions are none.
type Names struct {
	Names []NameOf `json:"names"`
}

// NameOf is a name in a report.
type NameOf struct {
	Entity  string   `json:"entity"` // id in the reading
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Aliases []string `json:"aliases,omitempty"`
}

const namer = "sayso names"

// NoteNames makes the names of new readings findable, but for those that were
// when they were read.
func NoteNames(ctx context.Context, l *ledger.Ledger) error {
	for {
		var facts []ledger.Fact
		var ids []string
		var was, now screening
		err := l.View(ctx, func(v *ledger.View) error {
			f, err := v.Fact(ctx, factScreening, "names")
			if err == nil {
				err = json.Unmarshal(f.Body, &was)
			}
			if err != nil && !errors.Is(err, ledger.ErrNotFound) {
				return err
			}
			if ids, now.Next, err = readSince(ctx, v, was.Next, 500); err != nil {
				return err
			}
			noted, err := v.FactsOf(ctx, FactNames, ids)
			if err != nil {
				return err
			}
			for _, id := range ids {
				seq, err := v.CurrentReading(ctx, id)
				if err != nil {
					return err
				}
				if noted[id].Seq > seq {
					continue // with the reading
				}
				r, err := v.Reading(ctx, id)
				if err != nil {
					return err
				}
				facts = append(facts, namesOf(r))
			}
			return nil
		})
		if err != nil || len(ids) == 0 {
			return err
		}
		err = l.Append(ctx, func(t *ledger.Tx) error {
			return t.Put(ctx, namer, append(facts, factOf(factScreening, "names", now))...)
		})
		if err != nil {
			return err
		}
	}
}

// readSince are up to limit reports that were read since a record, and the
// record to go on from.
func readSince(ctx context.Context, v *ledger.View, from int64, limit int) (ids []string, next int64, err error) {
	seen := map[string]bool{}
	next = from
	for {
		gained, err := v.Gained(ctx, next, 1000)
		if err != nil {
			return nil, 0, err
		}
		for _, g := range gained {
			if next = g.Seq + 1; g.Kind == ledger.KindReading && !seen[g.Key] {
				seen[g.Key] = true
				if ids = append(ids, g.Key); len(ids) == limit {
					return ids, next, nil
				}
			}
		}
		if len(gained) < 1000 {
			return ids, next, nil
		}
	}
}

func namesOf(r *reading.Reading) ledger.Fact {
	out := Names{Names: []NameOf{}}
	var terms []string
	for _, e := range r.Entities {
		if entity.Country(e.Name) != "" || !tells(e.Name) {
			continue
		}
		out.Names = append(out.Names, NameOf{e.ID, e.Name, e.Kind, e.Aliases})
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			terms = append(terms, entity.Terms(n)...)
		}
	}
	f := factOf(FactNames, r.Report.ID, out)
	f.Terms = terms
	return f
}
