package story

import (
	"slices"
	"testing"
)

func TestVoiceKeys(t *testing.T) {
	for _, c := range []struct {
		phrase string
		want   []string
	}{
		{"Reuters", []string{"outlet:reuters"}},
		{"AFP", []string{"outlet:agence france-presse"}},
		{"the Kyiv Independent", []string{"outlet:kyiv independent"}},
		{"a Daily NK source in Russia", []string{"outlet:daily nk"}},
		{"South Korea's spy agency", []string{"office:intelligence:kr"}},
		{"the NIS", []string{"office:intelligence:kr"}},
		{"Kremlin spokesman Dmitry Peskov", []string{"person:peskov", "role:spokesperson:ru"}},
		{"Rep. Ada Lindqvist", []string{"person:lindqvist"}},
		{"Norway's ambassador Per Holm", []string{"person:holm", "role:ambassador:no"}},
		{"Sweden", []string{"state:se"}},
		{"the Harbour Union of Vellmar", []string{"name:harbour union vellmar"}},
		{"officials", nil},
		{"an unnamed person familiar with the talks", nil},
		{"she", nil},
		{"", nil},
	} {
		if got := voiceKeys(c.phrase); !slices.Equal(got, c.want) {
			t.Errorf("voiceKeys(%q) = %q, want %q", c.phrase, got, c.want)
		}
	}
}

func TestNameless(t *testing.T) {
	for phrase, want := range map[string]bool{
		"two officials": true, "a Daily NK source in Russia": true, "some": true, "unnamed diplomats": true,
		"Mayor Ada Lindqvist": false, "Reuters": false, "the health ministry": false,
	} {
		if nameless(phrase) != want {
			t.Errorf("nameless(%q) is %t", phrase, !want)
		}
	}
}

func TestOutletLine(t *testing.T) {
	for _, c := range []struct {
		line, url string
		keys      []string
		publisher string
	}{
		{"Kyiv Independent (AP)", "", []string{"outlet:associated press", "outlet:kyiv independent"}, "outlet:kyiv independent"},
		{"Vellmar Courier", "", []string{"press:vellmar courier"}, "press:vellmar courier"},
		{"vellmar online", "", []string{"name:vellmar online"}, "name:vellmar online"},
		{"", "https://www.vellmar.example/a", []string{"host:vellmar.example"}, "host:vellmar.example"},
		{"", "", nil, ""},
	} {
		keys, publisher := outletLine(c.line, c.url)
		if !slices.Equal(keys, c.keys) || publisher != c.publisher {
			t.Errorf("outletLine(%q, %q) = %q, %q, want %q, %q", c.line, c.url, keys, publisher, c.keys, c.publisher)
		}
	}
}
