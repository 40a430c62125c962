package sheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sayso/sayso/reading"
)

func TestTable(t *testing.T) {
	r := tannet(t)
	var b bytes.Buffer
	table := NewTable(&b)
	for range 2 {
		if err := table.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+2*len(r.Claims) {
		t.Fatalf("%d rows", len(rows))
	}
	if d := cmp.Diff(Columns, rows[0]); d != "" {
		t.Error(d)
	}
	b.Reset()
	if err := NewTable(&b).Add(r); err != nil {
		t.Fatal(err)
	}
	golden(t, "tannet.csv", b.Bytes())
}

func TestCellsAreNoFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "plain": "plain", "=1+1": "'=1+1", "+SUM(A1)": "'+SUM(A1)", "-cmd": "'-cmd", "@x": "'@x", "-2.5": "-2.5", "\tx": "'\tx",
	} {
		if got := inert(in); got != want {
			t.Errorf("inert(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestJSON(t *testing.T) {
	r := tannet(t)
	r.Report.Title = "<Ferries> & fähren"
	var b bytes.Buffer
	if err := JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	if strings.Count(out, "\n") != 1 || !strings.Contains(out, "<Ferries> & fähren") || !strings.HasPrefix(out, `{"schema":"sayso.reading/1","reader":`) {
		t.Errorf("%.200s", out)
	}
	var back reading.Reading
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(r, &back); d != "" {
		t.Error(d)
	}
}
