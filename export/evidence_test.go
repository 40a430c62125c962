package export

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
	"github.com/sayso/sayso/report"
)

// bundle is the evidence of a page from the web among n records, unpacked.
func bundle(t *testing.T, n int) string {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	page := []byte("A ferry sank off Tannet on Monday, the coastguard said.\n")
	rep, err := extract.Plain(page, extract.Options{URL: "https://tannet.example/ferry"})
	if err != nil {
		t.Fatal(err)
	}
	g := ledgertest.New(3)
	var id string
	err = l.Append(t.Context(), func(tx *ledger.Tx) error {
		for i := range n {
			c, _ := g.Next()
			if i == n/2 {
				c = ledger.Capture{Report: rep, Original: page, At: time.Unix(1710300000, 0), By: "ann", Tool: "sayso test",
					Custody: []byte(`{"requested":"https://tannet.example/f","final":"https://tannet.example/ferry","redirects":["https://tannet.example/f"],"at":"2024-03-13T03:20:00Z","status":200,"header":{"Content-Type":["text/plain"],"Transfer-Encoding":["chunked"]},"peer":null,"sha256":""}`)}
			}
			info, _, err := tx.Capture(t.Context(), c)
			if err != nil {
				return err
			}
			if i == n/2 {
				id = info.ID
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Evidence(t.Context(), l, id, nil, &b); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, f.Name), body, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func check(dir string) (string, error) {
	out, err := exec.Command("sh", filepath.Join(dir, "check.sh")).CombinedOutput()
	return string(out), err
}

func TestEvidence(t *testing.T) {
	for _, tool := range []string{"sh", "sha256sum", "awk", "sed", "od", "base64"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the check's tools are not here: %v", err)
		}
	}
	for _, n := range []int{1, 2, 3, 6, 13} {
		if out, err := check(bundle(t, n)); err != nil {
			t.Errorf("a log of %d: %v\n%s", n, err, out)
		}
	}
	dir := bundle(t, 6)
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if f.Name() == "check.sh" || f.Name() == "SHA256SUMS" {
			continue
		}
		path := filepath.Join(dir, f.Name())
		body, _ := os.ReadFile(path)
		changed := bytes.Clone(body)
		changed[len(changed)/2] ^= 1
		os.WriteFile(path, changed, 0o600)
		if out, err := check(dir); err == nil {
			t.Errorf("a changed byte in %s went through:\n%s", f.Name(), out)
		}
		// Whoever changes a file and its sum is caught by the record or the head.
		sums, _ := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
		os.WriteFile(filepath.Join(dir, "SHA256SUMS"), []byte(strings.Replace(string(sums), report.Hash(body), report.Hash(changed), 1)), 0o600)
		switch f.Name() {
		case "original.bin", "text.txt", "record.leaf", "proof.txt":
			if out, err := check(dir); err == nil {
				t.Errorf("a changed %s with a new sum went through:\n%s", f.Name(), out)
			}
		}
		os.WriteFile(filepath.Join(dir, "SHA256SUMS"), sums, 0o600)
		os.WriteFile(path, body, 0o600)
	}
	// A map that leads to other bytes is caught, whatever its sum.
	path := filepath.Join(dir, "map.tsv")
	body, _ := os.ReadFile(path)
	astray := bytes.Replace(body, []byte("0\t55\t0\t55\t55"), []byte("0\t54\t1\t55\t54"), 1)
	os.WriteFile(path, astray, 0o600)
	sums, _ := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	os.WriteFile(filepath.Join(dir, "SHA256SUMS"), []byte(strings.Replace(string(sums), report.Hash(body), report.Hash(astray), 1)), 0o600)
	if out, err := check(dir); err == nil || bytes.Equal(body, astray) {
		t.Errorf("a map that leads astray went through:\n%s\n%s", body, out)
	}
	warc, _ := os.ReadFile(filepath.Join(dir, "report.warc"))
	for _, want := range []string{"WARC/1.1\r\nWARC-Type: warcinfo", "WARC-Type: response", "WARC-Target-URI: https://tannet.example/ferry\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 56\r\n\r\nA ferry sank"} {
		if !bytes.Contains(warc, []byte(want)) {
			t.Errorf("no %q in\n%s", want, warc)
		}
	}
}
