package report

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

func TestSpanJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Span{rapid.Int().Draw(t, "start"), rapid.Int().Draw(t, "end")}
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var got Span
		if err := json.Unmarshal(b, &got); err != nil || got != s {
			t.Fatalf("%s read back as %v, %v", b, got, err)
		}
	})
	var s Span
	if err := json.Unmarshal([]byte(`"x"`), &s); err == nil {
		t.Error("a string passed for a span")
	}
}

func TestSpans(t *testing.T) {
	a, b, c := Span{0, 4}, Span{2, 4}, Span{4, 6}
	if !a.Contains(b) || b.Contains(a) || !a.Overlaps(b) || a.Overlaps(c) {
		t.Error("containment or overlap is wrong")
	}
	if got := b.Of("word"); got != "rd" || b.Len() != 2 {
		t.Errorf("Of = %q, Len = %d", got, b.Len())
	}
}

func TestZoneAt(t *testing.T) {
	r := Report{Zones: []Zone{{Headline, Span{0, 5}}, {Caption, Span{7, 9}}}}
	for at, want := range map[int]ZoneKind{0: Headline, 4: Headline, 5: Body, 8: Caption, 100: Body} {
		if got := r.ZoneAt(at); got != want {
			t.Errorf("ZoneAt(%d) = %s, want %s", at, got, want)
		}
	}
}
