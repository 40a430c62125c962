package client

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
)

// Events are news as they happen, from a place in the log on: 0 for all there
// is, -1 for what comes. They end with an error when the connection does; going
// on from the last event's ID misses nothing.
func (c *Client) Events(ctx context.Context, from int64) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		path := "/events"
		if from >= 0 {
			path += "?from=" + strconv.FormatInt(from, 10)
		}
		resp, err := c.send(ctx, http.MethodGet, path, http.Header{"Accept": {"text/event-stream"}}, nil)
		if err != nil {
			yield(Event{}, err)
			return
		}
		defer resp.Body.Close()
		for e, err := range parseEvents(resp.Body) {
			if !yield(e, err) {
				return
			}
		}
	}
}

// longestEvent bounds one line of news, in bytes.
const longestEvent = 1 << 20

// parseEvents reads server-sent events (HTML standard, 9.2).
func parseEvents(r io.Reader) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		s := bufio.NewScanner(r)
		s.Buffer(make([]byte, 0, 1<<12), longestEvent)
		var e Event
		for s.Scan() {
			line := s.Bytes()
			if len(line) == 0 {
				if e.Data != nil && !yield(e, nil) {
					return
				}
				e = Event{ID: e.ID}
				continue
			}
			field, value, _ := bytes.Cut(line, []byte(":"))
			value = bytes.TrimPrefix(value, []byte(" "))
			switch string(field) {
			case "id":
				if n, err := strconv.ParseInt(string(value), 10, 64); err == nil {
					e.ID = n
				}
			case "event":
				e.Kind = string(value)
			case "data":
				if e.Data != nil {
					e.Data = append(e.Data, '\n')
				}
				e.Data = append(e.Data, value...)
				if e.Data == nil {
					e.Data = []byte{}
				}
			}
		}
		err := s.Err()
		if err == nil {
			err = io.ErrUnexpectedEOF
		}
		yield(Event{ID: e.ID}, fmt.Errorf("events: %w", err))
	}
}
