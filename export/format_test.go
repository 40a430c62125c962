package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

var made = Options{BOM: true, At: time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)}

func TestEveryFormatGivesTheSameBytesTwice(t *testing.T) {
	for _, f := range Formats {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			a := written(t, func(b *bytes.Buffer) Writer { return f.New(b, made) }, examples(t))
			if b := written(t, func(b *bytes.Buffer) Writer { return f.New(b, made) }, examples(t)); !bytes.Equal(a, b) {
				t.Error("other bytes the second time")
			}
			if len(a) == 0 {
				t.Error("nothing was written")
			}
			none := written(t, func(b *bytes.Buffer) Writer { return f.New(b, made) }, nil)
			if strings.HasPrefix(string(none), "{") || strings.HasPrefix(string(none), "[") {
				if !json.Valid(none) {
					t.Errorf("not JSON without entries: %s", none)
				}
			}
		})
	}
}

func TestNoSuchFormat(t *testing.T) {
	if _, err := New("docm", io.Discard, made); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
}

func TestParquetReadsBack(t *testing.T) {
	entries := examples(t)
	raw := written(t, func(b *bytes.Buffer) Writer { return NewClaimsParquet(b) }, entries)
	got, err := parquet.Read[Claim](bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var i int
	for _, e := range entries {
		if err := Claims(e, func(c *Claim) error {
			if got[i].Text != c.Text || got[i].EDTF != c.EDTF || len(got[i].Amounts) != len(c.Amounts) || (got[i].Origins == nil) != (c.Origins == nil) {
				t.Errorf("row %d: %+v, not %+v", i, got[i], *c)
			}
			i++
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if i != len(got) {
		t.Errorf("%d rows, not %d", len(got), i)
	}
}

func TestWorkbook(t *testing.T) {
	entries := examples(t)
	entries[0].Report.Outlet = "=HYPERLINK(\"x\")"
	defer func() { entries[0].Report.Outlet = "Delmar Wire" }()
	raw := written(t, func(b *bytes.Buffer) Writer { return NewXLSX(b) }, entries)
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("claims")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range entries {
		n += len(e.Claims)
	}
	if len(rows) != n+1 || rows[1][3] != "=HYPERLINK(\"x\")" {
		t.Errorf("%d rows, outlet %q", len(rows), rows[1][3])
	}
	if formula, err := f.GetCellFormula("claims", "D2"); err != nil || formula != "" {
		t.Errorf("a formula %q, %v", formula, err)
	}
}

func TestNobodySetsAConfidence(t *testing.T) {
	s := string(written(t, func(b *bytes.Buffer) Writer { return NewSTIX(b, made.At) }, examples(t)))
	if strings.Contains(s, `"confidence"`) || !strings.Contains(s, `"type":"grouping"`) || !strings.Contains(s, `"type":"report"`) || !strings.Contains(s, `"opinion":"disagree"`) {
		t.Error("a confidence, or no report, grouping or opinion")
	}
}

func TestOnlyReviewedClaims(t *testing.T) {
	var got []map[string]any
	if err := json.Unmarshal(written(t, func(b *bytes.Buffer) Writer { return NewClaimReviews(b) }, examples(t)), &got); err != nil || len(got) != 1 {
		t.Errorf("%d reviews, %v", len(got), err)
	}
}

func TestAnnotationsPointAtTheirWords(t *testing.T) {
	entries := examples(t)
	entries = entries[2:3]
	var got []annotation
	if err := json.Unmarshal(written(t, func(b *bytes.Buffer) Writer { return NewAnnotations(b) }, entries), &got); err != nil {
		t.Fatal(err)
	}
	text := []rune(entries[0].Text)
	for _, a := range got {
		q, p := a.Target.Selector[0], a.Target.Selector[1]
		if string(text[*p.Start:*p.End]) != q.Exact || !strings.Contains(entries[0].Text, q.Prefix+q.Exact+q.Suffix) {
			t.Errorf("%s: %q at %d", a.ID, q.Exact, *p.Start)
		}
	}
}

func TestGraphMLIsXML(t *testing.T) {
	d := xml.NewDecoder(bytes.NewReader(written(t, func(b *bytes.Buffer) Writer { return NewGraphML(b) }, examples(t))))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestForecastsStandApart(t *testing.T) {
	for _, e := range examples(t) {
		for p, bad := range map[Part]string{Happenings: "ordered planned predicted conditional unknown", Forecasts: "happened holds habitual unknown"} {
			if err := Events(e, p, func(v *Event) error {
				if strings.Contains(bad, v.Status) || p == Happenings && strings.HasSuffix(v.Factuality, "-") {
					t.Errorf("%s in %s: %s %s", v.ID, p, v.Factuality, v.Status)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestCalendarLinesAreShort(t *testing.T) {
	raw := written(t, func(b *bytes.Buffer) Writer { return NewCalendar(b, made.At) }, examples(t))
	for line := range strings.SplitSeq(string(raw), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("%d bytes: %q", len(line), line)
		}
	}
	if !strings.Contains(string(raw), "DTSTART;VALUE=DATE:20240323") {
		t.Error("the forecast for 21 to 23 March is not due on the 23rd")
	}
}
