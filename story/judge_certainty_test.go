package story

import (
	"slices"
	"testing"
)

// A retelling that drops a hedge contradicts its origin, and so does it any that
// keeps it; one that keeps it contradicts nothing.
func TestADroppedHedgeContradicts(t *testing.T) {
	links, name := linked(t, "sure.txtar")
	var got []string
	for _, l := range links {
		if l.Evidence[0].Kind == "certainty" {
			got = append(got, name[l.From]+" "+string(l.Kind)+" "+name[l.To])
			if l.Nature != oneOrigin {
				t.Errorf("%s: nature %q", l.Key(), l.Nature)
			}
		}
	}
	if !slices.Contains(got, "s2 contradicts s1") || slices.Contains(got, "s3 contradicts s1") {
		t.Errorf("got %q", got)
	}
}

func TestWhatIsForetoldHasNoHedges(t *testing.T) {
	found := 0
	for _, e := range archive(t, "sure.txtar") {
		p := Slim(e.Reading)
		for i := range p.statements {
			for _, f := range p.statements[i].foretold {
				found++
				if f.terms.of("may") > 0 || f.terms.of(stem("likely")) > 0 {
					t.Errorf("%s: %v", e.name, f.terms.names)
				}
			}
		}
	}
	if found == 0 {
		t.Error("nothing is foretold")
	}
}
