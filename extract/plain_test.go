package extract

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/sayso/sayso/report"
)

// sketch is a report's zones as lines of "kind: words".
func sketch(r *report.Report) string {
	var b strings.Builder
	for _, z := range r.Zones {
		b.WriteString(string(z.Kind) + ": " + z.Span.Of(r.Text) + "\n")
	}
	return b.String()
}

func TestZones(t *testing.T) {
	const body = "The harbour office ordered two ferries to stay in port, a source in Torsk said on Friday."
	for _, c := range []struct{ name, in, want string }{
		{"body alone", body, "body: " + body + "\n"},
		{"headline", "Ferries held in Torsk\n\n" + body, "headline: Ferries held in Torsk\nbody: " + body + "\n"},
		{"headline that asks", "Who held the ferries?\n\n" + body, "headline: Who held the ferries?\nbody: " + body + "\n"},
		{"headline that ends in letters with stops", "Ferries bound for the U.S.\n\n" + body, "headline: Ferries bound for the U.S.\nbody: " + body + "\n"},
		{"headline and text without a blank line between", "Ferries held in Torsk\n" + body + " " + body, "headline: Ferries held in Torsk\nbody: " + body + " " + body + "\n"},
		{"wrapped lines have no headline", "The harbour office ordered two ferries to stay\nin port, a source in Torsk said on Friday.", "body: The harbour office ordered two ferries to stay\nin port, a source in Torsk said on Friday.\n"},
		{"dateline", "Ferries held in Torsk\nTuesday, September 24, 2019\n" + body, "headline: Ferries held in Torsk\ndateline: Tuesday, September 24, 2019\nbody: " + body + "\n"},
		{"dateline run into the text", "Thursday, May 7, 2015 " + body, "dateline: Thursday, May 7, 2015\nbody: " + body + "\n"},
		{"date that begins a sentence", "May 7, 2015, was a day of storms in the whole of the province.", "body: May 7, 2015, was a day of storms in the whole of the province.\n"},
		{"city and agency", "TORSK, Feb. 2 (Aldwire) - " + body, "dateline: TORSK, Feb. 2 (Aldwire) -\nbody: " + body + "\n"},
		{"day and agency", "Nov 12 (Aldwire) — " + body, "dateline: Nov 12 (Aldwire) —\nbody: " + body + "\n"},
		{"city alone", "PORT TANNET — " + body, "dateline: PORT TANNET —\nbody: " + body + "\n"},
		{"a dash in a sentence is no city line", "The office - which never spoke - ordered it.", "body: The office - which never spoke - ordered it.\n"},
		{"caption first", "Ministers meet on April 25, 2019. (Lund/Aldwire via Norpress)\n\n" + body, "caption: Ministers meet on April 25, 2019. (Lund/Aldwire via Norpress)\nbody: " + body + "\n"},
		{"captions later", body + "\n\nThe ferry at her berth. Image: Ilse Marrow.\n\n" + body, "body: " + body + "\ncaption: The ferry at her berth. Image: Ilse Marrow.\nbody: " + body + "\n"},
		{"brackets that credit nobody", body + " (It did not say why.)", "body: " + body + " (It did not say why.)\n"},
		{"byline", "By Runa Eskildsen\n\n" + body, "credit: By Runa Eskildsen\nbody: " + body + "\n"},
		{"a sentence with by", "By Friday, 300 had left\nthe island.", "body: By Friday, 300 had left\nthe island.\n"},
		{"credits at the end", body + "\nTranslated by Ana Lund. Edited by Ole Rask.\nReporting by Mia Holt; editing by Jan Kerr", "body: " + body + "\ncredit: Translated by Ana Lund. Edited by Ole Rask.\ncredit: Reporting by Mia Holt; editing by Jan Kerr\n"},
		{"boilerplate", body + "\n\nPlease direct any comments or questions about this article to\n\nRead in Korean", "body: " + body + "\nboilerplate: Please direct any comments or questions about this article to\nboilerplate: Read in Korean\n"},
		{"a list under a heading", body + "\n\nSee also\n\nThe long strike\n\n" + body, "body: " + body + "\nboilerplate: See also\nboilerplate: The long strike\nbody: " + body + "\n"},
		{"for more than is no boilerplate", "For more than a decade the ferries ran.", "body: For more than a decade the ferries ran.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Plain([]byte(c.in), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, sketch(r)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestPublished(t *testing.T) {
	for _, c := range []struct {
		name, in, given string
		want            report.Published
	}{
		{"given stands first", "Tuesday, September 24, 2019\n\nIt rained.", "2019-09-25", report.Published{EDTF: "2019-09-25", Basis: "given"}},
		{"dateline", "Rain in Torsk\n\nTuesday, September 24, 2019\n\nIt rained.", "", report.Published{EDTF: "2019-09-24", Basis: "dateline"}},
		{"day first", "Rain in Torsk\n\n24 Sept 2019\n\nIt rained.", "", report.Published{EDTF: "2019-09-24", Basis: "dateline"}},
		{"numbers", "Rain in Torsk\n\nPublished: 2019-09-24 10:15\n\nIt rained.", "", report.Published{EDTF: "2019-09-24", Basis: "dateline"}},
		{"published before updated", "Published September 24, 2019\nUpdated September 26, 2019\n\nIt rained.", "", report.Published{EDTF: "2019-09-24", Basis: "dateline"}},
		{"outlet and day", "THE TORSK POST, March 14, 2024\n\nIt rained.", "", report.Published{EDTF: "2024-03-14", Basis: "dateline"}},
		{"wire with a year", "TORSK, Feb. 2, 2021 (Aldwire) - It rained.", "", report.Published{EDTF: "2021-02-02", Basis: "dateline"}},
		{"wire with the day first", "PORT TANNET, 4 May 2021 (Aldwire) — It rained.", "", report.Published{EDTF: "2021-05-04", Basis: "dateline"}},
		{"wire with a weekday and no agency", "Torsk, Tuesday 4 May 2021 – It rained.", "", report.Published{EDTF: "2021-05-04", Basis: "dateline"}},
		{"wire without a year", "TORSK, Feb. 2 (Aldwire) - It rained.", "", report.Published{}},
		{"no such day", "Rain in Torsk\n\nFebruary 30, 2021\n\nIt rained.", "", report.Published{}},
		{"a caption's date", "The ferry on June 2, 2019. (Photo: Ilse Marrow)\n\nIt rained.", "", report.Published{}},
		{"a date in the body", "It rained on September 24, 2019.\n\nSeptember 24, 2019 was wet.", "", report.Published{}},
		{"none", "It rained.", "", report.Published{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Plain([]byte(c.in), Options{Published: c.given})
			if err != nil || r.Published != c.want {
				t.Errorf("%+v, %v; want %+v", r.Published, err, c.want)
			}
		})
	}
	if _, err := Plain([]byte("12 345 (6)"), Options{}); !errors.Is(err, ErrNoWords) {
		t.Errorf("only numbers: %v", err)
	}
	if _, err := Plain([]byte("It rained."), Options{Path: "a.txt", Published: "yesterday"}); !errors.Is(err, ErrDate) || !strings.HasPrefix(err.Error(), "a.txt: ") {
		t.Errorf("a date in words: %v", err)
	}
}

func TestWho(t *testing.T) {
	for _, c := range []struct {
		in, outlet string
		byline     []string
	}{
		{"THE TORSK POST, March 14, 2024\n\nIt rained.", "THE TORSK POST", nil},
		{"Torsk, March 14, 2024\n\nIt rained.", "", nil},
		{"TORSK, Feb. 2 (Aldwire) - It rained.", "Aldwire", nil},
		{"Two ferries were held, the Torsk Observer has learned.", "Torsk Observer", nil},
		{"On Friday, the Court of the Harbour (CoH) — the highest of all — ruled that it rained.", "", nil},
		{"Two ferries were held, the Harbour Union has learned.", "", nil},
		{"By Runa Eskildsen and Ole de Rask\n\nIt rained.", "", []string{"Runa Eskildsen", "Ole de Rask"}},
		{"It rained.\n\nReporting by Mia Holt, Jan Kerr and Lo Finn; editing by Ana Lund", "", []string{"Mia Holt", "Jan Kerr", "Lo Finn"}},
		{"By RUNA ESKILDSEN in Torsk\n\nIt rained.", "", []string{"RUNA ESKILDSEN"}},
	} {
		r, err := Plain([]byte(c.in), Options{})
		if err != nil || r.Outlet != c.outlet || !cmp.Equal(r.Byline, c.byline) {
			t.Errorf("%q: outlet %q, byline %q, %v; want %q, %q", c.in, r.Outlet, r.Byline, err, c.outlet, c.byline)
		}
	}
}

func TestExamples(t *testing.T) {
	for _, c := range []struct{ file, title, date, outlet string }{
		{"tannet.txt", "Coastguard orders two Tannet ferries to stay in port as fuel row deepens", "2024-03-13", "Tannet Observer"},
		{"tannet-reprint.txt", "Ferry firm knew of bad fuel, to lose two ships until March 20", "2024-03-14", "THE MAINLAND POST"},
		{"orvane.txt", "Orvane health officials weigh second vaccine order as measles spreads", "", "Delmar Wire"},
		{"quarry.txt", "Miners' families wait as rescue teams reach third level at Kessaly", "2023-10-05", "Kessaly Herald"},
	} {
		b, err := os.ReadFile(filepath.Join("..", "examples", c.file))
		if err != nil {
			t.Fatal(err)
		}
		r, err := Plain(b, Options{Path: c.file})
		if err != nil {
			t.Fatal(err)
		}
		if r.Title != c.title || r.Published.EDTF != c.date || r.Outlet != c.outlet || r.Language != "en" || r.SHA256[:12] != r.ID {
			t.Errorf("%s: title %q, published %+v, outlet %q, language %q, id %s\n%s", c.file, r.Title, r.Published, r.Outlet, r.Language, r.ID, sketch(r))
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"Rain\n\nBy Ana Lund\n\nMay 7, 2015 It rained a lot there today.", "TORSK, Feb. 2 (Aldwire) - It rained.\n\nSee also\n\nx", "(a/b)", "Published: 2019-09-24"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Plain(b, Options{})
		if err != nil {
			return
		}
		end := 0
		for _, z := range r.Zones {
			if z.Span.Start < end || z.Span.Len() <= 0 || z.Span.End > len(r.Text) || !utf8.ValidString(z.Span.Of(r.Text)) {
				t.Fatalf("zone %v after byte %d of %q", z, end, r.Text)
			}
			if between := r.Text[end:z.Span.Start]; strings.TrimSpace(between) != "" {
				t.Fatalf("%q lies in no zone of %q", between, r.Text)
			}
			end = z.Span.End
		}
		if rest := r.Text[end:]; strings.TrimSpace(rest) != "" {
			t.Fatalf("%q lies in no zone", rest)
		}
	})
}
