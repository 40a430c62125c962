package export

import "testing"

func TestEdges(t *testing.T) {
	for _, c := range []struct{ edtf, start, end, ucdp, codebook, r string }{
		{"", "", "", "", "", ""},
		{"2023-01-20", "2023-01-20", "2023-01-20", "1", "1", "1"},
		{"2023-01-20~", "2023-01-20", "2023-01-20", "2", "2", "3"},
		{"2023-01-16/2023-01-22", "2023-01-16", "2023-01-22", "3", "2", "2"},
		{"2023-02", "2023-02-01", "2023-02-28", "4", "3", ""},
		{"2023", "2023-01-01", "2023-12-31", "5", "", ""},
		{"2023-01/..", "2023-01-01", "..", "", "", ""},
		{"../2023-01-31", "..", "2023-01-31", "", "", ""},
		{"/2023-01-31", "", "2023-01-31", "", "", ""},
		{"nonsense", "", "", "", "", ""},
	} {
		start, end := Edges(c.edtf)
		if start != c.start || end != c.end {
			t.Errorf("Edges(%q) = %q, %q", c.edtf, start, end)
		}
		approx := Approximate(c.edtf)
		if u, a, r := UCDP(start, end, approx), ACLED(start, end, approx, ACLEDCodebook), ACLED(start, end, approx, ACLEDR); u != c.ucdp || a != c.codebook || r != c.r {
			t.Errorf("%s: codes %q %q %q", c.edtf, u, a, r)
		}
	}
}
