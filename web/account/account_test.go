package account

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

var server *ledgertest.Server // nil without PostgreSQL

func TestMain(m *testing.M) {
	s, ok, err := ledgertest.Start()
	if err != nil {
		fmt.Fprintln(os.Stderr, "start PostgreSQL:", err)
		os.Exit(1)
	}
	if ok {
		server = s
	}
	code := m.Run()
	if ok {
		s.Stop()
	}
	os.Exit(code)
}

// stores runs f on the accounts of an empty ledger of each backend.
func stores(t *testing.T, f func(t *testing.T, s *Store, l *ledger.Ledger)) {
	for _, b := range []string{"sqlite", "postgres"} {
		t.Run(b, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "l.db")
			if b == "postgres" {
				db = ledgertest.Postgres(t, server)
			}
			l, err := ledger.Open(t.Context(), db)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { l.Close() })
			if _, err := Open(t.Context(), l); err != nil {
				t.Fatal(err)
			}
			s, err := Open(t.Context(), l) // what is there stays
			if err != nil {
				t.Fatal(err)
			}
			f(t, s, l)
		})
	}
}

const words = "four quiet green words"

func TestAccounts(t *testing.T) {
	stores(t, func(t *testing.T, s *Store, _ *ledger.Ledger) {
		ctx := t.Context()
		if any, err := s.Any(ctx); any || err != nil {
			t.Error("an empty ledger has accounts", err)
		}
		for _, bad := range []struct {
			name, password string
			role           Role
			want           error
		}{{"", words, Reader, ErrInput}, {"a b", words, Reader, ErrInput}, {"a,b", words, Reader, ErrInput}, {strings.Repeat("a", 200), words, Reader, ErrInput}, {"ann", "too short", Reader, ErrInput},
			{"ann", words, "chief", ErrInput}, {"-ann", words, Reader, ErrInput}, {"ann\n", words, Reader, ErrInput}} {
			if err := s.Add(ctx, bad.name, bad.role, bad.password, "t"); !errors.Is(err, bad.want) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		if err := s.Add(ctx, "ann", Admin, words, "t"); err != nil {
			t.Fatal(err)
		}
		if err := s.Add(ctx, "ann", Reader, words, "t"); !errors.Is(err, ErrKnown) {
			t.Error("twice:", err)
		}
		if err := s.Add(ctx, "ben", Reader, words, "t"); err != nil {
			t.Fatal(err)
		}
		a, err := s.Enter(ctx, "ann", words)
		if err != nil || a.Role != Admin {
			t.Error(a, err)
		}
		if !strings.HasPrefix(a.password, "$argon2id$v=19$m=19456,t=2,p=1$") || strings.Contains(a.password, words) {
			t.Error("stored as", a.password)
		}
		for _, bad := range [][2]string{{"ann", ""}, {"ann", words + " "}, {"nobody", words}, {"", ""}, {"ben", "x"}} {
			if _, err := s.Enter(ctx, bad[0], bad[1]); !errors.Is(err, ErrRefused) {
				t.Errorf("%v: %v", bad, err)
			}
		}
		if err := s.SetRole(ctx, "ann", Reader, "t"); !errors.Is(err, ErrLast) {
			t.Error("the last administrator became a reader:", err)
		}
		if err := s.Remove(ctx, "ann", "t"); !errors.Is(err, ErrLast) {
			t.Error("the last administrator was removed:", err)
		}
		if err := s.SetRole(ctx, "nobody", Reader, "t"); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
		if err := s.SetRole(ctx, "ben", Admin, "t"); err != nil {
			t.Error(err)
		}
		if err := s.Remove(ctx, "ann", "t"); err != nil {
			t.Error(err)
		}
		if _, err := s.Get(ctx, "ann"); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
		events, err := s.Events(ctx, 100)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, e := range events {
			all = append(all, e.What)
		}
		for _, want := range []string{"account added as admin", "login", "login refused", "role set to admin", "account removed"} {
			if !slices.Contains(all, want) {
				t.Errorf("no event %q in %q", want, all)
			}
		}
	})
}

func TestTokens(t *testing.T) {
	stores(t, func(t *testing.T, s *Store, _ *ledger.Ledger) {
		ctx := t.Context()
		now := time.Now()
		s.now = func() time.Time { return now }
		if err := s.Add(ctx, "ann", Analyst, words, "t"); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []time.Duration{0, -time.Hour, LongestToken + time.Hour} {
			if _, _, err := s.Issue(ctx, "ann", "", []Scope{Read}, bad, "t"); !errors.Is(err, ErrInput) {
				t.Errorf("a token for %v: %v", bad, err)
			}
		}
		if _, _, err := s.Issue(ctx, "ann", "", []Scope{Manage}, time.Hour, "t"); !errors.Is(err, ErrInput) {
			t.Error("an analyst's token may manage:", err)
		}
		if _, _, err := s.Issue(ctx, "nobody", "", []Scope{Read}, time.Hour, "t"); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
		tok, secret, err := s.Issue(ctx, "ann", "import", []Scope{Read, Add}, time.Hour, "t")
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Bearer(ctx, secret)
		if err != nil || p.Name != "ann" || !p.May(Add) || p.May(Decide) || p.Token != tok.ID {
			t.Errorf("%+v %v", p, err)
		}
		for _, bad := range []string{"", "sayso_", secret + "x", secret[:len(secret)-1], strings.TrimPrefix(secret, tokenPrefix), hashOf(secret)} {
			if _, err := s.Bearer(ctx, bad); !errors.Is(err, ErrUnknown) {
				t.Errorf("%q: %v", bad, err)
			}
		}
		if err := s.Revoke(ctx, tok.ID, "ben", "t"); !errors.Is(err, ErrUnknown) {
			t.Error("somebody else's token was revoked:", err)
		}
		now = now.Add(2 * time.Hour)
		if _, err := s.Bearer(ctx, secret); !errors.Is(err, ErrUnknown) {
			t.Error("an expired token is good:", err)
		}
		now = now.Add(-2 * time.Hour)
		if err := s.Revoke(ctx, tok.ID, "ann", "t"); err != nil {
			t.Error(err)
		}
		if _, err := s.Bearer(ctx, secret); !errors.Is(err, ErrUnknown) {
			t.Error("a revoked token is good:", err)
		}
	})
}

func TestSessions(t *testing.T) {
	stores(t, func(t *testing.T, s *Store, _ *ledger.Ledger) {
		ctx := t.Context()
		now := time.Now()
		s.now = func() time.Time { return now }
		x := sessions{s}
		if err := x.CommitCtx(ctx, "a", []byte("body"), now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if err := x.CommitCtx(ctx, "a", []byte("other"), now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if b, ok, err := x.FindCtx(ctx, "a"); string(b) != "other" || !ok || err != nil {
			t.Error(string(b), ok, err)
		}
		now = now.Add(2 * time.Hour)
		if _, ok, err := x.FindCtx(ctx, "a"); ok || err != nil {
			t.Error("an expired session lives", err)
		}
		if err := x.CommitCtx(ctx, "b", []byte("b"), now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		now = now.Add(-2 * time.Hour)
		if _, ok, _ := x.FindCtx(ctx, "a"); ok {
			t.Error("an expired session was not swept out")
		}
		if err := x.DeleteCtx(ctx, "b"); err != nil {
			t.Error(err)
		}
		if _, ok, _ := x.FindCtx(ctx, "b"); ok {
			t.Error("a deleted session lives")
		}
	})
}

// A key and its decision share one transaction.
func TestOnce(t *testing.T) {
	stores(t, func(t *testing.T, s *Store, l *ledger.Ledger) {
		ctx := t.Context()
		keep := func(request, decision string, commit bool) (bool, error) {
			db, _ := l.Pool()
			tx, err := db.BeginTx(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer tx.Rollback()
			fresh, err := s.KeepOnce(ctx, tx, "ann", "k", request, decision)
			if commit {
				err = errors.Join(err, tx.Commit())
			}
			return fresh, err
		}
		if fresh, err := keep("r", "d1", false); !fresh || err != nil {
			t.Fatal(fresh, err)
		}
		if d, err := s.Once(ctx, "ann", "k", "r"); d != "" || err != nil {
			t.Error("what was not committed is kept:", d, err)
		}
		if fresh, err := keep("r", "d1", true); !fresh || err != nil {
			t.Fatal(fresh, err)
		}
		if d, err := s.Once(ctx, "ann", "k", "r"); d != "d1" || err != nil {
			t.Error(d, err)
		}
		if _, err := s.Once(ctx, "ann", "k", "other"); !errors.Is(err, ErrOtherRequest) {
			t.Error(err)
		}
		if d, err := s.Once(ctx, "ben", "k", "r"); d != "" || err != nil {
			t.Error("one person's key is another's:", d, err)
		}
		if fresh, err := keep("r", "d2", true); fresh || err != nil {
			t.Error("a key was taken twice:", fresh, err)
		}
	})
}

func TestLimit(t *testing.T) {
	l := Limit{PerSecond: 2, Burst: 3}
	now := time.Unix(1e9, 0)
	for i := range 3 {
		if _, ok := l.Take("ann", now); !ok {
			t.Error("held back at", i)
		}
	}
	wait, ok := l.Take("ann", now)
	if ok || wait != 500*time.Millisecond {
		t.Error(wait, ok)
	}
	if _, ok := l.Take("ben", now); !ok {
		t.Error("one holds back another")
	}
	if _, ok := l.Take("ann", now.Add(wait)); !ok {
		t.Error("still held back after waiting")
	}
	for i := range 1000 {
		l.Take(fmt.Sprint(i), now)
	}
	l.Take("ann", now.Add(5*time.Minute))
	if len(l.met) > 10 {
		t.Error(len(l.met), "are remembered")
	}
	if _, ok := new(Limit).Take("ann", now); ok {
		t.Error("the zero limit lets through")
	}
}

func FuzzStoredPassword(f *testing.F) {
	f.Add("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=,t=,p=$$")
	f.Add("x")
	s := &Store{hashing: make(chan struct{}, 1)}
	f.Fuzz(func(t *testing.T, stored string) {
		if ok, _ := s.matches(context.Background(), "password", stored); ok {
			t.Error("a made-up hash fits")
		}
	})
}
