package entity

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

func TestKey(t *testing.T) {
	for in, want := range map[string]string{
		"The Ministry of Defense": "ministry of defense", "Norrlinje's": "norrlinje", "NORRLINJE’s": "norrlinje", "Ch'olhyo'n": "cholhyon",
		"The": "the", "김정은": "gim jeong eun", "🙂": "🙂", "": "", "Dorat  Minerals, Ltd.": "dorat minerals ltd",
	} {
		if got := Key(in); got != want {
			t.Errorf("Key(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCountries(t *testing.T) {
	for in, want := range map[string]string{
		"the North Korean firm":                    "kp",
		"North Korea's leader met Russia's":        "kp ru",
		"the order of Korea, south of here":        "",
		"a South Korean in the U.S. and the UK":    "kr us gb",
		"turkey with polish":                       "",
		"in Turkey, Polish builders":               "tr pl",
		"He is in. Us too":                         "",
		"Nigerian":                                 "ng",
		"the Central African Republic":             "cf",
		"Democratic Republic of the Congo, Russia": "cd ru",
	} {
		if got := strings.Join(Countries(in), " "); got != want {
			t.Errorf("Countries(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"Korea, North": "kp", "PRK": "kp", "kp": "kp", "North Korea": "kp", "Iran, Islamic Republic of": "ir", "Atlantis": "", "": ""} {
		if got := Country(in); got != want {
			t.Errorf("Country(%q) = %q, want %q", in, got, want)
		}
	}
	if CountryName("kp") != "North Korea" || CountryName("xx") != "xx" {
		t.Error(CountryName("kp"), CountryName("xx"))
	}
}

// read makes a reading of sentences in which names in [brackets] are entities,
// one entity a name; a name may begin with its kind, [Person:Anna Brill].
func read(sentences ...string) *reading.Reading {
	r := &reading.Reading{Report: reading.Source{Published: report.Published{EDTF: "2024-03-13"}}}
	var b strings.Builder
	for _, s := range sentences {
		start := b.Len()
		for len(s) > 0 {
			before, rest, found := strings.Cut(s, "[")
			b.WriteString(before)
			if !found {
				break
			}
			name, after, _ := strings.Cut(rest, "]")
			kind, n, typed := strings.Cut(name, ":")
			if !typed {
				kind, n = "Company", name
			}
			at := report.Span{Start: b.Len(), End: b.Len() + len(n)}
			b.WriteString(n)
			i := slices.IndexFunc(r.Entities, func(e reading.Entity) bool { return e.Name == n })
			if i < 0 {
				i = len(r.Entities)
				r.Entities = append(r.Entities, reading.Entity{ID: fmt.Sprint("e", i+1), Kind: kind, Name: n})
			}
			r.Entities[i].Mentions = append(r.Entities[i].Mentions, at)
			s = after
		}
		r.Sentences = append(r.Sentences, report.Span{Start: start, End: b.Len()})
		b.WriteByte('\n')
	}
	r.Text = b.String()
	return r
}

func TestTies(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"the [ministry]-affiliated [Dorat] and [Senn]", "Dorat affiliated_with ministry +Senn; Senn affiliated_with ministry?"},
		{"the [ministry]-run mining firm [Dorat]", "Dorat owned_by ministry"},
		{"the [ministry] - affiliated [Dorat] and the firm [Senn]", "Dorat affiliated_with ministry"},
		{"[Dorat], which is affiliated with [Bureau 7], and [Senn]", "Dorat affiliated_with Bureau 7"},
		{"[Dorat] is wholly owned by the holding [Senn].", "Dorat owned_by Senn"},
		{"[Senn] owns [Dorat]", "Dorat owned_by Senn"},
		{"[Senn] is owned by [Dorat] and [Halda] controls [Signe]", "Senn owned_by Dorat; Signe owned_by Halda"},
		{"[Dorat], a subsidiary of [Senn], said", "Dorat owned_by Senn"},
		{"[Dorat] is not owned by [Senn]", ""},
		{"[Dorat] said it is owned by nobody; [Senn] left", ""},
		{"[Dorat] belongs to the ministry. [Senn] left", ""},
	} {
		r := read(strings.Split(c.text, ". ")...)
		var got []string
		for _, x := range Ties(r) {
			s := nameOf(r, x.From) + " " + x.Kind + " " + nameOf(r, x.To)
			if x.Ambiguous {
				s += "?"
			}
			for _, p := range x.Perhaps {
				s += " +" + nameOf(r, p)
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s: %q, want %q", c.text, g, c.want)
		}
	}
	// The tree's reading gives way where the words tie another name to the same one.
	r := read("the [ministry]-affiliated [Dorat], which is affiliated with [Bureau 7]")
	r.Relations = []reading.Relation{{Kind: "affiliated_with", From: "e1", To: "e3", Span: report.Span{Start: 4, End: len(r.Text) - 1}}}
	for _, x := range Ties(r) {
		if x.From == "e1" {
			t.Errorf("the ministry is tied to the bureau: %+v", x)
		}
	}
}

func TestAround(t *testing.T) {
	r := read("A bank in Tannet blocked a transfer of [Person:Ri Dok-chon], 34, a nurse from Busan, South Korea, on Monday, the Russian lawyer said.",
		"The 34-year-old swimmer [Person:Anna Brill] won in Russia.", "[Dorat] builds in North Korea.")
	if c := Around(r, "e1"); c.Age != 34 || fmt.Sprint(c.Near, c.Roles) != "[kr] [nurse from Busan]" || !slices.Contains(c.Countries, "ru") {
		t.Errorf("%+v", c)
	}
	if c := Around(r, "e2"); c.Age != 34 || len(c.Near) != 0 || fmt.Sprint(c.Countries, c.Roles) != "[ru] [swimmer]" {
		t.Errorf("%+v", c)
	}
	if c := Around(r, "e3"); c.Age != 0 || fmt.Sprint(c.Countries) != "[kp]" || c.Published != "2024-03-13" {
		t.Errorf("%+v", c)
	}
	if c := Around(r, "none"); len(c.Countries) != 0 {
		t.Errorf("%+v", c)
	}
	if q := Quote(r, r.Entities[2].Mentions[0]); q != "Dorat builds in North Korea." {
		t.Error(q)
	}
}

func TestShortForm(t *testing.T) {
	for _, c := range []struct{ short, long, want string }{
		{"Dorat", "Dorat Minerals", "a part of it"}, {"MSS", "Ministry of Social Security", "its initials"}, {"KPA", "Korean People's Army", "its initials"},
		{"Ministry", "Ministry of Defense", ""}, {"Dorat Minerals", "Dorat", ""}, {"Senn", "Dorat Minerals", ""}, {"", "Dorat", ""}, {"Okafor", "Dr. Pell Okafor", "a part of it"},
	} {
		if got := ShortForm(c.short, c.long); got != c.want {
			t.Errorf("ShortForm(%q, %q) = %q, want %q", c.short, c.long, got, c.want)
		}
	}
}

func TestBodies(t *testing.T) {
	if same, note := Bodies("Ministry of Social Security", "the Ministry of State Security"); same || !strings.Contains(note, "police") {
		t.Error(same, note)
	}
	if same, note := Bodies("Ministry of People's Security", "Ministry of Social Security"); !same || !strings.Contains(note, "2020") {
		t.Error(same, note)
	}
	if same, note := Bodies("Dorat", "Senn"); same || note != "" {
		t.Error(same, note)
	}
	// Names that are proposed as one share a term.
	for _, pair := range [][2]string{{"Cholhyon Construction", "Chol Hyun Construction"}, {"Norrlinje", "Norlinje"}, {"MSS", "Ministry of Social Security"}, {"Ministry of People's Security", "Ministry of Social Security"}, {"Dorat", "Dorat Minerals"}} {
		a, b := Terms(pair[0]), Terms(pair[1])
		if !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) }) {
			t.Errorf("%q and %q share no term: %v %v", pair[0], pair[1], a, b)
		}
	}
}

// FuzzWords reads foreign text around names.
func FuzzWords(f *testing.F) {
	f.Add("the [ministry]-affiliated [Dorat] and [Senn]", "Dorat")
	f.Add("[Person:Ri], 34, a nurse from Busan, South Korea", "RI")
	f.Add("[Dorat] is wholly owned by [Senn", "D")
	f.Add("[]-affiliated rDto[", "Dorat")
	f.Fuzz(func(t *testing.T, text, name string) {
		r := read(strings.Split(text, "\n")...)
		for _, x := range Ties(r) {
			if x.From == x.To || x.Span.Start < 0 || x.Span.End > len(r.Text) || x.Span.Start > x.Span.End {
				t.Fatalf("%+v of %q", x, r.Text)
			}
		}
		for _, e := range r.Entities {
			Around(r, e.ID)
		}
		if len(Terms(name)) == 0 || ShortForm(name, name) != "" {
			t.Fatal(name)
		}
		Countries(text)
	})
}
