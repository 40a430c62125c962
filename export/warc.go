package export

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/report"
)

// WARC writes a captured report as a WARC 1.1 file (ISO 28500:2017): a
// description of the file and one record, a response where the report came from
// the web, else a resource. The headers are those that came, without those that
// tell of the transfer alone; the payload is the bytes as the ledger keeps them.
// The same capture gives the same file.
func WARC(w io.Writer, i ledger.ReportInfo, original []byte) error {
	if err := warcInfo(w, i.Tool, i.CapturedBy, i.CapturedAt, i.ID); err != nil {
		return err
	}
	return warcReport(w, i, original)
}

// Archive writes captured reports as one WARC file in the order of their ids, each
// record a gzip member of its own, as archives do; ids are those to write, all when
// there are none. It is the number of reports written, each read from the ledger
// when its turn comes.
func Archive(ctx context.Context, l *ledger.Ledger, ids []string, w io.Writer) (n int, err error) {
	err = l.View(ctx, func(v *ledger.View) error {
		for i, err := range v.Reports(ctx) {
			if err != nil {
				return err
			}
			if len(ids) > 0 && !slices.Contains(ids, i.ID) {
				continue
			}
			original, err := v.Original(ctx, i.ID)
			if err != nil {
				return err
			}
			if n == 0 {
				if err := member(w, func(w io.Writer) error { return warcInfo(w, i.Tool, i.CapturedBy, i.CapturedAt, "archive:"+i.ID) }); err != nil {
					return err
				}
			}
			if err := member(w, func(w io.Writer) error { return warcReport(w, i, original) }); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

func member(w io.Writer, write func(io.Writer) error) error {
	z := gzip.NewWriter(w)
	if err := write(z); err != nil {
		return err
	}
	return z.Close()
}

func warcTime(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

func warcInfo(w io.Writer, tool, by string, at time.Time, seed string) error {
	info := "software: " + tool + "\r\nformat: WARC File Format 1.1\r\noperator: " + oneLine(by) + "\r\n"
	return warcRecord(w, "warcinfo", "", warcTime(at), "application/warc-fields", "", []byte(info), seed)
}

func warcReport(w io.Writer, i ledger.ReportInfo, original []byte) error {
	at := warcTime(i.CapturedAt)
	digest := "sha256:" + report.Hash(original)
	var got struct {
		capture.Fetched
		File string `json:"file"`
	}
	if len(i.Custody) > 0 {
		if err := json.Unmarshal(i.Custody, &got); err != nil {
			return fmt.Errorf("custody of %s: %w", i.ID, err)
		}
	}
	if got.Status == 0 { // it did not come from the web
		return warcRecord(w, "resource", address(i), at, fileType(got.File, original), digest, original, i.ID)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", got.Status, http.StatusText(got.Status))
	for _, k := range slices.Sorted(maps.Keys(got.Header)) {
		switch http.CanonicalHeaderKey(k) {
		case "Content-Encoding", "Transfer-Encoding", "Content-Length", "Connection":
			continue
		}
		for _, v := range got.Header[k] {
			fmt.Fprintf(&b, "%s: %s\r\n", oneLine(k), oneLine(v))
		}
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(original))
	b.Write(original)
	return warcRecord(w, "response", got.Final, at, "application/http; msgtype=response", digest, b.Bytes(), i.ID)
}

// fileType is the content type of a file, by its name where its bytes do not show
// it. What is no page and no PDF came in as text, whatever characters are in it.
func fileType(name string, b []byte) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return "text/markdown; charset=utf-8"
	case ".eml":
		return "message/rfc822"
	}
	kind := http.DetectContentType(b)
	if !strings.HasPrefix(kind, "text/") && kind != "application/pdf" {
		return "text/plain"
	}
	return kind
}

// address is a report's own, or one made of its hash where it has none.
func address(i ledger.ReportInfo) string {
	if i.URL != "" {
		return i.URL
	}
	return "urn:sha256:" + i.SHA256
}

func oneLine(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }

func warcRecord(w io.Writer, kind, target, at, contentType, payload string, block []byte, seed string) error {
	var b bytes.Buffer
	id := uuid.NewSHA1(uuid.NameSpaceURL, []byte("sayso:warc:"+kind+":"+seed))
	fmt.Fprintf(&b, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: %s\r\n", kind, id, at)
	if target != "" {
		fmt.Fprintf(&b, "WARC-Target-URI: %s\r\n", oneLine(target))
	}
	if payload != "" {
		fmt.Fprintf(&b, "WARC-Payload-Digest: %s\r\n", payload)
	}
	fmt.Fprintf(&b, "WARC-Block-Digest: sha256:%s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", report.Hash(block), contentType, len(block))
	b.Write(block)
	b.WriteString("\r\n\r\n")
	_, err := w.Write(b.Bytes())
	return err
}
