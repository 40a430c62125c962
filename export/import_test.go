package export

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// comeIn are the forms that come in, each with a byte order mark where it can
// have one.
var comeIn = []struct {
	kind Kind
	name string
	o    Options
}{{KindJSONL, "jsonl", Options{}}, {KindCSV, "csv", Options{}}, {KindCSV, "csv", Options{BOM: true}}, {KindXLSX, "xlsx", Options{}}, {KindParquet, "parquet", Options{}}}

// exported is entries in a form.
func exported(t testing.TB, name string, o Options, entries func(func(*Entry, error) bool)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := New(name, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(w, entries); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// decided is a ledger with the examples, standings, links, a claim that was
// confirmed and a voice that was withdrawn.
func decided(t testing.TB) *ledger.Ledger {
	t.Helper()
	l := fresh(t)
	ctx := context.Background()
	for _, e := range examples(t) {
		r := *e.Reading
		r.Report.ID = ledgerID(e)
		e.Reading = &r
		if e.Known != nil {
			e.Known.Links[0].From = r.Report.ID
			e.Known.Links = append(e.Known.Links, e.Known.Links[0])
			e.Known.Links[1].Kind = "repeats"
		}
		if _, err := Into(ctx, l, e, "Mara"); err != nil {
			t.Fatal(err)
		}
	}
	err := l.Append(ctx, func(x *ledger.Tx) error {
		_, err := x.Decide(ctx, ledger.Decision{Verb: ledger.Withdraw, Subject: "voice:Mira Solheim", Why: "took it back", By: "Mara Lind"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func fresh(t testing.TB) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(context.Background(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// TestRoundTrips takes what a ledger exports into another, from which the same
// export must give the same bytes, as must events made of it.
func TestRoundTrips(t *testing.T) {
	ctx := context.Background()
	first := decided(t)
	for _, f := range comeIn {
		t.Run(f.name, func(t *testing.T) {
			out := exported(t, f.name, f.o, Ledger(ctx, first))
			kind, ok := KindOf("x."+f.name, bytes.NewReader(out))
			if !ok || kind != f.kind {
				t.Fatalf("taken for %q", kind)
			}
			second := fresh(t)
			for e, err := range Import(kind, bytes.NewReader(out), int64(len(out))) {
				if err != nil {
					t.Fatal(err)
				}
				if _, err := Into(ctx, second, e, "Mara"); err != nil {
					t.Fatal(err)
				}
			}
			if again := exported(t, f.name, f.o, Ledger(ctx, second)); !bytes.Equal(out, again) {
				t.Errorf("through a ledger: %d bytes became %d others", len(out), len(again))
			}
			if again := exported(t, f.name, f.o, Import(kind, bytes.NewReader(out), int64(len(out)))); !bytes.Equal(out, again) {
				t.Errorf("from the file: %d bytes became %d others", len(out), len(again))
			}
			for _, table := range []string{"events", "forecasts", "ucdp", "acled"} {
				if !bytes.Equal(exported(t, table, f.o, Ledger(ctx, first)), exported(t, table, f.o, Ledger(ctx, second))) {
					t.Errorf("other %s", table)
				}
			}
			if _, err := second.Verify(ctx, nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestAnySheetSettles puts made-up rows in: what comes of them must come of
// itself again.
func TestAnySheetSettles(t *testing.T) {
	words := rapid.StringMatching(`[=+\-@'|\\;,a-zé0-9]{1,6}( [=|\\a-zé]{1,5}){0,3}`)
	maybe := func(t *rapid.T, label string) string {
		if rapid.Bool().Draw(t, label+"?") {
			return words.Draw(t, label)
		}
		return ""
	}
	rapid.Check(t, func(t *rapid.T) {
		var rows []*Claim
		for i := range rapid.IntRange(1, 5).Draw(t, "rows") {
			c := &Claim{ID: maybe(t, "id"), URL: "u" + itoa(i/2), Text: words.Draw(t, "text"), SourceOriginal: maybe(t, "source"), Outlet: "o", Hedges: maybe(t, "hedges"), Agent: maybe(t, "agent"),
				EDTF: rapid.SampledFrom([]string{"", "2023-01-20", "2023-01/..", "../2023-01-31", "2023-02~"}).Draw(t, "edtf")}
			if rapid.Bool().Draw(t, "amount") {
				low := rapid.Float64Range(0, 1e9).Draw(t, "low")
				c.Amounts = []Amount{{Words: words.Draw(t, "figure"), Low: &low}}
			}
			for range rapid.IntRange(0, 2).Draw(t, "participants") {
				c.Participants = append(c.Participants, Participant{"purpose", words.Draw(t, "words"), maybe(t, "entity")})
			}
			rows = append(rows, c)
		}
		var b bytes.Buffer
		if err := Write(NewClaimsCSV(&b, false), FromClaims(seq(rows))); err != nil {
			t.Fatal(err)
		}
		first := b.String()
		var again bytes.Buffer
		if err := Write(NewClaimsCSV(&again, false), Import(KindCSV, strings.NewReader(first), int64(len(first)))); err != nil {
			t.Fatal(err)
		}
		if first != again.String() {
			t.Fatalf("%s\nbecame\n%s", first, again.String())
		}
		for e, err := range Import(KindCSV, strings.NewReader(first), int64(len(first))) {
			if err != nil {
				t.Fatal(err)
			}
			raw := exportedLine(t, e)
			if _, err := reading.Decode(raw); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func exportedLine(t *rapid.T, e *Entry) []byte {
	var b bytes.Buffer
	if err := Write(NewJSONL(&b), seq([]*Entry{e})); err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSpace(b.Bytes())
}

func TestWorkbookKeptByHand(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]any{
		"A1": "Claim", "B1": "Text", "C1": "url", "D1": "start", "E1": "end", "F1": "low", "G1": "notes of ours",
		"A2": 1, "B2": "The mill closed in May", "C2": "https://news.example/a", "D2": 44946, "E2": "..", "F2": 30, "G2": "x",
	} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	n := 0
	for e, err := range Import(KindXLSX, bytes.NewReader(b.Bytes()), int64(b.Len())) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if c := e.Claims[0]; c.ID != "1" || c.When.EDTF != "2023-01-20/.." || c.Span.Of(e.Text) != "The mill closed in May" || *e.Quantities[0].Low != 30 || e.Quantities[0].High != nil {
			t.Errorf("%+v", c)
		}
	}
	if n != 1 {
		t.Errorf("%d reports", n)
	}
}

func TestImportRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		kind Kind
		raw  string
		want error
	}{
		"nothing":            {KindCSV, "", ErrImport},
		"another table":      {KindCSV, "a,b\n1,2\n", ErrImport},
		"events":             {KindCSV, "event,report\n1,2\n", ErrImport},
		"texts":              {KindCSV, "Link,Archive status\nhttps://news.example/a,\n", ErrToRead},
		"rows apart":         {KindCSV, "claim,text,url\n1,a,u\n2,b,v\n3,c,u\n", ErrImport},
		"no date":            {KindCSV, "claim,text,edtf\n1,a,last May\n", ErrImport},
		"no workbook":        {KindXLSX, "PK\x03\x04nothing", ErrImport},
		"no parquet":         {KindParquet, "PAR1PAR1", ErrImport},
		"bytes beyond words": {KindCSV, "claim,text,span_start,span_end\n1,,0,0\n", ErrImport},
	} {
		t.Run(name, func(t *testing.T) {
			var last error
			for _, err := range Import(c.kind, strings.NewReader(c.raw), int64(len(c.raw))) {
				last = err
			}
			if !errors.Is(last, c.want) {
				t.Errorf("%v", last)
			}
		})
	}
}

const archiverSheet = `Our notes,,,,,,,,
Link,Archive status,Archive location,Archive date,Upload timestamp,Upload title,Text content,Hash,WACZ
https://news.example/a,wacz_enricher: success,https://store.example/a,2024-03-14 09:30:00+00:00,2024-03-13T07:00:00+00:00,Ferry kept in port,"The coastguard ordered the ferry to stay in port, the harbour office said.",sha256:00ff,https://store.example/a.wacz
https://news.example/b,nothing archived,,,,,,,
,,,,,,stray,,
https://news.example/c,[cached] success,,44946.5,,,"The mill closed on Monday.",,
`

func TestArchive(t *testing.T) {
	var skipped []string
	var got []*Entry
	read := func(r *report.Report) (*reading.Reading, error) {
		return &reading.Reading{Schema: reading.Schema, Report: reading.Source{URL: r.URL, Title: r.Title, Published: r.Published, SHA256: r.SHA256, TextSHA256: r.TextSHA256}, Text: r.Text}, nil
	}
	for e, err := range ArchivedSheet(KindCSV, strings.NewReader(archiverSheet), "Mara", read, func(err error) { skipped = append(skipped, err.Error()) }) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e)
	}
	if len(got) != 2 || len(skipped) != 1 || !strings.Contains(skipped[0], "line 4: https://news.example/b: no text content (archive status: nothing archived)") {
		t.Fatalf("%d reports, skipped %q", len(got), skipped)
	}
	a, c := got[0], got[1]
	if a.Report.Published != (report.Published{EDTF: "2024-03-13", Basis: "metadata"}) || a.Report.Title != "Ferry kept in port" || a.Known.Custody.At.Format("2006-01-02T15:04Z07:00") != "2024-03-14T09:30Z" {
		t.Errorf("%+v %+v", a.Report, a.Known.Custody)
	}
	if how := string(a.Known.Custody.How); !strings.Contains(how, `"wacz":"https://store.example/a.wacz"`) || !strings.Contains(how, `"hash":"sha256:00ff"`) || strings.Contains(how, "coastguard") {
		t.Error(how)
	}
	if c.Report.Published.EDTF != "" || c.Known.Custody.At.Format("2006-01-02 15:04") != "2023-01-20 12:00" {
		t.Errorf("%+v %+v", c.Report, c.Known.Custody)
	}
	ctx := context.Background()
	l := fresh(t)
	if _, err := Into(ctx, l, a, "import"); err != nil {
		t.Fatal(err)
	}
	for e, err := range Ledger(ctx, l) {
		if err != nil || string(e.Known.Custody.How) != string(a.Known.Custody.How) {
			t.Errorf("%v: how it came was lost: %s", err, e.Known.Custody.How)
		}
	}
}

func FuzzImport(f *testing.F) {
	const table = "claim,text,span_start,span_end,anchor_start,anchor_end\nc1,ab,0,2,1,2\nc2,bc,1,3,1,3\n"
	for _, x := range comeIn {
		f.Add(string(x.kind), exported(f, x.name, x.o, Import(KindCSV, strings.NewReader(table), int64(len(table)))))
	}
	f.Add("csv", []byte(table))
	f.Add("csv", []byte(archiverSheet))
	f.Fuzz(func(t *testing.T, kind string, raw []byte) {
		for e, err := range Import(Kind(kind), bytes.NewReader(raw), int64(len(raw))) {
			if err == nil {
				for _, c := range e.Claims {
					_ = c.Span.Of(e.Text)
				}
			}
		}
		for range ReadAutoArchiver(KindCSV, bytes.NewReader(raw)) {
		}
	})
}

// Reports of one text, such as a file with other line ends, stay as many as they
// were.
func TestTablesKeepReportsOfOneTextApart(t *testing.T) {
	var twins []*Entry
	for _, e := range examples(t)[:1] {
		for _, original := range []string{"1", "2"} {
			r := *e.Reading
			r.Report.URL, r.Report.SHA256 = "", report.Hash(original)
			r.Report.ID = ledger.ReportID(&report.Report{SHA256: r.Report.SHA256, Outlet: r.Report.Outlet})
			twins = append(twins, &Entry{Reading: &r})
		}
	}
	if twins[0].Report.ID > twins[1].Report.ID {
		twins[0], twins[1] = twins[1], twins[0]
	}
	all := func(yield func(*Entry, error) bool) { _ = yield(twins[0], nil) && yield(twins[1], nil) }
	for _, f := range comeIn[1:] {
		raw, l := exported(t, f.name, f.o, all), fresh(t)
		for _, want := range []bool{true, false} { // the second time nothing is new
			for e, err := range Import(f.kind, bytes.NewReader(raw), int64(len(raw))) {
				if err != nil {
					t.Fatal(err)
				}
				if isNew, err := Into(t.Context(), l, e, "Mara"); err != nil || isNew != want {
					t.Errorf("%s: new: %v, should be %v: %v", f.name, isNew, want, err)
				}
			}
		}
		if again := exported(t, f.name, f.o, Ledger(t.Context(), l)); !bytes.Equal(raw, again) {
			t.Errorf("%s: other bytes come out than went in", f.name)
		}
	}
}
