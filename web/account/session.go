package account

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
)

// Sessions are how browsers stay known. Secure is for desks behind TLS: the
// cookie then never travels without it.
func (s *Store) Sessions(secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = sessions{s}
	m.HashTokenInStore = true
	m.Lifetime = 12 * time.Hour
	m.Cookie.Name, m.Cookie.Path, m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Persist = "sayso", "/", true, http.SameSiteLaxMode, false
	if secure {
		m.Cookie.Name, m.Cookie.Secure = "__Host-sayso", true
	}
	return m
}

const (
	keyName  = "name"
	keyEpoch = "epoch"
)

// Begin makes the request's session that of an account, under a new secret:
// whoever knew the old one, as somebody who planted it would, knows nothing.
func Begin(ctx context.Context, m *scs.SessionManager, a Account) error {
	if err := m.RenewToken(ctx); err != nil {
		return err
	}
	m.Put(ctx, keyName, a.Name)
	m.Put(ctx, keyEpoch, a.epoch)
	return nil
}

// Seated is who the request's session belongs to, nil for nobody: a session
// ends when its account is removed, locked, or gets another role or password.
func (s *Store) Seated(ctx context.Context, m *scs.SessionManager) (*Person, error) {
	name := m.GetString(ctx, keyName)
	if name == "" {
		return nil, nil
	}
	a, err := s.Get(ctx, name)
	if errors.Is(err, ErrUnknown) || err == nil && (a.Locked || a.epoch != m.GetString(ctx, keyEpoch)) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &Person{Name: a.Name, Role: a.Role, Scopes: a.Role.Scopes()}, nil
}

// sessions is a store of scs on the ledger's database. Expired ones are swept
// out when others are written.
type sessions struct{ s *Store }

func (x sessions) FindCtx(ctx context.Context, id string) (b []byte, found bool, err error) {
	err = x.s.read.QueryRowContext(ctx, "SELECT body FROM desk_session WHERE id = $1 AND expires > $2", id, x.s.now().Unix()).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return b, err == nil, err
}

func (x sessions) CommitCtx(ctx context.Context, id string, b []byte, expiry time.Time) error {
	if _, err := x.s.write.ExecContext(ctx, "DELETE FROM desk_session WHERE expires <= $1", x.s.now().Unix()); err != nil {
		return err
	}
	_, err := x.s.write.ExecContext(ctx, "INSERT INTO desk_session (id, body, expires) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET body = excluded.body, expires = excluded.expires",
		id, b, expiry.Unix())
	return err
}

func (x sessions) DeleteCtx(ctx context.Context, id string) error {
	_, err := x.s.write.ExecContext(ctx, "DELETE FROM desk_session WHERE id = $1", id)
	return err
}

func (x sessions) Find(id string) ([]byte, bool, error) { return x.FindCtx(context.Background(), id) }

func (x sessions) Commit(id string, b []byte, expiry time.Time) error {
	return x.CommitCtx(context.Background(), id, b, expiry)
}

func (x sessions) Delete(id string) error { return x.DeleteCtx(context.Background(), id) }
