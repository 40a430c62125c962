package capture

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// nameServer answers every question for A and AAAA with what answer gives for
// the name and the number of times that it was asked for; the resolver asks it.
func nameServer(t *testing.T, answer func(name string, times int) []netip.Addr) *net.Resolver {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		asked := map[string]int{}
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			key := q.Name.String() + q.Type.String()
			m.Response, m.Additionals = true, nil
			for _, a := range answer(strings.TrimSuffix(q.Name.String(), "."), asked[key]) {
				h := dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 0}
				switch {
				case a.Is4() && q.Type == dnsmessage.TypeA:
					m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AResource{A: a.As4()}})
				case a.Is6() && q.Type == dnsmessage.TypeAAAA:
					m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
				}
			}
			asked[key]++
			if out, err := m.Pack(); err == nil {
				conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// A name that leads into a private network is refused whatever it led to
// before, in whatever form the address comes, and however one got there.
func TestNamesIntoPrivateNetworks(t *testing.T) {
	var hits atomic.Int32
	inner := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { hits.Add(1); w.Write([]byte("secret")) }))
	t.Cleanup(inner.Close)
	port := inner.URL[strings.LastIndexByte(inner.URL, ':')+1:]
	led := map[string]string{
		"loopback.test": "127.0.0.1", "metadata.test": "169.254.169.254", "ten.test": "10.0.0.5", "mapped.test": "::ffff:127.0.0.1", "nat64.test": "64:ff9b::7f00:1", "sixtofour.test": "2002:7f00:1::1",
		"ula.test": "fd00::1", "link.test": "fe80::1", "six.test": "::1", "zero.test": "0.0.0.0", "cgnat.test": "100.64.0.1", "compat.test": "::127.0.0.1",
	}
	r := nameServer(t, func(name string, times int) []netip.Addr {
		if name == "rebind.test" && times == 0 {
			return nil // nothing at first, inwards later
		}
		if a, ok := led[name]; ok {
			return []netip.Addr{netip.MustParseAddr(a)}
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}
	})
	f := &Fetcher{resolver: r, Timeout: 5 * time.Second}
	for name := range led {
		if _, err := f.Get(t.Context(), "http://"+name+":"+port+"/", nil); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := f.Get(t.Context(), "http://rebind.test:"+port+"/", nil); err == nil {
		t.Error("a name without an address was fetched")
	}
	if _, err := f.Get(t.Context(), "http://rebind.test:"+port+"/", nil); !errors.Is(err, ErrPrivate) {
		t.Errorf("rebound: %v", err)
	}
	// From an allowed host, by a redirect to such a name.
	outer := httptest.NewServer(http.RedirectHandler("http://metadata.test:"+port+"/", http.StatusTemporaryRedirect))
	t.Cleanup(outer.Close)
	f.Allow = []string{strings.TrimPrefix(outer.URL, "http://")}
	if _, err := f.Get(t.Context(), outer.URL, nil); !errors.Is(err, ErrPrivate) {
		t.Errorf("redirect to a name: %v", err)
	}
	// Hosts in decimal, octal and hexadecimal figures are no names to Go, or names
	// that lead to an address that is refused.
	for _, host := range []string{"2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "017700000001", "127.0.0.1.", "localhost.", "xn--127-0.0.1"} {
		if _, err := f.Get(t.Context(), "http://"+host+":"+port+"/", nil); err == nil {
			t.Errorf("%s was fetched", host)
		}
	}
	for _, address := range []string{"http://user:pass@127.0.0.1:" + port + "/", "http://[::ffff:7f00:1]:" + port + "/", "http://[::ffff:127.0.0.1]:" + port + "/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:a9fe:a9fe::1]/", "http://[::1%25lo]:" + port + "/", "http://１２７.0.0.1:" + port + "/"} {
		if _, err := f.Get(t.Context(), address, nil); err == nil {
			t.Errorf("%s was fetched", address)
		}
	}
	if _, err := f.Post(t.Context(), "http://loopback.test:"+port+"/", "text/plain", []byte("x")); !errors.Is(err, ErrPrivate) {
		t.Errorf("post: %v", err)
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the private server was asked %d times", n)
	}
}
