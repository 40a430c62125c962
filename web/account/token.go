package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Token lets a program act for an account within scopes, until it expires.
type Token struct {
	ID      string    `json:"id"`
	Account string    `json:"account"`
	Label   string    `json:"label"`
	Scopes  []Scope   `json:"scopes"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
}

// tokenPrefix begins every token, so that tools that look for leaked secrets
// can know one.
const tokenPrefix = "sayso_"

// LongestToken is how long a token may last.
const LongestToken = 366 * 24 * time.Hour

// Issue makes a token and is the secret, which is shown this once: its hash
// alone is kept.
func (s *Store) Issue(ctx context.Context, account, label string, want []Scope, lasts time.Duration, by string) (Token, string, error) {
	a, err := s.Get(ctx, account)
	if err != nil {
		return Token{}, "", err
	}
	for _, x := range want {
		if !slices.Contains(a.Role.Scopes(), x) {
			return Token{}, "", fmt.Errorf("token of %s: %w: a %s may not %s", account, ErrInput, a.Role, x)
		}
	}
	if lasts <= 0 || lasts > LongestToken {
		return Token{}, "", fmt.Errorf("token of %s: %w: it lasts a minute to %d days", account, ErrInput, LongestToken/(24*time.Hour))
	}
	b := make([]byte, 32)
	rand.Read(b)
	secret := tokenPrefix + base64.RawURLEncoding.EncodeToString(b)
	now := s.now().UTC().Truncate(time.Second)
	t := Token{ID: random(4), Account: account, Label: label, Scopes: want, Created: now, Expires: now.Add(lasts)}
	_, err = s.write.ExecContext(ctx, "INSERT INTO desk_token (id, account, label, scopes, hash, created, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		t.ID, account, label, joinScopes(want), hashOf(secret), t.Created.Format(time.RFC3339), t.Expires.Format(time.RFC3339))
	if err != nil {
		return t, "", fmt.Errorf("token of %s: %w", account, err)
	}
	return t, secret, s.Note(ctx, by, "token "+t.ID+" issued for "+joinScopes(want), account)
}

func hashOf(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}

// Tokens are an account's, or all of them for "".
func (s *Store) Tokens(ctx context.Context, account string) ([]Token, error) {
	return s.tokens(ctx, "WHERE account = $1 OR $1 = '' ORDER BY created, id", account)
}

func (s *Store) tokens(ctx context.Context, rest string, args ...any) ([]Token, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT id, account, label, scopes, created, expires FROM desk_token "+rest, args...)
	if err != nil {
		return nil, fmt.Errorf("tokens: %w", err)
	}
	defer rows.Close()
	out := []Token{}
	for rows.Next() {
		var t Token
		var words, created, expires string
		if err := rows.Scan(&t.ID, &t.Account, &t.Label, &words, &created, &expires); err != nil {
			return nil, fmt.Errorf("tokens: %w", err)
		}
		if t.Scopes, err = ParseScopes(words); err != nil {
			return nil, err
		}
		if t.Created, err = time.Parse(time.RFC3339, created); err != nil {
			return nil, err
		}
		if t.Expires, err = time.Parse(time.RFC3339, expires); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// Revoke ends a token; account, when not empty, must be whose it is.
func (s *Store) Revoke(ctx context.Context, id, account, by string) error {
	return s.change(ctx, id, by, "token revoked", "DELETE FROM desk_token WHERE id = $1 AND (account = $2 OR $2 = '')", id, account)
}

// Bearer is who comes with a token, or ErrUnknown: never more than the
// account's role allows now.
func (s *Store) Bearer(ctx context.Context, secret string) (*Person, error) {
	if !strings.HasPrefix(secret, tokenPrefix) {
		return nil, ErrUnknown
	}
	found, err := s.tokens(ctx, "WHERE hash = $1", hashOf(secret))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 || !found[0].Expires.After(s.now()) {
		return nil, ErrUnknown
	}
	t := found[0]
	a, err := s.Get(ctx, t.Account)
	if err != nil {
		return nil, err
	}
	if a.Locked {
		return nil, ErrUnknown
	}
	p := &Person{Name: a.Name, Role: a.Role, Token: t.ID}
	for _, x := range t.Scopes {
		if slices.Contains(a.Role.Scopes(), x) {
			p.Scopes = append(p.Scopes, x)
		}
	}
	return p, nil
}
