package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"

	"github.com/alexedwards/scs/v2"
	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// ErrProvider says that an identity provider did not vouch for anybody.
var ErrProvider = errors.New("the identity provider did not vouch for you")

// Provider lets people in for whom an OpenID Connect provider vouches, by the
// authorization code flow with PKCE. It makes no accounts: an administrator adds
// one under somebody's verified e-mail address, and at the first login it is
// bound to the subject that the provider names, so that an address given to
// somebody else later opens nothing.
type Provider struct {
	store  *Store
	issuer string
	oauth  oauth2.Config
	tokens *oidc.IDTokenVerifier
}

// ProviderAt asks a provider how it is to be used. back is the desk's own
// address to which it sends people back.
func (s *Store) ProviderAt(ctx context.Context, issuer, client, secret, back string) (*Provider, error) {
	p, err := oidc.NewProvider(ctx, issuer)
	if err != nil {
		return nil, fmt.Errorf("identity provider %s: %w", issuer, err)
	}
	return &Provider{store: s, issuer: issuer, tokens: p.Verifier(&oidc.Config{ClientID: client}),
		oauth: oauth2.Config{ClientID: client, ClientSecret: secret, Endpoint: p.Endpoint(), RedirectURL: back, Scopes: []string{oidc.ScopeOpenID, "email"}}}, nil
}

const (
	keyState    = "state"
	keyNonce    = "nonce"
	keyVerifier = "verifier"
)

// Start is the address of the provider to send a browser to; what must come
// back with it is kept in the session.
func (p *Provider) Start(ctx context.Context, m *scs.SessionManager) string {
	state, nonce, verifier := fresh(), fresh(), oauth2.GenerateVerifier()
	m.Put(ctx, keyState, state)
	m.Put(ctx, keyNonce, nonce)
	m.Put(ctx, keyVerifier, verifier)
	return p.oauth.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier))
}

// Finish is the account of whoever came back from the provider. Errors wrap
// ErrProvider or ErrUnknown.
func (p *Provider) Finish(ctx context.Context, m *scs.SessionManager, back url.Values) (Account, error) {
	state, nonce, verifier := m.PopString(ctx, keyState), m.PopString(ctx, keyNonce), m.PopString(ctx, keyVerifier)
	if state == "" || subtle.ConstantTimeCompare([]byte(state), []byte(back.Get("state"))) != 1 {
		return Account{}, fmt.Errorf("%w: this browser did not ask, or asked too long ago: begin at /login", ErrProvider)
	}
	if e := back.Get("error"); e != "" {
		return Account{}, fmt.Errorf("%w: %.100q", ErrProvider, e)
	}
	t, err := p.oauth.Exchange(ctx, back.Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		return Account{}, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	raw, _ := t.Extra("id_token").(string)
	id, err := p.tokens.Verify(ctx, raw)
	if err != nil {
		return Account{}, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(nonce)) != 1 {
		return Account{}, fmt.Errorf("%w: its answer is to another question", ErrProvider)
	}
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	if err := id.Claims(&claims); err != nil {
		return Account{}, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	return p.store.provided(ctx, p.issuer+" "+id.Subject, claims.Email, claims.Verified)
}

// provided is the account bound to a subject, or the one that waits for its
// verified address.
func (s *Store) provided(ctx context.Context, subject, email string, verified bool) (Account, error) {
	found, err := s.accounts(ctx, "WHERE subject = $1 AND provided = 1", subject)
	if err != nil {
		return Account{}, err
	}
	if len(found) == 1 && found[0].Locked {
		return Account{}, errors.Join(fmt.Errorf("account %s: %w", found[0].Name, ErrLocked), s.Note(ctx, "", "login by provider refused: locked", found[0].Name))
	}
	if len(found) == 1 {
		return found[0], s.Note(ctx, found[0].Name, "login by provider", found[0].Name)
	}
	if email != "" && verified {
		res, err := s.write.ExecContext(ctx, "UPDATE desk_account SET subject = $2 WHERE name = $1 AND provided = 1 AND subject = '' AND locked = 0", email, subject)
		if err != nil {
			return Account{}, fmt.Errorf("account %s: %w", email, err)
		}
		if n, err := res.RowsAffected(); err == nil && n == 1 {
			a, err := s.Get(ctx, email)
			if err != nil {
				return a, err
			}
			return a, s.Note(ctx, a.Name, "login by provider, bound to "+subject, a.Name)
		}
	}
	if err := s.Note(ctx, "", "login by provider refused", fmt.Sprintf("%.100s %.100s", email, subject)); err != nil {
		return Account{}, err
	}
	return Account{}, fmt.Errorf("%w: an administrator can make an account for %q: sayso account add --provided EMAIL", ErrUnknown, email)
}

func fresh() string {
	b := make([]byte, 24)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}
