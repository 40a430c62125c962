package work

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/entity"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/watchlist"
)

// identities is what people decided about names: which stand for one thing, and
// which do not.
type identities struct {
	merged map[string][]ledger.Decision // by node, on both sides
	apart  map[[2]string]ledger.Decision
	out    map[string]ledger.Decision // by node "key@report": that report means another
}

// identityPrefix begins the subjects of decisions about names, so that they are
// told from others.
const identityPrefix = "name:"

func loadIdentities(ctx context.Context, v *ledger.View) (*identities, error) {
	all, err := v.Decisions(ctx, "")
	if err != nil {
		return nil, err
	}
	x := &identities{map[string][]ledger.Decision{}, map[[2]string]ledger.Decision{}, map[string]ledger.Decision{}}
	for _, d := range all {
		a, named := strings.CutPrefix(d.Subject, identityPrefix)
		if d.Undone || !named {
			continue
		}
		b := strings.TrimPrefix(d.Object, identityPrefix)
		switch {
		case d.Verb == ledger.Merge:
			x.merged[a] = append(x.merged[a], d)
			x.merged[b] = append(x.merged[b], d)
			delete(x.apart, pairOf(a, b))
		case d.Verb == ledger.Split && b == "":
			x.out[a] = d
		case d.Verb == ledger.Split:
			// A later split of two names that were merged ends the merging.
			x.apart[pairOf(a, b)] = d
			for _, n := range []string{a, b} {
				x.merged[n] = slices.DeleteFunc(x.merged[n], func(m ledger.Decision) bool {
					return pairOf(strings.TrimPrefix(m.Subject, identityPrefix), strings.TrimPrefix(m.Object, identityPrefix)) == pairOf(a, b)
				})
			}
		}
	}
	return x, nil
}

func pairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// nodes are the names that stand for one thing with a name, itself first, and
// the decisions that say so.
func (x *identities) nodes(key string) (names []string, why []ledger.Decision) {
	names = []string{key}
	for i := 0; i < len(names); i++ {
		for _, d := range x.merged[names[i]] {
			if !slices.ContainsFunc(why, func(w ledger.Decision) bool { return w.ID == d.ID }) {
				why = append(why, d)
			}
			for _, n := range []string{strings.TrimPrefix(d.Subject, identityPrefix), strings.TrimPrefix(d.Object, identityPrefix)} {
				if !slices.Contains(names, n) {
					names = append(names, n)
				}
			}
		}
	}
	return names, why
}

// nodeOf is the node of a name as a person gives it, NAME or NAME@REPORT.
func nodeOf(ctx context.Context, v *ledger.View, named string) (string, error) {
	name, prefix, split := strings.Cut(named, "@")
	key := entity.Key(name)
	if key == "" {
		return "", fmt.Errorf("%q: %w: it is no name", named, ledger.ErrInput)
	}
	found, err := v.FactsWith(ctx, FactNames, []string{"k:" + key}, 1)
	if err == nil && len(found) == 0 {
		err = unnamed(ctx, v, name)
	}
	if err != nil || !split {
		return key, err
	}
	id, err := v.Resolve(ctx, prefix)
	return key + "@" + id, err
}

// unnamed is the error for a name that no report has, with those that come near.
func unnamed(ctx context.Context, v *ledger.View, name string) error {
	near, err := alike(ctx, v, []NameOf{{Name: name}}, nil, &identities{})
	if err != nil {
		return err
	}
	near = slices.DeleteFunc(near, func(a Alike) bool { return a.Against })
	hint := ""
	for i, a := range near[:min(3, len(near))] {
		if i == 0 {
			hint = "; near it: "
		} else {
			hint += ", "
		}
		hint += quote(a.Name)
	}
	return fmt.Errorf("%q: %w: no report names it%s", name, ledger.ErrNotFound, hint)
}

// Merge records that two names stand for one thing. Nothing of either is lost:
// taking the decision back, or a later Split, parts them again.
func Merge(ctx context.Context, l *ledger.Ledger, a, b, why, by string) (ledger.Decision, error) {
	return identify(ctx, l, ledger.Merge, a, b, why, by)
}

// Split records that two names stand for two things, or, with b empty and a as
// NAME@REPORT, that this report means another of the name.
func Split(ctx context.Context, l *ledger.Ledger, a, b, why, by string) (ledger.Decision, error) {
	return identify(ctx, l, ledger.Split, a, b, why, by)
}

func identify(ctx context.Context, l *ledger.Ledger, verb ledger.Verb, a, b, why, by string) (d ledger.Decision, err error) {
	err = l.Append(ctx, func(t *ledger.Tx) error {
		d = ledger.Decision{Verb: verb, Why: why, By: by}
		x, err := nodeOf(ctx, &t.View, a)
		if err != nil {
			return err
		}
		d.Subject = identityPrefix + x
		if b != "" {
			y, err := nodeOf(ctx, &t.View, b)
			if err != nil {
				return err
			}
			if x == y {
				return fmt.Errorf("%q and %q: %w: they are the same words already; NAME@REPORT names one report's", a, b, ledger.ErrInput)
			}
			d.Object = identityPrefix + y
		} else if !strings.Contains(x, "@") {
			return fmt.Errorf("%q: %w: split two names, or NAME@REPORT from the rest", a, ledger.ErrInput)
		}
		d, err = t.Decide(ctx, d)
		return err
	})
	return d, err
}

// Alike is another name that may stand for the same thing, and why.
type Alike struct {
	Name    string           `json:"name"`
	Kind    string           `json:"kind"`
	Score   float64          `json:"score"`
	Why     []string         `json:"why"`
	Pairs   []watchlist.Pair `json:"pairs,omitempty"`
	Reports int              `json:"reports"`
	State   string           `json:"state"` // "candidate", or "not the same" with who decided
	Against bool             `json:"against,omitempty"`
}

// alikeFloor is the least likeness of names that are proposed as one.
const alikeFloor = 0.72

// alike are the other names in the ledger that may stand for the same thing as
// these, the likest first.
func alike(ctx context.Context, v *ledger.View, names []NameOf, keys []string, x *identities) ([]Alike, error) {
	var terms []string
	for _, n := range names {
		terms = append(terms, entity.Terms(n.Name)...)
	}
	slices.Sort(terms)
	found, err := v.FactsWith(ctx, FactNames, slices.Compact(terms), 5000)
	if err != nil {
		return nil, err
	}
	others := map[string]*Alike{}
	for _, f := range found {
		var n Names
		if err := json.Unmarshal(f.Body, &n); err != nil {
			return nil, err
		}
		for _, o := range n.Names {
			key := entity.Key(o.Name)
			if slices.Contains(keys, key) {
				continue
			}
			if others[key] == nil {
				others[key] = &Alike{Name: o.Name, Kind: o.Kind, State: Undecided}
			}
			others[key].Reports++
		}
	}
	list := &watchlist.List{Name: "names"}
	for key, o := range others {
		list.Entities = append(list.Entities, watchlist.Entity{ID: key, Kind: screened[o.Kind], Names: []watchlist.Name{{Text: o.Name}}})
	}
	slices.SortFunc(list.Entities, func(a, b watchlist.Entity) int { return cmp.Compare(a.ID, b.ID) })
	index := watchlist.NewIndex(list)
	var out []Alike
	for _, o := range others {
		for _, n := range names {
			if how := entity.ShortForm(o.Name, n.Name); how != "" && kin(o.Kind, n.Kind, how) {
				o.reason(0.8, quote(o.Name)+" is "+how+" of "+quote(n.Name))
			} else if how := entity.ShortForm(n.Name, o.Name); how != "" && kin(o.Kind, n.Kind, how) {
				o.reason(0.8, quote(n.Name)+" is "+how+" of "+quote(o.Name))
			}
			if same, note := entity.Bodies(n.Name, o.Name); note != "" && same {
				o.reason(0.9, note)
			} else if note != "" {
				o.reason(0.5, note)
				o.Against = true
			}
		}
	}
	for _, n := range names {
		for _, h := range index.Search(watchlist.Query{Name: n.Name, Kind: screened[n.Kind], Floor: alikeFloor, Limit: 20}) {
			o := others[h.Entity.ID]
			if o.Score < h.Score {
				o.Pairs = h.Pairs
			}
			o.reason(round(h.Score), "spelled like "+quote(n.Name))
		}
	}
	for key, o := range others {
		if len(o.Why) == 0 {
			continue
		}
		for _, k := range keys {
			if d, ok := x.apart[pairOf(k, key)]; ok {
				o.State = NotSame + ", decided by " + d.By + " (" + d.ID + ")"
			}
		}
		out = append(out, *o)
	}
	slices.SortFunc(out, func(a, b Alike) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Name, b.Name)) })
	return out[:min(len(out), 20)], nil
}

// kin tells whether things of two kinds may be one: a person and a body are not,
// and a place's name in a longer one mostly says where that is.
func kin(a, b, how string) bool {
	if a == b || a == "" || b == "" {
		return true
	}
	if a == "Place" || b == "Place" {
		return how != "a part of it"
	}
	return (a == "Person") == (b == "Person")
}

func (a *Alike) reason(score float64, why string) {
	a.Score = max(a.Score, score)
	if !slices.Contains(a.Why, why) {
		a.Why = append(a.Why, why)
	}
}

func quote(s string) string { return "“" + s + "”" }
