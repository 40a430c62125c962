package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
)

// tagged gives answers in JSON an ETag, and answers 304 to who has them already.
// Streams go through as they come.
func tagged(in http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, no-cache")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			in.ServeHTTP(w, r)
			return
		}
		t := &tagger{ResponseWriter: w}
		in.ServeHTTP(t, r)
		t.end(r)
	})
}

// tagger holds an answer back until it is whole.
type tagger struct {
	http.ResponseWriter
	status int
	whole  bytes.Buffer
	passes bool
}

func (t *tagger) WriteHeader(status int) {
	if t.status != 0 {
		return
	}
	t.status = status
	kind := t.Header().Get("Content-Type")
	if status != http.StatusOK || !strings.Contains(kind, "json") || strings.Contains(kind, "ndjson") || t.Header().Get("Content-Disposition") != "" {
		t.passes = true
		t.ResponseWriter.WriteHeader(status)
	}
}

func (t *tagger) Write(b []byte) (int, error) {
	if t.status == 0 {
		t.WriteHeader(http.StatusOK)
	}
	if t.passes {
		return t.ResponseWriter.Write(b)
	}
	return t.whole.Write(b)
}

// Unwrap lets streams flush and set deadlines.
func (t *tagger) Unwrap() http.ResponseWriter { return t.ResponseWriter }

func (t *tagger) end(r *http.Request) {
	if t.passes || t.status == 0 {
		return
	}
	sum := sha256.Sum256(t.whole.Bytes())
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	t.Header().Set("ETag", tag)
	for _, known := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if known = strings.TrimSpace(known); known == tag || known == "W/"+tag || known == "*" {
			t.Header().Del("Content-Type")
			t.ResponseWriter.WriteHeader(http.StatusNotModified)
			return
		}
	}
	t.ResponseWriter.WriteHeader(t.status)
	_, _ = t.ResponseWriter.Write(t.whole.Bytes()) // who has gone needs no answer
}
