package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
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
	at := i.CapturedAt.UTC().Truncate(time.Second).Format(time.RFC3339)
	info := "software: " + i.Tool + "\r\nformat: WARC File Format 1.1\r\noperator: " + oneLine(i.CapturedBy) + "\r\n"
	if err := warcRecord(w, "warcinfo", "", at, "application/warc-fields", "", []byte(info), i.ID); err != nil {
		return err
	}
	digest := "sha256:" + report.Hash(original)
	var got capture.Fetched
	if len(i.Custody) > 0 {
		if err := json.Unmarshal(i.Custody, &got); err != nil {
			return fmt.Errorf("custody of %s: %w", i.ID, err)
		}
	}
	if got.Final == "" { // it did not come from the web
		return warcRecord(w, "resource", address(i), at, http.DetectContentType(original), digest, original, i.ID)
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
