package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/web/account"
)

const (
	addPage   = "/add"
	feedsPage = "/feeds"
)

// longestPaste is how many bytes a form may have, as browsers encode them.
const longestPaste = 4 << 20

// add is where a report is brought in by hand. Err is what was wrong with In.
func (s *Server) add(r *http.Request, in incoming, err error) (string, any, error) {
	var data struct {
		In    incoming
		Why   string
		Takes bool // the desk takes reports in
		May   bool // and from whoever asks
	}
	data.In, data.Takes, data.May = in, s.o.Intake.Queue != nil, who(r.Context()).May(account.Add)
	if err != nil {
		data.Why = err.Error()
	}
	return "add", data, nil
}

// added takes a report in and goes to it. What could not be taken in stays in
// the form.
func (s *Server) added(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, longestPaste)
	if err := r.ParseForm(); err != nil {
		s.refuse(w, r, fmt.Errorf("report: %w: more than %d bytes do not go through a form; sayso add FILE takes them: %w", ledger.ErrInput, longestPaste, err))
		return
	}
	// Browsers send lines with CRLF; the bytes that are kept are the text as it
	// was pasted.
	in := incoming{Text: strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n"), Outlet: strings.TrimSpace(r.PostFormValue("outlet")), Title: strings.TrimSpace(r.PostFormValue("title")),
		URL: strings.TrimSpace(r.PostFormValue("url")), Published: strings.TrimSpace(r.PostFormValue("published"))}
	var all []taken
	c, err := in.capture(s.name(r.Context()), s.now())
	if err == nil {
		all, err = s.take(r.Context(), []ledger.Capture{c})
	}
	if err != nil {
		s.paged(w, r, statusOf(err), func(r *http.Request) (string, any, error) { return s.add(r, in, err) })
		return
	}
	to := s.at + "/report/" + all[0].ID
	if all[0].Known {
		to += "?known=1"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// unread is a report that waits to be read, as its page shows it.
func unread(i ledger.ReportInfo, text string) *reading.Reading {
	return &reading.Reading{Text: text, Zones: i.Zones, Report: reading.Source{ID: i.ID, Title: i.Title, Outlet: i.Outlet}, Claims: []reading.Claim{}, Unread: []reading.Unread{}}
}

// followOn takes the forms of the feeds' page.
func (s *Server) followOn(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	url := strings.TrimSpace(r.PostFormValue("url"))
	var err error
	if r.PostFormValue("do") == "leave" {
		_, err = s.leaveFeed(r.Context(), url)
	} else {
		_, err = s.followFeed(r.Context(), url, strings.TrimSpace(r.PostFormValue("title")))
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	http.Redirect(w, r, s.at+feedsPage, http.StatusSeeOther)
}
