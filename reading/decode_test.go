package reading

import (
	"errors"
	"os"
	"strings"
	"testing"
)

func TestDecode(t *testing.T) {
	b, err := os.ReadFile("../sheet/testdata/tannet.json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Decode(b)
	if err != nil || len(r.Claims) == 0 {
		t.Fatalf("%v", err)
	}
	for name, change := range map[string][2]string{
		"schema":        {`"sayso.reading/1"`, `"other/1"`},
		"text":          {"coastguard", "coastgward"},
		"span too far":  {"\"anchor\": [\n    11,\n    17", "\"anchor\": [\n    11,\n    99999"},
		"span backward": {"\"anchor\": [\n    11,\n    17", "\"anchor\": [\n    17,\n    11"},
		"not JSON":      {"{", "["},
	} {
		bad := strings.Replace(string(b), change[0], change[1], 1)
		if bad == string(b) {
			t.Fatalf("%s: nothing changed", name)
		}
		if _, err := Decode([]byte(bad)); !errors.Is(err, ErrReading) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	b, err := os.ReadFile("../sheet/testdata/tannet.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"schema":"sayso.reading/1","text":"é","report":{"text_sha256":"4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"},"sentences":[[0,1]]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Decode(b)
		if err != nil {
			return
		}
		for _, s := range r.spans() {
			_ = s.Of(r.Text)
		}
	})
}
