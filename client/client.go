// Package client asks a sayso desk over its API: reports, readings, searches,
// decisions, news. It imports nothing else of sayso, so that a program that uses
// it carries no language engine and no database.
//
// It covers what programs do all day; every other operation is reached with Do.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Client asks one desk. Base is its address, such as http://127.0.0.1:7297;
// Token is empty for a desk without accounts; HTTP is http.DefaultClient where
// nil. It is safe for concurrent use.
type Client struct {
	Base  string
	Token string
	HTTP  *http.Client
}

// Problem is an error that the desk answered (RFC 9457). Line is that of a
// stream in which one report was wrong.
type Problem struct {
	Title  string        `json:"title"`
	Status int           `json:"status"`
	Detail string        `json:"detail"`
	Line   int           `json:"line,omitempty"`
	Wait   time.Duration `json:"-"` // how long to wait before asking again, 0 where it was not said
}

func (p *Problem) Error() string {
	if p.Line > 0 {
		return fmt.Sprintf("line %d: %d: %s", p.Line, p.Status, p.Detail)
	}
	return fmt.Sprintf("%d: %s", p.Status, p.Detail)
}

// Do makes a request below /api/v1: in, where it is not nil, is sent as JSON, and
// the answer is read into out, where it is not nil. Errors of the desk are
// *Problem.
func (c *Client) Do(ctx context.Context, method, path string, in, out any) error {
	return c.do(ctx, method, path, nil, in, out)
}

func (c *Client) do(ctx context.Context, method, path string, header http.Header, in, out any) error {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
		header = header.Clone()
		if header == nil {
			header = http.Header{}
		}
		header.Set("Content-Type", "application/json")
	}
	resp, err := c.send(ctx, method, path, header, body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if out == nil {
		_, err = io.Copy(io.Discard, resp.Body)
		return err
	}
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// send makes a request and turns a refusal into a Problem.
func (c *Client) send(ctx context.Context, method, path string, header http.Header, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(c.Base, "/")+"/api/v1"+path, body)
	if err != nil {
		return nil, err
	}
	for k, v := range header {
		req.Header[k] = v
	}
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	h := c.HTTP
	if h == nil {
		h = http.DefaultClient
	}
	resp, err := h.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 300 {
		return resp, nil
	}
	defer resp.Body.Close()
	p := &Problem{Status: resp.StatusCode, Title: resp.Status}
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err == nil && json.Unmarshal(b, p) != nil {
		p.Detail = strings.TrimSpace(string(b))
	}
	if s := resp.Header.Get("Retry-After"); s != "" {
		if d, err := time.ParseDuration(s + "s"); err == nil {
			p.Wait = d
		}
	}
	return nil, p
}

// page is a part of a list.
type page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

// each is a list, asked for page by page as it is read.
func each[T any](ctx context.Context, c *Client, path string, query url.Values) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		q := url.Values{}
		for k, v := range query {
			q[k] = v
		}
		for {
			var p page[T]
			if err := c.Do(ctx, http.MethodGet, path+"?"+q.Encode(), nil, &p); err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, one := range p.Items {
				if !yield(one, nil) {
					return
				}
			}
			if p.Next == "" {
				return
			}
			q.Set("cursor", p.Next)
		}
	}
}

// Me is who the client is at the desk.
func (c *Client) Me(ctx context.Context) (m Me, err error) {
	return m, c.Do(ctx, http.MethodGet, "/me", nil, &m)
}

// Reports are the reports, the last to arrive first.
func (c *Client) Reports(ctx context.Context) iter.Seq2[Report, error] {
	return each[Report](ctx, c, "/reports", url.Values{"limit": {"200"}})
}

// Reading is the current reading of a report, by its id or the beginning of it.
func (c *Client) Reading(ctx context.Context, id string) (*Reading, error) {
	var r Reading
	if err := c.Do(ctx, http.MethodGet, "/reports/"+url.PathEscape(id), nil, &r); err != nil {
		return nil, err
	}
	return &r, nil
}

// Search is the claims that a search finds, the newest arrivals first: q, voice,
// entity, outlet, report, status, factuality, when, published, low, high,
// standing, min_origins, open.
func (c *Client) Search(ctx context.Context, query url.Values) iter.Seq2[Hit, error] {
	return each[Hit](ctx, c, "/claims", query)
}

// Stories are the happenings that reports tell of.
func (c *Client) Stories(ctx context.Context) iter.Seq2[Story, error] {
	return each[Story](ctx, c, "/stories", nil)
}

// Due are the forecasts as they stand today, those due first.
func (c *Client) Due(ctx context.Context) iter.Seq2[Forecast, error] {
	return each[Forecast](ctx, c, "/due", nil)
}

// Decisions are what people decided, the newest first.
func (c *Client) Decisions(ctx context.Context) iter.Seq2[Decision, error] {
	return each[Decision](ctx, c, "/decisions", url.Values{"limit": {"200"}})
}

// Decide records a decision. With a key that no other request of this person
// has, sending it again after a failure records nothing twice.
func (c *Client) Decide(ctx context.Context, a Asked, key string) (d Decision, err error) {
	header := http.Header{}
	if key != "" {
		header.Set("Idempotency-Key", key)
	}
	return d, c.do(ctx, http.MethodPost, "/decisions", header, a, &d)
}

// Add brings a report in. Sending it again does no harm.
func (c *Client) Add(ctx context.Context, r Incoming) (t Taken, err error) {
	return t, c.Do(ctx, http.MethodPost, "/reports", r, &t)
}

// Read reads texts at the desk without keeping them, and is their readings in
// order. What is wrong with one text is a *Problem with its line, and the others
// go on.
func (c *Client) Read(ctx context.Context, texts iter.Seq[Incoming]) iter.Seq2[*Reading, error] {
	return func(yield func(*Reading, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		in, out := io.Pipe()
		go func() {
			enc := json.NewEncoder(out)
			for t := range texts {
				if err := enc.Encode(t); err != nil {
					return
				}
			}
			out.Close()
		}()
		defer in.CloseWithError(io.ErrClosedPipe)
		resp, err := c.send(ctx, http.MethodPost, "/read", http.Header{"Content-Type": {"application/x-ndjson"}}, in)
		if err != nil {
			yield(nil, err)
			return
		}
		defer resp.Body.Close()
		dec := json.NewDecoder(resp.Body)
		for {
			var raw json.RawMessage
			if err := dec.Decode(&raw); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				yield(nil, fmt.Errorf("read: %w", err))
				return
			}
			if !yield(readingOrProblem(raw)) {
				return
			}
		}
	}
}

func readingOrProblem(raw []byte) (*Reading, error) {
	var r Reading
	if err := json.Unmarshal(raw, &r); err == nil && r.Schema != "" {
		return &r, nil
	}
	p := &Problem{}
	if err := json.Unmarshal(raw, p); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	return nil, p
}
