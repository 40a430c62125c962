package story

import (
	"strings"
	"testing"
)

func TestResemblance(t *testing.T) {
	long := "The harbour board of Vellmar voted on Tuesday to close the old timber pier for good, after divers found that nine of its forty piles had been eaten hollow by shipworm over the last six winters."
	changed := strings.Replace(long, "Tuesday", "Wednesday", 1)
	other := "Farmers in the upper valley say that the late frost has taken two thirds of the apricot blossom, and that no help has been promised by anybody until now."
	a, b, c := sketchOf(long), sketchOf(changed), sketchOf(other)
	if r := a.resemblance(&a); r != 1 {
		t.Errorf("a text resembles itself by %v", r)
	}
	if r := a.resemblance(&b); r < 0.5 || r == 1 {
		t.Errorf("one word of %d changed: %v", len(strings.Fields(long)), r)
	}
	if r := a.resemblance(&c); r > 0.05 {
		t.Errorf("two texts without a common word: %v", r)
	}
	short := sketchOf("Too few words here")
	if !short.empty() || short.resemblance(&short) != 0 {
		t.Error("four words have no shingle and resemble nothing")
	}
}
