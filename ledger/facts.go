package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
)

// name names a fact.
type name struct{ kind, key string }

const selectFact = "SELECT f.kind, f.key, f.seq, f.body, f.terms FROM fact f "

func (v *View) facts(ctx context.Context, rest string, args ...any) ([]Fact, error) {
	var out []Fact
	err := v.rows(ctx, selectFact+rest, args, func(rows *sql.Rows) error {
		var f Fact
		var body []byte
		var terms string
		err := rows.Scan(&f.Kind, &f.Key, &f.Seq, &body, &terms)
		if err != nil {
			return err
		}
		if f.Body, err = unpack(body); err != nil {
			return fmt.Errorf("fact %s %s: %w", f.Kind, f.Key, err)
		}
		if err := json.Unmarshal([]byte(terms), &f.Terms); err != nil {
			return fmt.Errorf("fact %s %s: %w: %w", f.Kind, f.Key, ErrCorrupt, err)
		}
		if len(f.Terms) == 0 {
			f.Terms = nil
		}
		out = append(out, f)
		return nil
	})
	return out, err
}

// named are the current facts of the same names.
func (v *View) named(ctx context.Context, facts []Fact) (map[name]Fact, error) {
	keys := map[string][]any{}
	for _, f := range facts {
		keys[f.Kind] = append(keys[f.Kind], f.Key)
	}
	out := make(map[name]Fact, len(facts))
	for kind, all := range keys {
		for part := range slices.Chunk(all, 1000) {
			found, err := v.facts(ctx, "WHERE f.kind = $1 AND f.key IN ("+params(2, len(part))+")", append([]any{kind}, part...)...)
			if err != nil {
				return nil, err
			}
			for _, f := range found {
				out[name{f.Kind, f.Key}] = f
			}
		}
	}
	return out, nil
}

// Fact is the current fact of a name, or ErrNotFound.
func (v *View) Fact(ctx context.Context, kind, key string) (Fact, error) {
	found, err := v.facts(ctx, "WHERE f.kind = $1 AND f.key = $2", kind, key)
	if err == nil && len(found) > 0 {
		if f, ok := v.fact(found[0]); ok {
			return f, nil
		}
	}
	if err == nil {
		err = ErrNotFound
	}
	return Fact{}, fail(err, "fact %s %s", kind, key)
}

// Facts are the current facts of a kind by key, in the order of the keys' bytes.
func (v *View) Facts(ctx context.Context, kind string) iter.Seq2[Fact, error] {
	return v.FactsAfter(ctx, kind, "")
}

// FactsAfter are the Facts whose keys come after a key, all of them for "".
func (v *View) FactsAfter(ctx context.Context, kind, key string) iter.Seq2[Fact, error] {
	return func(yield func(Fact, error) bool) {
		for last, first := key, key == ""; ; {
			op := ">"
			if first {
				op, first = ">=", false
			}
			page, err := v.facts(ctx, "WHERE f.kind = $1 AND f.key "+op+" $2 ORDER BY f.key LIMIT $3", kind, last, pageSize)
			if err != nil {
				yield(Fact{}, fail(err, "facts %s", kind))
				return
			}
			for _, f := range page {
				last = f.Key
				if f, ok := v.fact(f); ok && !yield(f, nil) {
					return
				}
			}
			if len(page) < pageSize {
				return
			}
		}
	}
}

// FactsWith are the current facts of a kind that carry at least one of terms,
// by key, at most limit.
func (v *View) FactsWith(ctx context.Context, kind string, terms []string, limit int) ([]Fact, error) {
	if len(terms) == 0 {
		return nil, nil
	}
	args := []any{kind, limit}
	for _, t := range terms {
		args = append(args, t)
	}
	out, err := v.facts(ctx, "WHERE f.kind = $1 AND f.key IN (SELECT DISTINCT x.key FROM fact_term x WHERE x.kind = $1 AND x.term IN ("+
		params(3, len(terms))+") ORDER BY x.key LIMIT $2) ORDER BY f.key", args...)
	if v.veiled() {
		shown := out[:0]
		for _, f := range out {
			if f, ok := v.fact(f); ok {
				shown = append(shown, f)
			}
		}
		out = shown
	}
	return out, fail(err, "facts %s", kind)
}

// FactKeysWith are the keys of FactsWith.
func (v *View) FactKeysWith(ctx context.Context, kind, term string, limit int) (keys []string, err error) {
	if v.veiled() {
		found, err := v.FactsWith(ctx, kind, []string{term}, limit)
		for _, f := range found {
			keys = append(keys, f.Key)
		}
		return keys, err
	}
	err = v.rows(ctx, "SELECT key FROM fact_term WHERE kind = $1 AND term = $2 ORDER BY key LIMIT $3", []any{kind, term, limit}, func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		keys = append(keys, key)
		return err
	})
	return keys, fail(err, "facts %s", kind)
}

// factsBetween are the facts of a kind with from <= key < to.
func (v *View) factsBetween(ctx context.Context, kind, from, to string, limit int) ([]Fact, error) {
	return v.facts(ctx, "WHERE f.kind = $1 AND f.key >= $2 AND f.key < $3 ORDER BY f.key LIMIT $4", kind, from, to, limit)
}

// Standings are the standings of a report's claims.
func (v *View) Standings(ctx context.Context, report string) ([]Fact, error) {
	out, err := v.factsBetween(ctx, FactStanding, report+"/", report+"0", pageSize*100)
	return out, fail(err, "standings of %s", report)
}
