package ledger

import (
	"context"
	"slices"
)

// FactsOf are the current facts of a kind under keys, by key; keys without a
// fact are left out.
func (v *View) FactsOf(ctx context.Context, kind string, keys []string) (map[string]Fact, error) {
	out := make(map[string]Fact, len(keys))
	for part := range slices.Chunk(keys, pageSize) {
		args := []any{kind}
		for _, k := range part {
			args = append(args, k)
		}
		found, err := v.facts(ctx, "WHERE f.kind = $1 AND f.key IN ("+params(2, len(part))+")", args...)
		if err != nil {
			return nil, fail(err, "facts %s", kind)
		}
		for _, f := range found {
			if f, ok := v.fact(f); ok {
				out[f.Key] = f
			}
		}
	}
	return out, nil
}

// ReportsOf are the reports of ids, by id; those that are not there are left
// out.
func (v *View) ReportsOf(ctx context.Context, ids []string) (map[string]ReportInfo, error) {
	out := make(map[string]ReportInfo, len(ids))
	for part := range slices.Chunk(ids, pageSize) {
		var args []any
		for _, id := range part {
			args = append(args, id)
		}
		found, err := v.reports(ctx, "WHERE r.id IN ("+params(1, len(part))+")", args...)
		if err != nil {
			return nil, fail(err, "reports")
		}
		for _, i := range v.shown(found) {
			out[i.ID] = i
		}
	}
	return out, nil
}
