package ledger_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

// A backup of one backend fills every other, and the copy signs the same head.
func TestBackupGoesAnywhere(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ids := fill(t, l, ledgertest.New(7), 12)
		var sealed *ledger.Sealed
		err := l.Append(t.Context(), func(tx *ledger.Tx) (err error) {
			if sealed, err = tx.Seal(t.Context(), "who it was"); err != nil {
				return err
			}
			if err := tx.Put(t.Context(), "test", ledger.Fact{Kind: "story", Key: "s1", Body: []byte(`{"a":1}`), Terms: []string{"x"}}); err != nil {
				return err
			}
			_, err = tx.Decide(t.Context(), ledger.Decision{Verb: ledger.Date, Subject: ids[3], Value: "2024-05", By: "ann", Sealed: sealed})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		head, err := l.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var copied bytes.Buffer
		if err := l.Backup(t.Context(), &copied, nil); err != nil {
			t.Fatal(err)
		}
		for _, b := range []string{"sqlite", "postgres"} {
			to := open(t, address(t, b))
			if err := to.Restore(t.Context(), bytes.NewReader(copied.Bytes()), nil); err != nil {
				t.Fatal(b, err)
			}
			if got, err := to.Head(t.Context()); err != nil || got != head {
				t.Errorf("%s: head %q, want %q; %v", b, got, head, err)
			}
			mustFit(t, to)
			view(t, to, func(v *ledger.View) error {
				i, err := v.Report(t.Context(), ids[3])
				if err != nil || i.Published.EDTF != "2024-05" {
					t.Error(i.Published, err)
				}
				if s, err := v.Unseal(t.Context(), sealed); err != nil || s != "who it was" {
					t.Error(s, err)
				}
				return nil
			})
			if err := to.Restore(t.Context(), bytes.NewReader(copied.Bytes()), nil); !errors.Is(err, ledger.ErrNotEmpty) {
				t.Error("restored into a full ledger:", err)
			}
		}
		for _, damaged := range [][]byte{copied.Bytes()[:copied.Len()/2], []byte("no backup"), nil} {
			to := open(t, address(t, "sqlite"))
			if err := to.Restore(t.Context(), bytes.NewReader(damaged), nil); err == nil {
				t.Error("a damaged backup was restored")
			}
			if v := mustFit(t, to); v.Records != 0 {
				t.Error("a damaged backup left records behind")
			}
		}
	})
}
