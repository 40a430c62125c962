package examples

import "testing"

func TestCaptures(t *testing.T) {
	all, err := Captures()
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]int{}
	for _, c := range all {
		r := c.Report
		if r.Title == "" || r.Outlet == "" || len(r.Zones) == 0 || r.Published.EDTF == "" && r.Outlet != "Delmar Wire" {
			t.Errorf("%s: title %q, outlet %q, date %q", r.SHA256[:8], r.Title, r.Outlet, r.Published.EDTF)
		}
		if r.URL != "" {
			versions[r.URL]++
		}
	}
	if len(all) != 16 || len(versions) != 11 {
		t.Errorf("%d reports at %d addresses", len(all), len(versions))
	}
}
