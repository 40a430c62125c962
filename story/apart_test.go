package story

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Invented stories that have nothing to do with one another, all moved to one
// spring: what is proposed between them is silly.
func TestStoriesApart(t *testing.T) {
	var s Shelf
	of, n := map[string]string{}, 0
	for _, file := range []string{"dam.txtar", "harbour.txtar", "raid.txtar", "cholera.txtar", "convicts.txtar", "tailings.txtar"} {
		var first time.Time
		for _, e := range archiveOn(t, file, func(d time.Time) time.Time {
			if first.IsZero() {
				first = d
			}
			return time.Date(2031, 3, 3, 0, 0, 0, 0, time.UTC).Add(d.Sub(first))
		}) {
			e.Report.ID = strings.TrimSuffix(file, ".txtar") + "/" + e.name
			of[e.Report.ID] = file
			s.Add(e.Reading)
			n++
		}
	}
	v := s.View()
	across := 0
	for _, l := range v.Links {
		if of[l.From] != of[l.To] && slices.Contains(judgedKinds, l.Kind) {
			across++
			from, to := s.profile(l.From), s.profile(l.To)
			t.Logf("%s %s %s: %s\n  %s\n  %s", l.From, l.Kind, l.To, l.Evidence[0].Why, l.Evidence[0].Span.Of(from.Reading.Text), l.Evidence[0].ToSpan.Of(to.Reading.Text))
		}
	}
	for _, st := range v.Stories {
		files := map[string]bool{}
		for _, id := range st.Reports {
			files[of[id]] = true
		}
		if len(files) > 1 {
			t.Errorf("one story of %v", st.Reports)
		}
	}
	if t.Logf("%d of %d links are between unrelated reports of %d", across, len(v.Links), n); across > 4 {
		t.Errorf("%d links between unrelated reports", across)
	}
}
