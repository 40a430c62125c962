package client

import (
	"strings"
	"testing"
)

func TestParseEvents(t *testing.T) {
	in := "id: 3\nevent: report\ndata: {\"a\":1}\n\n: a comment\n\ndata:one\ndata: two\n\nid: x\ndata\n\ndata: cut off"
	var got []Event
	for e, err := range parseEvents(strings.NewReader(in)) {
		if err != nil {
			break
		}
		got = append(got, e)
	}
	want := []Event{{3, "report", []byte(`{"a":1}`)}, {3, "", []byte("one\ntwo")}, {3, "", []byte{}}}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i := range want {
		if got[i].ID != want[i].ID || got[i].Kind != want[i].Kind || string(got[i].Data) != string(want[i].Data) {
			t.Errorf("%d: %v, want %v", i, got[i], want[i])
		}
	}
}

func FuzzParseEvents(f *testing.F) {
	f.Add("id: 3\nevent: report\ndata: {}\n\n")
	f.Add("data\n\n\n:x\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		n := 0
		for e, err := range parseEvents(strings.NewReader(s)) {
			if n++; n > len(s)+1 {
				t.Fatal("more news than bytes")
			}
			if err == nil && e.Data == nil {
				t.Fatal("news without data")
			}
		}
	})
}
