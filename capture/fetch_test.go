package capture

import (
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/report"
)

func site(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "<p>a page for "+r.UserAgent()+"</p>")
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page#x", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/far/", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"x", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/gone", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "gone", http.StatusGone) })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		zeros := make([]byte, 1<<20)
		for range 64 {
			if _, err := z.Write(zeros); err != nil {
				return
			}
		}
		z.Close()
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestGet(t *testing.T) {
	s := site(t)
	host := strings.TrimPrefix(s.URL, "http://")
	f := &Fetcher{Allow: []string{host}, MaxBytes: 1 << 20}
	got, err := f.Get(t.Context(), s.URL+"/moved", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got.Requested != s.URL+"/moved" || got.Final != s.URL+"/page" || len(got.Redirects) != 1 || got.Status != 200 || got.SHA256 != report.Hash(got.Body) ||
		!strings.Contains(string(got.Body), "a page for sayso") || got.At.IsZero() || got.Header.Get("ETag") != `"1"` {
		t.Errorf("%+v %s", got, got.Body)
	}
	f.Timeout = 200 * time.Millisecond
	for path, want := range map[string]error{"/loop": ErrRedirect, "/far/": ErrRedirect, "/file": ErrAddress, "/gone": ErrStatus, "/none": ErrStatus, "/bomb": report.ErrTooLarge} {
		f := &Fetcher{Allow: []string{host}, MaxBytes: 1 << 20}
		if _, err := f.Get(t.Context(), s.URL+path, nil); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	if _, err := f.Get(t.Context(), s.URL+"/slow", nil); err == nil || !strings.Contains(err.Error(), "took too long") {
		t.Error(err)
	}
	got, err = (&Fetcher{Allow: []string{host}}).Get(t.Context(), s.URL+"/page", http.Header{"If-None-Match": {`"1"`}})
	if !errors.Is(err, ErrStatus) || got.Status != http.StatusNotModified {
		t.Errorf("%+v %v", got, err)
	}
}

func TestRefusesPrivateAddresses(t *testing.T) {
	s := site(t)
	port := s.URL[strings.LastIndexByte(s.URL, ':')+1:]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]"} {
		_, err := (&Fetcher{Timeout: 2 * time.Second}).Get(t.Context(), "http://"+host+":"+port+"/page", nil)
		if err == nil {
			t.Errorf("%s was let through", host)
		}
	}
	for _, address := range []string{"http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://10.0.0.1/", "http://[fd00::1]/"} {
		if _, err := (&Fetcher{Timeout: 2 * time.Second}).Get(t.Context(), address, nil); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"file:///etc/passwd", "ftp://example.org/", "gopher://x/", "javascript:1", "http://", "//example.org", "example.org"} {
		if _, err := (&Fetcher{}).Get(t.Context(), address, nil); !errors.Is(err, ErrAddress) {
			t.Errorf("%s: %v", address, err)
		}
	}
	// A host that is allowed does not let a redirect in anywhere else.
	inner := site(t)
	outer := httptest.NewServer(http.RedirectHandler(inner.URL+"/page", http.StatusFound))
	t.Cleanup(outer.Close)
	if _, err := (&Fetcher{Allow: []string{strings.TrimPrefix(outer.URL, "http://")}}).Get(t.Context(), outer.URL, nil); !errors.Is(err, ErrPrivate) {
		t.Error("a redirect led into a private network:", err)
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "64:ff9b::808:808": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false, "0.1.2.3": false,
		"224.0.0.1": false, "240.0.0.1": false, "255.255.255.255": false, "192.0.2.1": false, "198.18.0.1": false, "::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false,
		"fc00::1": false, "fec0::1": false, "ff02::1": false, "::ffff:127.0.0.1": false, "::127.0.0.1": false, "64:ff9b::7f00:1": false, "64:ff9b::a9fe:a9fe": false, "2002:7f00:1::": false, "2001:db8::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public %v", address, got)
		}
	}
}
