package work

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
)

func intakeOf(t *testing.T, l *ledger.Ledger, allow ...string) (in *Intake, failed, noted *[]string) {
	q, err := OpenQueue(t.Context(), l, Options{})
	if err != nil {
		t.Fatal(err)
	}
	failed, noted = new([]string), new([]string)
	return &Intake{Ledger: l, Queue: q, Fetcher: &capture.Fetcher{Allow: allow, MaxBytes: 1 << 20}, By: "test", Workers: 2,
		Fail: func(err error) { *failed = append(*failed, err.Error()) }, Note: func(s string) { *noted = append(*noted, s) }}, failed, noted
}

func lateFerry(i int) string {
	return fmt.Sprintf("<html><head><title>Ferry %d late</title></head><body><article><h1>Ferry %d late</h1><p>Ferry number %d reached Tannet two hours late on Monday, the port authority said, because of fog over the strait.</p>"+
		"<p>Nobody was hurt, and the %d passengers were given tea, the company said in a statement on the same day.</p></article></body></html>", i, i, i, i)
}

func warcRecord(kind, target, contentType, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:x:%s>\r\nWARC-Date: 2024-03-13T08:00:00Z\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, target, target, contentType, len(block), block)
}

func httpAnswer(target, contentType, body string) string {
	return warcRecord("response", target, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: "+contentType+"\r\n\r\n"+body)
}

// archiveOf is an archive with n pages, and as many records of every other kind
// as what gives.
func archiveOf(n int) (records []string, want Tally) {
	records = append(records, warcRecord("warcinfo", "", "application/warc-fields", "software: test\r\n"))
	for i := range n {
		at := fmt.Sprintf("https://tannet.example/%d", i)
		records = append(records, warcRecord("request", at, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"), httpAnswer(at, "text/html", lateFerry(i)))
	}
	records = append(records,
		httpAnswer("https://tannet.example/0", "text/html", lateFerry(0)),
		httpAnswer("https://tannet.example/a.png", "image/png", "\x89PNG"), httpAnswer("https://tannet.example/robots.txt", "text/plain", "User-agent: *"),
		warcRecord("response", "https://tannet.example/gone", "application/http", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone"),
		warcRecord("response", "https://tannet.example/bad", "application/http", "no answer at all"),
		httpAnswer("https://tannet.example/empty", "text/html", "<html></html>"),
		warcRecord("revisit", "https://tannet.example/1", "application/http", "HTTP/1.1 200 OK\r\n\r\n"), warcRecord("metadata", "https://tannet.example/1", "text/plain", "x"),
		warcRecord("response", "dns:tannet.example", "text/dns", "192.0.2.1"))
	return records, Tally{recordAdded: n, recordKnown: 1, recordOther: 2, recordStatus: 1, recordUnread: 2, recordRevisit: 1, recordAside: n + 3}
}

func zipMembers(records []string) []byte {
	var b bytes.Buffer
	for _, r := range records {
		z := gzip.NewWriter(&b)
		io.WriteString(z, r)
		z.Close()
	}
	return b.Bytes()
}

func TestArchive(t *testing.T) {
	records, want := archiveOf(30)
	dir := t.TempDir()
	wacz := filepath.Join(dir, "c.wacz")
	f, _ := os.Create(wacz)
	z := zip.NewWriter(f)
	w, _ := z.Create("archive/data.warc.gz")
	w.Write(zipMembers(records))
	z.Close()
	f.Close()
	os.WriteFile(filepath.Join(dir, "a.warc"), []byte(strings.Join(records, "")), 0o600)
	os.WriteFile(filepath.Join(dir, "b.warc.gz"), zipMembers(records), 0o600)
	for _, name := range []string{"a.warc", "b.warc.gz", "c.wacz"} {
		l := openLedger(t)
		in, failed, noted := intakeOf(t, l)
		for range 2 { // the second time it is known
			if err := in.Add(t.Context(), filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		if len(reports(t, l)) != 30 || len(in.Fresh) != 30 || len(*failed) != want[recordUnread] {
			t.Errorf("%s: %d reports, %d fresh, failed %q", name, len(reports(t, l)), len(in.Fresh), *failed)
		}
		if want.Sum() != len(records) || len(*noted) != 2 || !strings.HasSuffix((*noted)[0], want.String()) || !strings.Contains((*noted)[1], "before") {
			t.Errorf("%s: %q, want %s of %d", name, *noted, want, len(records))
		}
		err := l.View(t.Context(), func(v *ledger.View) error {
			for i, err := range v.Reports(t.Context()) {
				if err != nil {
					return err
				}
				c, err := CustodyOf(i)
				if err != nil || c.Archive == nil || c.Archive.Record != "urn:x:"+i.URL || c.Status != 200 || c.Final != i.URL || i.CapturedAt.Format("2006-01-02") != "2024-03-13" {
					t.Errorf("custody %+v %v", c, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// An archive that is broken off anywhere is taken up there: each record once.
func TestArchiveBrokenOff(t *testing.T) {
	records, want := archiveOf(450)
	for name, file := range map[string][]byte{"a.warc": []byte(strings.Join(records, "")), "b.warc.gz": zipMembers(records), "whole.warc.gz": zipMembers([]string{strings.Join(records, "")})} {
		path := filepath.Join(t.TempDir(), name)
		os.WriteFile(path, file, 0o600)
		l := openLedger(t)
		for _, stop := range []int{100, 250, 700} { // the number of records after which it is stopped
			in, _, _ := intakeOf(t, l)
			ctx, cancel := context.WithCancel(t.Context())
			in.Fetcher = nil
			seen := 0
			in.Fail = func(error) {}
			in.met = func() {
				if seen++; seen == stop {
					cancel()
				}
			}
			if err := in.Add(ctx, path); err == nil {
				t.Fatalf("%s: it was not stopped", name)
			}
			cancel()
		}
		in, _, noted := intakeOf(t, l)
		if err := in.Add(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		urls := reports(t, l)
		if len(urls) != 450 || !strings.HasSuffix((*noted)[0], want.String()) {
			t.Errorf("%s: %d reports, %q, want %s", name, len(urls), *noted, want)
		}
		for u, n := range urls {
			if n != 1 {
				t.Errorf("%s: %s %d times", name, u, n)
			}
		}
	}
}

func TestCutArchive(t *testing.T) {
	records, _ := archiveOf(3)
	path := filepath.Join(t.TempDir(), "a.warc.gz")
	file := zipMembers(records)
	os.WriteFile(path, file[:len(file)/2], 0o600)
	l := openLedger(t)
	in, failed, noted := intakeOf(t, l)
	if err := in.Add(t.Context(), path); err != nil || len(*failed) != 1 || !strings.Contains((*failed)[0], "what comes before it is taken in") || len(reports(t, l)) == 0 || len(*noted) != 1 {
		t.Errorf("%v %q %q %d", err, *failed, *noted, len(reports(t, l)))
	}
}

func TestIntakeOfLinksAndFeeds(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/s/{i}", func(w http.ResponseWriter, r *http.Request) {
		var i int
		fmt.Sscan(r.PathValue("i"), &i)
		fmt.Fprint(w, lateFerry(i))
	})
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /s/9\n") })
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>T</title><item><link>/s/1</link><pubDate>Tue, 12 Mar 2024 10:00:00 +0000</pubDate></item><item><link>/s/2</link></item></channel></rss>`)
	})
	mux.HandleFunc("/map", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<sitemapindex><sitemap><loc>/map2</loc></sitemap></sitemapindex>`)
	})
	mux.HandleFunc("/map2", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<urlset><url><loc>/s/3</loc></url></urlset>`)
	})
	mux.HandleFunc("/web/20240313080000/{rest...}", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, lateFerry(7)) })
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	csv := filepath.Join(t.TempDir(), "links.csv")
	os.WriteFile(csv, []byte("\ufeffLink,Archive status,Archive location,Upload title\n"+s.URL+"/s/4,done,https://web.archive.example/web/2024/x,A title of its own\n,,,\nnot a link,,,\n"+s.URL+"/s/9,,,\n"), 0o600)
	l := openLedger(t)
	in, failed, _ := intakeOf(t, l, strings.TrimPrefix(s.URL, "http://"))
	for _, a := range []string{s.URL + "/feed", s.URL + "/map", csv, s.URL + "/web/20240313080000/https://tannet.example/old"} {
		if err := in.Add(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if err := in.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	err := l.View(t.Context(), func(v *ledger.View) error {
		for i, err := range v.Reports(t.Context()) {
			if err != nil {
				return err
			}
			c, err := CustodyOf(i)
			if err != nil {
				return err
			}
			got[strings.TrimPrefix(i.URL, s.URL)] = i.Title + "|" + i.Published.EDTF + i.Published.Basis + "|" + strings.TrimPrefix(c.Archived, s.URL)
		}
		return nil
	})
	want := map[string]string{"/s/1": "Ferry 1 late|2024-03-12feed|", "/s/2": "Ferry 2 late||", "/s/3": "Ferry 3 late||", "/s/4": "A title of its own||https://web.archive.example/web/2024/x",
		"https://tannet.example/old": "Ferry 7 late||/web/20240313080000/https://tannet.example/old"}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\n%v\nwant\n%v", err, got, want)
	}
	if all := strings.Join(*failed, "\n"); len(*failed) != 2 || !strings.Contains(all, "row 4") || !strings.Contains(all, "robots.txt") {
		t.Errorf("%q", *failed)
	}
}
