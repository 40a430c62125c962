package story

import (
	"reflect"
	"testing"
)

// A card gives the very profile that it was made from.
func TestCardsAreWhole(t *testing.T) {
	for _, r := range mixed(t) {
		p := Slim(r)
		q, err := ReadCard(p.Card())
		if err != nil {
			t.Fatal(r.Report.ID, err)
		}
		if !reflect.DeepEqual(p, q) {
			t.Errorf("%s: the card gives another profile", r.Report.ID)
		}
	}
}

// A packed proposal is the same when it is unpacked.
func TestPackedProposals(t *testing.T) {
	s := &Shelf{}
	n := 0
	for _, r := range mixed(t) {
		s.Add(r)
	}
	for _, id := range s.IDs() {
		for _, l := range s.LinksOf(s.profile(id), func(a, b string) bool { return a < "m" && b < "m" }) {
			p := l.Proposal()
			q, err := Unpack(l.From, l.To, p.Packed())
			if err != nil || !reflect.DeepEqual(l, q.Open()) || KindOf(p.Packed()) != l.Kind || ScoreOf(p.Packed()) != p.Score {
				t.Fatalf("%+v\n%+v\n%v", p, q, err)
			}
			n++
		}
	}
	if n < 50 {
		t.Error("too few proposals to tell:", n)
	}
}

// Bytes that are no card give an error.
func FuzzCard(f *testing.F) {
	for _, r := range mixed(f)[:3] {
		f.Add(Slim(r).Card())
	}
	f.Add(Proposal{Link: Link{Kind: Denies, Claim: "c1", ToClaim: "c2", Evidence: []Evidence{}}}.Packed())
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := ReadCard(b); err == nil {
			if q, err := ReadCard(p.Card()); err != nil || !reflect.DeepEqual(p, q) {
				t.Error("another profile the second time", err)
			}
		}
		if p, err := Unpack("a", "b", b); err == nil {
			if q, err := Unpack("a", "b", p.Packed()); err != nil || !reflect.DeepEqual(p, q) {
				t.Error("another proposal the second time", err)
			}
		}
	})
}

func BenchmarkCard(b *testing.B) {
	r := mixed(b)[0]
	card := Slim(r).Card()
	b.Run("made", func(b *testing.B) {
		for b.Loop() {
			Slim(r)
		}
	})
	b.Run("read", func(b *testing.B) {
		b.ReportMetric(float64(len(card)), "B")
		for b.Loop() {
			if _, err := ReadCard(card); err != nil {
				b.Fatal(err)
			}
		}
	})
}
