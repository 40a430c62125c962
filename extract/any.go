package extract

import (
	"bytes"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/sayso/sayso/report"
)

// Any is the report in bytes of whatever form is known: a web page, a PDF, an
// e-mail message, Markdown or plain text. contentType is what came with them
// (RFC 9110), "" when nothing did; the end of o.Path tells where it does not.
// Where the bytes say otherwise, they are believed. Errors are those of HTML,
// PDF, Mail, Markdown and Plain.
func Any(b []byte, contentType string, o Options) (*Page, error) {
	kind, params, _ := mime.ParseMediaType(contentType)
	if kind == "" || kind == "application/octet-stream" || kind == "text/plain" {
		if byEnd := kinds[strings.ToLower(path.Ext(o.Path))]; byEnd != "" {
			kind = byEnd
		}
	}
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(b[:min(len(b), 1024)], " \r\n\t\x00"), []byte("%PDF-")):
		return PDF(b, o)
	case kind == "message/rfc822", looksMail(b):
		return Mail(b, o)
	case kind == "text/html", kind == "application/xhtml+xml", looksHTML(b):
		return HTML(b, params["charset"], o)
	case kind == "text/markdown":
		return Markdown(b, o)
	}
	if params["charset"] != "" && !utf8.Valid(b) {
		original := b
		p, err := plain(utf8Text(b, params["charset"]), o)
		if err == nil {
			p.SHA256 = report.Hash(original)
			p.ID = p.SHA256[:12]
		}
		return p, err
	}
	return plain(b, o)
}

var kinds = map[string]string{".md": "text/markdown", ".markdown": "text/markdown", ".eml": "message/rfc822", ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html"}

func plain(b []byte, o Options) (*Page, error) {
	r, err := Plain(b, o)
	if err != nil {
		return nil, err
	}
	p := &Page{Report: r, Corrections: correctionsIn(r.Text, nil)}
	if r.Published.EDTF != "" {
		p.Dates = []Date{{EDTF: r.Published.EDTF, Basis: r.Published.Basis, Where: r.Published.Basis + " of the text"}}
	}
	p.creditsOf()
	return p, nil
}

var mailHead = regexp.MustCompile(`(?mi)^(from|date|subject|received|message-id|mime-version|return-path|delivered-to):`)

// looksMail tells a message by its header: it begins with one of a message's own
// lines and has three of them.
func looksMail(b []byte) bool {
	head := b[:min(len(b), 8192)]
	if i := bytes.Index(head, []byte("\n\n")); i >= 0 {
		head = head[:i]
	} else if i := bytes.Index(head, []byte("\r\n\r\n")); i >= 0 {
		head = head[:i]
	}
	at := mailHead.FindIndex(head)
	return at != nil && at[0] == 0 && len(mailHead.FindAll(head, -1)) >= 3
}

// looksHTML tells a web page by its beginning.
func looksHTML(b []byte) bool {
	if !strings.HasPrefix(http.DetectContentType(b), "text/html") {
		return false
	}
	head := strings.ToLower(string(bytes.TrimLeft(b[:min(len(b), 2048)], "\xef\xbb\xbf \r\n\t")))
	for strings.HasPrefix(head, "<!--") || strings.HasPrefix(head, "<?xml") {
		i := strings.IndexByte(head, '>')
		if i < 0 {
			return true
		}
		head = strings.TrimLeft(head[i+1:], " \r\n\t")
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<title", "<meta", "<h1", "<script"} {
		if strings.HasPrefix(head, tag) {
			return true
		}
	}
	return false
}
