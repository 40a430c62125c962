package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/capture/warc"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/report"
)

// FactArchive is the kind of the facts about how far an archive was taken in: an
// ArchiveState by the archive's name, size and beginning.
const FactArchive = "archive"

// maxArchived bounds one page of an archive, in bytes, so that what is read of
// one stays small beside the rest.
const maxArchived = 16 << 20

// longStretch is after how many records without a full batch the place in the
// archive is kept.
const longStretch = 5000

// ArchiveState is how far an archive was taken in: where reading goes on, and
// what became of every record before.
type ArchiveState struct {
	Offset int64 `json:"offset"`
	Skip   int   `json:"skip"`
	Done   bool  `json:"done"`
	Tally  Tally `json:"tally"`
}

// Tally counts records by what became of them. Its sum is the number of records
// that were met.
type Tally map[string]int

// What becomes of a record of an archive.
const (
	recordAdded   = "reports added"
	recordKnown   = "known already"
	recordUnread  = "could not be read"
	recordStatus  = "answers without a page"
	recordOther   = "not text"
	recordRevisit = "revisits of pages in other records"
	recordAside   = "requests and notes"
)

// String is the counts in words, in an order that does not change.
func (t Tally) String() string {
	all := 0
	for _, n := range t {
		all += n
	}
	parts := []string{fmt.Sprintf("%d records", all)}
	for _, k := range []string{recordAdded, recordKnown, recordUnread, recordStatus, recordOther, recordRevisit, recordAside} {
		if t[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", t[k], k))
		}
	}
	return strings.Join(parts, "; ")
}

// archive takes in a WARC, WACZ or ZIP file. It goes on where it was broken off.
func (in *Intake) archive(ctx context.Context, name string) error {
	f, err := os.Open(name)
	if err != nil {
		in.Fail(capture.Refusal(name, err))
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		in.Fail(capture.Refusal(name, err))
		return nil
	}
	head := make([]byte, 1<<16)
	n, _ := f.ReadAt(head, 0)
	key := fmt.Sprintf("%s %d %s", filepath.Base(name), info.Size(), report.Hash(head[:n])[:16])
	if string(head[:min(n, 2)]) != "PK" {
		return in.records(ctx, name, key, func(offset int64) (io.ReadCloser, error) {
			_, err := f.Seek(offset, io.SeekStart)
			return io.NopCloser(f), err
		})
	}
	names, open, err := warc.Archives(f, info.Size())
	if err != nil {
		in.Fail(fmt.Errorf("%s: %w", name, err))
		return nil
	}
	if len(names) == 0 {
		in.Fail(fmt.Errorf("%s: there is no WARC file in it", name))
	}
	for _, inner := range names {
		err := in.records(ctx, name+"/"+inner, key+" "+inner, func(offset int64) (io.ReadCloser, error) {
			r, err := open(inner)
			if err == nil && offset > 0 {
				_, err = io.CopyN(io.Discard, r, offset)
			}
			return r, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// records takes in the records of one WARC file.
func (in *Intake) records(ctx context.Context, name, key string, open func(offset int64) (io.ReadCloser, error)) error {
	state := ArchiveState{Tally: Tally{}}
	err := in.Ledger.View(ctx, func(v *ledger.View) error {
		f, err := v.Fact(ctx, FactArchive, key)
		if errors.Is(err, ledger.ErrNotFound) {
			return nil
		}
		if err == nil {
			err = json.Unmarshal(f.Body, &state)
		}
		return err
	})
	if err != nil {
		return err
	}
	if state.Done {
		in.Note(fmt.Sprintf("%s: taken in before: %s", name, state.Tally))
		return nil
	}
	f, err := open(state.Offset)
	if err != nil {
		in.Fail(fmt.Errorf("%s: %w", name, err))
		return nil
	}
	defer f.Close()
	r := warc.NewReader(f, state.Offset)
	for range state.Skip {
		if _, err := r.Next(); err != nil && !errors.Is(err, warc.ErrRecord) {
			in.Fail(fmt.Errorf("%s: it is not the file that was begun: %w", name, err))
			return nil
		}
	}
	for since := 0; ctx.Err() == nil; {
		rec, err := r.Next()
		broken := err != nil && !errors.Is(err, warc.ErrRecord)
		if broken {
			if state.Done = err == io.EOF; !state.Done {
				in.Fail(fmt.Errorf("%s: %w; what comes before it is taken in", name, err))
			}
		} else {
			what, one := in.record(name, rec, err)
			if one != nil {
				one.became = func(fresh bool) {
					if !fresh {
						state.Tally[recordAdded]--
						state.Tally[recordKnown]++
					}
				}
				in.put(*one)
			}
			state.Tally[what]++
			state.Offset, state.Skip = r.Place()
		}
		since++
		if in.met != nil {
			in.met()
		}
		if broken || in.full() || since >= longStretch {
			since = 0
			if err := in.flush(ctx, func() ledger.Fact {
				b, _ := json.Marshal(state) // plain data always can
				return ledger.Fact{Kind: FactArchive, Key: key, Body: b}
			}); err != nil {
				return err
			}
		}
		if broken {
			in.Note(fmt.Sprintf("%s: %s", name, state.Tally))
			return nil
		}
	}
	return ctx.Err()
}

// record is what becomes of a record, and the capture of its page if it has one.
func (in *Intake) record(name string, rec *warc.Record, err error) (string, *taken) {
	fail := func(err error) (string, *taken) {
		in.Fail(fmt.Errorf("%s: %s: %w", name, rec.Target, err))
		return recordUnread, nil
	}
	switch {
	case err != nil:
		return fail(err)
	case rec.Type == "revisit":
		return recordRevisit, nil
	case rec.Type != "response" && rec.Type != "resource" && rec.Type != "conversion" || !capture.IsAddress(rec.Target) && !isFile(rec):
		return recordAside, nil
	case rec.Type == "response" && !strings.HasPrefix(rec.Header["content-type"], "application/http"), machine[path.Base(rec.Target)]:
		return recordOther, nil
	}
	resp, err := rec.Response(maxArchived)
	if errors.Is(err, warc.ErrTooLarge) && !readable(resp) {
		return recordOther, nil
	}
	if err != nil {
		return fail(err)
	}
	if resp.Status != 0 && resp.Status != http.StatusOK {
		return recordStatus, nil
	}
	if !readable(resp) {
		return recordOther, nil
	}
	got := &capture.Fetched{Requested: rec.Target, Final: rec.Target, Redirects: []string{}, At: rec.Date, Status: resp.Status, Header: resp.Header, SHA256: report.Hash(resp.Body)}
	known := in.Known
	known.Path, known.URL = rec.Target, rec.Target
	if isFile(rec) {
		got, known.URL = nil, ""
	}
	p, err := extract.Any(resp.Body, resp.Header.Get("Content-Type"), known)
	if err != nil {
		return fail(strip(err, rec.Target))
	}
	at := rec.Date
	if at.IsZero() {
		at = time.Now()
	}
	one := captured(p, resp.Body, at, in.By, Custody{Fetched: got, Archived: in.Archived,
		Archive: &ArchiveRecord{File: filepath.Base(name), Record: rec.ID, Offset: rec.Offset}})
	return recordAdded, &taken{Capture: one}
}

// isFile tells whether a record holds the bytes of a file that has no address but
// their hash, as sayso archive writes it.
func isFile(rec *warc.Record) bool {
	return rec.Type == "resource" && strings.HasPrefix(rec.Target, "urn:sha256:")
}

// machine are the names of files that servers keep for programs.
var machine = map[string]bool{"robots.txt": true, "ads.txt": true, "app-ads.txt": true, "humans.txt": true, "security.txt": true, "llms.txt": true}

var textKinds = []string{"text/html", "application/xhtml+xml", "text/plain", "application/pdf", "message/rfc822", "text/markdown"}

// readable tells whether an answer's type is one that reports have.
func readable(r *warc.Response) bool {
	if r == nil {
		return false
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind == "" {
		kind, _, _ = mime.ParseMediaType(http.DetectContentType(r.Body))
	}
	return slices.Contains(textKinds, kind)
}

// strip is an error without the address that it begins with.
func strip(err error, address string) error {
	if inner := errors.Unwrap(err); inner != nil && strings.HasPrefix(err.Error(), address+": ") {
		return inner
	}
	return err
}

// Sum is the number of records in the tally.
func (t Tally) Sum() (n int) {
	for v := range maps.Values(t) {
		n += v
	}
	return n
}
