package export

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/report"
)

//go:embed evidence.sh
var evidenceCheck string

//go:embed evidence.txt
var evidenceReadme string

// Evidence writes a bundle by which a third party can check, without sayso,
// what a ledger holds of a report: a ZIP file of the report's bytes, the same
// in a WARC, its canonical text, its record in the log with the proof that it is
// there, the signed head and the key that signs it, the SHA-256 of every file,
// and a script that checks them with sha256sum and plain shell. witness, where it
// is not nil, is asked for a time stamp (RFC 3161) of the head's SHA-256, which is
// put beside it.
func Evidence(ctx context.Context, l *ledger.Ledger, id string, witness func(context.Context, [32]byte) ([]byte, error), w io.Writer) error {
	var info ledger.ReportInfo
	var original []byte
	var text string
	err := l.View(ctx, func(v *ledger.View) (err error) {
		if info, err = v.Report(ctx, id); err != nil {
			return err
		}
		if original, err = v.Original(ctx, id); err != nil {
			return err
		}
		text, err = v.Text(ctx, id)
		return err
	})
	if err != nil {
		return err
	}
	proof, err := l.ReportInclusion(ctx, id)
	if err != nil {
		return err
	}
	head, err := l.Head(ctx)
	if err != nil {
		return err
	}
	key, err := l.Key(ctx)
	if err != nil {
		return err
	}
	var warc bytes.Buffer
	if err := WARC(&warc, info, original); err != nil {
		return err
	}
	custody, err := json.MarshalIndent(info, "", "  ")
	if err != nil {
		return err
	}
	files := []bundled{
		{"original.bin", original}, {"report.warc", warc.Bytes()}, {"text.txt", []byte(text)}, {"map.tsv", originLines(extract.Origins(original, contentType(info), text))}, {"custody.json", append(custody, '\n')},
		{"record.leaf", proof.Leaf}, {"proof.txt", []byte(proofLines(proof))}, {"head.txt", []byte(head)}, {"key.txt", []byte(key + "\n")}, {"README.txt", []byte(evidenceReadme)},
	}
	if witness != nil {
		stamp, err := witness(ctx, sha256.Sum256([]byte(head)))
		if err != nil {
			return err
		}
		files = append(files, bundled{"head.tsr", stamp})
	}
	z := zip.NewWriter(w)
	var sums strings.Builder
	for _, f := range files {
		fmt.Fprintf(&sums, "%s  %s\n", report.Hash(f.body), f.name)
		if err := put(z, f.name, f.body, 0o644); err != nil {
			return err
		}
	}
	if err := put(z, "SHA256SUMS", []byte(sums.String()), 0o644); err != nil {
		return err
	}
	if err := put(z, "check.sh", []byte(evidenceCheck), 0o755); err != nil {
		return err
	}
	return z.Close()
}

// bundled is a file of a bundle.
type bundled struct {
	name string
	body []byte
}

func put(z *zip.Writer, name string, body []byte, mode uint32) error {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate}
	h.ExternalAttrs = (0o100000 | mode) << 16
	f, err := z.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	return err
}

// originLines is the map from the text to the bytes, a stretch a line.
func originLines(all []extract.Stretch) []byte {
	b := []byte("text_from\ttext_to\tbytes_from\tbytes_to\tunits\n")
	for _, s := range all {
		b = fmt.Appendf(b, "%d\t%d\t%d\t%d\t%d\n", s.Text.Start, s.Text.End, s.Bytes.Start, s.Bytes.End, s.Units)
	}
	return b
}

// contentType is what came with a report's bytes from the web, "" where nothing
// did.
func contentType(i ledger.ReportInfo) string {
	var custody struct{ Header http.Header }
	if json.Unmarshal(i.Custody, &custody) != nil {
		return ""
	}
	return custody.Header.Get("Content-Type")
}

// proofLines is a proof in a form that a shell reads: the record's number, the
// log's size and root, the path, a line each, hashes in hexadecimal.
func proofLines(p ledger.Inclusion) string {
	var b strings.Builder
	fmt.Fprintf(&b, "seq %d\nsize %d\nroot %s\n", p.Seq, p.Size, hex.EncodeToString(p.Root[:]))
	for _, h := range p.Path {
		fmt.Fprintf(&b, "path %s\n", hex.EncodeToString(h[:]))
	}
	return b.String()
}
