package work

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// TestLargeArchive takes in an archive of as many MiB as SAYSO_ARCHIVE_MB says,
// broken off half-way, and tells the memory that the process had at most:
//
//	SAYSO_ARCHIVE_MB=1024 go test ./work -run LargeArchive -v -timeout 30m
func TestLargeArchive(t *testing.T) {
	size, _ := strconv.ParseInt(os.Getenv("SAYSO_ARCHIVE_MB"), 10, 64)
	if size == 0 {
		t.Skip("SAYSO_ARCHIVE_MB does not say how large an archive to make")
	}
	path := filepath.Join(t.TempDir(), "large.warc.gz")
	records, pages := makeArchive(t, path, size<<20)
	info, _ := os.Stat(path)
	t.Logf("%d MiB, %d records, %d pages", info.Size()>>20, records, pages)
	l := openLedger(t)
	ctx, cancel := context.WithCancel(t.Context())
	in, _, _ := intakeOf(t, l)
	seen := 0
	in.met = func() {
		if seen++; seen == records/2 {
			cancel()
		}
	}
	if err := in.Add(ctx, path); err == nil {
		t.Fatal("it was not stopped")
	}
	in, failed, noted := intakeOf(t, l)
	seen = 0
	in.met = func() { seen++ }
	if err := in.Add(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	t.Logf("taken up: %d of %d records were read again or for the first time", seen, records)
	t.Log((*noted)[0], len(*failed), "failed")
	if !strings.Contains((*noted)[0], fmt.Sprintf("%d records; %d reports added;", records, pages)) {
		t.Error("not every record is accounted for")
	}
	most := peak(t)
	t.Logf("at most %d MiB of memory", most>>20)
	if most > 200<<20 {
		t.Errorf("more than 200 MiB")
	}
}

// makeArchive writes an archive of pages, each with words of its own, pictures
// that do not compress, and requests.
func makeArchive(t *testing.T, path string, size int64) (records, pages int) {
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	defer w.Flush()
	rng := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the a harbour ferry port officials said on in of and to from with island company workers ship ministry report month year coast guard crew boats were was held by at island people")
	picture := make([]byte, 900<<10)
	written := counter{w: w}
	for i := range picture {
		picture[i] = byte(rng.Uint32())
	}
	put := func(s string, level int) {
		z, _ := gzip.NewWriterLevel(&written, level)
		io.WriteString(z, s)
		z.Close()
		records++
	}
	for written.n < size {
		at := fmt.Sprintf("https://tannet.example/%d", pages)
		var b strings.Builder
		fmt.Fprintf(&b, "<html><head><title>Report %d from Tannet</title></head><body><nav>%s</nav><article><h1>Report %d from Tannet</h1>", pages, strings.Repeat("<a href=/x>menu</a> ", 200), pages)
		for range 12 {
			b.WriteString("<p>")
			for range 60 {
				b.WriteString(words[rng.IntN(len(words))])
				b.WriteByte(' ')
			}
			b.WriteString(".</p>")
		}
		b.WriteString("</article></body></html>")
		put(warcRecord("request", at, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"), gzip.BestSpeed)
		put(httpAnswer(at, "text/html", b.String()), gzip.BestSpeed)
		pages++
		put(httpAnswer(at+".jpg", "image/jpeg", at+string(picture)), gzip.NoCompression)
	}
	return records, pages
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return c.w.Write(b)
}

// peak is the most memory that the process has had, in bytes.
func peak(t *testing.T) int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.Sys)
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return kib << 10
		}
	}
	t.Fatal("the system does not tell")
	return 0
}
