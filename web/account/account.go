// Package account knows who may use a desk: people with passwords or an
// identity provider behind them, their roles, sessions and tokens.
//
// It tells who somebody is and what they may do; what they then see or decide
// is the desk's. It keeps its tables in the ledger's database, beside the
// record and no part of it: a backup of the ledger has no password in it.
package account

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"time"

	"github.com/pressly/goose/v3"

	"github.com/sayso/sayso/ledger"
)

// The errors of accounts.
var (
	ErrUnknown = errors.New("no such account or token")
	ErrKnown   = errors.New("there is an account of that name")
	ErrRefused = errors.New("name or password is wrong")
	ErrInput   = errors.New("not understood")
	ErrLast    = errors.New("it is the last administrator's account: give another the role first")
	ErrLocked  = errors.New("the account is locked: an administrator can unlock it")
)

//go:embed schema
var schema embed.FS

// Store keeps the accounts of one ledger. It is safe for concurrent use.
type Store struct {
	write, read *sql.DB
	now         func() time.Time
	hashing     chan struct{} // passwords are hashed a few at once, each takes 19 MiB
}

// Open makes or finds the accounts beside a ledger.
func Open(ctx context.Context, l *ledger.Ledger) (*Store, error) {
	db, server := l.Pool()
	d, dir := goose.DialectSQLite3, "schema/sqlite"
	if server {
		d, dir = goose.DialectPostgres, "schema/postgres"
	}
	files, err := fs.Sub(schema, dir)
	if err != nil {
		return nil, err
	}
	// Goose would try for a minute to write to a ledger that nobody can write to.
	if err = l.Writable(ctx); errors.Is(err, ledger.ErrReadOnly) {
		return nil, fmt.Errorf("open the accounts: %w", err)
	}
	for try := range 20 {
		var p *goose.Provider
		if p, err = goose.NewProvider(d, db, files, goose.WithTableName("desk_version"), goose.WithDisableGlobalRegistry(true)); err != nil {
			return nil, fmt.Errorf("open the accounts: %w", err)
		}
		if _, err = p.Up(ctx); err == nil || ctx.Err() != nil {
			break
		}
		// Another process may be at the same step: look again a little later.
		time.Sleep(time.Duration(try+1) * 10 * time.Millisecond)
	}
	if err != nil {
		return nil, fmt.Errorf("open the accounts: %w", err)
	}
	return &Store{write: db, read: l.Readers(), now: time.Now, hashing: make(chan struct{}, 2)}, nil
}

// Account is somebody who may use the desk. Provided tells that an identity
// provider vouches for them; Subject is how it names them, once met.
type Account struct {
	Name     string    `json:"name"`
	Role     Role      `json:"role"`
	Provided bool      `json:"provided" doc:"an identity provider vouches for them; they have no password here"`
	Subject  string    `json:"subject,omitempty"`
	Locked   bool      `json:"locked" doc:"nobody comes in by it; its tokens open nothing"`
	Created  time.Time `json:"created"`
	epoch    string
	password string
}

// nameForm is what an account may be called: it stands in decisions, lists and
// addresses. An e-mail address fits.
var nameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$`)

// Add makes an account. An account without password is one that an identity
// provider vouches for under this name, its verified e-mail address.
func (s *Store) Add(ctx context.Context, name string, role Role, password, by string) error {
	if !nameForm.MatchString(name) {
		return fmt.Errorf("account %q: %w: a name has letters, digits and . _ @ + - and begins with a letter or digit", name, ErrInput)
	}
	if _, err := ParseRole(string(role)); err != nil {
		return err
	}
	hash := ""
	if password != "" {
		var err error
		if hash, err = s.hash(ctx, password); err != nil {
			return fmt.Errorf("account %s: %w", name, err)
		}
	}
	res, err := s.write.ExecContext(ctx, `INSERT INTO desk_account (name, role, password, subject, provided, epoch, created) VALUES ($1, $2, $3, '', $4, $5, $6) ON CONFLICT DO NOTHING`,
		name, string(role), hash, number(password == ""), random(16), s.stamp())
	if err != nil {
		return fmt.Errorf("account %s: %w", name, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(fmt.Errorf("account %s: %w", name, ErrKnown), err)
	}
	return s.Note(ctx, by, "account added as "+string(role), name)
}

const selectAccount = "SELECT name, role, password, subject, provided, locked, epoch, created FROM desk_account "

func (s *Store) accounts(ctx context.Context, rest string, args ...any) ([]Account, error) {
	rows, err := s.read.QueryContext(ctx, selectAccount+rest, args...)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	defer rows.Close()
	out := []Account{}
	for rows.Next() {
		var a Account
		var provided, locked int
		var created string
		if err := rows.Scan(&a.Name, &a.Role, &a.password, &a.Subject, &provided, &locked, &a.epoch, &created); err != nil {
			return nil, fmt.Errorf("accounts: %w", err)
		}
		a.Provided, a.Locked = provided != 0, locked != 0
		if a.Created, err = time.Parse(time.RFC3339, created); err != nil {
			return nil, fmt.Errorf("account %s: %w", a.Name, err)
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// All are the accounts by name.
func (s *Store) All(ctx context.Context) ([]Account, error) {
	return s.accounts(ctx, "ORDER BY name")
}

// Any tells whether there is an account, so that the desk asks who somebody is.
func (s *Store) Any(ctx context.Context) (bool, error) {
	var n int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM desk_account").Scan(&n)
	return n > 0, err
}

// Get is the account of a name, or ErrUnknown.
func (s *Store) Get(ctx context.Context, name string) (Account, error) {
	found, err := s.accounts(ctx, "WHERE name = $1", name)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("account %q: %w", name, ErrUnknown)
	}
	if err != nil {
		return Account{}, err
	}
	return found[0], nil
}

// SetRole gives an account another role and ends its sessions.
func (s *Store) SetRole(ctx context.Context, name string, role Role, by string) error {
	if _, err := ParseRole(string(role)); err != nil {
		return err
	}
	if role != Admin {
		if err := s.notLast(ctx, name); err != nil {
			return err
		}
	}
	return s.change(ctx, name, by, "role set to "+string(role), "UPDATE desk_account SET role = $2, epoch = $3 WHERE name = $1", name, string(role), random(16))
}

// SetPassword gives an account another password and ends its sessions.
func (s *Store) SetPassword(ctx context.Context, name, password, by string) error {
	hash, err := s.hash(ctx, password)
	if err != nil {
		return fmt.Errorf("account %s: %w", name, err)
	}
	return s.change(ctx, name, by, "password set", "UPDATE desk_account SET password = $2, provided = 0, epoch = $3 WHERE name = $1", name, hash, random(16))
}

// ChangePassword gives an account another password on proof of the one that it
// has, ends its sessions, and is the account as it is then. Errors wrap
// ErrRefused where the old password is wrong.
func (s *Store) ChangePassword(ctx context.Context, name, old, password string) (Account, error) {
	a, err := s.Get(ctx, name)
	if err != nil {
		return a, err
	}
	if a.password == "" {
		return a, fmt.Errorf("account %s: %w: an identity provider vouches for it, and it has no password here", name, ErrInput)
	}
	ok, err := s.matches(ctx, old, a.password)
	if err != nil {
		return a, err
	}
	if !ok {
		if err := s.Note(ctx, name, "change of password refused", name); err != nil {
			return a, err
		}
		return a, fmt.Errorf("account %s: %w", name, ErrRefused)
	}
	if err := s.SetPassword(ctx, name, password, name); err != nil {
		return a, err
	}
	return s.Get(ctx, name)
}

// SetLocked locks an account, so that nobody comes in by its password, provider,
// sessions or tokens, or unlocks it. Its tokens are good again then, its sessions
// are not.
func (s *Store) SetLocked(ctx context.Context, name string, locked bool, by string) error {
	what := "account unlocked"
	if locked {
		what = "account locked"
		all, err := s.All(ctx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(a Account) bool { return a.Name != name && a.Role == Admin && !a.Locked }) {
			return fmt.Errorf("account %s: %w", name, ErrLast)
		}
	}
	return s.change(ctx, name, by, what, "UPDATE desk_account SET locked = $2, epoch = $3 WHERE name = $1", name, number(locked), random(16))
}

// Remove ends an account with its sessions and tokens. What it decided stays in
// the ledger under its name, and so do the seals that name it.
func (s *Store) Remove(ctx context.Context, name, by string) error {
	if err := s.notLast(ctx, name); err != nil {
		return err
	}
	if _, err := s.write.ExecContext(ctx, "DELETE FROM desk_token WHERE account = $1", name); err != nil {
		return fmt.Errorf("account %s: %w", name, err)
	}
	return s.change(ctx, name, by, "account removed", "DELETE FROM desk_account WHERE name = $1", name)
}

// notLast refuses to leave a desk of several accounts without administrator.
func (s *Store) notLast(ctx context.Context, name string) error {
	all, err := s.All(ctx)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(all), func(a Account) bool { return a.Name == name })
	if len(others) > 0 && len(others) < len(all) && !slices.ContainsFunc(others, func(a Account) bool { return a.Role == Admin && !a.Locked }) {
		return fmt.Errorf("account %s: %w", name, ErrLast)
	}
	return nil
}

func (s *Store) change(ctx context.Context, name, by, what, query string, args ...any) error {
	res, err := s.write.ExecContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("account %s: %w", name, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(fmt.Errorf("account %q: %w", name, ErrUnknown), err)
	}
	return s.Note(ctx, by, what, name)
}

// Event is something that happened to accounts.
type Event struct {
	At    time.Time `json:"at"`
	Who   string    `json:"who"`
	What  string    `json:"what"`
	About string    `json:"about"`
}

// Note records an event.
func (s *Store) Note(ctx context.Context, who, what, about string) error {
	_, err := s.write.ExecContext(ctx, "INSERT INTO desk_audit (at, who, what, about) VALUES ($1, $2, $3, $4)", s.stamp(), who, what, about)
	return err
}

// Events are the last events, the newest first.
func (s *Store) Events(ctx context.Context, limit int) ([]Event, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT at, who, what, about FROM desk_audit ORDER BY at DESC LIMIT $1", limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []Event{}
	for rows.Next() {
		var e Event
		var at string
		if err := rows.Scan(&at, &e.Who, &e.What, &e.About); err != nil {
			return nil, err
		}
		if e.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

func (s *Store) stamp() string { return s.now().UTC().Format("2006-01-02T15:04:05.000000Z07:00") }

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// random is n random bytes in hexadecimal digits.
func random(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return hex.EncodeToString(b)
}
