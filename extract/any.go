package extract

import (
	"bytes"
	"errors"
	"mime"
	"net/http"
	"strings"
)

// ErrPDF says that bytes are a PDF.
var ErrPDF = errors.New("it is a PDF, which is not read yet: save its text, for instance with pdftotext, and give that")

// Any is the report in bytes of whatever form is known: a web page or plain
// text. contentType is what came with them (RFC 9110), "" when nothing did;
// where the bytes say otherwise, they are believed. Errors are those of HTML
// and Plain, and ErrPDF.
func Any(b []byte, contentType string, o Options) (*Page, error) {
	kind, params, _ := mime.ParseMediaType(contentType)
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(b[:min(len(b), 1024)], " \r\n\t\x00"), []byte("%PDF-")):
		return nil, at(o.Path, ErrPDF)
	case kind == "text/html", kind == "application/xhtml+xml", looksHTML(b):
		return HTML(b, params["charset"], o)
	}
	r, err := Plain(b, o)
	if err != nil {
		return nil, err
	}
	p := &Page{Report: r}
	if r.Published.EDTF != "" {
		p.Dates = []Date{{EDTF: r.Published.EDTF, Basis: r.Published.Basis, Where: r.Published.Basis + " of the text"}}
	}
	return p, nil
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
