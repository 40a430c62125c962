package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/story"
)

// withdrawn are examples with one claim after another that counts no longer.
func withdrawn(t *testing.T) (all []*Entry, fallen int) {
	for _, e := range examples(t) {
		k := &Known{Custody: &Custody{At: time.Date(2024, 3, 14, 9, 0, 0, 0, time.UTC)}}
		for i := range e.Claims {
			if i%2 == 0 {
				k.Standings = append(k.Standings, Standing{Claim: e.Claims[i].ID, State: story.NotConfirmed, Why: "withdrawn by ann"})
				fallen++
			}
		}
		all = append(all, &Entry{e.Reading, k})
	}
	return all, fallen
}

// What was withdrawn or rejected leaves marked, or not at all.
func TestWithdrawnIsMarkedOrLeftOut(t *testing.T) {
	entries, fallen := withdrawn(t)
	for _, f := range Formats {
		t.Run(f.Name, func(t *testing.T) {
			left := 0
			o := made
			o.Left = func(n int) { left += n }
			var b bytes.Buffer
			w, err := New(f.Name, &b, o)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				if err := w.Add(e); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if f.Marks != (left == 0) || left != 0 && left != fallen {
				t.Errorf("%d claims left out of %d that fell, marked: %v", left, fallen, f.Marks)
			}
			marked := strings.Contains(b.String(), "withdrawn by ann")
			if readable := f.Name != "xlsx" && !strings.HasPrefix(f.Name, "parquet") && f.Name != "claimreview"; readable && marked != f.Marks {
				t.Errorf("the reason is told: %v, should be: %v", marked, f.Marks)
			}
		})
	}
}

// An event is made of claims that count, or of claims that do not.
func TestWithdrawnIsNoPartOfALiveEvent(t *testing.T) {
	entries, _ := withdrawn(t)
	for _, e := range entries {
		fallen := map[string]bool{}
		for _, s := range e.Known.Standings {
			fallen[s.Claim] = true
		}
		if err := Events(e, Happenings, func(v *Event) error {
			for _, c := range strings.Fields(v.Claims) {
				if fallen[c] != (v.Standing == story.NotConfirmed) {
					t.Errorf("%s of %s: it is %q, %s fell: %v", v.ID, v.Claims, v.Standing, c, fallen[c])
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLivingLeavesTheEntryAlone(t *testing.T) {
	entries, _ := withdrawn(t)
	for _, e := range entries {
		before, _ := json.Marshal(e)
		if e.Living() == e {
			t.Error("nothing was left out")
		}
		if after, _ := json.Marshal(e); !bytes.Equal(before, after) {
			t.Error("the entry changed")
		}
	}
}

// Reports of one text have days and questions of their own, and without a time
// of making those bear the time of the newest change.
func TestCalendarNamesByReport(t *testing.T) {
	var b bytes.Buffer
	w := NewCalendar(&b, time.Time{})
	for _, e := range examples(t) {
		for _, id := range []string{"aaaa", "bbbb"} {
			r := *e.Reading
			r.Report.ID = id + e.Report.ID
			k := &Known{Custody: &Custody{At: time.Date(2024, 3, 14, 9, 0, 0, 0, time.UTC)}, Reviews: []Review{{At: time.Date(2024, 3, 15, 9, 0, 0, 0, time.UTC)}}}
			if err := w.Add(&Entry{&r, k}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.SplitSeq(b.String(), "\r\n") {
		if uid, ok := strings.CutPrefix(line, "UID:"); ok {
			if seen[uid] {
				t.Errorf("%s twice", uid)
			}
			seen[uid] = true
		}
		if at, ok := strings.CutPrefix(line, "DTSTAMP:"); ok && at != "20240315T090000Z" {
			t.Errorf("stamped %s", at)
		}
	}
	if len(seen) == 0 {
		t.Error("an empty calendar")
	}
}
