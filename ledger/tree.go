package ledger

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// leafBytes are the bytes of a record that its leaf hash covers.
func leafBytes(r Record) []byte {
	head, _ := marshal(struct {
		Kind Kind   `json:"kind"`
		Key  string `json:"key"`
		At   string `json:"at"`
		By   string `json:"by"`
	}{r.Kind, r.Key, formatTime(r.At), r.By})
	return bytes.Join([][]byte{[]byte("sayso.record/1"), head, r.Body}, []byte("\n"))
}

func leaf(r Record) [32]byte { return tlog.RecordHash(leafBytes(r)) }

// treeWriter grows the log's tree of hashes, stored as tlog numbers them.
type treeWriter struct {
	pending []any
	fresh   map[int64]tlog.Hash
}

func (w *treeWriter) add(ctx context.Context, q querier, n int64, h tlog.Hash) error {
	if w.fresh == nil {
		w.fresh = map[int64]tlog.Hash{}
	}
	stored := storedHashes(ctx, q)
	read := tlog.HashReaderFunc(func(want []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(want))
		var missing []int64
		var at []int
		for i, x := range want {
			if h, ok := w.fresh[x]; ok {
				out[i] = h
				continue
			}
			missing, at = append(missing, x), append(at, i)
		}
		if len(missing) == 0 {
			return out, nil
		}
		got, err := stored(missing)
		if err != nil {
			return nil, err
		}
		for i, h := range got {
			out[at[i]] = h
		}
		return out, nil
	})
	hashes, err := tlog.StoredHashesForRecordHash(n, h, read)
	if err != nil {
		return err
	}
	for i, h := range hashes {
		idx := tlog.StoredHashIndex(0, n) + int64(i)
		w.fresh[idx] = h
		w.pending = append(w.pending, idx, h[:])
	}
	return nil
}

func (w *treeWriter) flush(ctx context.Context, d dialect, q querier) error {
	err := insert(ctx, d, q, "INSERT INTO tree (idx, hash) VALUES", 2, "", "", w.pending)
	w.pending = nil
	return err
}

// storedHashes reads hashes of the tree.
func storedHashes(ctx context.Context, q querier) tlog.HashReaderFunc {
	return func(want []int64) ([]tlog.Hash, error) {
		args := make([]any, len(want))
		for i, x := range want {
			args[i] = x
		}
		got := make(map[int64]tlog.Hash, len(want))
		rows, err := q.QueryContext(ctx, "SELECT idx, hash FROM tree WHERE idx IN ("+params(1, len(want))+")", args...)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			var idx int64
			var b []byte
			if err := rows.Scan(&idx, &b); err != nil {
				return nil, err
			}
			if len(b) != tlog.HashSize {
				return nil, fmt.Errorf("%w: hash %d of the tree has %d bytes", ErrCorrupt, idx, len(b))
			}
			got[idx] = tlog.Hash(b)
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
		out := make([]tlog.Hash, len(want))
		for i, x := range want {
			h, ok := got[x]
			if !ok {
				return nil, fmt.Errorf("%w: hash %d of the tree is missing", ErrCorrupt, x)
			}
			out[i] = h
		}
		return out, nil
	}
}

// Head is the signed head of the log: tlog's tree text (size and root) as a
// note, signed with the ledger's own Ed25519 key. Keep it somewhere else.
func (l *Ledger) Head(ctx context.Context) (string, error) {
	signer, err := l.signer(ctx)
	if err != nil {
		return "", fail(err, "sign the head")
	}
	var text []byte
	err = l.View(ctx, func(v *View) error {
		size, err := v.Size(ctx)
		if err != nil {
			return err
		}
		root, err := tlog.TreeHash(size, storedHashes(ctx, v.q))
		text = tlog.FormatTree(tlog.Tree{N: size, Hash: root})
		return err
	})
	if err != nil {
		return "", err
	}
	signed, err := note.Sign(&note.Note{Text: string(text)}, signer)
	return string(signed), fail(err, "sign the head")
}

// Key is the public key that verifies the ledger's heads, in note's form.
func (l *Ledger) Key(ctx context.Context) (string, error) {
	if _, err := l.signer(ctx); err != nil {
		return "", fail(err, "key")
	}
	var key string
	err := l.reader.QueryRowContext(ctx, "SELECT value FROM setting WHERE name = 'verifier'").Scan(&key)
	return key, fail(err, "key")
}

// signer makes the ledger's key at first use.
func (l *Ledger) signer(ctx context.Context) (note.Signer, error) {
	secret := func() (s string, err error) {
		return s, l.reader.QueryRowContext(ctx, "SELECT value FROM setting WHERE name = 'signer'").Scan(&s)
	}
	s, err := secret()
	if errors.Is(sortError(err), ErrNotFound) {
		whole := *l
		whole.veil = nil // the key is of all of it
		err = whole.Append(ctx, func(t *Tx) error {
			skey, vkey, err := note.GenerateKey(rand.Reader, "sayso-ledger")
			if err != nil {
				return err
			}
			return insert(ctx, t.d, t.q, "INSERT INTO setting (name, value) VALUES", 2, "", "ON CONFLICT DO NOTHING", []any{"signer", skey, "verifier", vkey})
		})
		if err == nil {
			s, err = secret()
		}
	}
	if err != nil {
		return nil, err
	}
	return note.NewSigner(s)
}

// OpenHead checks a signed head against a public key and is its tree.
func OpenHead(head, key string) (tlog.Tree, error) {
	v, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("head: %w: %w", ErrInput, err)
	}
	n, err := note.Open([]byte(head), note.VerifierList(v))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("head: %w: %w", ErrInput, err)
	}
	t, err := tlog.ParseTree([]byte(n.Text))
	if err != nil {
		return t, fmt.Errorf("head: %w: %w", ErrInput, err)
	}
	return t, nil
}

// Extension proves that a log of New records begins with the Old records of an
// earlier one. Anybody can check it with the two roots alone.
type Extension struct {
	Old   int64          `json:"old"`
	New   int64          `json:"new"`
	Root  tlog.Hash      `json:"root"`
	Proof tlog.TreeProof `json:"proof"`
}

// Prove is the proof that today's log extends the one of an earlier tree. It
// fails with ErrMismatch when it does not.
func (l *Ledger) Prove(ctx context.Context, old tlog.Tree) (Extension, error) {
	e := Extension{Old: old.N}
	err := l.View(ctx, func(v *View) error {
		var err error
		if e.New, err = v.Size(ctx); err != nil {
			return err
		}
		if old.N > e.New {
			return fmt.Errorf("%w: the head has %d records, the ledger %d", errHead, old.N, e.New)
		}
		read := storedHashes(ctx, v.q)
		if e.Root, err = tlog.TreeHash(e.New, read); err != nil {
			return err
		}
		if old.N == 0 {
			return nil
		}
		if e.Proof, err = tlog.ProveTree(e.New, old.N, read); err != nil {
			return err
		}
		return e.Check(old)
	})
	return e, fail(err, "prove")
}

var errHead = fmt.Errorf("%w: the ledger does not extend that head", ErrCorrupt)

// Check checks the proof against the earlier tree.
func (e Extension) Check(old tlog.Tree) error {
	if e.Old == 0 {
		return nil
	}
	if err := tlog.CheckTree(e.Proof, e.New, e.Root, old.N, old.Hash); err != nil {
		return fmt.Errorf("%w: %w", errHead, err)
	}
	return nil
}

// Inclusion proves that a record is in the log: Leaf, hashed as RFC 6962 says,
// leads with Path to Root, the root of the tree of the first Size records.
type Inclusion struct {
	Seq  int64       `json:"seq"`
	Size int64       `json:"size"`
	Root tlog.Hash   `json:"root"`
	Path []tlog.Hash `json:"path"`
	Leaf []byte      `json:"-"` // the bytes that docs/FORMAT.md describes
}

// ReportInclusion proves that the capture of a report is in the log, up to the
// log's head of now.
func (l *Ledger) ReportInclusion(ctx context.Context, id string) (p Inclusion, err error) {
	err = l.View(ctx, func(v *View) error {
		r, err := v.record(ctx, KindReport, id)
		if err == nil && v.Hides(id) {
			err = ErrNotFound
		}
		if err != nil {
			return fail(err, "report %s", id)
		}
		p.Seq, p.Leaf = r.Seq, leafBytes(r)
		if p.Size, err = v.Size(ctx); err != nil {
			return err
		}
		stored := storedHashes(ctx, v.q)
		if p.Root, err = tlog.TreeHash(p.Size, stored); err != nil {
			return err
		}
		path, err := tlog.ProveRecord(p.Size, p.Seq, stored)
		p.Path = path
		return err
	})
	return p, err
}
