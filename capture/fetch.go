package capture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/sayso/sayso/report"
)

// The ways in which an address is refused or fails.
var (
	ErrAddress  = errors.New("it is no address of the web: it begins with http:// or https://")
	ErrPrivate  = errors.New("it leads into a private network, which is refused: --allow-host names a host that is meant")
	ErrStatus   = errors.New("the server does not give the page")
	ErrRedirect = errors.New("it is redirected in a circle or too often")
)

// Fetched is what came from an address, with its custody: when, from where,
// through which redirects, in whose name. Body is as the server sent it, but
// for the compression of the transfer.
type Fetched struct {
	Requested string      `json:"requested"`
	Final     string      `json:"final"`
	Redirects []string    `json:"redirects"` // the addresses between
	At        time.Time   `json:"at"`
	Status    int         `json:"status"`
	Header    http.Header `json:"header"`
	Remote    string      `json:"remote,omitempty"` // the address and port that answered
	Agent     string      `json:"agent,omitempty"`  // what sayso called itself
	Peer      *Peer       `json:"peer"`             // nil without TLS
	SHA256    string      `json:"sha256"`
	Body      []byte      `json:"-"`
}

// Peer is who vouched for the server: the certificate that it showed.
type Peer struct {
	Version string    `json:"version"`
	Subject string    `json:"subject"`
	Issuer  string    `json:"issuer"`
	Until   time.Time `json:"until"`
	SHA256  string    `json:"sha256"`
}

// Fetcher gets pages. The zero value is careful: only http and https, no
// private, loopback, link-local or otherwise special addresses, whatever name
// they hide behind, and bounds on size, time and redirects. It is safe for
// concurrent use.
type Fetcher struct {
	Allow     []string      // hosts that may lead anywhere, "localhost" or "localhost:8080"
	Timeout   time.Duration // for one page with its redirects, a minute when 0
	MaxBytes  int64         // of a page, report.MaxBytes when 0
	UserAgent string
	resolver  *net.Resolver // the system's but in tests
}

const maxRedirects = 10

// DefaultAgent names sayso to servers.
const DefaultAgent = "sayso/0.1 (reads news reports for one person; +https://github.com/sayso/sayso)"

// Get is what an address gives. header is sent along. Errors begin with the
// address and wrap ErrAddress, ErrPrivate, ErrStatus, ErrRedirect,
// report.ErrTooLarge or the network's own; with ErrStatus and a status of 304
// come the headers.
func (f *Fetcher) Get(ctx context.Context, address string, header http.Header) (*Fetched, error) {
	ctx, cancel := context.WithTimeout(ctx, f.timeout())
	defer cancel()
	got := &Fetched{Requested: address, Redirects: []string{}, At: time.Now().UTC(), Agent: f.agent()}
	client := &http.Client{Transport: f.transport(), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	seen := map[string]bool{}
	for at := address; ; {
		u, err := webAddress(at)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", address, err)
		}
		if seen[u.String()] || len(seen) > maxRedirects {
			return nil, fmt.Errorf("%s: %w", address, ErrRedirect)
		}
		seen[u.String()] = true
		next, err := f.once(ctx, client, u, header, got)
		if err != nil {
			return got, fmt.Errorf("%s: %w", address, simplest(err))
		}
		if next == "" {
			return got, nil
		}
		got.Redirects = append(got.Redirects, at)
		at = next
	}
}

// Post sends a body to an address and is what comes back, under the same bounds
// as Get and without redirects.
func (f *Fetcher) Post(ctx context.Context, address, contentType string, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, f.timeout())
	defer cancel()
	u, err := webAddress(address)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	req.Header.Set("User-Agent", f.agent())
	req.Header.Set("Content-Type", contentType)
	client := &http.Client{Transport: f.transport(), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, simplest(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %w: %s", address, ErrStatus, resp.Status)
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, simplest(err))
	}
	return b, nil
}

func (f *Fetcher) timeout() time.Duration {
	if f.Timeout == 0 {
		return time.Minute
	}
	return f.Timeout
}

func (f *Fetcher) agent() string {
	if f.UserAgent == "" {
		return DefaultAgent
	}
	return f.UserAgent
}

// once asks one address, and is where it redirects to, "" when it does not.
func (f *Fetcher) once(ctx context.Context, client *http.Client, u *url.URL, header http.Header, got *Fetched) (next string, err error) {
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) {
		got.Remote = c.Conn.RemoteAddr().String()
	}}), http.MethodGet, u.String(), nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("User-Agent", f.agent())
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5")
	for k, v := range header {
		req.Header[k] = v
	}
	resp, err := client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	got.Final, got.Status, got.Header = u.String(), resp.StatusCode, resp.Header
	got.Peer = peerOf(resp.TLS)
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to, err := resp.Location()
		if err != nil {
			return "", fmt.Errorf("%w: it redirects to nowhere", ErrStatus)
		}
		to.Fragment = ""
		return to.String(), nil
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return "", fmt.Errorf("%w: %s", ErrStatus, resp.Status)
	}
	limit := f.MaxBytes
	if limit == 0 {
		limit = report.MaxBytes
	}
	got.Body, err = io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return "", err
	}
	if int64(len(got.Body)) > limit {
		got.Body = nil
		return "", report.ErrTooLarge
	}
	got.SHA256 = report.Hash(got.Body)
	return "", nil
}

// webAddress is an address of the web without user, password and fragment.
func webAddress(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, ErrAddress
	}
	u.User, u.Fragment = nil, ""
	return u, nil
}

// IsAddress tells an address of the web from a path.
func IsAddress(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

func (f *Fetcher) transport() *http.Transport {
	return &http.Transport{
		Proxy: nil,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			d := net.Dialer{Timeout: 20 * time.Second, Resolver: f.resolver}
			if host, _, err := net.SplitHostPort(addr); err != nil || !slices.Contains(f.Allow, host) && !slices.Contains(f.Allow, addr) {
				d.Control = publicOnly
			}
			return d.DialContext(ctx, network, addr)
		},
		TLSHandshakeTimeout:    20 * time.Second,
		ResponseHeaderTimeout:  30 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           4,
	}
}

// publicOnly refuses to connect to an address that is not on the public
// internet. It is asked after the name was resolved, for every connection, so
// that no name, number form or redirect leads around it.
func publicOnly(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !public(ap.Addr()) {
		return fmt.Errorf("%s: %w", address, ErrPrivate)
	}
	return nil
}

// special are the networks of IANA's special-purpose registries (RFC 6890 and
// later) that netip's own predicates do not tell.
var special = func() (out []netip.Prefix) {
	for _, s := range strings.Fields(`0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
		::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fec0::/10`) {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}()

var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// public tells whether an IP address is one of the public internet's.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if nat64.Contains(a) {
		b := a.As16()
		return public(netip.AddrFrom4([4]byte(b[12:])))
	}
	return a.IsGlobalUnicast() && !a.IsPrivate() && !a.IsLoopback() && !a.IsLinkLocalUnicast() &&
		!slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

func peerOf(s *tls.ConnectionState) *Peer {
	if s == nil || len(s.PeerCertificates) == 0 {
		return nil
	}
	c := s.PeerCertificates[0]
	sum := sha256.Sum256(c.Raw)
	return &Peer{Version: tls.VersionName(s.Version), Subject: c.Subject.String(), Issuer: c.Issuer.String(), Until: c.NotAfter.UTC(), SHA256: hex.EncodeToString(sum[:])}
}

// simplest is the part of a network error that a person can use.
func simplest(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if errors.Is(err, ErrPrivate) {
		return ErrPrivate
	}
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return fmt.Errorf("no server has the name %s: %w", dns.Name, err)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("the server took too long: %w", err)
	}
	return err
}
