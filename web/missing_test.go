package web

import (
	"net/http"
	"strings"
	"testing"
)

// What is not there is told by a page that leads back, and what a browser asks for
// unasked is there.
func TestMissing(t *testing.T) {
	srv, _ := desk(t)
	status, body, head := get(t, srv.URL+"/nope")
	if status != http.StatusNotFound || !strings.Contains(body, "/nope: there is no such page") || !strings.Contains(body, `<a href="/">To the inbox</a>`) || !strings.HasPrefix(head.Get("Content-Type"), "text/html") {
		t.Errorf("%d %s", status, body)
	}
	if status, body, head = get(t, srv.URL+"/favicon.ico"); status != http.StatusOK || head.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%d %s %s", status, head.Get("Content-Type"), body)
	}
	if status, body, _ = get(t, srv.URL+"/api/v1/due?outcome=foo"); status != http.StatusBadRequest || !strings.Contains(body, "borne_out") {
		t.Errorf("%d %s", status, body)
	}
	// Reports without a headline are called by the words that they open with.
	if _, body, _ = get(t, srv.URL+"/"); strings.Contains(body, "(no title)") {
		t.Error("a report is called by nothing: ", body)
	}
}
