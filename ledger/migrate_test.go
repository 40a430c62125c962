package ledger_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

// A ledger that an earlier sayso made is brought up to date, with all that it
// holds and with the same head.
func TestMigratesFromEveryVersion(t *testing.T) {
	for version := int64(1); version <= ledger.SchemaVersions(); version++ {
		for _, backend := range []string{"sqlite", "postgres"} {
			t.Run(fmt.Sprint(backend, version), func(t *testing.T) {
				db := address(t, backend)
				old, err := ledger.OpenAt(t.Context(), db, version)
				if err != nil {
					t.Fatal(err)
				}
				ids := fill(t, old, ledgertest.New(21), 5)
				err = old.Append(t.Context(), func(tx *ledger.Tx) error {
					_, err := tx.Decide(t.Context(), ledger.Decision{Verb: ledger.Date, Subject: ids[1], Value: "2024-02", By: "ann"})
					return errors.Join(err, tx.Put(t.Context(), "test", ledger.Fact{Kind: "story", Key: "s1", Body: []byte(`{"n":1}`), Terms: []string{"x"}}))
				})
				if err != nil {
					t.Fatal(err)
				}
				head, err := old.Head(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				var before, after []ledger.ReportInfo
				look := func(l *ledger.Ledger) (out []ledger.ReportInfo) {
					view(t, l, func(v *ledger.View) (err error) { out, err = v.Newest(t.Context(), 0, 10); return err })
					return out
				}
				before = look(old)
				if err := old.Close(); err != nil {
					t.Fatal(err)
				}
				now := open(t, db)
				if after = look(now); !cmp.Equal(before, after) {
					t.Error(cmp.Diff(before, after))
				}
				if got, err := now.Head(t.Context()); err != nil || got != head {
					t.Errorf("head %q, was %q, %v", got, head, err)
				}
				mustFit(t, now)
				fill(t, now, ledgertest.New(22), 2)
				mustFit(t, now)
			})
		}
	}
}

func TestNewerLedgerIsRefused(t *testing.T) {
	for _, backend := range []string{"sqlite", "postgres"} {
		t.Run(backend, func(t *testing.T) {
			db := address(t, backend)
			l := open(t, db)
			pool, _ := l.Pool()
			if _, err := pool.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)"); err != nil {
				t.Fatal(err)
			}
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := ledger.Open(t.Context(), db); !errors.Is(err, ledger.ErrNewer) {
				t.Error(err)
			}
		})
	}
}

// Phrases are found among claims from before and from after pairs of words were
// indexed, page by page.
func TestPhrasesOfOldAndNewClaims(t *testing.T) {
	for _, backend := range []string{"sqlite", "postgres"} {
		t.Run(backend, func(t *testing.T) {
			db := address(t, backend)
			old, err := ledger.OpenAt(t.Context(), db, 2)
			if err != nil {
				t.Fatal(err)
			}
			fill(t, old, ledgertest.New(31), 12)
			if err := old.Close(); err != nil {
				t.Fatal(err)
			}
			l := open(t, db)
			fill(t, l, ledgertest.New(32), 12)
			view(t, l, func(v *ledger.View) error {
				holds := map[string][]string{} // phrase -> claims
				for r, err := range v.Readings(t.Context()) {
					if err != nil {
						return err
					}
					for _, c := range r.Claims {
						words := strings.Fields(strings.ToLower(c.Span.Of(r.Text)))
						met := map[string]bool{}
						for i := 1; i < len(words); i++ {
							if p := words[i-1] + " " + words[i]; !met[p] {
								met[p] = true
								holds[p] = append(holds[p], r.Report.ID+"/"+c.ID)
							}
						}
					}
				}
				tried := 0
				for p, want := range holds {
					if len(want) < 5 {
						continue
					}
					tried++
					var got []string
					for q := (ledger.Query{Words: `"` + p + `"`, Limit: 3}); ; {
						page, err := v.Search(t.Context(), q)
						if err != nil {
							return err
						}
						for _, h := range page.Hits {
							got = append(got, h.Report+"/"+h.Claim)
						}
						if q.Before = page.Next; q.Before == 0 {
							break
						}
					}
					slices.Sort(got)
					slices.Sort(want)
					if !slices.Equal(got, want) {
						t.Errorf("%q: found %d, there are %d", p, len(got), len(want))
					}
				}
				if tried < 10 {
					t.Error("too few phrases to tell:", tried)
				}
				return nil
			})
		})
	}
}
