package watchlist

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestHugeList reads, indexes and searches made-up lists of as many MiB as
// SAYSO_LIST_MB says, and tells the memory and processor time that they take:
//
//	SAYSO_LIST_MB=2048 go test ./watchlist -run HugeList -v -timeout 30m
//
// One is FollowTheMoney as it is published for whole collections, where most
// lines are addresses, ties and measures that nobody is screened against; one is
// the UN's XML and one a CSV of one's own, where every entry is.
func TestHugeList(t *testing.T) {
	size, _ := strconv.ParseInt(os.Getenv("SAYSO_LIST_MB"), 10, 64)
	if size == 0 {
		t.Skip("SAYSO_LIST_MB does not say how large a list to make")
	}
	for _, form := range []huge{
		{name: "collection.jsonl", entry: hugeFollowTheMoney},
		{name: "list.xml", head: `<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-01-01"><INDIVIDUALS>`, entry: hugeUN, tail: "</INDIVIDUALS></CONSOLIDATED_LIST>\n"},
		{name: "own.csv", head: "id,name,kind,aliases,country,remarks\n", entry: hugeOwn},
	} {
		t.Run(form.name, func(t *testing.T) {
			now, entries := clock(), 0
			most := watchMemory(t)
			began := now()
			l, err := Read("huge", []File{{form.name, func() (io.ReadCloser, error) {
				return &hugeReader{huge: form, left: size << 20, made: &entries, r: rand.New(rand.NewPCG(1, 2)), words: hugeWords()}, nil
			}}})
			if err != nil {
				t.Fatal(err)
			}
			read := now() - began
			if len(l.Entities) != entries || l.Found != 0 {
				t.Errorf("%d of %d entries loaded, %d problems", len(l.Entities), entries, l.Found)
			}
			t.Logf("%d MiB, %d entries: read in %v of processor time with the making of it, at most %d MiB of memory", size, entries, read.Round(time.Second), most()>>20)
			began = now()
			x := NewIndex(l)
			t.Logf("indexed in %v, at most %d MiB", (now() - began).Round(time.Second), most()>>20)
			found, asked := 0, 0
			began = now()
			for i := 0; i < len(l.Entities); i += max(len(l.Entities)/500, 1) {
				e := &l.Entities[i]
				asked++
				for _, h := range x.Search(Query{Name: e.Names[0].Text, Kind: e.Kind}) {
					if h.Score == 1 {
						found++
						break
					}
				}
			}
			t.Logf("%d of %d names found as they are listed, %v a search", found, asked, (now()-began)/time.Duration(asked))
			if found != asked {
				t.Error("listed names are not found")
			}
		})
	}
}

// watchMemory tells the most memory in use since it was called, in bytes.
func watchMemory(t *testing.T) func() uint64 {
	runtime.GC()
	most, done, asked := uint64(0), make(chan bool), make(chan chan uint64)
	go func() {
		for {
			select {
			case <-done:
				return
			case to := <-asked:
				to <- most
			case <-time.After(50 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse+m.StackInuse)
			}
		}
	}()
	t.Cleanup(func() { close(done) })
	return func() uint64 {
		to := make(chan uint64)
		asked <- to
		return <-to
	}
}

// huge is a form of list and how its entries are made.
type huge struct {
	name, head, tail string
	entry            func(b *bytes.Buffer, h *hugeReader, n int) (listed bool)
}

// hugeReader makes a list as it is read.
type hugeReader struct {
	huge
	left  int64
	n     int
	made  *int // entries to screen against
	r     *rand.Rand
	words []string
	next  bytes.Buffer
	ended bool
}

func (h *hugeReader) Close() error { return nil }

func (h *hugeReader) Read(b []byte) (int, error) {
	for h.next.Len() < len(b) && !h.ended {
		before := h.next.Len()
		if h.n == 0 {
			h.next.WriteString(h.head)
		}
		h.n++
		if h.entry(&h.next, h, h.n) {
			*h.made++
		}
		if h.left -= int64(h.next.Len() - before); h.left <= 0 {
			h.next.WriteString(h.tail)
			h.ended = true
		}
	}
	return h.next.Read(b)
}

// hugeWords are made of syllables, so many that names differ.
func hugeWords() []string {
	r := rand.New(rand.NewPCG(3, 4))
	syllables := strings.Fields("ar bel cho dan el far gor hal ist jun ka lor mir nes ol pas qua ri sta tor ul ven wic xan yor zel bra dri fen gul hyo ki lan mo nu pre sha tel vo")
	out := make([]string, 200_000)
	for i := range out {
		for range 2 + r.IntN(3) {
			out[i] += syllables[r.IntN(len(syllables))]
		}
	}
	return out
}

// name is of words some of which are usual and most of which are rare.
func (h *hugeReader) name(n int) string {
	w := make([]string, n)
	for i := range w {
		x := h.r.Float64()
		w[i] = h.words[int(x*x*x*float64(len(h.words)))]
		w[i] = strings.ToUpper(w[i][:1]) + w[i][1:]
	}
	return strings.Join(w, " ")
}

func hugeFollowTheMoney(b *bytes.Buffer, h *hugeReader, n int) bool {
	tail := fmt.Sprintf(`"datasets":["tannet_register"],"first_seen":"2024-02-0%dT10:00:00","last_seen":"2026-01-01T00:00:00","last_change":"2025-05-05T00:00:00","target":true}`+"\n", n%9+1)
	notes := h.name(30) + "."
	switch n % 4 {
	case 0:
		fmt.Fprintf(b, `{"id":"e-%d","caption":"x","schema":"Person","properties":{"name":[%q],"alias":[%q,%q],"country":["kp"],"birthDate":["1961-03-0%d"],"topics":["sanction"],"notes":[%q]},`, n, h.name(3), h.name(3), h.name(2), n%9+1, notes)
	case 1:
		fmt.Fprintf(b, `{"id":"e-%d","caption":"x","schema":"Address","properties":{"full":[%q],"country":["kp"]},`, n, notes)
	case 2:
		fmt.Fprintf(b, `{"id":"e-%d","caption":"x","schema":"Sanction","properties":{"entity":["e-%d"],"authority":[%q],"reason":[%q]},`, n, n-2, h.name(3), notes)
	default:
		fmt.Fprintf(b, `{"id":"e-%d","caption":"x","schema":"Ownership","properties":{"owner":["e-%d"],"asset":["e-%d"],"role":[%q]},`, n, n-3, n+1, notes)
	}
	b.WriteString(tail)
	return n%4 == 0
}

func hugeUN(b *bytes.Buffer, h *hugeReader, n int) bool {
	fmt.Fprintf(b, "<INDIVIDUAL><DATAID>%d</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>%s</FIRST_NAME><SECOND_NAME>%s</SECOND_NAME><UN_LIST_TYPE>Tannet</UN_LIST_TYPE><REFERENCE_NUMBER>TNi.%d</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON><COMMENTS1>%s.</COMMENTS1><NATIONALITY><VALUE>Tannet</VALUE></NATIONALITY>", n, h.name(1), h.name(2), n, h.name(90))
	for range 2 {
		fmt.Fprintf(b, "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>%s</ALIAS_NAME></INDIVIDUAL_ALIAS>", h.name(3))
	}
	b.WriteString("<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1961-03-04</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>\n")
	return true
}

func hugeOwn(b *bytes.Buffer, h *hugeReader, n int) bool {
	fmt.Fprintf(b, "%d,%s,person,%s; %s,kp,%q\n", n, h.name(3), h.name(3), h.name(2), h.name(90)+", "+h.name(20))
	return true
}
