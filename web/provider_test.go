package web

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/web/account"
)

// provider is a small OpenID Connect provider: whoever asks is whom it says.
type provider struct {
	*httptest.Server
	key      *rsa.PrivateKey
	sub      string
	email    string
	verified bool
	spoil    func(claims map[string]any) // before a token is signed
	forge    bool                        // sign with another key
	grants   map[string]grant            // by code
}

type grant struct{ nonce, challenge string }

func newProvider(t *testing.T) *provider {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, sub: "u-1", email: "iris@example.org", verified: true, grants: map[string]grant{}}
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(v)
	}
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		answer(w, map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/auth", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, r *http.Request) {
		e := big.NewInt(int64(key.E)).Bytes()
		answer(w, map[string]any{"keys": []any{map[string]string{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": b64(key.N.Bytes()), "e": b64(e)}}})
	})
	mux.HandleFunc("/auth", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		code := rand.Text()
		p.grants[code] = grant{q.Get("nonce"), q.Get("code_challenge")}
		http.Redirect(w, r, q.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), http.StatusFound)
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		code := r.PostFormValue("code")
		g, ok := p.grants[code]
		delete(p.grants, code)
		sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
		if !ok || b64(sum[:]) != g.challenge {
			http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
			return
		}
		claims := map[string]any{"iss": p.URL, "sub": p.sub, "aud": "sayso", "exp": time.Now().Add(time.Minute).Unix(), "iat": time.Now().Unix(), "nonce": g.nonce, "email": p.email, "email_verified": p.verified}
		if p.spoil != nil {
			p.spoil(claims)
		}
		answer(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.sign(t, claims)})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (p *provider) sign(t *testing.T, claims map[string]any) string {
	key := p.key
	if p.forge {
		var err error
		if key, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
			t.Fatal(err)
		}
	}
	body, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed := b64([]byte(`{"alg":"RS256","kid":"1","typ":"JWT"}`)) + "." + b64(body)
	sum := sha256.Sum256([]byte(signed))
	sig, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return signed + "." + b64(sig)
}

// follow goes through redirects by hand, and is the last answer.
func (p *provider) follow(t *testing.T, c *http.Client, address string) (int, string, string) {
	t.Helper()
	for range 10 {
		status, body, head := do(t, c, http.MethodGet, address, "", nil)
		to := head.Get("Location")
		if to == "" || strings.HasPrefix(to, "/due") {
			return status, body, to
		}
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if u, err = u.Parse(to); err != nil {
			t.Fatal(err)
		}
		address = u.String()
	}
	t.Fatal("redirects without end")
	return 0, "", ""
}

func TestProvider(t *testing.T) {
	x := newTeam(t, Options{})
	p := newProvider(t)
	var err error
	if x.server.o.Provider, err = x.accounts.ProviderAt(t.Context(), p.URL, "sayso", "s3cret", x.URL+"/login/back"); err != nil {
		t.Fatal(err)
	}
	x.Config.Handler = x.server.Handler()
	begin := x.URL + "/login/provider?to=/due"
	in := func() (*http.Client, int, string, string) {
		c := x.browser(t)
		status, body, to := p.follow(t, c, begin)
		return c, status, body, to
	}
	refused := func(what string) {
		t.Helper()
		c, status, body, to := in()
		if status != http.StatusForbidden || to != "" {
			t.Errorf("%s: %d to %q: %.300s", what, status, to, body)
		}
		if status, _, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/me", "", nil); status != http.StatusUnauthorized {
			t.Errorf("%s is in: %d", what, status)
		}
	}
	refused("somebody without account")
	if err := x.accounts.Add(t.Context(), "iris@example.org", account.Analyst, "", "ann"); err != nil {
		t.Fatal(err)
	}
	p.verified = false
	refused("an address that was not verified")
	p.verified = true
	for what, spoil := range map[string]func(map[string]any){
		"another desk's token":     func(c map[string]any) { c["aud"] = "another" },
		"an old token":             func(c map[string]any) { c["exp"] = time.Now().Add(-time.Hour).Unix() },
		"another question's":       func(c map[string]any) { c["nonce"] = "x" },
		"another provider's token": func(c map[string]any) { c["iss"] = "https://id.example" },
	} {
		p.spoil = spoil
		refused(what)
	}
	p.spoil, p.forge = nil, true
	refused("a forged token")
	p.forge = false

	c, status, body, to := in()
	if status != http.StatusSeeOther || to != "/due" {
		t.Fatalf("%d to %q: %s", status, to, body)
	}
	if _, body, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/me", "", nil); !strings.Contains(body, `"name":"iris@example.org","role":"analyst"`) {
		t.Error(body)
	}
	// The account is now the subject's: an address given to somebody else opens
	// nothing, and the same person with another address is still who they were.
	p.sub = "u-2"
	refused("somebody else with the address")
	p.sub, p.email = "u-1", "iris.married@example.org"
	if c, status, _, _ := in(); status != http.StatusSeeOther {
		t.Error("the same subject with another address:", status)
	} else if _, body, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/me", "", nil); !strings.Contains(body, `"iris@example.org"`) {
		t.Error(body)
	}
	// A code or state of another browser opens nothing here.
	var stolen string
	thief := x.browser(t)
	_, _, head := do(t, thief, http.MethodGet, begin, "", nil)
	_, _, head = do(t, thief, http.MethodGet, head.Get("Location"), "", nil)
	stolen = head.Get("Location")
	if status, _, _ := do(t, x.browser(t), http.MethodGet, stolen, "", nil); status != http.StatusForbidden {
		t.Error("another browser's code was taken:", status)
	}
	// An account of the provider has no password that could be guessed.
	resp, err := x.browser(t).PostForm(x.URL+"/login", url.Values{"name": {"iris@example.org"}, "password": {""}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized {
		t.Error("in without password:", resp.Status)
	}
}
