package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/work"
)

// Intake is what reads reports that come in through the API. Without Queue none
// are taken in, without Reader none are read on the spot.
type Intake struct {
	Queue  *work.Queue
	Reader *reading.Reader
	Jobs   int // reports read at once, 1 when 0
}

var errNoIntake = errors.New("this desk takes no reports in: start it with sayso serve --jobs 1, or use sayso add")

func (i *Intake) relator(l *ledger.Ledger) *work.Relator {
	if i.Queue != nil {
		return i.Queue.Relator()
	}
	return work.NewRelator(l)
}

// incoming is a report as it is sent to the desk.
type incoming struct {
	Text      string `json:"text,omitempty" maxLength:"16000000" doc:"the report as plain text; this or html"`
	HTML      string `json:"html,omitempty" maxLength:"16000000" doc:"the page as it stood"`
	URL       string `json:"url,omitempty" maxLength:"4000"`
	Outlet    string `json:"outlet,omitempty" maxLength:"1000"`
	Title     string `json:"title,omitempty" maxLength:"4000"`
	Published string `json:"published,omitempty" maxLength:"100" doc:"EDTF, where it is known"`
	Language  string `json:"language,omitempty" maxLength:"35"`
}

// report is the report that was sent, with its bytes.
func (i *incoming) report() (*report.Report, []byte, error) {
	if (i.Text == "") == (i.HTML == "") {
		return nil, nil, fmt.Errorf("report: %w: give text or html, and not both", ledger.ErrInput)
	}
	if i.Published != "" {
		if err := work.Dated(i.Published); err != nil {
			return nil, nil, err
		}
	}
	o := extract.Options{Path: "report", URL: i.URL, Outlet: i.Outlet, Title: i.Title, Published: i.Published}
	if i.Text != "" {
		r, err := extract.Plain([]byte(i.Text), o)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", ledger.ErrInput, err)
		}
		r.Language = cmp.Or(i.Language, r.Language)
		return r, []byte(i.Text), nil
	}
	p, err := extract.HTML([]byte(i.HTML), "utf-8", o)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ledger.ErrInput, err)
	}
	p.Report.Language = cmp.Or(i.Language, p.Report.Language)
	return p.Report, []byte(i.HTML), nil
}

// capture is the report as the ledger takes it.
func (i *incoming) capture(by string, now time.Time) (ledger.Capture, error) {
	r, b, err := i.report()
	return ledger.Capture{Report: r, Original: b, At: now, By: by, Tool: "sayso desk " + reading.ReaderVersion}, err
}

// taken tells what became of a report that was sent.
type taken struct {
	ID    string `json:"id"`
	Known bool   `json:"known" doc:"the ledger had it already"`
	State string `json:"state" enum:"queued,read" doc:"read, or waiting to be"`
}

// take puts reports into the ledger and the queue in one transaction. Known ones
// are left as they are.
func (s *Server) take(ctx context.Context, all []ledger.Capture) ([]taken, error) {
	if s.o.Intake.Queue == nil {
		return nil, errNoIntake
	}
	fresh, known, err := s.o.Intake.Queue.Capture(ctx, all, max(1, s.o.Intake.Jobs))
	if err != nil {
		return nil, err
	}
	of := map[string]taken{}
	for _, i := range fresh {
		of[i.ID] = taken{ID: i.ID, State: "queued"}
	}
	for _, i := range known {
		t := taken{ID: i.ID, Known: true, State: "queued"}
		if i.Reader != "" {
			t.State = "read"
		}
		if _, isFresh := of[i.ID]; !isFresh { // met twice in one request
			of[i.ID] = t
		}
	}
	out := make([]taken, len(all))
	for n, c := range all {
		out[n] = of[ledger.ReportID(c.Report)]
	}
	return out, nil
}

// line is one line of a stream of reports, or what is wrong with it.
type line struct {
	n   int
	in  incoming
	err error
}

// longestLine bounds one report in a stream, in bytes.
const longestLine = 64 << 20

// parseLine reads one line of a stream.
func parseLine(n int, b []byte) line {
	l := line{n: n}
	if err := json.Unmarshal(b, &l.in); err != nil {
		l.err = fmt.Errorf("line %d: %w: no JSON object of a report: %w", n, ledger.ErrInput, err)
	}
	return l
}
