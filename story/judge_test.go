package story

import (
	"slices"
	"strings"
	"testing"
)

// linksBetween are the kinds and reasons of the links of a later report to an earlier
// one, the repetitions left out.
func linksBetween(t *testing.T, outlets [2]string, days [2]string, texts [2]string) (out []string) {
	t.Helper()
	kinds, _ := related(t, saysOn(t, outlets[0], days[0], texts[0]), saysOn(t, outlets[1], days[1], texts[1]))
	for _, k := range judgedKinds {
		for _, l := range kinds[k] {
			out = append(out, string(k)+": "+l.Evidence[0].Why)
		}
	}
	return out
}

func TestWhatBecameOfForecasts(t *testing.T) {
	const (
		clears = "The prefect ordered the guards to clear the Hollin camp by April 1, deputy prefect Dagny Voss said."
		frees  = "Piet Marle will be released from prison on April 1, counsel Dagny Voss said."
		closes = "The company will close its foundry in Ulvik in April, director Dagny Voss said."
	)
	for _, c := range []struct{ name, first, second, want string }{
		{"done", clears, "Guards cleared the Hollin camp on Monday, nurse Ilse Brock said.", "as a fact"},
		{"blocked", clears, "A court blocked the clearing of the Hollin camp, nurse Ilse Brock said.", "dropped"},
		{"another place", clears, "Guards cleared the Sorrel camp on Monday, nurse Ilse Brock said.", ""},
		{"others, otherwise", clears, "Aid workers cleared the Hollin camp of mud, nurse Ilse Brock said.", ""},
		{"something else there", clears, "Measles broke out in the Hollin camp, nurse Ilse Brock said.", ""},
		{"from elsewhere", frees, "Piet Marle was released from hospital on March 30, nurse Ilse Brock said.", ""},
		{"still there", frees, "Piet Marle is still in prison, nurse Ilse Brock said.", "still open"},
		{"another town", closes, "The company closed its foundry in Skarn in April, director Dagny Voss said.", ""},
		{"dropped", closes, "The company has abandoned its plan to close the foundry in Ulvik, director Dagny Voss said.", "dropped"},
	} {
		got := linksBetween(t, [2]string{"Ulvik Messenger", "Northern Lantern"}, [2]string{"2026-03-09", "2026-04-08"}, [2]string{c.first, c.second})
		got = slices.DeleteFunc(got, func(l string) bool { return !strings.HasPrefix(l, string(Resolves)) })
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A denial answers what it says is not so, and who takes back his word no other's.
func TestDenialsAnswerOneDeed(t *testing.T) {
	for _, c := range []struct{ name, first, second, want string }{
		{"the same", "Corvin Mills bribed Judge Simon Orlan, former clerk Dagny Voss said.", "Corvin Mills denied that it had bribed Judge Simon Orlan.", "denies"},
		{"another person", "Corvin Mills bribed Judge Simon Orlan, former clerk Dagny Voss said.", "Corvin Mills denied that it had bribed Judge Otto Reuven.", ""},
		{"another deed", "Customs officers seized the trawler Gray Heron off Cape Sund on Friday, pilot Dagny Voss said.", "The skipper of the Gray Heron, Arne Holt, denied that the trawler had smuggled whisky.", ""},
		{"not done, yet ordered", "The prefect has ordered Corvin Mills to leave the province by April 1, deputy prefect Dagny Voss said.", "Corvin Mills has not left the province, nurse Ilse Brock said.", ""},
	} {
		got := linksBetween(t, [2]string{"Ulvik Messenger", "Northern Lantern"}, [2]string{"2026-03-09", "2026-03-11"}, [2]string{c.first, c.second})
		got = slices.DeleteFunc(got, func(l string) bool { return strings.HasPrefix(l, string(Resolves)) })
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], c.want)) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	kinds, _ := related(t, saysOn(t, "Ulvik Messenger", "2026-03-09", "Corvin Mills bribed Judge Simon Orlan, former clerk Dagny Voss said."),
		saysOn(t, "Northern Lantern", "2026-03-10", "Judge Simon Orlan was bribed by Corvin Mills, banker Ilse Brock said."),
		saysOn(t, "Ulvik Messenger", "2026-03-20", "Former clerk Dagny Voss has retracted her claim that Corvin Mills bribed Judge Simon Orlan."))
	if len(kinds[Retracts]) != 1 || len(kinds[Denies]) > 0 {
		t.Errorf("a word taken back: %+v", kinds)
	}
	kinds, _ = related(t, saysOn(t, "Ulvik Messenger", "2026-03-09", "Corvin Mills bribed Judge Simon Orlan, former clerk Dagny Voss said."),
		saysOn(t, "Ulvik Messenger", "2026-03-20", "Ulvik Messenger retracts its report of March 9 that Corvin Mills bribed Judge Simon Orlan."))
	if len(kinds[Retracts]) != 1 || len(kinds[Denies]) > 0 {
		t.Errorf("an outlet's retraction: %+v", kinds)
	}
}

// A count revises one of the same people at the same place, and a voice's new count its
// old one, wherever it appears.
func TestFiguresOfOneMatter(t *testing.T) {
	const fire = "A fire at the Kestrel mill killed 30 weavers on Monday, fire chief Dagny Voss said."
	for _, c := range []struct{ name, second, want string }{
		{"risen", "The number of weavers killed in the fire at the Kestrel mill rose to 41, surgeon Ilse Brock said.", "revises"},
		{"another fire", "A fire at the Merlin mill killed 27 weavers on Thursday, constable Ilse Brock said.", ""},
		{"the same voice, corrected", "The number of weavers killed in the fire at the Kestrel mill has been corrected to 26, fire chief Dagny Voss said.", "revises"},
		{"not so many", "The fire at the Kestrel mill killed 26 weavers, not 30, fire chief Dagny Voss said.", "revises"},
	} {
		got := linksBetween(t, [2]string{"Ulvik Messenger", "Northern Lantern"}, [2]string{"2026-03-10", "2026-03-13"}, [2]string{fire, c.second})
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], c.want)) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A copy is one however late it comes, and its origin is the report that was first.
func TestLateCopy(t *testing.T) {
	const text = "Guards carried off the organ of the chapel in Skarn and two of its bells before dawn. The sexton, who had slept in the tower for eleven years, was tied to a bench. Nobody in the village had been told of it, and the road was shut until noon."
	var s Shelf
	first := saysOn(t, "Ulvik Messenger", "2026-03-09", text)
	s.Add(first)
	s.Add(saysOn(t, "Northern Lantern", "2026-04-20", text))
	v := s.View()
	if len(v.Origins) != 1 || v.Origins[0].Root != "Ulvik Messenger" {
		t.Errorf("origins: %+v", v.Origins)
	}
	for _, l := range v.Links {
		if l.Kind != Repeats {
			t.Errorf("a copy %s", l.Kind)
		}
	}
}
