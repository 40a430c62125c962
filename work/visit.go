package work

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/temoto/robotstxt"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
)

// ErrRobots says that a host asks programs to leave an address alone.
var ErrRobots = errors.New("the host's robots.txt asks programs to leave it alone")

// robots keeps what hosts ask of programs.
type robots struct{ rules sync.Map } // host -> *robotstxt.RobotsData

// allowed tells whether the host's robots.txt lets a link be fetched. Without
// the file, or where it cannot be had, everything is (RFC 9309).
func (r *robots) allowed(ctx context.Context, f *capture.Fetcher, link string) error {
	u, err := url.Parse(link)
	if err != nil {
		return err
	}
	rules, ok := r.rules.Load(u.Host)
	if !ok {
		var data *robotstxt.RobotsData
		if got, err := f.Get(ctx, u.Scheme+"://"+u.Host+"/robots.txt", nil); err == nil {
			data, _ = robotstxt.FromBytes(got.Body)
		}
		rules, _ = r.rules.LoadOrStore(u.Host, data)
	}
	if data := rules.(*robotstxt.RobotsData); data != nil && !data.TestAgent(u.RequestURI(), agentName) {
		return fmt.Errorf("%s: %w", link, ErrRobots)
	}
	return nil
}

// agentName is the name under which robots.txt speaks of sayso.
var agentName, _, _ = strings.Cut(capture.DefaultAgent, "/")

// Page is the report behind an address with what was fetched. An address of a
// copy in a web archive leads to the report at the address that was copied.
func Page(ctx context.Context, f *capture.Fetcher, address string, known extract.Options) (*extract.Page, *capture.Fetched, error) {
	got, err := f.Get(ctx, address, nil)
	if err != nil {
		return nil, got, err
	}
	p, err := pageIn(got, known)
	return p, got, err
}

func pageIn(got *capture.Fetched, known extract.Options) (*extract.Page, error) {
	if known.URL == "" {
		known.URL = got.Final
		if inner, ok := capture.ArchivedAddress(got.Requested); ok {
			known.URL = inner
		}
	}
	if known.Path == "" {
		known.Path = got.Requested
	}
	if changed := got.Header.Get("Last-Modified"); changed != "" {
		known.Changed = changed
	}
	return extract.Any(got.Body, got.Header.Get("Content-Type"), known)
}
