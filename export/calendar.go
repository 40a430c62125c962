package export

import (
	"bufio"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

type calendar struct {
	b  *bufio.Writer
	at time.Time
}

// NewCalendar writes an iCalendar file (RFC 5545): an all-day event on the day
// that each forecast, plan or order is due, and a to-do without a date for each
// question that a report itself leaves open. Matters without a due date are
// left out. at is the time of making that the format asks for; without one each
// report's entries bear the time of the newest change to what is known of it, so
// that the same ledger gives the same calendar.
func NewCalendar(w io.Writer, at time.Time) Writer {
	c := &calendar{bufio.NewWriter(w), at}
	c.lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sayso//due//EN")
	return c
}

// stamp is the time that the entries of a report bear.
func (c *calendar) stamp(e *Entry) string {
	at := c.at
	if k := e.Known; at.IsZero() && k != nil {
		if k.Custody != nil {
			at = k.Custody.At
		}
		for i := range k.Reviews {
			if t := k.Reviews[i].At; t.After(at) {
				at = t
			}
		}
	}
	return at.UTC().Format("20060102T150405Z")
}

func (c *calendar) Add(e *Entry) error {
	stamp := c.stamp(e)
	err := Events(e, Forecasts, func(v *Event) error {
		due, err := time.Parse(time.DateOnly, v.Due)
		if err != nil {
			return nil
		}
		c.begin("event", v.ID, stamp)
		c.lines("DTSTART;VALUE=DATE:"+due.Format("20060102"), "DTEND;VALUE=DATE:"+due.AddDate(0, 0, 1).Format("20060102"),
			"SUMMARY:"+escape("Due, as "+v.Status+" ("+v.Chain+"): "+v.Text),
			"DESCRIPTION:"+escape("Reported by "+v.Chain+", published "+orUnknown(v.Published)+"\nEDTF "+v.EDTF+"\n"+v.ID+"\ntext SHA-256 "+v.TextSHA256),
			"CATEGORIES:"+escape(v.Status))
		c.link(v.URL)
		c.lines("TRANSP:TRANSPARENT", "END:VEVENT")
		return nil
	})
	if err != nil {
		return err
	}
	x := indexOf(e)
	id := x.named().ID
	for i := range e.Claims {
		if q := &e.Claims[i]; q.OpenQuestion && news(q) {
			c.begin("todo", id+"/"+q.ID+"-open", stamp)
			c.lines("SUMMARY:"+escape("Open question ("+x.chain(q)+"): "+q.Span.Of(e.Text)), "DESCRIPTION:"+escape(x.ref(q.ID)), "STATUS:NEEDS-ACTION")
			c.link(e.Report.URL)
			c.lines("END:VTODO")
		}
	}
	return nil
}

// begin opens an entry of a kind of component, under the name that the claim gives it
// in all calendars.
func (c *calendar) begin(kind, claim, stamp string) {
	c.lines("BEGIN:V"+strings.ToUpper(kind), "UID:"+strings.ReplaceAll(claim, "/", "-")+"@sayso", "DTSTAMP:"+stamp)
}

func (c *calendar) link(url string) {
	if url != "" && !strings.ContainsFunc(url, func(r rune) bool { return r <= ' ' }) {
		c.lines("URL:" + url)
	}
}

func orUnknown(s string) string {
	if s == "" {
		return "at a date not known"
	}
	return s
}

func (c *calendar) Close() error {
	c.lines("END:VCALENDAR")
	return c.b.Flush()
}

// lines writes content lines, folded at 75 bytes between characters. An error
// of the writer comes out at Flush.
func (c *calendar) lines(ls ...string) {
	for _, l := range ls {
		for room := 75; len(l) > room; room = 74 {
			n := room
			for !utf8.RuneStart(l[n]) {
				n--
			}
			c.b.WriteString(l[:n] + "\r\n ")
			l = l[n:]
		}
		c.b.WriteString(l + "\r\n")
	}
}

// escape is a value of type TEXT.
func escape(s string) string { return escaped.Replace(s) }

var escaped = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`)
