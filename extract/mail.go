package extract

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/sayso/sayso/report"
)

// ErrMail says that a message has no text.
var ErrMail = errors.New("the message holds no text that can be read: save the text and give that")

const (
	maxParts = 200
	maxNest  = 8
)

// Mail is the report in an e-mail message (RFC 5322, MIME): its web page where
// it has one, else its text, with its own subject, sender and date. Attachments
// are not opened; Unread names them.
func Mail(b []byte, o Options) (*Page, error) {
	if len(b) > report.MaxBytes {
		return nil, at(o.Path, report.ErrTooLarge)
	}
	msg, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return nil, at(o.Path, fmt.Errorf("it is no e-mail message: %w", err))
	}
	var found mailParts
	found.take(textproto.MIMEHeader(msg.Header), msg.Body, 0)
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	header := func(name string) string {
		s, err := words.DecodeHeader(msg.Header.Get(name))
		if err != nil {
			s = msg.Header.Get(name)
		}
		return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
	}
	m := metadata{title: header("Subject")}
	if from, err := mail.ParseAddress(header("From")); err == nil {
		m.outlet = from.Name
		if m.outlet == "" {
			_, m.outlet, _ = strings.Cut(from.Address, "@")
		}
	}
	if d, err := msg.Header.Date(); err == nil {
		m.dates = []Date{{EDTF: d.Format("2006-01-02"), Basis: "metadata", Where: "Date of the message"}}
	}
	var p *Page
	switch {
	case found.page != nil:
		p, err = pageOf(found.page, b, found.label, o, m)
	case len(found.text) > 0:
		w := writer{}
		w.headline(m.title)
		for _, words := range strings.Split(strings.ReplaceAll(string(found.text), "\r\n", "\n"), "\n\n") {
			if words = strings.Trim(words, "\n"); strings.TrimSpace(words) != "" {
				w.out = append(w.out, paragraph{words: unquoted(words)})
			}
		}
		p, err = w.page(b, o, m)
	default:
		err = at(o.Path, ErrMail)
	}
	if err != nil {
		return nil, err
	}
	p.Unread = append(p.Unread, found.attached...)
	return p, nil
}

// unquoted joins the lines of a paragraph that was broken at a width.
func unquoted(s string) string {
	lines := strings.Split(s, "\n")
	for _, l := range lines[:len(lines)-1] {
		if len(strings.TrimSpace(l)) < 50 {
			return s
		}
	}
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, " ")
}

// mailParts is what a message's parts hold: the first web page and the first
// text, and the names of the rest.
type mailParts struct {
	page, text []byte
	label      string
	attached   []string
	n          int
}

func (f *mailParts) take(h textproto.MIMEHeader, body io.Reader, depth int) {
	if f.n++; f.n > maxParts || depth > maxNest {
		return
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || kind == "" {
		kind = "text/plain"
	}
	disposition, names, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err != nil {
				return
			}
			f.take(p.Header, p, depth+1)
		}
	case disposition == "attachment" || kind != "text/html" && kind != "text/plain":
		if name := first(names["filename"], params["name"]); name != "" || disposition == "attachment" {
			f.attached = append(f.attached, "attachment "+first(strings.ToValidUTF8(name, "\ufffd"), "without name")+" ("+kind+") was not opened")
		}
	case kind == "text/html" && f.page == nil:
		f.page, f.label = decoded(h, body), params["charset"]
	case kind == "text/plain" && f.text == nil:
		f.text = utf8Text(decoded(h, body), params["charset"])
	}
}

// decoded is a part's bytes without their transfer encoding, as far as they can
// be decoded.
func decoded(h textproto.MIMEHeader, body io.Reader) []byte {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	b, _ := io.ReadAll(io.LimitReader(body, report.MaxBytes))
	return b
}
