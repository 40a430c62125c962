package export

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/report"
)

func filled(t *testing.T, lines []byte) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(context.Background(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for e, err := range ReadJSONL(bytes.NewReader(lines)) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Into(context.Background(), l, e, "Mara"); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func out(t *testing.T, l *ledger.Ledger) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(NewJSONL(&b), Ledger(context.Background(), l)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLedgerRoundTrip(t *testing.T) {
	entries := examples(t)
	for _, e := range entries { // under the ids that a ledger gives
		r := *e.Reading
		r.Report.ID = ledgerID(e)
		e.Reading = &r
		if e.Known != nil {
			e.Known.Links[0].From = r.Report.ID
		}
	}
	first := out(t, filled(t, written(t, func(b *bytes.Buffer) Writer { return NewJSONL(b) }, entries)))
	again := out(t, filled(t, first))
	if d := cmp.Diff(string(first), string(again)); d != "" {
		t.Error(d)
	}
	if !bytes.Contains(first, []byte(`"state":"one_origin"`)) || !bytes.Contains(first, []byte(`"kind":"denies"`)) || !bytes.Contains(first, []byte(`"verb":"confirm"`)) {
		t.Error("what the ledger knew was lost")
	}
}

func TestIntoWantsTheOriginal(t *testing.T) {
	e := examples(t)[0]
	r := *e.Reading
	r.Report.SHA256 = r.Report.SHA256[1:] + "0"
	l := filled(t, nil)
	if _, err := Into(context.Background(), l, &Entry{Reading: &r}, "Mara"); !errors.Is(err, ErrImport) {
		t.Error(err)
	}
}

func ledgerID(e *Entry) string {
	return ledger.ReportID(&report.Report{SHA256: e.Report.SHA256, URL: e.Report.URL, Outlet: e.Report.Outlet})
}
