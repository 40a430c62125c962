package ledger

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/sayso/sayso/report"
)

// Keep keeps bytes beside the record and is their SHA-256. They are part of a
// list when its content names them: {"blobs":[...]}; then they are in backups,
// and Verify recomputes their hashes.
func (t *Tx) Keep(ctx context.Context, b []byte) (string, error) {
	return report.Hash(b), t.putBlob(ctx, b)
}

// Kept is the bytes of a hash, or ErrNotFound.
func (v *View) Kept(ctx context.Context, sha string) ([]byte, error) {
	b, err := v.blob(ctx, sha)
	return b, fail(err, "bytes %.12s", sha)
}

// ListNames are the names of lists that begin with prefix, in order.
func (v *View) ListNames(ctx context.Context, prefix string) ([]string, error) {
	rows, err := v.q.QueryContext(ctx, "SELECT DISTINCT key FROM record WHERE kind = $1 AND key >= $2 AND key < $3 ORDER BY key", string(KindList), prefix, prefix+"~")
	if err != nil {
		return nil, fail(err, "lists")
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fail(err, "lists")
		}
		out = append(out, name)
	}
	return out, fail(rows.Err(), "lists")
}

// ListVersions are the records of a list, the oldest first.
func (v *View) ListVersions(ctx context.Context, name string) ([]Record, error) {
	rows, err := v.q.QueryContext(ctx, selectRecord+"WHERE kind = $1 AND key = $2 ORDER BY seq", string(KindList), name)
	if err != nil {
		return nil, fail(err, "list %s", name)
	}
	defer rows.Close()
	var out []Record
	for rows.Next() {
		r, err := scanRecord(rows)
		if err != nil {
			return nil, fail(err, "list %s", name)
		}
		out = append(out, r)
	}
	return out, fail(rows.Err(), "list %s", name)
}

// keptBy are the hashes of the bytes that a record needs.
func keptBy(r Record) ([]string, error) {
	switch r.Kind {
	case KindReport:
		var b reportBody
		err := json.Unmarshal(r.Body, &b)
		return []string{b.SHA256, b.TextSHA256}, err
	case KindList:
		var b struct {
			Blobs []string `json:"blobs"`
		}
		_ = json.Unmarshal(r.Body, &b) // other lists have another form
		return b.Blobs, nil
	}
	return nil, nil
}

func (c *checker) list(ctx context.Context, r Record) error {
	if !json.Valid(r.Body) {
		c.misfit(r, "its body is not JSON")
	}
	needed, _ := keptBy(r)
	for _, sha := range needed {
		bytes, err := c.v.blob(ctx, sha)
		switch {
		case errors.Is(err, ErrCorrupt) || errors.Is(sortError(err), ErrNotFound):
			c.misfit(r, "its bytes %.12s: %v", sha, err)
		case err != nil:
			return err
		case report.Hash(bytes) != sha:
			c.misfit(r, "its bytes have the hash %.12s, recorded is %.12s", report.Hash(bytes), sha)
		}
	}
	return nil
}
