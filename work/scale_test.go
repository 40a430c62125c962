//go:build unix

package work_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/work"
)

// replay hands out readings that were made before, of texts that it altered.
type replay struct {
	bases  []*reading.Reading
	mu     sync.Mutex
	issued map[string]int // which report it is, by the text's hash
	spent  time.Duration  // processor time that altering took
}

// loadReplay reads what sayso read --format json wrote.
func loadReplay(t testing.TB, file string) *replay {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p := &replay{issued: map[string]int{}}
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		r := &reading.Reading{}
		if err := json.Unmarshal(s.Bytes(), r); err != nil {
			t.Fatal(err)
		}
		p.bases = append(p.bases, r)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return p
}

// Read makes the reading again rather than keep it, so that what is kept is the
// queue's and the ledger's.
func (p *replay) Read(_ context.Context, r *report.Report) (*reading.Reading, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	began := threadCPU()
	p.mu.Lock()
	n, ok := p.issued[r.TextSHA256]
	p.mu.Unlock()
	if !ok {
		return nil, fmt.Errorf("no reading of %s", r.ID)
	}
	_, out := p.make(n)
	out.Report.ID, out.Report.URL, out.Report.Outlet, out.Report.Published = r.ID, r.URL, r.Outlet, r.Published
	p.mu.Lock()
	p.spent += threadCPU() - began
	p.mu.Unlock()
	return out, nil
}

var (
	altered = regexp.MustCompile(`\b([A-Z][a-z]{3,}|[0-9]{1,3}(,[0-9]{3})*|[0-9]{5,})\b`)
	vowels  = "aeiou"
	others  = "bdfgklmnprstvz"
)

// alter puts another name or number of the same length for a word, the same
// for the same word in the same copy.
func alter(word string, copy int) string {
	h := fnv.New64a()
	fmt.Fprint(h, word, copy)
	x := h.Sum64()
	out := []byte(word)
	for i, b := range out {
		x = x*6364136223846793005 + 1442695040888963407
		n := int(x >> 33)
		switch {
		case b >= '0' && b <= '9':
			out[i] = byte('1' + n%9)
		case b >= 'A' && b <= 'Z':
			out[i] = others[n%len(others)] - 32
		case i%2 == 1:
			out[i] = vowels[n%len(vowels)]
		default:
			out[i] = others[n%len(others)]
		}
	}
	return string(out)
}

// day is when the n-th report was published.
func (p *replay) day(n int) time.Time {
	round := n / len(p.bases)
	day, err := time.Parse(time.DateOnly, p.bases[n%len(p.bases)].Report.Published.EDTF)
	if err != nil {
		day = time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return day.AddDate(0, 0, round/2*90+round%2)
}

// next is the n-th report, which Read has a reading for from now on, with the
// number of its claims.
func (p *replay) next(n int) (ledger.Capture, int) {
	rep, r := p.make(n)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.issued[rep.TextSHA256] = n
	return ledger.Capture{Report: rep, Original: []byte(rep.Text), At: time.Now(), By: "scale", Tool: "replay"}, len(r.Claims)
}

// make is the n-th report and its reading: texts in turn, each round of them with
// other names and numbers; every second round retells the one before, a day later.
func (p *replay) make(n int) (*report.Report, *reading.Reading) {
	base, round := p.bases[n%len(p.bases)], n/len(p.bases)
	r := *base
	dates := base.Times
	swap := map[string]string{}
	common := map[string]bool{}
	for _, w := range strings.Fields(base.Text) {
		common[strings.Trim(w, `".,()`)] = true
	}
	fixed := func(at int) bool { // part of a date
		return slices.ContainsFunc(dates, func(t reading.Time) bool { return t.Span.Start <= at && at < t.Span.End })
	}
	text := []byte(base.Text)
	if round > 0 {
		for _, m := range altered.FindAllStringIndex(base.Text, -1) {
			word := base.Text[m[0]:m[1]]
			if fixed(m[0]) || common[strings.ToLower(word[:1])+word[1:]] && word[0] > '9' {
				continue
			}
			swap[word] = alter(word, (round+1)/2) // a retelling keeps most names
			copy(text[m[0]:], swap[word])
		}
	}
	put := func(s string) string {
		return altered.ReplaceAllStringFunc(s, func(w string) string {
			if v, ok := swap[w]; ok {
				return v
			}
			return w
		})
	}
	r.Text = string(text)
	r.Voices, r.Entities, r.Quantities = slices.Clone(r.Voices), slices.Clone(r.Entities), slices.Clone(r.Quantities)
	for i := range r.Voices {
		r.Voices[i].Name = put(r.Voices[i].Name)
	}
	for i := range r.Entities {
		r.Entities[i].Name = put(r.Entities[i].Name)
	}
	for i := range r.Quantities {
		q := &r.Quantities[i]
		was, is := digits(q.Span.Of(base.Text)), digits(q.Span.Of(r.Text))
		for _, end := range []**float64{&q.Low, &q.Best, &q.High} {
			if *end != nil && strconv.FormatFloat(**end, 'f', -1, 64) == was {
				v, _ := strconv.ParseFloat(is, 64)
				*end = &v
			}
		}
	}
	rep := &report.Report{URL: fmt.Sprintf("https://outlet%d.example/%d", n%97, n), Outlet: fmt.Sprint(alter("Tannetland", n%97), " Courier"), Language: "en",
		Title: put(base.Report.Title), Byline: []string{}, Zones: base.Zones, Text: r.Text,
		Published: report.Published{EDTF: p.day(n).Format(time.DateOnly), Basis: "given"}}
	rep.SHA256, rep.TextSHA256 = report.Hash(rep.Text), report.Hash(rep.Text)
	rep.ID = rep.SHA256[:12]
	return rep, &r
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// cpu is the processor time that this process took so far.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// threadCPU is the processor time of the thread that asks, 0 where only Linux tells.
func threadCPU() time.Duration {
	const thread = 1
	var u syscall.Rusage
	if runtime.GOOS != "linux" || syscall.Getrusage(thread, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// memory is what this process has resident, in MB: in all, and without the parts
// of files that are mapped into it.
func memory() (all, own int) {
	b, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		n, _ := strconv.Atoi(f[1])
		switch f[0] {
		case "VmRSS:":
			all = n / 1024
		case "RssAnon:":
			own = n / 1024
		}
	}
	return all, own
}

// peaks looks at memory now and then until stop is called, and keeps the most.
type peaks struct {
	mu       sync.Mutex
	all, own int
}

func (p *peaks) watch() (stop func()) {
	done := make(chan bool)
	go func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
			all, own := memory()
			p.mu.Lock()
			p.all, p.own = max(p.all, all), max(p.own, own)
			p.mu.Unlock()
		}
	}()
	return func() { close(done) }
}

// take is the most since the last take.
func (p *peaks) take() (all, own int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	all, own = p.all, p.own
	p.all, p.own = 0, 0
	return all, own
}

// claimsBetween are how many claims a row of TestScale's table is apart from the
// next: as many as the ledger has, at most 20,000.
func claimsBetween(have int) int { return min(max(1000, have), 20_000) }

// TestScale prints what recording and relating cost as a ledger grows: with
// SAYSO_SCALE=N reports, altered copies of those whose readings are in
// SAYSO_READINGS (sayso read --format json of some hundred reports), added two
// hundred or SAYSO_PART at a time, in the order of their dates with SAYSO_ORDER=date.
// Each row is of the reports since the row before. Reading costs nothing here, as
// if it were done elsewhere; SAYSO_READ_MS says what one report of these takes to
// read, in ms of processor time, so that the share of the rest can be told.
func TestScale(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("SAYSO_SCALE"))
	file := os.Getenv("SAYSO_READINGS")
	if n == 0 || file == "" {
		t.Skip("a measurement: SAYSO_SCALE=10000 SAYSO_READINGS=readings.jsonl runs it")
	}
	readMS, _ := strconv.ParseFloat(os.Getenv("SAYSO_READ_MS"), 64)
	backend := os.Getenv("SAYSO_BACKEND")
	if backend == "" {
		backend = "sqlite"
	}
	p := loadReplay(t, file)
	db := os.Getenv("SAYSO_SCALE_DB")
	if db == "" {
		db = address(t, backend)
	}
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	most := &peaks{}
	defer most.watch()()
	var told time.Time
	q, err := work.OpenQueue(t.Context(), l, work.Options{Reader: p, Parallel: 2, Relating: func(left int64) {
		if time.Since(told) > 10*time.Second {
			told = time.Now()
			all, own := memory()
			t.Logf("relating: %d steps left; %d MB, %d of its own", left, all, own)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	if os.Getenv("SAYSO_ORDER") == "date" {
		slices.SortStableFunc(order, func(a, b int) int { return p.day(a).Compare(p.day(b)) })
	}
	at := 0
	if err := l.View(t.Context(), func(v *ledger.View) error {
		newest, err := v.Newest(t.Context(), 0, 1)
		if len(newest) > 0 {
			at = int(newest[0].Num)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	part, _ := strconv.Atoi(os.Getenv("SAYSO_PART"))
	if part <= 0 {
		part = 200
	}
	for i := max(0, at-part); i < min(at, n); i++ { // what an interrupted run left unread
		p.next(order[i])
	}
	t.Logf("%8s %9s %12s %12s %8s %8s", "reports", "claims", "ms a report", "us a claim", "peak MB", "its own")
	var total, row time.Duration
	claims, from, begin := 0, at, at
	for was := 0; at < n; {
		began := cpu()
		p.spent = 0
		var making time.Duration
		for end := min(at+part, n); at < end; {
			var batch []ledger.Capture
			start := cpu()
			for ; at < end && len(batch) < 500; at++ {
				c, k := p.next(order[at])
				batch, claims = append(batch, c), claims+k
			}
			making += cpu() - start
			if _, _, err := q.Capture(t.Context(), batch, 2); err != nil {
				t.Fatal(err)
			}
		}
		if err := q.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		took := cpu() - began - making - p.spent
		total, row = total+took, row+took
		clear(p.issued)
		if claims-was >= claimsBetween(was) || at >= n {
			all, own := most.take()
			t.Logf("%8d %9d %12.1f %12.0f %8d %8d", at, claims, ms(row)/float64(at-begin), 1000*ms(row)/float64(claims-was), all, own)
			row, begin, was = 0, at, claims
		}
	}
	runtime.GC()
	per := ms(total) / float64(at-from)
	t.Logf("%s: %d reports with %d claims: %.1f ms of processor time a report for recording and relating", backend, at-from, claims, per)
	if readMS > 0 {
		t.Logf("beside %.1f ms for reading: %.0f %% of the whole", readMS, 100*per/(per+readMS))
	}
	kinds, sums := map[string]int{}, map[string]uint64{}
	err = l.View(t.Context(), func(v *ledger.View) error {
		for _, kind := range []string{work.FactOrigin, work.FactStory, work.FactLink, ledger.FactStanding} {
			for f, err := range v.Facts(t.Context(), kind) {
				if err != nil {
					return err
				}
				kinds[kind]++
				h := fnv.New64a()
				fmt.Fprintf(h, "%s %s", f.Key, f.Body)
				sums[kind] += h.Sum64() // in any order
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("%d facts of kind %s, sum %x", kinds[k], k, sums[k])
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
