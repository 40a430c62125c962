package watchlist

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// sink takes what a reader finds.
type sink struct {
	emit    func(Entity)
	problem func(Problem)
}

// rows reads a sheet row by row; bytes that are no UTF-8 are taken for
// Windows-1252. A broken row is a problem, and the next one goes on.
func rows(r io.Reader, comma rune, s sink, each func(line int, row []string)) error {
	most := &bounded{r: utf8Reader(r)}
	c := csv.NewReader(bufio.NewReaderSize(most, 1<<16))
	c.Comma, c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = comma, -1, true, true
	last := 0
	for {
		most.left = longest
		row, err := c.Read()
		var p *csv.ParseError
		switch {
		case errors.Is(err, errLong):
			s.problem(Problem{Line: last + 1, Why: "a row is longer than 16 MiB (an open quotation mark?), the rest is not read", Broken: true})
			return nil
		case err == io.EOF:
			return nil
		case errors.As(err, &p):
			s.problem(Problem{Line: p.Line, Why: p.Err.Error()})
			continue
		case err != nil:
			return err
		}
		line, _ := c.FieldPos(0)
		last = line
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
			if row[i] == "-0-" {
				row[i] = ""
			}
		}
		each(line, row)
	}
}

// bounded gives at most left bytes, then errLong.
type bounded struct {
	r    io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLong
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// latin1 brings lines that are no UTF-8 to it, line by line.
type latin1 struct {
	r    *bufio.Reader
	rest []byte
	err  error
}

func utf8Reader(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 1<<16)
	if head, _ := b.Peek(3); string(head) == "\ufeff" {
		_, _ = b.Discard(3)
	}
	return &latin1{r: b}
}

func (l *latin1) Read(p []byte) (int, error) {
	for len(l.rest) == 0 {
		if l.err != nil {
			return 0, l.err
		}
		var line []byte
		line, l.err = l.r.ReadSlice('\n')
		if errors.Is(l.err, bufio.ErrBufferFull) {
			l.err = nil
			for n := 1; n < utf8.UTFMax && len(line) > 0 && !utf8.Valid(line[len(line)-n:]); n++ {
				next, err := l.r.ReadByte()
				if err != nil {
					break
				}
				line = append(line[:len(line):len(line)], next)
			}
		}
		if utf8.Valid(line) {
			l.rest = line
		} else {
			l.rest, _ = charmap.Windows1252.NewDecoder().Bytes(line)
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

var (
	remarkAKA  = regexp.MustCompile(`(?:a\.k\.a\.|f\.k\.a\.|n\.k\.a\.) '([^']+(?:'[a-zA-Z][^']*)*)'`)
	remarkBorn = regexp.MustCompile(`DOB (?:circa )?(?:(\d{1,2}) )?(?:([A-Z][a-z]{2}) )?(\d{4})`)
	remarkFrom = regexp.MustCompile(`(?:nationality|citizen|POB) ([^;.]+)`)
	months     = map[string]string{"Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06", "Jul": "07", "Aug": "08", "Sep": "09", "Oct": "10", "Nov": "11", "Dec": "12"}
)

// OFAC reads the main file of OFAC's SDN or consolidated list as CSV, with its
// files of aliases, addresses and long remarks; any of these may be nil.
func OFAC(main, alt, add, comments io.Reader, s func(Entity), problem func(Problem)) error {
	out := sink{s, problem}
	more := map[string][]Name{}
	places := map[string][][]string{}
	long := map[string]string{}
	if alt != nil {
		if err := rows(alt, ',', out, func(line int, row []string) {
			if len(row) < 4 {
				wrong(out, line, row, 5)
				return
			}
			q := "strong"
			if row[2] == "fka" {
				q = "former"
			}
			more[row[0]] = append(more[row[0]], Name{Text: row[3], Quality: q})
		}); err != nil {
			return err
		}
	}
	if add != nil {
		if err := rows(add, ',', out, func(line int, row []string) {
			if len(row) < 5 {
				wrong(out, line, row, 6)
				return
			}
			places[row[0]] = append(places[row[0]], []string{row[2], row[3], row[4]})
		}); err != nil {
			return err
		}
	}
	if comments != nil {
		if err := rows(comments, ',', out, func(_ int, row []string) {
			if len(row) > 1 {
				long[row[0]] += row[1]
			}
		}); err != nil {
			return err
		}
	}
	return rows(main, ',', out, func(line int, row []string) {
		if len(row) < 12 {
			wrong(out, line, row, 12)
			return
		}
		if row[1] == "" {
			problem(Problem{Line: line, Why: fmt.Sprintf("entry %q has no name", row[0])})
			return
		}
		e := Entity{ID: row[0], Kind: Organization}
		switch row[2] {
		case "individual":
			e.Kind = Person
		case "vessel":
			e.Kind = Vessel
		case "aircraft":
			e.Kind = Airplane
		}
		e.Programs = fields(strings.ReplaceAll(row[3], "] [", ";"))
		e.Positions = fields(row[4])
		e.Remarks = row[11] + long[row[0]]
		e.Names = append([]Name{{Text: row[1], Quality: "primary"}}, more[row[0]]...)
		for _, m := range remarkAKA.FindAllStringSubmatch(e.Remarks, -1) {
			e.Names = append(e.Names, Name{Text: m[1], Quality: "weak"})
		}
		for _, m := range remarkBorn.FindAllStringSubmatch(e.Remarks, -1) {
			d := m[3]
			if months[m[2]] != "" {
				d += "-" + months[m[2]]
				if m[1] != "" {
					d += fmt.Sprintf("-%02s", m[1])
				}
			}
			e.Born = append(e.Born, d)
		}
		for _, m := range remarkFrom.FindAllStringSubmatch(e.Remarks, -1) {
			appendNew(&e.Countries, m[1])
		}
		for _, p := range places[row[0]] {
			e.Places = append(e.Places, strings.Join(filled(p), ", "))
			appendNew(&e.Countries, p[2])
		}
		s(e)
	})
}

func wrong(s sink, line int, row []string, want int) {
	if len(row) == 1 && strings.Trim(row[0], "\x1a ") == "" {
		return // OFAC ends its files with Ctrl-Z
	}
	s.problem(Problem{Line: line, Why: fmt.Sprintf("%d columns, not %d", len(row), want)})
}

func filled(in []string) []string {
	var out []string
	for _, x := range in {
		if x != "" {
			out = append(out, x)
		}
	}
	return out
}

func fields(s string) []string {
	var out []string
	for _, f := range strings.Split(s, ";") {
		if f = strings.TrimSpace(f); f != "" {
			out = append(out, f)
		}
	}
	return out
}
