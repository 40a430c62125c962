package story

import (
	"strings"
	"testing"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/reading"
)

// saysOn is a report that an outlet published on a day.
func saysOn(t *testing.T, outlet, day, text string) *reading.Reading {
	t.Helper()
	r := readText(t, text, extract.Options{Outlet: outlet, Published: day})
	r.Report.ID = strings.ToLower(strings.ReplaceAll(outlet, " ", "-")) + day
	return r
}

// related relates an earlier report and a later one: what links the later to the
// earlier, and the best standing of the claims of the earlier.
func related(t *testing.T, reports ...*reading.Reading) (kinds map[LinkKind][]Link, origins int) {
	t.Helper()
	var s Shelf
	for _, r := range reports {
		s.Add(r)
	}
	v := s.View()
	kinds = map[LinkKind][]Link{}
	for _, l := range v.Links {
		kinds[l.Kind] = append(kinds[l.Kind], l)
	}
	for _, x := range v.Standings() {
		if x.State == Corroborated {
			origins = max(origins, x.Origins)
		}
	}
	return kinds, origins
}

// Corroboration is of the same deed, by the same doer, to the same people and things,
// at the same place and time, asserted by whoever can know it himself.
func TestCorroboration(t *testing.T) {
	const (
		raid   = "Militiamen abducted 12 fishermen in Polder Bay on Friday, headman Tor Ranki said."
		seized = "Customs officers seized the trawler Gray Heron in Ulvik on Friday, shipowner Dagny Voss said."
	)
	for _, c := range []struct {
		name, first, second, on string
		origins                 int
	}{
		{"the same, by another voice", raid, "In Polder Bay 12 fishermen were abducted by militiamen on Friday, teacher Ilse Brock said.", "", 2},
		{"what an eyewitness saw", "Snipers killed eight mourners at the chapel in Skarn on Friday, headman Tor Ranki said.", "Baker Ilse Brock saw eight mourners shot dead in Skarn, at the chapel, on Friday, she said.", "", 2},
		{"another doer", raid, "In Polder Bay 12 fishermen were abducted by bandits on Friday, teacher Ilse Brock said.", "", 0},
		{"other victims", raid, "Militiamen abducted 12 surveyors in Polder Bay on Friday, teacher Ilse Brock said.", "", 0},
		{"another place", raid, "Militiamen abducted 12 fishermen in Solder Bight on Friday, teacher Ilse Brock said.", "", 0},
		{"another ship", seized, "Customs officers seized the trawler Gray Petrel in Ulvik on Friday, pilot Ilse Brock said.", "", 0},
		{"doer and victim change places", "Corvin Mills sued Tarrant Foods in Ulvik on Friday, broker Dagny Voss said.", "Corvin Mills was sued by Tarrant Foods in Ulvik on Friday, notary Ilse Brock said.", "", 0},
		{"another deed", "Nerve gas was released in Ulvik on Friday, surgeon Dagny Voss said.", "Nerve gas was buried in Ulvik on Friday, chemist Ilse Brock said.", "", 0},
		{"another cargo", "The lighter Dunlin carried 30 tonnes of flour to Ulvik, stevedore Dagny Voss said.", "The lighter Dunlin carried 30 tonnes of mortars to Ulvik, porter Ilse Brock said.", "", 0},
		{"his kin, not he", "Bandits shot the nephew of Judge Orlan in Ulvik on Friday, surgeon Dagny Voss said.", "Bandits shot Judge Orlan in Ulvik on Friday, chemist Ilse Brock said.", "", 0},
		{"another verdict", "The tribunal sentenced Piet Marle to death, counsel Dagny Voss said.", "The tribunal sentenced Piet Marle to four years in jail, usher Ilse Brock said.", "", 0},
		{"undated, months apart", "Customs officers seized the trawler Gray Heron, shipowner Dagny Voss said.", "The trawler Gray Heron was seized by customs officers, pilot Ilse Brock said.", "2026-08-20", 0},
		{"heard", raid, "Teacher Ilse Brock said she had heard rumours that 12 fishermen were abducted by militiamen in Polder Bay on Friday.", "", 0},
		{"read", raid, "In Polder Bay 12 fishermen were abducted by militiamen on Friday, teacher Ilse Brock said. \"I read it in the papers,\" she said.", "", 0},
		{"told by others", raid, "In Polder Bay 12 fishermen were abducted by militiamen on Friday, teacher Ilse Brock said. She said the headman had told her.", "", 0},
		{"of reports", raid, "Teacher Ilse Brock condemned reports that 12 fishermen had been abducted by militiamen in Polder Bay on Friday.", "", 0},
		{"on reports", raid, "In Polder Bay 12 fishermen were abducted by militiamen on Friday, teacher Ilse Brock wrote, linking to a newspaper article.", "", 0},
		{"hedged", raid, "In Polder Bay 12 fishermen may have been abducted by militiamen on Friday, teacher Ilse Brock said.", "", 0},
		{"possible", raid, "Teacher Ilse Brock said it was possible that 12 fishermen were abducted by militiamen in Polder Bay on Friday.", "", 0},
	} {
		day := c.on
		if day == "" {
			day = "2026-03-10"
		}
		kinds, origins := related(t, saysOn(t, "Ulvik Messenger", "2026-03-09", c.first), saysOn(t, "Northern Lantern", day, c.second))
		if origins != c.origins || len(kinds[Corroborates]) > c.origins {
			t.Errorf("%s: %d origins, links %+v", c.name, origins, kinds)
		}
	}
}

// One person, one body and one agency are one origin, however they are called.
func TestOneVoiceIsOneOrigin(t *testing.T) {
	for _, c := range []struct{ name, first, second string }{
		{"a body and its officer", "Porters' Guild secretary Dagny Voss said", "the Porters' Guild said"},
		{"two members of a body", "Dagny Voss of the Alder Trust said", "Ilse Brock of the Alder Trust said"},
		{"a member and the body", "Dagny Voss, a member of the Alder Trust, said", "the Alder Trust said in a statement"},
		{"an office and its spokesman", "police spokesman Dagny Voss said", "the Ulvik Police Department said"},
		{"who holds an office", "provost Dagny Voss said", "the provost of Ulvik said"},
		{"two spellings", "surgeon Yevgeny Solovyov said", "Evgeni Solovev, a surgeon, said"},
		{"with and without an article", "pleader Mahmoud el-Sayed said", "Mahmud Sayed, a pleader, said"},
		{"a Korean name", "exile Ri Song Chol said", "exile Lee Sung-chol said"},
		{"two last names and one", "surgeon Clara Ruiz Ortega said", "surgeon Clara Ruiz said"},
		{"a name for the fight", "exile Abu Nasser said", "exile Tarek Hilal, known as Abu Nasser, said"},
		{"one agency was told", "surgeon Dagny Voss told Reuters", "chemist Ilse Brock told Reuters"},
		{"one station was told", "surgeon Dagny Voss told Radio Ulvik", "chemist Ilse Brock told Radio Ulvik"},
	} {
		_, origins := related(t, saysOn(t, "Ulvik Messenger", "2026-03-09", "Bandits abducted Judge Simon Orlan in Ulvik on Friday, "+c.first+"."),
			saysOn(t, "Northern Lantern", "2026-03-10", "Judge Simon Orlan was abducted by bandits in Ulvik on Friday, "+c.second+"."))
		if origins > 1 {
			t.Errorf("%s: %d origins", c.name, origins)
		}
	}
	_, origins := related(t, saysOn(t, "Ulvik Messenger", "2026-03-09", "ULVIK (Harl) - Bandits abducted Judge Simon Orlan in Ulvik on Friday, surgeon Dagny Voss said."),
		saysOn(t, "Northern Lantern", "2026-03-10", "ULVIK (Harl) - Judge Simon Orlan was abducted by bandits in Ulvik on Friday, chemist Ilse Brock said."))
	if origins > 1 {
		t.Error("one slug: two origins")
	}
	_, origins = related(t, saysOn(t, "Ulvik Messenger", "2026-03-09", "Bandits abducted Judge Simon Orlan in Ulvik on Friday, surgeon Dagny Voss said."),
		saysOn(t, "Ulvik Messenger Online", "2026-03-10", "Judge Simon Orlan was abducted by bandits in Ulvik on Friday, chemist Ilse Brock said."))
	if origins > 1 {
		t.Error("an outlet and its website: two origins")
	}
}

// What is taken back speaks for nothing else.
func TestRetractedCorroboratesNothing(t *testing.T) {
	_, origins := related(t, saysOn(t, "Ulvik Messenger", "2026-03-09", "Bandits abducted Judge Simon Orlan in Ulvik on Friday, surgeon Dagny Voss said."),
		saysOn(t, "Northern Lantern", "2026-03-10", "Judge Simon Orlan was abducted by bandits in Ulvik on Friday, chemist Ilse Brock said."),
		saysOn(t, "Ulvik Messenger", "2026-03-20", "Surgeon Dagny Voss has withdrawn her statement that bandits abducted Judge Simon Orlan in Ulvik."))
	if origins > 1 {
		t.Errorf("%d origins", origins)
	}
}
