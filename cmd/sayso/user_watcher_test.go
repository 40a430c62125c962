package main

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// forecast is one line of sayso due.
type forecast struct {
	Report  string `json:"report"`
	Claim   string `json:"claim"`
	Text    string `json:"text"`
	By      string `json:"by"`
	Outcome string `json:"outcome"`
}

// Somebody who watches a matter over years loads what was reported on it in
// whatever order it comes to hand.
func TestWatcherSeesTheSameInEveryOrder(t *testing.T) {
	all := archived(t, "followups.txtar")
	var want string
	for n := range 4 {
		d := newDesk(t)
		names := slices.Sorted(maps.Keys(all))
		rng := rand.New(rand.NewPCG(uint64(n), 21))
		rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		cut := 1 + rng.IntN(len(names)-1)
		d.add(all, names[:cut]...)
		d.add(all, names[cut:]...)
		got := d.say("origins", "--format", "json")
		state := strings.Split(strings.TrimSpace(got), "\n")
		slices.Sort(state)
		due := strings.Split(strings.TrimSpace(d.say("due", "--all", "--on", "2023-04-01", "--format", "json")), "\n")
		slices.Sort(due)
		got = strings.Join(append(state, due...), "\n")
		if n == 0 {
			want = got
		} else if got != want {
			t.Fatalf("order %d, cut after %d: %s", n, cut, cmp.Diff(want, got))
		}
	}
}

func TestWatcherMeetsAForecastWhoseTimeIsOver(t *testing.T) {
	d := newDesk(t)
	all := archived(t, "followups.txtar")
	d.add(all, slices.Sorted(maps.Keys(all))...)
	report := d.id(all["f08"].URL)
	find := func(on string) forecast {
		t.Helper()
		for _, f := range objects[forecast](d, "due", "--all", "--on", on, "--format", "json") {
			if f.Report == report && f.By == "2023-03-31" {
				return f
			}
		}
		t.Fatalf("no forecast for 2023-03-31 on %s", on)
		return forecast{}
	}
	if f := find("2023-03-01"); f.Outcome != "due" {
		t.Errorf("on 1 March it is %s, want due", f.Outcome)
	}
	late := find("2023-04-01")
	if late.Outcome != "overdue" {
		t.Errorf("on 1 April it is %s, want overdue", late.Outcome)
	}
	if text := d.say("due", "--on", "2023-04-01"); strings.Contains(text, "false") || !strings.Contains(text, "overdue") {
		t.Errorf("sayso due says\n%s", text)
	}
	answer := d.decide("answer", report+"/"+late.Claim, "not-borne-out", "--why", "nobody came by then")
	if f := find("2023-04-01"); f.Outcome != "not_borne_out" {
		t.Errorf("once answered it is %s", f.Outcome)
	}
	d.say("undo", answer)
	if f := find("2023-04-01"); f.Outcome != "overdue" {
		t.Errorf("once the answer is taken back it is %s", f.Outcome)
	}
}

func TestWatcherKeepsTwoBatchesApart(t *testing.T) {
	d := newDesk(t)
	all := archived(t, "followups.txtar")
	d.add(all, slices.Sorted(maps.Keys(all))...)
	first, second := all["f08"].URL, all["f11"].URL
	if !strings.Contains(all["f11"].Text, "150") || !strings.Contains(all["f08"].Text, "300") {
		t.Fatal("the archive's reports are not those that the test was written for")
	}
	o := d.origins()
	distinct := false
	for _, l := range o[second].Links {
		distinct = distinct || l.Kind == "distinct_from" && l.ToURL == first
	}
	if !distinct {
		t.Errorf("about 150 in 2024 are not proposed as distinct from the 300 to 500 of 2023: %+v", o[second].Links)
	}
	for url, r := range o {
		for _, c := range r.Claims {
			if c.Origins > 1 {
				t.Errorf("%s: %q is given %d origins", url, c.Text, c.Origins)
			}
		}
	}
}

// The same on the report itself and what is known of its follow-ups: made of
// their records, as the reports are not there.
func TestWatcherOnTheReport(t *testing.T) {
	var known struct {
		Followups []struct {
			ID, Date, Outlet, Voice, Says, URL string
		} `json:"followups"`
	}
	if err := json.Unmarshal(shared(t, "story/reprints.json"), &known); err != nil {
		t.Fatal(err)
	}
	all := map[string]told{"report": {Text: string(shared(t, "report/report.txt")), URL: "https://report.example/", Outlet: "Daily NK", Published: "2023-02-02", Language: "en"}}
	for _, f := range known.Followups {
		date, _, _ := strings.Cut(f.Date, "/")
		all[f.ID] = told{Text: strings.ToUpper(f.Says[:1]) + f.Says[1:] + ", " + f.Voice + " said.\n", URL: f.URL, Outlet: f.Outlet, Published: date, Language: "en"}
	}
	names := slices.Sorted(maps.Keys(all))
	var want string
	for n := range 2 {
		d := newDesk(t)
		rand.New(rand.NewPCG(uint64(n), 4)).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		d.add(all, names...)
		o := d.origins()["https://report.example/"]
		for _, c := range o.Claims {
			if c.Origins > 1 {
				t.Errorf("%q is given %d origins", c.Text, c.Origins)
			}
		}
		b, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		overdue := 0
		for _, f := range objects[forecast](d, "due", "--on", "2023-04-01", "--format", "json") {
			if f.By == "2023-03-31" && f.Outcome == "overdue" {
				overdue++
			}
		}
		if overdue == 0 {
			t.Error("nothing foretold for the time until 31 March 2023 is overdue the day after")
		}
		if got := string(b); n == 0 {
			want = got
		} else if got != want {
			t.Errorf("another order: %s", cmp.Diff(want, got))
		}
	}
}
