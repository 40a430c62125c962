package watchlist

import (
	"fmt"
	"strings"
	"testing"
)

func short(e *Entity) string {
	names := make([]string, len(e.Names))
	for i, n := range e.Names {
		names[i] = n.Text + "/" + n.Quality
	}
	return fmt.Sprintf("%s %s %s; %s; born %s; %s; listed %s", e.ID, e.Kind, strings.Join(names, " "), strings.Join(e.Countries, " "), strings.Join(e.Born, " "), strings.Join(e.Programs, " "), e.Listed)
}

// TestForms loads small lists of our own making in each official form.
func TestForms(t *testing.T) {
	for _, c := range []struct {
		file, form string
		want       []string
		problems   int
	}{
		{"ofac-advanced.xml", "OFAC advanced XML", []string{
			"501 Person LUNN, Marek Tomas/primary The Miner/weak Лунн/original script LUND/former; Orvane Tannet; born 1971; ORVANE1; listed 2023-10-05",
			"502 Vessel HALDA/primary; ; born ; ; listed "}, 1},
		{"ofac-plain.xml", "OFAC XML", []string{
			"501 Person LUNN, Marek Tomas/primary The Miner/weak LUND/former; Tannet Orvane; born 1971-10-05; ORVANE1; listed ",
			"502 Vessel HALDA/primary; ; born ; ; listed "}, 0},
		{"eu.xml", "EU XML", []string{
			"EU.9.1 Person Marek Lunn/primary The Miner/weak Marek Lund/strong; ORVANE; born 1971-10-05; ORV; listed 2023-10-05",
			"EU.9.2 Organization Dorat Minerals/primary; ; born ; ; listed "}, 1},
		{"eu.csv", "EU CSV", []string{
			"EU.9.1 Person Marek Lunn/primary The Miner/weak; ORVANE; born 1971-10-05; ORV; listed 2023-10-05",
			"EU.9.2 Organization Dorat; Minerals/primary; ; born ; ORV; listed "}, 1},
		{"eu-1.0.csv", "EU CSV", []string{
			"EU.9.1 Person Marek Lunn/primary Marek Lund/strong; ORVANE; born 1971-10-05; ORV; listed ",
			"12 Organization Dorat Minerals/primary; TANNET; born ; ORV; listed "}, 0},
		{"uk.xml", "UK XML", []string{
			"ORV0001 Person Marek Tomas LUNN/primary The Miner/weak Марек Лунн/original script; Orvane Tannet; born 1971; The Orvane Regulations; listed 2023-10-05",
			"ORV0002 Vessel HALDA/primary; ; born ; ; listed "}, 1},
		{"uk.csv", "UK CSV", []string{
			"ORV0001 Person Marek Tomas LUNN/primary The Miner/weak; Orvane Tannet; born 1971-10-05; The Orvane Regulations; listed 2023-10-05",
			"ORV0002 Vessel HALDA/primary; ; born ; The Orvane Regulations; listed "}, 0},
		{"conlist.csv", "UK CSV", []string{
			"90001 Person Marek Tomas LUNN/primary Marek LUND/former; Orvane Tannet; born 1971; Orvane; listed 2023-10-05",
			"90002 Vessel HALDA/primary; ; born ; Orvane; listed "}, 0},
		{"ofsi.xml", "OFSI XML", []string{
			"90001 Person Marek LUNN/primary The Miner/weak; Orvane; born 1971-10-05; Orvane; listed ",
			"90002 Vessel HALDA/primary; ; born ; ; listed "}, 0},
	} {
		l, err := Load("testdata/" + c.file)
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		if l.Form != c.form || l.Found != c.problems || l.Broken || len(l.Version) != 12 {
			t.Errorf("%s: form %q, %d problems %v", c.file, l.Form, l.Found, l.Problems)
		}
		var got []string
		for i := range l.Entities {
			got = append(got, short(&l.Entities[i]))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
			t.Errorf("%s:\n%s\nwant\n%s", c.file, g, w)
		}
	}
}

// TestNumbers asks for documents and ship numbers, and that what is no number is
// not among them.
func TestNumbers(t *testing.T) {
	for file, want := range map[string]string{
		"ofac-advanced.xml": "501: X-1\n502: XAB12", "eu.xml": "EU.9.1: X-1", "eu.csv": "EU.9.1: X-1", "eu-1.0.csv": "EU.9.1: X-1", "uk.csv": "ORV0001: X-1",
	} {
		l, err := Load("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range l.Entities {
			if len(e.Numbers) > 0 {
				got = append(got, e.ID+": "+strings.Join(e.Numbers, " "))
			}
		}
		if g := strings.Join(got, "\n"); g != want {
			t.Errorf("%s: %q, want %q", file, g, want)
		}
	}
}
